// The search of a page, loaded when it is first opened: it reads the indexes of its scope and of those around it, and shows
// what finding.js finds. Each index and the list of kindred words is a script that leaves its data in vtFound, which its
// own « load » event follows at once: that works from the disk as from a server.
(() => {
  const dialog = document.querySelector(".vt-search");
  const [field, list, status] = ["input", "ol", "[role=status]"].map((one) => dialog.querySelector(one));
  const say = dialog.dataset;
  const finding = vtFinding();
  const load = (address) =>
    new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: address, onload: () => done(window.vtFound), onerror: failed });
      document.head.append(script);
      script.remove();
    });
  const room = new URL(JSON.parse(document.getElementById("__config").textContent).base, location).href;
  const root = __md_scope.href;
  const named = new Map([...document.querySelectorAll(".vt-trail a, .vt-header__site")].map((one) => [one.href.replace(/index\.html$/, ""), one.textContent.trim()]));
  let left = 0;
  const take = async (promise, use) => {
    left++;
    await promise.then(use, () => {}); // an index that is not there finds nothing
    left--;
    tell();
  };
  const index = (place, rank) => load(`${place}search/search_index.js`).then((found) => (finding.add(found, place, named.get(place) ?? "", rank), found));
  const read = async () => {
    const own = index(room, 1);
    take(own, (found) => {
      // of two works as good, that of the class named first, whichever index comes first
      if (room === root) found.rooms.forEach((below, number) => take(index(root + below, 0.95 - number / 10000), () => {}));
    });
    await own.catch(() => {}); // what is nearest is told once, and by its own index
    take(load(`${root}search/words.js`), finding.relate);
    for (let place = room, rank = 0.12; place !== root && place.startsWith(root); rank *= 0.9) {
      place = new URL("../", place).href;
      if (named.has(place)) await take(index(place, rank), () => {});
    }
  };
  const piece = (name, text, kind = "") => Object.assign(document.createElement(name), { textContent: text, className: kind });
  const line = ({ page, part, reading }) => {
    const link = Object.assign(document.createElement("a"), { href: part.href });
    // a section is told under its page, a place of a page under its own name
    const [title, below] = part !== page.parts[0] && part.text ? [page.title, part.title] : [part.title, part === page.parts[0] ? "" : page.title];
    const places = [below, page.where].filter((one) => one && one !== title);
    link.append(piece("strong", title));
    if (places.length) link.append(" ", piece("span", places.join(" · "), "vt-search__where"));
    const [inside, beside] = [part.text, part.terms].map((text) => finding.excerpt(text ?? "", reading.words));
    const words = inside.length ? inside : beside;
    // the browser goes to the very word of the text, where it can
    const met = inside.find(([, hit]) => hit);
    if (met && part === page.parts[0]) link.href += `#:~:text=${encodeURIComponent(met[0]).replaceAll("-", "%2D")}`;
    if (words.length) {
      const shown = piece("span", "", "vt-search__text");
      shown.append(...words.map(([text, hit]) => (hit ? piece("mark", text) : text)));
      link.append(shown);
    }
    const item = document.createElement("li");
    item.append(link);
    return item;
  };
  const SHOWN = 20;
  const tell = () => {
    const typed = field.value.trim();
    const { hits, mended, meant, partly } = typed ? finding.find(typed) : { hits: [] };
    const kin = hits.filter((hit) => hit.reading.kin), own = hits.length - kin.length;
    list.replaceChildren(...hits.slice(0, SHOWN).map(line));
    if (kin.length && own < SHOWN) list.children[own].before(piece("li", say.kin.replace("{n}", kin.length), "vt-search__kin"));
    const counts = [own === 1 ? say.one : own ? say.many.replace("{n}", own) : "", kin.length ? say.kin.replace("{n}", kin.length) : ""];
    const count = counts.filter(Boolean).join("\u00a0· ");
    const found = [partly ? say.partly : "", mended ? say.mended.replace("{words}", mended) : "", count].filter(Boolean).join(" ");
    status.replaceChildren(!typed ? "" : hits.length ? found : left ? say.reading : say.none.replace("{words}", typed));
    if (meant && !left) {
      const [before, after] = say.meant.split("{words}");
      const instead = Object.assign(piece("button", meant, "vt-search__meant"), { type: "button" });
      instead.addEventListener("click", () => {
        field.value = meant;
        field.focus();
        tell();
      });
      status.append(" ", before, instead, after);
    }
  };
  field.addEventListener("input", tell);
  // arrows go through what was found, Enter opens the first
  dialog.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && event.target === field) links[0]?.click();
    if (!way || !links.length) return;
    event.preventDefault();
    (links[links.indexOf(document.activeElement) + way] ?? field).focus();
  });
  list.addEventListener("click", (event) => event.target.closest("a") && !event.ctrlKey && !event.metaKey && dialog.close()); // its page may be this one
  read();
  tell();
})();
