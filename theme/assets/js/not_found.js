// 404.html names everything from the server's root. Opened from the disk, it finds its files beside itself instead.
if (location.protocol === "file:") {
  const { vtRoot } = document.currentScript.dataset;
  const here = () => {
    for (const name of ["href", "src"])
      for (const node of document.querySelectorAll(`[${name}^="${CSS.escape(vtRoot)}"]`))
        node.setAttribute(name, node.getAttribute(name).slice(vtRoot.length) || "index.html");
  };
  here();
  addEventListener("DOMContentLoaded", here);
}
