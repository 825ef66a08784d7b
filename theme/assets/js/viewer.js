// Pictures of a page and of its text open large, in order, by keyboard too; without it those of productions are links.
(() => {
  "use strict";

  const dialog = document.querySelector("dialog[data-vt-viewer]");
  if (!dialog || !dialog.showModal) return;
  for (const image of document.querySelectorAll(".vt-prose img:not(a *)")) {
    if (image.width < 200) continue; // a sign in a sentence
    const link = document.createElement("a");
    link.href = image.src;
    link.dataset.vtPicture = link.ariaLabel = image.alt || dialog.ariaLabel;
    image.replaceWith(link);
    link.append(image);
  }
  const links = [...document.querySelectorAll("a[data-vt-picture]")];
  const picture = dialog.insertBefore(new Image(), dialog.firstChild);
  const title = dialog.querySelector("strong");
  const file = dialog.querySelector("a");
  let shown = 0;

  const seen = () => links.filter((link) => link.offsetParent);
  const show = (link) => {
    const among = seen();
    shown = among.indexOf(link);
    const name = link.dataset.vtPicture || link.querySelector("b").textContent;
    picture.src = file.href = link.querySelector("img")?.src ?? link.href;
    picture.alt = name;
    title.textContent = among.length > 1 ? `${name} (${shown + 1}/${among.length})` : name;
  };
  const turn = (by) => {
    const among = seen();
    show(among[(shown + by + among.length) % among.length]);
  };

  for (const link of links)
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(link);
      dialog.showModal();
    });
  dialog.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) turn(by);
  });
  dialog.addEventListener("click", (event) => {
    const turning = event.target.closest("[data-vt-turn]");
    if (turning) turn(Number(turning.dataset.vtTurn));
    else if (event.target === dialog || event.target.closest("[data-vt-close]")) dialog.close();
  });
  dialog.addEventListener("close", () => seen()[shown]?.focus());
})();
