// What Material's bundle expects to find as globals, as a file because the policy forbids inline code.
// The scope is the site's root, wherever it lies, so that a choice of palette holds on every page.
(() => {
  // Before the first paint, as the bundle would after it: else a phone shows the open menu, then jumps.
  document.documentElement.classList.replace("no-js", "js");
  // Asked for now, the faces are there when the first line is laid out, and it does not move.
  for (const face of ["1em 'Source Sans 3'", "1em 'Bricolage Grotesque'"]) document.fonts?.load(face);
  const scope = new URL("../../", document.currentScript.src);
  const attempt = (action) => {
    try {
      return action();
    } catch {
      return null; // storage is refused in some private windows
    }
  };
  window.__md_scope = scope;
  window.__md_hash = (text) => [...text].reduce((sum, letter) => ((sum << 5) - sum + letter.charCodeAt(0)) | 0, 0);
  window.__md_get = (key, storage, place = scope) =>
    attempt(() => JSON.parse((storage || localStorage).getItem(`${place.pathname}.${key}`)));
  window.__md_set = (key, value, storage, place = scope) =>
    attempt(() => (storage || localStorage).setItem(`${place.pathname}.${key}`, JSON.stringify(value)));
})();
