// Adds filters and sorting to the matrix; the page is complete without it. The address keeps the filters, after its #.
(() => {
  "use strict";

  const tools = document.querySelector("[data-vt-tools]");
  const printed = document.querySelector("[data-vt-filter]");
  const tables = [...document.querySelectorAll("[data-vt-matrix]")];
  if (!tools || !printed || !tables.length) return;

  const holes = tools.querySelector("[data-vt-holes]");
  const option = tools.querySelector("[data-vt-option]");
  const state = tools.querySelector("[data-vt-state]");
  const TO_READ = "a-relire";
  const HOLES = new Set(["non-couverte", "refusee", "a-reprendre"]);
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const apply = () => {
    const chosen = { option: option ? option.value : "", state: state.value, holes: holes.checked };
    const wanted = (cell) =>
      (!chosen.holes || HOLES.has(cell.dataset.state)) && (!chosen.state || (chosen.state === TO_READ ? "read" in cell.dataset : cell.dataset.state === chosen.state));
    const narrowed = chosen.holes || chosen.state;
    let rows = 0;
    for (const table of tables) {
      for (const row of table.tBodies[0].rows) {
        const cells = [...row.querySelectorAll("td[data-state]")];
        const found = cells.filter(wanted);
        const out = (chosen.option && row.dataset.option !== chosen.option) || (narrowed && !found.length);
        row.classList.toggle("vt-out", Boolean(out));
        rows += out ? 0 : 1;
        for (const cell of cells) cell.classList.toggle("vt-dim", Boolean(narrowed && !wanted(cell)));
      }
    }
    const say = printed.dataset;
    const parts = [];
    if (chosen.holes) parts.push(say.holes);
    if (chosen.option) parts.push(fill(say.option, { value: chosen.option }));
    if (chosen.state) parts.push(fill(say.state, { value: state.selectedOptions[0].textContent }));
    printed.textContent = parts.length ? fill(say.some, { what: parts.join(", "), rows }) : say.all;
  };

  const key = (row, column) => {
    const cell = row.cells[column];
    if (column === 0) return cell.textContent;
    return cell.dataset.value === undefined ? -1 : Number(cell.dataset.value);
  };

  const sort = (table, column, head) => {
    const descending = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const body = table.tBodies[0];
    const ranked = [...body.rows].sort((a, b) => {
      const order =
        column === 0 ? Number(a.dataset.rank) - Number(b.dataset.rank) : key(a, column) - key(b, column);
      return (descending ? -order : order) || Number(a.dataset.rank) - Number(b.dataset.rank);
    });
    body.append(...ranked);
  };

  for (const table of tables) {
    [...table.tBodies[0].rows].forEach((row, rank) => (row.dataset.rank = rank));
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "↕";
      button.setAttribute("aria-label", fill(printed.dataset.sort, { value: head.textContent.trim() }));
      button.addEventListener("click", () => sort(table, column, head));
      head.append(button);
    });
  }
  // « #trous&option=SISR&etat=a-relire »: what a colleague is sent; a fragment, so that it works from the disk
  const read = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    holes.checked = asked.has("trous");
    if (option) option.value = asked.get("option") || "";
    state.value = asked.get("etat") || "";
    for (const choice of [option, state]) if (choice && choice.selectedIndex < 0) choice.value = "";
    apply();
  };
  const changed = () => {
    const kept = [holes.checked && "trous", option?.value && `option=${encodeURIComponent(option.value)}`, state.value && `etat=${state.value}`];
    location.replace(`#${kept.filter(Boolean).join("&") || "tout"}`);
    apply();
  };
  tools.hidden = false;
  tools.addEventListener("change", changed);
  addEventListener("hashchange", read);
  read();
  tools.querySelector("[data-vt-reset]").addEventListener("click", () => {
    holes.checked = false;
    if (option) option.value = "";
    state.value = "";
    changed();
  });
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
    const pane = (event.type === "focusout" ? event.relatedTarget : event.target)?.closest?.(".vt-pane");
    const title = pane?.querySelector("title").textContent ?? "";
    drawing.classList.toggle("vt-rosace--telling", Boolean(pane));
    const [code, ...words] = title.split(" ");
    const strong = document.createElement("strong");
    strong.textContent = code;
    said.replaceChildren(...(pane ? [strong, words.join(" ")] : []));
  };
  for (const name of ["pointerover", "pointerleave", "focusin", "focusout"]) drawing.addEventListener(name, tell);
})();
