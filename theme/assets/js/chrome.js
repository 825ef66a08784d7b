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
      // a reader who has already gone on is not called back
      if (box.checked) requestAnimationFrame(() => box.checked && document.querySelector(inside[name])?.focus());
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
      } else if (typing || event.ctrlKey || event.metaKey || event.altKey || !"fs/pn,.".includes(event.key)) return;
      event.stopImmediatePropagation(); // the bundle has letters of its own
    },
    true
  );
  // the same words in the class and in the school, which have their own index
  const elsewhere = document.querySelector("[data-vt-elsewhere]");
  for (const place of document.querySelectorAll(".vt-trail a")) {
    if (elsewhere.children.length) elsewhere.append(", ");
    elsewhere.append(Object.assign(place.cloneNode(true), { className: "" }));
    elsewhere.hidden = false;
  }
  document.querySelector(inside.search).addEventListener("input", (event) => {
    for (const link of elsewhere.children) link.search = event.target.value && `?q=${encodeURIComponent(event.target.value)}`;
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
