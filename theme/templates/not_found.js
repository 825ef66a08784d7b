(async (given) => {
  if (document.readyState === "loading") await new Promise((done) => addEventListener("DOMContentLoaded", done));
  const holds = (place) => fetch(`${place}assets/images/favicon.svg`, { method: "HEAD" }).then((answer) => answer.ok, () => false);
  const search = async () => {
    if (location.protocol === "file:") return "";
    if (window.__md_scope) return given;
    const folders = location.pathname.split("/").slice(0, -1);
    for (const rank of folders.keys()) {
      const place = `${folders.slice(0, rank + 1).join("/")}/`;
      if (await holds(place)) return place;
    }
    return given;
  };
  const root = await search();
  if (root === given) return;
  const config = document.getElementById("__config");
  config.textContent = JSON.stringify({ ...JSON.parse(config.textContent), base: root || "./" });
  for (const name of ["href", "src"])
    for (const node of document.querySelectorAll(`[${name}^="${CSS.escape(given)}"]`)) {
      const there = root + node.getAttribute(name).slice(given.length) || "index.html";
      if (node.tagName === "SCRIPT") node.replaceWith(Object.assign(document.createElement("script"), { src: there, async: false }));
      else node.setAttribute(name, there);
    }
})(document.currentScript.dataset.vtRoot);
