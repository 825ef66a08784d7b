// The menu as a true button over Material's hidden checkbox: reachable, announced, closed by Escape.
(() => {
  // in the frame of a proof: without menus, at its place; a place in the address would scroll the page around it too
  if (window.name.startsWith("preuve ")) {
    document.documentElement.classList.add("vt-framed");
    const place = document.getElementById(window.name.slice(7));
    place?.classList.add("vt-place");
    if (place) scrollTo(0, place.getBoundingClientRect().top - 40);
  }
  const toggle = document.querySelector("[data-md-toggle=drawer]");
  const buttons = document.querySelectorAll("[data-vt-toggle=drawer]");
  toggle.addEventListener("change", () => {
    for (const button of buttons) button.setAttribute("aria-expanded", String(toggle.checked));
    // a reader who has already gone on, within the menu, is not called back
    const held = () => document.activeElement.closest(".md-sidebar--primary");
    if (toggle.checked) requestAnimationFrame(() => toggle.checked && !held() && document.querySelector(".md-sidebar--primary :is(a, button)")?.focus());
    else if (buttons[0].offsetParent) buttons[0].focus();
  });
  for (const button of buttons) button.addEventListener("click", () => toggle.click());
  // The search is a dialog: it has the focus as soon as it is open, so that no letter typed after Ctrl K is lost. What finds
  // (finding.js, search.js) is asked for when it is first opened, and then reads what was typed meanwhile.
  const search = document.querySelector(".vt-search");
  const field = search.querySelector("input");
  const scripts = document.currentScript.src.replace(/[^/]*$/, "");
  let asked = false;
  const open = () => {
    if (!search.open) search.showModal();
    field.focus();
    field.select();
    for (const name of asked ? [] : ["finding", "search"]) document.body.append(Object.assign(document.createElement("script"), { src: `${scripts}${name}.js`, async: false }));
    asked = true;
  };
  document.querySelector("[data-vt-search]").addEventListener("click", open);
  search.addEventListener("click", (event) => (event.target === search || event.target.closest("[data-vt-close]")) && search.close());
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
        open();
      } else if (typing || event.ctrlKey || event.metaKey || event.altKey || !"fs/pn,.".includes(event.key)) return;
      event.stopImmediatePropagation(); // the bundle has letters of its own
    },
    true
  );
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && toggle.checked) toggle.click();
    if (event.key === "Escape") event.target.closest(".vt-chip")?.blur(); // the title that it shows goes away
    // from one réalisation to the next, unless the key is somebody else's: a field, a tab, what scrolls sideways
    const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    const busy = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented;
    if (way && !busy && !event.target.closest("input, select, textarea, summary, [role=region], [role=group][tabindex], .tabbed-set, dialog"))
      [...document.querySelectorAll(`:is(.vt-step, .vt-proof__way) a[rel=${way}]`)].find((link) => link.offsetParent)?.click();
  });
  // the entry of this page, in a list that scrolls by itself
  const here = document.querySelector(".vt-nav__section [aria-current]");
  const entries = here?.closest(".vt-nav__list");
  if (entries) entries.scrollTop = here.getBoundingClientRect().top - entries.getBoundingClientRect().top - entries.clientHeight / 2;
  // a place inside a fold is seen, in browsers that do not open it themselves
  const unfold = () => {
    const fold = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details");
    if (fold) fold.open = true;
  };
  addEventListener("hashchange", () => {
    unfold();
    if (toggle.checked) toggle.click(); // the menu led to a place of this page
  });
  unfold();
  // what is printed is unfolded, then as it was
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("#contenu details:not([open])")];
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of folded) fold.open = false;
  });
  // the heading that one is reading, among those listed beside the text
  const contents = document.querySelector(".md-sidebar--secondary .md-sidebar__scrollwrap");
  const listed = [...(contents?.querySelectorAll("a") ?? [])].map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))]);
  const follow = () => {
    if (!contents.offsetParent) return;
    const [read] = listed.findLast(([, title]) => title?.getBoundingClientRect().top < 100) ?? [];
    for (const [link] of listed) if (link !== read) link.removeAttribute("aria-current");
    if (!read || read.ariaCurrent) return;
    read.ariaCurrent = "location";
    contents.scrollTop = read.offsetTop - contents.clientHeight / 2;
  };
  if (listed.length) {
    addEventListener("scroll", follow, { passive: true });
    follow();
  }
  // back to the very cell of the tableau, which bears the name of the claim that it leads to
  const back = document.querySelector("[data-vt-back]");
  if (back && location.hash.startsWith("#c-") && back.hash.startsWith("#r-")) back.href += `.${location.hash.slice(1)}`;
  const [line, cell] = decodeURIComponent(location.hash).split(/\.(?=c-)/);
  if (cell && !document.getElementById(`${line}.${cell}`.slice(1))) location.replace(line);
})();
// Code that is copied and wide tables that scroll, in the marks of Material's bundle; a page that has it is left to it.
(() => {
  if (document.querySelector("script[src*='javascripts/bundle.']")) return;
  const words = JSON.parse(document.querySelector("head > #__config").textContent).translations;
  const said = document.querySelector("[data-md-component=dialog]");
  const made = (name, className, inside) => {
    const element = Object.assign(document.createElement(name), { className });
    if (inside) element.append(inside);
    return element;
  };
  const copy = (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    addEventListener("copy", (event) => (event.clipboardData.setData("text/plain", text), event.preventDefault()), { once: true });
    document.execCommand("copy"); // on a server without https
  };
  let hiding;
  for (const code of document.querySelectorAll("#contenu pre > code")) {
    const button = Object.assign(made("button", "md-code__button"), { type: "button", title: words["clipboard.copy"] });
    button.setAttribute("data-md-type", "copy");
    button.addEventListener("click", async () => {
      await copy(code.textContent.trimEnd());
      said.firstElementChild.textContent = words["clipboard.copied"];
      said.classList.add("md-dialog--active");
      clearTimeout(hiding);
      hiding = setTimeout(() => said.classList.remove("md-dialog--active"), 2000);
    });
    code.before(made("nav", "md-code__nav", button));
  }
  for (const table of document.querySelectorAll("#contenu table:not([class])")) {
    const place = document.createComment("");
    table.replaceWith(place);
    place.replaceWith(made("div", "md-typeset__scrollwrap", made("div", "md-typeset__table", table)));
  }
})();
// What is put around code and tables: buttons of code are no landmarks, and a table that scrolls is reached by Tab.
(() => {
  const article = document.getElementById("contenu");
  const headed = (element) => {
    const before = [...article.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(
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
  for (const code of article.querySelectorAll("pre > code")) sizes.observe(code);
  new MutationObserver(mend).observe(article, { childList: true, subtree: true });
  mend();
})();
