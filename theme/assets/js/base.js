// What Material's bundle expects to find as globals, as a file because the policy forbids inline code.
// The scope is the site's root, wherever it lies, so that a choice of palette holds on every page.
(() => {
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
