// Before the first paint: the reader's choice, else the system's, so that a dark room never flashes white; and the
// button of each scheme, shown while that scheme is, which leaves it for the next. A choice is kept as Material's own
// script writes it.
(() => {
  const options = [...document.querySelectorAll(".md-header__option button")];
  const show = (chosen) => {
    document.body.setAttribute("data-md-color-scheme", chosen.dataset.vtScheme);
    for (const option of options) option.hidden = option !== chosen;
  };
  const system = () => options.find((option) => matchMedia(option.dataset.vtMedia).matches) ?? options[0];
  const kept = options[__md_get("__palette")?.index];
  show(kept ?? system());
  // a reader who chose nothing follows the system, even when evening comes
  if (!kept) for (const option of options) matchMedia(option.dataset.vtMedia).addEventListener("change", () => __md_get("__palette") ?? show(system()));
  for (const [before, option] of options.entries())
    option.addEventListener("click", () => {
      const index = (before + 1) % options.length, next = options[index];
      __md_set("__palette", { index, color: { media: next.dataset.vtMedia, scheme: next.dataset.vtScheme } });
      show(next);
      next.focus();
    });
})();
