/* In a page that the reading desk frames: says which page is shown and what is selected in it, and shows a passage that
   the desk asks for. Only the desk of this run hears it or is heard (`data-desk` is its origin), and only texts cross. */
(({ desk }) => {
  if (parent === self) return;
  const tell = (said) => parent.postMessage({ vitrail: said }, desk);
  const page = document.getElementById("contenu");
  const seal = page?.querySelector("[data-vt-seal]")?.dataset.vtSeal ?? "";
  tell({ page: location.pathname, seal });

  // A page comes again each time its author pauses: it stays where it was read.
  const height = `vitrail ${location.pathname}`;
  if (location.search === "?brouillon") scrollTo(0, Number(sessionStorage.getItem(height)));
  addEventListener("pagehide", () => sessionStorage.setItem(height, scrollY));

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const chosen = getSelection();
      if (chosen.rangeCount && page?.contains(chosen.getRangeAt(0).commonAncestorContainer))
        tell({ passage: chosen.toString().replace(/\s+/g, " ").trim().slice(0, 2000) });
    }, 150);
  });
  addEventListener("keydown", (event) => event.key === "Escape" && event.isTrusted && tell({ back: true }));
  // A frame may only show the site: what leads elsewhere opens beside it.
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.origin === location.origin) return;
    event.preventDefault();
    open(link.href, "_blank", "noopener,noreferrer");
  }, true);

  const letters = (text) => text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const find = (wanted) => {
    const places = [];
    let read = "";
    const walk = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode())
      for (let at = 0; at < node.data.length; at += 1) {
        const letter = letters(node.data[at]);
        for (let copy = 0; copy < letter.length; copy += 1) places.push([node, at]);
        read += letter;
      }
    const start = read.indexOf(wanted);
    if (start < 0) return null;
    const range = document.createRange();
    range.setStart(...places[start]);
    const [last, at] = places[start + wanted.length - 1];
    range.setEnd(last, at + 1);
    return range;
  };
  addEventListener("message", ({ origin, source, data }) => {
    const { show, stay } = data?.vitrail ?? {};
    if (origin !== desk || source !== parent || typeof show !== "string" || !page) return;
    const range = letters(show) && find(letters(show));
    tell({ found: Boolean(range) });
    if (!range) return;
    if (globalThis.Highlight) CSS.highlights.set("vt-passage", new Highlight(range));
    if (stay !== true) range.startContainer.parentElement.scrollIntoView({ block: "center" });
  });
})(document.currentScript.dataset);
