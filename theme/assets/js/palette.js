// Before the first paint: the reader's choice, else the system's, so that a dark room never flashes white.
(() => {
  const options = [...document.querySelectorAll("input[name=__palette]")];
  const kept = __md_get("__palette");
  const chosen =
    options[kept && kept.index] || options.find((option) => matchMedia(option.dataset.mdColorMedia).matches);
  if (chosen) document.body.setAttribute("data-md-color-scheme", chosen.dataset.mdColorScheme);
})();
