// Menu and search as true buttons over Material's two hidden checkboxes: reachable, announced, closed by Escape.
(() => {
  const toggle = (name) => document.querySelector(`[data-md-toggle=${name}]`);
  const inside = { drawer: ".md-sidebar--primary a, .md-sidebar--primary button", search: ".md-search__input" };
  for (const name of Object.keys(inside)) {
    const box = toggle(name);
    const buttons = document.querySelectorAll(`[data-vt-toggle=${name}]`);
    const opener = buttons[0];
    box.addEventListener("change", () => {
      for (const button of buttons) button.setAttribute("aria-expanded", String(box.checked));
      // a reader who has already gone on, further or within, is not called back
      const held = () => document.activeElement.closest(".md-search, .md-sidebar--primary");
      if (box.checked) requestAnimationFrame(() => box.checked && !held() && document.querySelector(inside[name])?.focus());
      else if (opener.offsetParent && name === "drawer") opener.focus();
    });
    for (const button of buttons) button.addEventListener("click", () => box.click());
  }
  // Ctrl K and « / » open the search, unless the reader switched them off; other letters alone do nothing (WCAG 2.1.4)
  const keys = document.querySelector("[data-vt-keys]");
  keys.checked = __md_get("__keys") !== false;
  keys.addEventListener("change", () => __md_set("__keys", keys.checked));
  const opens = (event, typing) =>
    event.ctrlKey || event.metaKey ? event.key.toLowerCase() === "k" && !event.shiftKey && !event.altKey : event.key === "/" && !typing;
  addEventListener(
    "keydown",
    (event) => {
      const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
      if (keys.checked && opens(event, typing)) {
        event.preventDefault();
        if (toggle("search").checked) document.querySelector(inside.search).focus();
        else toggle("search").click();
      } else if (event.key === "Tab") {
        if (!toggle("search").checked) return;
      } else if (typing || event.ctrlKey || event.metaKey || event.altKey || !"fs/pn,.".includes(event.key)) return;
      event.stopImmediatePropagation(); // the bundle has letters of its own
    },
    true
  );
  // what the portfolio's own index does not hold: the titles of its class's and its school's, read once somebody types
  const search = document.querySelector(".md-search");
  const elsewhere = search.querySelector("[data-vt-elsewhere]");
  const list = search.querySelector("[data-vt-found]");
  const room = new URL(JSON.parse(document.getElementById("__config").textContent).base, location).href;
  const known = [...document.querySelectorAll(".vt-trail a, .vt-header__site")];
  const wider = [];
  for (let place = room; place !== __md_scope.href && place.startsWith(__md_scope.href); ) {
    place = new URL("../", place).href;
    const link = known.find((one) => one.href === `${place}index.html`);
    if (!link) continue;
    const named = Object.assign(document.createElement("a"), { href: link.href, textContent: link.textContent.trim() });
    elsewhere.append(wider.length ? ", " : "", named);
    wider.push({ place, link: named });
  }
  elsewhere.hidden = !wider.length;
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/œ/g, "oe").toLowerCase();
  const cut = (text) => fold(text).split(/[^a-z0-9.]+/).filter(Boolean);
  const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
  const load = (place) =>
    location.protocol === "file:"
      ? new Promise((done) => {
          const frame = document.body.appendChild(Object.assign(document.createElement("iframe"), { hidden: true }));
          const inside = frame.contentWindow;
          const script = inside.document.createElement("script");
          inside.document.head.append(Object.assign(script, { src: `${place}search/search_index.js`, onload: () => done(inside.__index) }));
        })
      : fetch(`${place}search/search_index.json`).then((answer) => answer.json());
  const titles = async () => {
    const found = new Map();
    for (const { place, link } of wider)
      for (const { location: at, title, text } of (await load(place)).docs) {
        const href = place + at;
        if (!href.startsWith(room) && !found.has(href)) found.set(href, { href, title: plain(title), where: link.textContent, words: cut(plain(title)), more: cut(text), part: at.includes("#") });
      }
    return [...found.values()];
  };
  let read;
  const tell = async (typed) => {
    const words = cut(typed);
    const asked = (words.some((word) => word.length > 2) ? words.filter((word) => !/^[a-z]{1,2}$/.test(word)) : words).map((word) => word.replace(/([a-z]{3,})[sx]$/, "$1"));
    const all = asked.length ? await (read ??= titles().catch(() => [])) : [];
    if (typed !== field.value) return;
    const within = (among) => asked.every((word) => among.some((one) => one.startsWith(word)));
    const rank = (one) => 2 * !within(one.words) + one.part;
    const hits = all.filter((one) => within(one.words) || (!one.part && within([...one.words, ...one.more])));
    list.replaceChildren(
      ...hits.sort((a, b) => rank(a) - rank(b)).slice(0, 5).map((one) => {
        const line = document.createElement("li");
        line.append(Object.assign(document.createElement("a"), { href: one.href, textContent: one.title }), ` ${one.where}`);
        return line;
      })
    );
  };
  const field = document.querySelector(inside.search);
  field.addEventListener("input", () => {
    for (const { link } of wider) link.search = field.value && `?q=${encodeURIComponent(field.value)}`;
    if (wider.length) tell(field.value);
  });
  // Tab goes on to what was found; leaving it closes the search
  search.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !search.contains(relatedTarget) && toggle("search").checked) toggle("search").click();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && toggle("drawer").checked) toggle("drawer").click();
    if (event.key === "Escape") event.target.closest(".vt-chip")?.blur(); // the title that it shows goes away
    // from one réalisation to the next, unless the key is somebody else's: a field, a tab, what scrolls sideways
    const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    const busy = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented;
    if (way && !busy && !event.target.closest("input, select, textarea, summary, [role=region], [role=group][tabindex], .tabbed-set, dialog"))
      document.querySelector(`.vt-step a[rel=${way}]`)?.click();
  });
  // a place inside a fold is seen, in browsers that do not open it themselves
  const unfold = () => {
    const fold = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details");
    if (fold) fold.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();
  // back to the very cell of the tableau, which bears the name of the claim that it leads to
  const back = document.querySelector("[data-vt-back]");
  if (back && location.hash.startsWith("#c-") && back.hash.startsWith("#r-")) back.href += `.${location.hash.slice(1)}`;
  const [line, cell] = decodeURIComponent(location.hash).split(/\.(?=c-)/);
  if (cell && !document.getElementById(`${line}.${cell}`.slice(1))) location.replace(line);
})();
// What the bundle puts around code and tables: buttons of code are no landmarks, and a table that scrolls is reached by Tab.
(() => {
  const article = document.getElementById("contenu");
  const headed = (element) => {
    const before = [...article.querySelectorAll("h1, h2, h3")].filter(
      (title) => title.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING
    );
    return before.length ? before.at(-1).textContent.trim() : document.title;
  };
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth;
      target.toggleAttribute("tabindex", scrolls);
      if (scrolls) target.setAttribute("tabindex", "0");
    }
  });
  const mend = () => {
    for (const nav of article.querySelectorAll(".md-code__nav:not([role])")) nav.setAttribute("role", "none");
    for (const frame of article.querySelectorAll(".md-typeset__scrollwrap:not([role])")) {
      frame.setAttribute("role", "group");
      frame.setAttribute("aria-label", headed(frame));
      sizes.observe(frame);
    }
  };
  if (!article) return;
  new MutationObserver(mend).observe(article, { childList: true, subtree: true });
  mend();
})();
