// Filters and two students side by side, over what a page prints whole; the address keeps them, after its #.
(() => {
  "use strict";

  const tools = document.querySelector("[data-vt-tools]");
  if (!tools) return;
  const printed = document.querySelector("[data-vt-filter]");
  const tables = [...document.querySelectorAll("[data-vt-matrix]")];
  const people = [...document.querySelectorAll("[data-who]")];
  const folds = people.filter((one) => one.matches("details"));
  const setters = [...tools.querySelectorAll("[data-vt-set]")];
  const reset = tools.querySelector("[data-vt-reset]");
  const kept = [...document.querySelectorAll("[data-vt-keep]")];
  const KEYS = ["trous", "option", "etat", "detail", "a", "b"];
  const HOLES = new Set(["non-couverte", "refusee", "a-reprendre"]);
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const heads = (table) => table.querySelector("[data-vt-heads]").cells;
  let asked = {};

  // A column that nobody of the option is asked for goes with the option's filter, and so does a bloc that loses all of its own.
  const narrow = (table, option) => {
    const own = [...table.tBodies[0].rows].filter((row) => row.dataset.option === option);
    const stays = [...heads(table)].map((_, at) => at < 2 || !own.length || own.some((row) => row.cells[at].dataset.state));
    let from = 2;
    for (const row of table.rows)
      for (const cell of row.cells)
        if (cell.scope !== "colgroup") cell.hidden = !stays[cell.cellIndex] && row.cells.length === stays.length;
        else {
          const span = Number((cell.dataset.span ??= cell.colSpan));
          const left = stays.slice(from, (from += span)).filter(Boolean).length;
          cell.hidden = !left;
          cell.colSpan = left || span;
        }
  };

  const apply = () => {
    const { trous, option, etat, detail, a, b } = asked;
    const narrowed = trous || etat;
    const pair = [a, b].filter(Boolean);
    const wanted = (cell) => (!trous || HOLES.has(cell.dataset.state)) && (!etat || (etat === "a-relire" ? "read" in cell.dataset : cell.dataset.state === etat));
    const left = (one) => (option && one.dataset.option !== option) || (pair.length && !pair.includes(one.dataset.who));
    const shown = new Set();
    let rank = "";
    for (const table of tables) {
      narrow(table, option);
      const column = [...heads(table)].findIndex((head) => detail && head.dataset.code === detail);
      rank ||= column < 0 ? "" : String(column - 2);
      for (const row of table.tBodies[0].rows) {
        const cells = [...row.cells].filter((cell) => cell.dataset.state);
        const found = new Set(cells.filter((cell) => wanted(cell) && (column < 0 || cell.cellIndex === column)));
        const out = left(row) || ((narrowed || column >= 0) && !found.size);
        row.classList.toggle("vt-out", Boolean(out));
        if (!out) shown.add(row.dataset.who);
        for (const cell of cells) cell.classList.toggle("vt-dim", !found.has(cell));
      }
    }
    for (const fold of folds) {
      fold.classList.toggle("vt-out", !shown.has(fold.dataset.who));
      fold.parentElement.classList.toggle("vt-pair", pair.length === 2);
      for (const line of fold.querySelectorAll("li")) line.classList.toggle("vt-out", Boolean((rank && !line.dataset.within.split(" ").includes(rank)) || (etat === "a-relire" && !("read" in line.dataset))));
      if (pair.length === 2) fold.open = pair.includes(fold.dataset.who);
    }
    for (const setter of setters) {
      const value = asked[setter.dataset.vtSet] || "";
      if (setter.localName === "select") setter.value = value;
      else setter.ariaPressed = String(setter.value === value);
    }
    reset.hidden = !Object.values(asked).some(Boolean);
    for (const link of kept) link.hash = pair.length && !link.hash.startsWith("#c-") ? write(["a", "b"]) : link.hash.replace(/^#[ab]=.*/, "");
    const names = (key) => setters.find((one) => one.dataset.vtSet === key && one.value === asked[key])?.firstChild.textContent ?? asked[key];
    const parts = ["trous", "option", "etat", "detail", "a"].filter((key) => asked[key]).map((key) => fill(printed.dataset[key], { value: names(key) }));
    printed.textContent = parts.length ? fill(printed.dataset.some, { what: parts.join(", "), rows: shown.size }) : printed.dataset.all;
  };

  // « #trous&option=SISR&etat=a-relire »: what a colleague is sent; a fragment, so that it works from the disk
  const write = (keys) => keys.filter((key) => asked[key]).map((key) => (key === "trous" ? key : `${key}=${encodeURIComponent(asked[key])}`)).join("&");
  const lists = setters.filter((one) => one.localName === "select");
  const list = () => {
    if (!lists.length || lists[0].options[1]) return;
    const names = new Map(people.map((one) => [one.dataset.who, one.querySelector("a, strong").textContent]));
    const { compare } = new Intl.Collator("fr");
    const sorted = [...names].sort(([, a], [, b]) => compare(a, b));
    for (const one of lists) one.append(...sorted.map(([who, name]) => new Option(name, who)));
  };
  for (const name of ["focusin", "pointerover"]) tools.addEventListener(name, list); // nobody waits for names that nobody asks for
  const read = () => {
    if (/[#&][ab]=/.test(location.hash)) list();
    const found = new URLSearchParams(location.hash.slice(1));
    const before = JSON.stringify(asked);
    asked = Object.fromEntries(KEYS.filter((key) => found.has(key)).map((key) => [key, found.get(key) || "1"]));
    for (const key of KEYS) {
      const choices = setters.filter((one) => one.dataset.vtSet === key).flatMap((one) => (one.options ? [...one.options] : one)).map((one) => one.value);
      if (key !== "detail" && !choices.includes(asked[key])) delete asked[key];
    }
    if (JSON.stringify(asked) !== before) apply();
  };
  const set = (key, value) => {
    asked[key] = value;
    location.replace(`#${write(KEYS) || "tout"}`);
    apply();
  };
  for (const setter of setters) {
    const key = setter.dataset.vtSet;
    if (setter.localName === "select") setter.addEventListener("change", () => set(key, setter.value));
    else setter.addEventListener("click", () => set(key, setter.value === asked[key] ? "" : setter.value));
  }
  reset.addEventListener("click", () => {
    asked = {};
    set("trous", "");
  });
  addEventListener("hashchange", read);
  tools.hidden = false;
  read();
})();

// Columns of a class are sorted by their numbers, else by their words; who stands before stays so among equals.
(() => {
  "use strict";

  const { compare } = new Intl.Collator("fr");
  const key = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent;
  const between = (a, b) => parseFloat(a) - parseFloat(b) || compare(a, b);
  const sort = (table, column, head) => {
    const way = head.ariaSort === "ascending" ? -1 : 1;
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.ariaSort = way > 0 ? "ascending" : "descending";
    const rows = [...table.tBodies[0].rows].sort((a, b) => way * between(key(a, column), key(b, column)) || a.dataset.rank - b.dataset.rank);
    table.tBodies[0].append(...rows);
  };
  for (const table of document.querySelectorAll("[data-vt-sorted]")) {
    [...table.tBodies[0].rows].forEach((row, rank) => (row.dataset.rank = rank));
    for (const [column, head] of [...(table.querySelector("[data-vt-heads]") ?? table.rows[0]).cells].entries()) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: "↕" });
      button.ariaLabel = table.dataset.vtSorted.replace("{value}", head.dataset.code || head.textContent.trim());
      button.addEventListener("click", () => sort(table, column, head));
      head.append(button);
    }
  }
})();

// Which choice is taken, for those who do not see it; the address alone takes it, and needs no script.
(() => {
  "use strict";

  const choices = [...document.querySelectorAll(".vt-choices a[id]")];
  const tell = () => {
    const taken = choices.find((one) => one.hash === location.hash) ?? choices[0];
    for (const one of choices) one.ariaCurrent = one === taken ? "true" : null;
  };
  if (!choices.length) return;
  addEventListener("hashchange", tell);
  tell();
})();

// The centre of the rosace says in words what is pointed at or focused; without it each pane has its title.
(() => {
  "use strict";

  const drawing = document.querySelector(".vt-window .vt-rosace");
  if (!drawing) return;
  const hole = document.createElementNS("http://www.w3.org/2000/svg", "foreignObject");
  for (const [name, value] of Object.entries({ x: -56, y: -56, width: 112, height: 112 })) hole.setAttribute(name, value);
  const said = document.createElement("p");
  said.className = "vt-rosace__said";
  said.ariaHidden = "true";
  hole.append(said);
  drawing.append(hole);
  const tell = (event) => {
    const pane = (event.type === "focusout" ? event.relatedTarget : event.target)?.closest?.(".vt-rosace a");
    const title = pane?.querySelector("title").textContent ?? "";
    drawing.classList.toggle("vt-rosace--telling", Boolean(pane));
    const [code, ...words] = title.split(" ");
    const strong = document.createElement("strong");
    strong.textContent = code;
    said.replaceChildren(...(pane ? [strong, words.join(" ")] : []));
  };
  for (const name of ["pointerover", "pointerleave", "focusin", "focusout"]) drawing.addEventListener(name, tell);
})();

// The bar at the foot of a réalisation leaves while one reads on, and comes back when one looks back or is at the end.
(() => {
  "use strict";

  const bar = document.querySelector(".vt-kind--realisation .vt-step");
  if (!bar) return;
  let last = scrollY;
  let reading = false; // who follows a link to a place in the page is not yet reading on
  for (const name of ["wheel", "touchmove", "keydown"]) addEventListener(name, () => (reading = true), { once: true, passive: true });
  const moved = () => {
    const end = scrollY + innerHeight > document.documentElement.scrollHeight - 120;
    const by = scrollY - last;
    if (Math.abs(by) > 8 || end) bar.classList.toggle("vt-step--away", reading && by > 0 && !end);
    last = scrollY;
  };
  addEventListener("scroll", moved, { passive: true });
})();
