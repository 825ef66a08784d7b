// Before the bundle: tabs as the reader left them, and names for task boxes, which Markdown leaves without one.
(() => {
  const kept = __md_get("__tabs");
  for (const label of document.querySelectorAll(".tabbed-set > .tabbed-labels > label"))
    if (Array.isArray(kept) && kept.includes(label.innerText.trim())) {
      const input = document.getElementById(label.htmlFor);
      if (input) input.checked = true;
    }
  for (const box of document.querySelectorAll(".task-list-item input[type=checkbox]"))
    if (!box.ariaLabel) box.setAttribute("aria-label", box.closest("li").innerText.trim() || "Tâche");
})();
