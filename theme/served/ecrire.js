/* The form of a portfolio. The server says which fields there are and what stands in them; all of it is put in the page
   as text. What is typed goes back at each pause as a draft, and to the file when its author saves. */
(() => {
  "use strict";
  const { say, at, fill, node, make, press, tell, ask, guarded, follow } = writing;
  const frame = at("page");
  const form = { path: "", base: "", controls: new Map(), touched: new Set(), text: false, up: "", codes: {}, version: "", page: "" };
  const LARGEST = 25_000_000;
  const SHAPED = /<(?:h[1-6]|li|table|strong|b|em|i|a)\b/i;
  let ids = 0;

  const plain = (markdown) => markdown.replace(/[`*]/g, "");

  // Files
  const send = async (file) => {
    if (file.size > LARGEST) throw new Error(fill(say.large, { name: file.name }));
    tell(fill(say.sending, { name: file.name }));
    const { ok, said } = await ask(`/api/fichier?${encodeURIComponent(file.name)}`, file);
    if (!ok) throw new Error(said.message);
    tell(`${fill(say.took, said)} ${said.said}`);
    return said.path;
  };
  const dropped = (target, take) => {
    target.addEventListener("dragover", (event) => event.preventDefault());
    target.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      event.stopPropagation();
      for (const file of event.dataTransfer.files) take(file);
    });
  };

  // One control for each kind of field: a node, and what it holds
  const controls = {
    line(field, value, id) {
      const input = make("input", "", { id, value, placeholder: field.placeholder ?? "" });
      if (field.near?.length) {
        input.setAttribute("list", `${id}-near`);
        return { node: node("div", {}, input, node("datalist", { id: `${id}-near` }, ...field.near.map((one) => make("option", "", { value: one })))), input, read: () => input.value };
      }
      return { node: input, input, read: () => input.value };
    },
    area(field, value, id) {
      const input = make("textarea", "", { id, value, rows: 3 });
      return { node: input, input, read: () => input.value };
    },
    lines(field, value, id) {
      const input = make("textarea", "", { id, value: value.join("\n"), rows: Math.max(2, value.length) });
      return { node: input, input, read: () => input.value.split("\n").map((line) => line.trim()).filter(Boolean), add: (line) => (input.value = [...input.value.split("\n").filter(Boolean), line].join("\n")) };
    },
    choice(field, value, id) {
      const input = make("select", "", { id });
      const known = field.options.some(([name]) => name === value) || !value ? field.options : [...field.options, [value, ""]];
      for (const [name, sentence] of [["", `(${say.optional})`], ...known]) input.append(make("option", sentence || name, { value: name }));
      input.value = value;
      return { node: input, input, read: () => input.value };
    },
    choices(field, value) {
      const known = field.options.map(([name]) => name);
      const every = [...field.options, ...value.filter((one) => !known.includes(one)).map((one) => [one, ""])];
      const boxes = every.map(([name, detail]) => {
        const input = make("input", "", { type: "checkbox", value: name, checked: value.includes(name) });
        return [input, node("label", { className: "tick", title: name }, input, detail || name)];
      });
      if (field.name === "stage" && !every.length)
        return { node: press(() => begin("stage"), say.start), read: () => [], group: true };
      return { node: node("div", { className: "ticks" }, ...boxes.map(([, label]) => label)), read: () => boxes.map(([input]) => input).filter((one) => one.checked).map((one) => one.value), group: true };
    },
    kept(field, value, id) {
      const input = make("textarea", "", { id, value, rows: 2, readOnly: true });
      return { node: node("div", {}, input, make("p", say.kept, { className: "note" })), input, read: () => undefined };
    },
    rows(field, value, id, spot) {
      const list = make("ol", "", { className: "rows" });
      const rows = [];
      const number = () => rows.forEach((row, index) => row.place(index));
      const add = (held = {}) => {
        const parts = new Map();
        const item = make("li");
        const row = {
          parts,
          read: () => ({ ...("" in held && { "": held[""] }), ...Object.fromEntries([...parts].map(([name, one]) => [name, one.read()])) }),
          place: (index) => { for (const [name, one] of parts) one.node.dataset.spot = JSON.stringify([...spot, index, name]); },
        };
        const title = field.codes && form.codes[held[field.fields[0].name]];
        if (title) item.append(make("p", title, { className: "title" }));
        for (const one of field.fields) {
          const part = draw(one, held[one.name] ?? blank(one), [...spot, rows.length, one.name], row);
          parts.set(one.name, part);
          item.append(part.node);
        }
        const away = press(() => {
          rows.splice(rows.indexOf(row), 1);
          item.remove();
          number();
          list.dispatchEvent(new Event("input", { bubbles: true }));
          (more ?? list.parentElement.querySelector("input, button")).focus();
        }, say.remove);
        away.className = "away";
        if (!field.alone) item.append(away);
        rows.push(row);
        list.append(item);
        row.item = item;
        return row;
      };
      const more = field.alone || field.codes ? null
        : press(() => add().item.querySelector("input, select, textarea").focus(), fill(say.add, { label: field.label.toLowerCase() }));
      const wanted = field.alone && !value.length ? [{}] : value;
      wanted.forEach((held) => add(held));
      const searching = field.codes ? search(id, (code) => {
        const row = add({ [field.fields[0].name]: code });
        list.dispatchEvent(new Event("input", { bubbles: true }));
        (row.item.querySelector("textarea") ?? row.item.querySelector("input")).focus();
      }) : null;
      return { node: node("div", {}, searching, list, more), read: () => rows.map((row) => row.read()), add, rows, group: true };
    },
  };
  const blank = (field) => (["lines", "choices", "rows"].includes(field.kind) ? [] : "");

  // Competencies are found by words, each with its sentence
  const search = (id, choose) => {
    const input = make("input", "", { type: "search", id: `${id}-search` });
    const found = make("ul", "", { className: "found" });
    const state = make("p", "", { className: "note", role: "status" });
    let last = 0;
    input.addEventListener("input", guarded(async (event) => {
      event.stopPropagation();
      const mine = (last += 1);
      const { said } = input.value.trim() ? await ask(`/api/competences?${encodeURIComponent(input.value)}`) : { said: { codes: [] } };
      if (mine !== last) return;
      state.textContent = input.value.trim() && !said.codes.length ? say.nobody : "";
      found.replaceChildren(...said.codes.map((one) => node("li", {}, press(() => {
        input.value = "";
        found.replaceChildren();
        choose(one.code);
      }, one.title, " ", make("small", one.code)))));
      found.lastElementChild?.scrollIntoView({ block: "nearest" });
    }));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        found.querySelector("button")?.click();
      } else if (event.key === "ArrowDown") found.querySelector("button")?.focus();
    });
    found.addEventListener("keydown", (event) => {
      const every = [...found.querySelectorAll("button")];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      (every[every.indexOf(document.activeElement) + step] ?? input).focus();
    });
    form.propose ??= (codes) => { // of the claims, which come first; a self-assessment has the same search
      const cited = new Set(form.controls.get("compétences")?.read().map((row) => row.code));
      const offers = codes.filter((one) => !cited.has(one.code));
      proposed.hidden = !offers.length;
      proposed.lastChild.replaceChildren(...offers.map((one) => node("li", {}, press(() => {
        choose(one.code);
        form.propose(codes);
      }, one.title, " ", make("small", one.code)))));
    };
    const proposed = node("div", { hidden: true, className: "proposed" }, make("p", say.proposed, { className: "note" }), make("ul", "", { className: "found" }));
    return node("div", { className: "search" }, proposed, make("label", say.search, { htmlFor: input.id }), input, state, found);
  };

  const draw = (field, value, spot, row = null) => {
    const id = `c${(ids += 1)}`;
    const said = make("p", [plain(field.help), field.example && fill(say.example, field)].filter(Boolean).join(" · "), { className: "note", id: `${id}-help` });
    if (field.kind === "lines") said.append(` (${say.each})`);
    const faults = make("ul", "", { className: "faults", id: `${id}-faults` });
    const control = controls[field.kind](field, value, id, spot);
    const group = control.group;
    const box = node(group ? "fieldset" : "div", { className: "field" },
      group ? make("legend", field.label) : make("label", field.label, { htmlFor: id }), said, control.node, faults);
    control.input?.setAttribute("aria-describedby", `${id}-help ${id}-faults`);
    if (field.required) control.input?.setAttribute("aria-required", "true");
    if (group) box.setAttribute("aria-describedby", `${id}-faults`);
    box.dataset.spot = JSON.stringify(spot);
    if (field.file) {
      const put = guarded(async (file) => {
        const path = await send(file);
        if (control.add) control.add(path);
        else control.input.value = path;
        if (row) produced(spot[0], path, file.name);
        box.dispatchEvent(new Event("input", { bubbles: true }));
      });
      const input = make("input", "", { type: "file", id: `${id}-file` });
      input.addEventListener("change", () => { for (const file of input.files) put(file); input.value = ""; });
      input.addEventListener("input", (event) => event.stopPropagation());
      box.append(node("p", { className: "upload" }, make("label", fill(say.file, { label: field.label.toLowerCase() }), { htmlFor: input.id }), input));
      dropped(box, put);
    }
    return { ...control, node: box };
  };
  // A file that proves a claim is a production too: it is listed once, by its name
  const produced = (owner, path, name) => {
    const every = form.controls.get("productions");
    if (!every || owner === "productions" || every.rows.some((row) => row.parts.get("fichier").read() === path)) return;
    every.add({ titre: name.replace(/\.[^.]+$/, ""), fichier: path });
    form.touched.add("productions");
  };

  // Faults stand beside what they are about
  const show = (faults) => {
    for (const list of document.querySelectorAll(".faults")) list.replaceChildren();
    for (const input of document.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
    for (const one of faults) {
      let box = null;
      for (let length = one.spot.length; length > 0 && !box; length -= 1) {
        const wanted = JSON.stringify(one.spot.slice(0, length));
        box = [...document.querySelectorAll("[data-spot]")].find((found) => found.dataset.spot === wanted);
      }
      const list = box ? box.querySelector(":scope > .faults") : at("faults");
      const item = make("li", one.said, { className: one.grave === "conseil" ? "advice" : "fault" });
      if (one.mend)
        item.append(" ", press(guarded(async () => {
          await pause();
          const { ok } = await ask("/api/corriger", { typed: typed(), fault: one.said });
          if (ok) await open(form.path, { stay: true });
        }), one.mend));
      list.append(item);
      if (box && one.grave !== "conseil") box.querySelector(":scope > input, :scope > select, :scope > textarea, :scope > div > input")?.setAttribute("aria-invalid", "true");
      if (box && at("rest").contains(box) && one.grave !== "conseil") at("others").open = true;
    }
  };

  // The list
  const list = guarded(async () => {
    const { ok, said } = await ask("/api/liste");
    if (!ok) throw new Error(said.message);
    for (const id of ["nav", "panel", "aside"]) at(id).hidden = said.welcome || (id !== "nav" && !form.path);
    at("welcome").hidden = !said.welcome;
    if (said.welcome) {
      at("option").replaceChildren(...said.options.map((one) => make("option", one)));
      return;
    }
    form.version = said.version;
    at("tools").hidden = false;
    at("name").textContent = said.name;
    const held = document.activeElement.dataset.path;
    at("works").replaceChildren(...said.groups.filter((group) => group.items.length).map((group) => node("section", {}, make("h3", group.title), node("ul", {}, ...group.items.map((one) => {
      const state = make("small", [one.unsaved && say.unsaved, one.said].filter(Boolean).join(" · "), { className: one.wrong || one.unsaved ? "changed" : "" });
      const button = press(() => open(one.path), make("span", one.title), state);
      if (one.below) button.className = "below";
      button.dataset.path = one.path;
      if (one.path === form.path) button.setAttribute("aria-current", "true");
      return node("li", {}, button);
    })))));
    if (held) [...at("works").querySelectorAll("button")].find((one) => one.dataset.path === held)?.focus();
    at("lacking").hidden = !said.lacks.length;
    if (at("lacking").dataset.final !== String(said.final)) at("lacking").open = said.final;
    at("lacking").dataset.final = said.final;
    at("lacks").replaceChildren(...said.lacks.map((exam) => node("section", {}, make("h4", exam.title), node("ul", {}, ...exam.points.map((text) => make("li", text))))));
    const stage = at("stage").value;
    at("stage").replaceChildren(...said.stages.map((one) => make("option", one, { value: one })));
    if (stage) at("stage").value = stage;
    at("title").textContent = said.groups.flatMap((group) => group.items).find((one) => one.path === form.path)?.title ?? "";
  });

  // The form
  const open = guarded(async (path, { stay = false } = {}) => {
    await pause();
    const { ok, said } = await ask(`/api/fiche?${encodeURIComponent(path)}`);
    if (!ok) { await list(); return; }
    const draft = said.draft;
    Object.assign(form, { path, base: said.base, up: said.up, codes: said.codes, controls: new Map(), touched: new Set(Object.keys(draft?.values ?? {})), text: typeof draft?.text === "string" });
    form.propose = null;
    const held = document.activeElement;
    const [spot, caret] = [held.closest("[data-spot]")?.dataset.spot, held.selectionEnd];
    at("fields").replaceChildren();
    at("rest").replaceChildren();
    for (const field of said.fields) {
      const value = draft && field.name in draft.values && field.kind !== "kept" ? draft.values[field.name] : field.value;
      const control = draw(field, value, [field.name]);
      form.controls.set(field.name, control);
      const filled = Array.isArray(value) ? value.length : value;
      (field.first || filled ? at("fields") : at("rest")).append(control.node);
      const changed = () => { // a field that is taken away while it is written says « change » once more
        if (form.controls.get(field.name) !== control) return;
        form.touched.add(field.name);
        later();
      };
      control.node.addEventListener("input", changed);
      control.node.addEventListener("change", changed);
    }
    at("others").hidden = !at("rest").children.length;
    at("text").value = draft?.text ?? said.text;
    at("draft").hidden = !draft;
    at("draft").firstChild.textContent = say.draft;
    at("state").textContent = "";
    show(said.faults);
    form.propose?.(said.proposed);
    await list();
    for (const id of ["panel", "aside"]) at(id).hidden = false;
    look(said.page);
    const box = [...document.querySelectorAll("[data-spot]")].find((one) => one.dataset.spot === spot);
    const again = held.isConnected ? held : box?.querySelector("input, select, textarea");
    if (!stay) at("title").focus();
    else if (again && [held, document.body].includes(document.activeElement)) { again.focus(); if (Number.isInteger(caret)) again.setSelectionRange(caret, caret); }
    if (draft) running = running.then(() => attempt(false));
  });
  const look = (page, state = "") => {
    form.page = page;
    at("aside").hidden = !page;
    if (page) frame.src = `${say.site}/${page.split("/").map(encodeURIComponent).join("/")}${state}`;
  };
  const typed = () => ({
    path: form.path, base: form.base, text: form.text ? at("text").value : null,
    values: Object.fromEntries([...form.touched].map((name) => [name, form.controls.get(name)?.read()]).filter(([, value]) => value !== undefined)),
  });
  let waiting = 0;
  let running = Promise.resolve();
  // What is typed here is shown in the other tabs of the same file, which would send what they showed before.
  const tabs = new BroadcastChannel("vitrail");
  tabs.onmessage = ({ data }) => { if (data === form.path) open(data, { stay: true }); };
  const attempt = guarded(async (here) => {
    const { ok, said } = await ask("/api/essai", typed());
    if (!ok) throw new Error(said.message);
    if (here) tabs.postMessage(form.path);
    show(said.faults);
    form.propose?.(said.proposed);
    if (said.drawn) look(form.page, "?brouillon");
    at("draft").hidden = false;
    at("draft").firstChild.textContent = say.draft;
  });
  const pause = async () => {
    if (waiting) {
      clearTimeout(waiting);
      waiting = 0;
      running = running.then(() => attempt(true));
    }
    await running;
  };
  const later = () => {
    at("state").textContent = "";
    clearTimeout(waiting);
    waiting = setTimeout(pause, 250);
  };
  addEventListener("pagehide", () => { if (waiting) ask("/api/essai", typed(), true); });
  const save = guarded(async () => {
    await pause();
    const { ok, said } = await ask("/api/enregistrer", typed());
    if (!ok) {
      await open(form.path, { stay: true }); // what was typed stays; what is shown beside it is what is there
      tell(said.message, said.added && `${say.came}\n${said.added}`);
      return;
    }
    tell("");
    await open(form.path, { stay: true });
    at("state").textContent = say.saved;
  });
  at("form").addEventListener("submit", (event) => { event.preventDefault(); save(); });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      if (form.path) save();
    }
  });
  at("discard").addEventListener("click", guarded(async () => {
    await pause();
    await ask("/api/abandonner", { name: form.path });
    await open(form.path);
  }));

  // The text, with pictures that are pasted or dropped
  const picture = guarded(async (file) => {
    const path = await send(file);
    const area = at("text");
    const target = `${form.up}${path}`;
    const link = `![${say.picture}](${/[\s()]/.test(target) ? `<${target}>` : target})`;
    const start = area.selectionStart;
    area.setRangeText(link, start, area.selectionEnd, "end");
    area.setSelectionRange(start + 2, start + 2 + say.picture.length);
    area.focus();
    form.text = true;
    later();
  });
  at("text").addEventListener("input", () => { form.text = true; later(); });
  at("text").addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    const html = event.clipboardData.getData("text/html");
    const shaped = SHAPED.test(html); // an editor of code gives colours alone, and a browser a picture in its tag
    if (!files.length && !shaped) return;
    event.preventDefault();
    if (shaped) formatted(html, event.clipboardData.getData("text/plain")); // Word gives a picture of its text beside it
    else files.forEach(picture);
  });
  const formatted = guarded(async (html, bare) => {
    const { ok, said } = await ask("/api/coller", { html });
    at("text").focus();
    document.execCommand("insertText", false, ok ? said.said : bare); // undone by Ctrl+Z, as what is typed
    if (!ok) tell(said.message);
  });
  dropped(at("text"), picture);
  at("picture").addEventListener("change", () => { for (const file of at("picture").files) picture(file); at("picture").value = ""; });
  at("picture").addEventListener("input", (event) => event.stopPropagation());

  // What is begun
  const asked = () => {
    const kind = at("kind").value;
    const told = ["compte rendu", "bilan intermédiaire", "bilan"].includes(kind);
    at("for-title").hidden = told;
    at("for-stage").hidden = !told;
    at("for-start").hidden = !["stage", "compte rendu", "bilan intermédiaire", "bilan", "veille"].includes(kind);
    at("for-end").hidden = !["stage", "compte rendu"].includes(kind);
  };
  at("kind").addEventListener("change", asked);
  const begin = (kind) => {
    at("kind").value = kind;
    at("begin-fault").textContent = "";
    at("begun").querySelectorAll("input").forEach((input) => (input.value = ""));
    asked();
    at("begin").showModal();
    at(kind === "réalisation" ? "begin-name" : "kind").focus();
  };
  for (const button of document.querySelectorAll("[data-begin]")) button.addEventListener("click", () => begin(button.dataset.begin));
  for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close());
  at("begun").addEventListener("submit", guarded(async (event) => {
    event.preventDefault();
    const kind = at("kind").value;
    const title = at(at("for-title").hidden ? "stage" : "begin-name").value;
    const day = (id) => (at(`for-${id}`).hidden ? null : at(id).value || null);
    const { ok, said } = await ask("/api/commencer", { kind, title, start: day("start"), end: day("end") });
    if (!ok) {
      at("begin-fault").textContent = said.message;
      return;
    }
    at("begin").close();
    await open(said.path);
    tell(say.begun);
  }));
  at("alone").addEventListener("submit", guarded(async (event) => {
    event.preventDefault();
    const { ok, said } = await ask("/api/ecole", { first: at("first").value, last: at("last").value, option: at("option").value });
    if (!ok) {
      tell(said.message);
      return;
    }
    for (;;) { // the first build of the site
      await new Promise((done) => setTimeout(done, 300));
      const { said: now } = await ask("/api/liste");
      if (!now.welcome) break;
    }
    location.reload();
  }));

  // Versions, and the zip that a class takes in
  const told = async (path, order) => {
    const { ok, said } = await ask(path, order);
    tell(ok ? said.said : said.message);
    return ok;
  };
  const versions = async () => (await ask("/api/versions")).said;
  at("keep").addEventListener("click", guarded(async () => {
    at("sending").hidden = !(await versions()).git;
    at("version-title").value = "";
    at("sent").checked = false;
    at("keeping").showModal();
  }));
  at("kept").addEventListener("submit", guarded(async (event) => {
    event.preventDefault();
    at("keeping").close();
    await told("/api/garder", { title: at("version-title").value, sent: at("sent").checked });
  }));
  let seal = "";
  const compare = guarded(async () => {
    at("restore").disabled = true;
    const { ok, said } = await ask(`/api/version?${encodeURIComponent(at("version").value)}`);
    if (!ok) throw new Error(said.message);
    seal = said.seal;
    at("restore").disabled = !said.files.length;
    const whats = { gone: say.gone, back: say.returned, changed: say.changed };
    at("differences").replaceChildren(...said.files.map((file) => node("section", { className: "difference" },
      make("h3", `${file.path} : ${whats[file.fate]}`),
      node("p", {}, ...file.pieces.map(([sign, text]) => make({ "-": "del", "+": "ins" }[sign] ?? "span", text))))));
    if (!said.files.length) at("differences").append(make("p", say.same, { className: "note" }));
  });
  at("version").addEventListener("change", compare);
  at("back").addEventListener("click", guarded(async () => {
    const said = await versions();
    at("version").replaceChildren(...said.versions.map((one) => make("option", `${one.when} – ${one.title}`, { value: one.name })));
    at("no-version").hidden = said.versions.length > 0;
    at("differences").replaceChildren();
    at("restore").disabled = true;
    at("returning").showModal();
    if (said.versions.length) await compare();
  }));
  at("restore").addEventListener("click", guarded(async () => {
    at("returning").close();
    await pause();
    if (await told("/api/revenir", { name: at("version").value, seal }) && form.path) await open(form.path, { stay: true });
    else await list();
  }));
  at("hand").addEventListener("click", guarded(() => told("/api/rendre", {})));

  const moved = async (version) => {
    form.version = version;
    await list();
    if (form.path) look(form.page);
  };
  list().then(() => form.version && follow(() => form.version, moved));
})();
