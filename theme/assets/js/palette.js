// Before the first paint: the reader's choice, else the system's, so that a dark room never flashes white; and the
// button that leaves it, which the bundle would show later, moving the header.
(() => {
  const options = [...document.querySelectorAll("input[name=__palette]")];
  const kept = __md_get("__palette");
  const chosen =
    options[kept && kept.index] || options.find((option) => matchMedia(option.dataset.mdColorMedia).matches);
  if (chosen) document.body.setAttribute("data-md-color-scheme", chosen.dataset.mdColorScheme);
  for (const option of options) option.nextElementSibling.hidden = option !== chosen;
})();
