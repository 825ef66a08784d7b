// Before the bundle: tabs as the reader left them, names for task boxes, which Markdown leaves without one, and a number
// for each block of code, which its button copies by: without, all have that of the article.
(() => {
  const kept = __md_get("__tabs");
  for (const label of document.querySelectorAll(".tabbed-set > .tabbed-labels > label"))
    if (Array.isArray(kept) && kept.includes(label.innerText.trim())) {
      const input = document.getElementById(label.htmlFor);
      if (input) input.checked = true;
    }
  document.querySelectorAll("pre > code").forEach((code, rank) => (code.parentElement.id ||= `t--code-${rank}`));
  for (const box of document.querySelectorAll(".task-list-item input[type=checkbox]"))
    if (!box.ariaLabel) box.setAttribute("aria-label", box.closest("li").innerText.trim() || "Tâche");
})();
