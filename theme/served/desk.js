/* The reading desk. What the server says is put in the page as text; the frame shows the site, which is another origin:
   it may say which page is shown and which words are selected, and nothing that it says writes. */
(() => {
  "use strict";
  const { say, at, kept, fill, node, make, press, tell, ask, guarded, follow } = writing;
  const frame = at("page");
  const form = at("form");
  const desk = { works: [], cohorts: [], comments: {}, work: null, shown: {}, judged: "", passage: "", remarks: [], busy: false };

  // The list
  const me = () => at("by").value;
  const wanted = (one) =>
    (one.why || at("all").checked) &&
    (!at("cohort").value || one.cohort === at("cohort").value) &&
    (!at("mine").checked || !me() || one.readers.includes(me()));
  const drawList = () => {
    const shown = desk.works.filter(wanted);
    const held = document.activeElement.dataset.place; // a list that is drawn again keeps the focus where it was
    at("works").replaceChildren(...shown.map((one) => {
      const state = make("small", one.said, { className: one.why && one.why !== "jamais lue" ? "changed" : "" });
      const button = press(() => open(one.place), make("strong", one.student), make("span", one.title), state);
      button.dataset.place = one.place;
      if (one.place === desk.work?.place) button.setAttribute("aria-current", "true");
      return node("li", {}, button);
    }));
    if (!shown.length) at("works").append(make("li", say.empty, { className: "note" }));
    if (held) [...at("works").querySelectorAll("button")].find((one) => one.dataset.place === held)?.focus();
  };
  const list = guarded(async () => {
    const { said } = await ask("/api/liste");
    Object.assign(desk, { works: said.works, cohorts: said.cohorts, comments: said.comments, version: said.version });
    at("progress").textContent = said.progress;
    at("note").textContent = said.note;
    at("note").hidden = !said.note;
    at("bar").max = Math.max(1, said.read + said.left);
    at("bar").value = said.read;
    at("undo").disabled = !said.undoable;
    drawPeople();
    drawList();
  });
  const options = (select, values, chosen) => {
    select.replaceChildren(...values.map(([value, text]) => make("option", text, { value })));
    if (values.some(([value]) => value === chosen)) select.value = chosen;
  };
  const drawPeople = () => {
    const names = [...new Set(desk.cohorts.flatMap((one) => one.team))];
    options(at("by"), [["", "…"], ...names.map((name) => [name, name])], me() || say.by || kept("vitrail.by"));
    options(at("cohort"), [at("cohort").options[0], ...desk.cohorts].map((one) => [one.slug ?? "", one.name ?? one.text]), at("cohort").value);
    at("cohort").closest("label").hidden = desk.cohorts.length < 2;
  };
  const following = () => {
    const rest = desk.works.filter((one) => wanted(one) && one.why && one.place !== desk.work?.place);
    const here = desk.works.findIndex((one) => one.place === desk.work?.place);
    return rest.find((one) => desk.works.indexOf(one) > here) ?? rest[0];
  };

  // The work
  const open = guarded(async (place, { stay = false, known = false } = {}) => {
    const asked = stay ? desk.asked : (desk.asked = { place, there: false });
    if (!stay) { // until the other work is there, with its page, nothing can be said of either
      Object.assign(desk, { address: "", shown: {} });
      aside();
    }
    const { ok, said } = await ask(`/api/travail?${encodeURIComponent(place)}`);
    if (!ok || desk.asked !== asked || asked.place !== place || (stay && !asked.there)) return; // another was opened
    asked.there = true;
    // Verdicts that came by themselves are not known to who reads: the next write is refused, and shows them.
    if (stay && !known) said.evaluations = desk.work.evaluations;
    desk.work = said;
    if (!stay) Object.assign(desk, { remarks: [], passage: "", pointed: "" });
    const address = new URL(encodeURI(said.address).replaceAll("#", "%23").replaceAll("?", "%3F"), `${say.site}/`);
    desk.address = address.pathname;
    // The page of what was judged last says what was said before, until it is made again.
    if (!stay || desk.judged === place || !within(desk.shown.page) || desk.shown.seal !== said.seal) show();
    draw(stay);
    if (!stay) at("title").focus();
  });
  const show = () => {
    desk.shown = {};
    // A new address each time: the frame keeps no history, and the page is asked again.
    frame.contentWindow.location.replace(`${say.site}${desk.address}`);
    aside();
  };
  // A stage is read with its reports, whose pages are beside its own and bear its seal.
  const within = (page) =>
    Boolean(page && desk.address) && (page === desk.address || page.startsWith(desk.address.replace(/\.html$/, "/")));
  const aside = () => {
    const note = at("aside");
    const { page, seal } = desk.shown;
    const other = page && !within(page);
    const stale = within(page) && seal !== desk.work?.seal;
    note.hidden = !desk.work || !(other || stale);
    note.firstElementChild.textContent = other ? say.elsewhere : say.moving;
    at("return").hidden = !other;
    at("write").disabled = other || stale || !page; // what is judged is what is shown
  };
  const draw = (stay) => {
    const { work } = desk;
    form.hidden = false;
    at("nothing").hidden = true;
    at("who").textContent = `${work.student} · ${work.cohort}`;
    at("title").textContent = work.title;
    at("why").textContent = desk.works.find((one) => one.place === work.place)?.said ?? "";
    at("advice").textContent = work.advice;
    drawChanges(work.changed);
    if (!stay) {
      form.reset();
      at("on").value = "";
      drawLevels(work.scale);
      drawClaims(work);
      for (const fold of [at("exceptions"), at("voice")]) fold.open = false;
      options(at("tutor"), [["", "…"], ...work.tutors.map((name) => [name, name])], "");
      at("voice").hidden = !work.tutors.length;
    }
    drawRemarks();
    drawSaid(work.verdicts, work.answer);
    drawAgain();
    drawList();
  };
  const drawLevels = (scale) => {
    at("levels").hidden = !scale.length;
    at("levels").replaceChildren(at("levels").firstElementChild, ...scale.map((name, rank) => node("label", {},
      make("input", "", { type: "radio", name: "level", value: rank + 1 }),
      node("span", {}, `${name} `, make("kbd", String(rank + 1))))));
  };
  const drawChanges = (changed) => {
    const box = at("changes");
    box.replaceChildren();
    if (!changed) return;
    box.append(make("h3", changed.title));
    if (changed.note) box.append(make("p", changed.note, { className: "note" }));
    const side = (heading, tag, texts) =>
      texts.length && node("div", {}, make("p", heading, { className: "side" }), ...texts.map((text) => make(tag, text)));
    for (const one of changed.differences)
      box.append(node("section", { className: "difference" }, make("h4", one.name),
        side(say.before, "del", one.before), side(say.after, "ins", one.after),
        one.note && make("p", one.note, { className: "note" })));
    if (changed.more) box.append(make("p", say.more, { className: "note" }));
  };
  const drawClaims = (work) => {
    at("exceptions").hidden = !work.claims.length;
    at("claims").replaceChildren(...work.claims.map((claim) => {
      const state = make("small", [claim.state, claim.unproved].filter(Boolean).join(" · "));
      const said = [[say.own, claim.own], [say.tutor, claim.tutor], [say.teacher, claim.teacher]].filter(([, text]) => text);
      const opinion = make("select", "", { ariaLabel: fill(say.opinion, claim), className: "exempt" });
      opinion.dataset.cited = claim.cited;
      options(opinion, [["", say.same], ["retenue", say.retained], ["à reprendre", say.rework], ["refusée", say.refused]], "");
      const grade = make("select", "", { ariaLabel: fill(say.grade, claim) });
      options(grade, [["", "—"], ...work.scale.map((name, rank) => [String(rank + 1), name])], "");
      return node("li", {},
        node("p", { className: "claim" }, make("strong", claim.code), ` ${claim.title} `, state),
        node("dl", { className: "voices" }, ...said.flatMap(([who, text]) => [make("dt", who), make("dd", text)])),
        ...claim.disagreements.map((text) => make("p", text, { className: "differ" })),
        node("div", { className: "row" }, opinion, grade,
          make("input", "", { ariaLabel: fill(say.detail, claim), maxLength: 5000, placeholder: fill(say.detail, claim) })));
    }));
    if (work.claims.some((claim) => claim.disagreements.length)) at("exceptions").open = true;
  };
  const drawRemarks = () => {
    at("selected").hidden = Boolean(desk.passage);
    at("mark").disabled = !desk.passage;
    at("mark").firstChild.textContent = desk.passage
      ? `« ${desk.passage.length > 60 ? `${desk.passage.slice(0, 60)}…` : desk.passage} » ` : `${at("mark").dataset.rest ?? ""} `;
    at("remarks").replaceChildren(...desk.remarks.map((one, rank) => {
      const text = make("textarea", "", { rows: 2, maxLength: 5000, value: one.comment, ariaLabel: say.remark });
      text.addEventListener("input", () => (one.comment = text.value));
      const away = press(() => { desk.remarks.splice(rank, 1); drawRemarks(); at("mark").focus(); }, "×");
      away.ariaLabel = say.remove;
      return node("li", {}, make("blockquote", one.passage), text, away);
    }));
  };
  // A passage that is pointed at stays so in a page that is made again, where who reads has scrolled to.
  const point = (passage) => {
    const seen = passage === undefined;
    if (!seen) Object.assign(desk, { pointed: passage, met: false });
    if (desk.pointed) frame.contentWindow.postMessage({ vitrail: { show: desk.pointed, stay: seen && desk.met } }, say.site);
  };
  const answered = (text) => node("li", { className: "answer" }, make("strong", say.answer), make("p", text));
  const drawSaid = (verdicts, answer) => {
    at("said").parentElement.hidden = !verdicts.length;
    at("said").replaceChildren(...(answer ? [answered(answer)] : []), ...verdicts.flatMap((one) => {
      const head = [one.code, one.said].filter(Boolean).join(" · ");
      const gone = one.moved ? [" ", make("small", say.absent, { className: "changed" })] : [];
      const item = node("li", {}, head && make("strong", head),
        make("small", [one.by, one.role, one.collected || one.on].filter(Boolean).join(" · ")),
        one.passage && node("blockquote", {}, one.passage, ...gone),
        one.comment && make("p", one.comment));
      if (one.passage && !one.moved) item.append(press(() => point(one.passage), say.show));
      return one.answered ? [item, answered(one.answered)] : [item];
    }));
  };
  const drawAgain = () => {
    const typed = at("comment").value.trim().toLowerCase();
    const known = (desk.comments[me()] ?? []).filter((text) => text !== at("comment").value && text.toLowerCase().includes(typed)).slice(0, 5);
    const shown = [...at("again").querySelectorAll("button")];
    if (shown.length === known.length && shown.every((one, rank) => one.textContent === known[rank])) return; // somebody may be on it
    at("again").replaceChildren(...known.map((text) =>
      node("li", {}, press(() => { at("comment").value = text; drawAgain(); at("comment").focus(); }, text))));
  };

  // What is written
  const chosen = (name) => form.elements[name]?.value || null;
  const order = () => {
    const tutor = at("voice").open ? at("tutor").value : "";
    const exempted = [...at("claims").querySelectorAll(".row")].flatMap((row) => {
      const [opinion, grade, comment] = row.children;
      if (!opinion.value && !grade.value && !comment.value.trim()) return [];
      return [{ code: opinion.dataset.cited, opinion: opinion.value || null, level: Number(grade.value) || null, comment: comment.value.trim() }];
    });
    return {
      place: desk.work.place, by: tutor || me(), seal: desk.shown.seal, evaluations: desk.work.evaluations,
      opinion: chosen("opinion"), level: Number(chosen("level")) || null, comment: at("comment").value.trim(), exempted,
      remarks: desk.remarks.filter((one) => one.comment.trim()),
      ...(tutor && { collected_by: me(), means: chosen("means"), on: at("on").value || null }),
    };
  };
  const write = guarded(async () => {
    if (!desk.work) unchosen();
    if (!desk.work || desk.busy) return;
    const silent = [at("by"), ...(at("voice").open ? [at("tutor")] : [])].find((select) => !select.value);
    if (silent) {
      tell(say.nobody);
      silent.focus();
      return;
    }
    if (!within(desk.shown.page) || !desk.shown.seal) {
      tell(desk.shown.page ? say.elsewhere : say.moving);
      return;
    }
    desk.busy = true;
    const next = following();
    try {
      const { ok, said } = await ask("/api/avis", order());
      if (!ok) {
        await open(desk.work.place, { stay: true, known: true }); // what was typed stays; what is shown is what is there
        tell(said.message, said.added && `${say.came}\n${said.added}`); // last: the same key, pressed again, writes
        return;
      }
      desk.judged = said.place;
      await list();
      tell(said.uncommitted || fill(say.written, said));
      if (next) await open(next.place);
      else await open(said.place);
    } finally {
      desk.busy = false;
    }
  });
  const undo = guarded(async () => {
    const { ok, said } = await ask("/api/annuler", {});
    if (ok) desk.judged = said.place;
    await list();
    tell(ok ? said.uncommitted || fill(say.undone, said) : said.message);
    if (ok) await open(said.place);
  });
  const pass = () => {
    const next = following();
    if (next) open(next.place);
    else tell(say.empty);
  };
  const remark = () => {
    if (!desk.passage) return;
    desk.remarks.push({ passage: desk.passage, comment: "" });
    desk.passage = "";
    drawRemarks();
    at("remarks").lastElementChild.querySelector("textarea").focus();
  };

  // What the frame says is text: a page, its seal, some words.
  addEventListener("message", ({ origin, source, data }) => {
    if (origin !== say.site || source !== frame.contentWindow) return;
    const { page, seal, passage, back, found } = data?.vitrail ?? {};
    if (typeof page === "string" && typeof seal === "string") {
      desk.shown = { page, seal };
      aside();
      if (within(page)) point();
    }
    if (typeof passage === "string") {
      desk.passage = passage.slice(0, 2000);
      if (desk.work) drawRemarks();
    }
    if (back === true) (form.hidden ? at("works").querySelector("button") : at("title"))?.focus();
    if (found === false && !desk.met) tell(say.absent);
    desk.met ||= found === true;
  });

  // Keys; one that is about a work says so where none is chosen
  const unchosen = () => tell(at("nothing").textContent);
  const unfold = (id) => {
    at(id).open = !at(id).hidden;
    at(id).querySelector("select")?.focus();
  };
  const opinion = (rank) => (form.elements.opinion[rank].checked = true);
  const keys = {
    r: () => opinion(0), p: () => opinion(1), f: () => opinion(2), c: () => at("comment").focus(), m: remark,
    e: () => unfold("exceptions"), t: () => unfold("voice"), s: pass, u: undo, g: () => frame.focus(),
    l: () => (at("works").querySelector("[aria-current]") ?? at("works").querySelector("button"))?.focus(),
    "?": () => at("keys").showModal(),
  };
  addEventListener("keydown", (event) => {
    const typing = event.target.closest("textarea, input:not([type=radio]):not([type=checkbox]), select");
    if (at("keys").open) return;
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      write();
    } else if (event.key === "Escape" && typing) at("title").focus();
    else if (typing || event.ctrlKey || event.metaKey || event.altKey || !at("single").checked) return;
    else if (event.key === "Enter" && !event.target.closest("button, summary, a")) {
      event.preventDefault();
      write();
    } else if (/^[1-9]$/.test(event.key)) {
      const level = form.querySelector(`[name=level][value="${event.key}"]`);
      if (level) level.checked = true;
      else if (form.hidden) unchosen();
    } else if (keys[event.key]) {
      event.preventDefault();
      (form.hidden && !"lsu?".includes(event.key) ? unchosen : keys[event.key])();
    }
  });
  const move = (event, items) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = items.indexOf(document.activeElement);
    if (!step || (here < 0 && step < 0)) return;
    const target = items[here + step];
    if (target) {
      event.preventDefault();
      target.focus();
    }
  };
  at("works").addEventListener("keydown", (event) => move(event, [...at("works").querySelectorAll("button")]));
  at("again").addEventListener("keydown", (event) => move(event, [at("comment"), ...at("again").querySelectorAll("button")]));
  at("comment").addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && event.target.selectionEnd === event.target.value.length) at("again").querySelector("button")?.focus();
  });
  at("comment").addEventListener("input", drawAgain);
  at("mark").dataset.rest = at("mark").firstChild.textContent.trim();
  at("mark").addEventListener("click", remark);
  at("next").addEventListener("click", pass);
  at("undo").addEventListener("click", undo);
  at("return").addEventListener("click", show);
  at("help").addEventListener("click", () => at("keys").showModal());
  at("close").addEventListener("click", () => at("keys").close());
  at("by").addEventListener("change", () => { kept("vitrail.by", me()); drawList(); drawAgain(); });
  for (const id of ["cohort", "mine", "all"]) at(id).addEventListener("change", drawList);
  form.addEventListener("submit", (event) => { event.preventDefault(); write(); });
  at("single").checked = kept("vitrail.single") !== "no";
  at("single").addEventListener("change", () => kept("vitrail.single", at("single").checked ? "yes" : "no"));
  const moved = async () => {
    await list();
    if (desk.work) await open(desk.work.place, { stay: true });
  };
  list().then(() => desk.version && follow(() => desk.version, moved));
})();
