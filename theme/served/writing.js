/* What the pages that write have in common: the token, what is asked of the server, text put in the page as text. */
const writing = (() => {
  "use strict";
  const say = document.body.dataset;
  const at = (id) => document.getElementById(id);
  const kept = (key, value) => {
    try {
      if (value === undefined) return localStorage.getItem(key) ?? "";
      localStorage.setItem(key, value);
    } catch { /* a private window keeps nothing */ }
    return "";
  };
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const node = (tag, more, ...children) => {
    const made = Object.assign(document.createElement(tag), more);
    made.append(...children.filter(Boolean));
    return made;
  };
  const make = (tag, text = "", more = {}) => node(tag, more, text);
  const press = (onclick, ...children) => node("button", { type: "button", onclick }, ...children);

  // The token comes in the address, once, and leaves it at once: neither the bar nor the history keeps it.
  const token = decodeURIComponent(location.hash.slice(1)) || sessionStorage.getItem("token") || "";
  sessionStorage.setItem("token", token);
  history.replaceState(null, "", "/");

  const tell = (text, more = "") => {
    const box = at("message");
    box.hidden = !text;
    box.replaceChildren(text);
    if (more) box.append(make("pre", more));
  };
  const ask = async (path, order, keepalive = false) => {
    const headers = { "X-Vitrail-Jeton": token };
    const file = order instanceof Blob;
    if (order) headers["Content-Type"] = file ? "application/octet-stream" : "application/json";
    const answer = await fetch(path, {
      method: order ? "POST" : "GET", headers, body: file ? order : order && JSON.stringify(order),
      credentials: "omit", cache: "no-store", keepalive,
    });
    if (answer.status === 403) throw new Error(say.closed);
    return { ok: answer.ok, said: await answer.json().catch(() => ({ message: say.lost })) };
  };
  const guarded = (act) => async (...given) => {
    try {
      return await act(...given);
    } catch (error) {
      tell(error instanceof TypeError ? say.lost : error.message);
    }
  };
  const follow = async (version, moved) => {
    for (;;) {
      try {
        const { said } = await ask(`/api/attente?${version()}`);
        if (said.version !== version()) await moved(said.version);
      } catch {
        await new Promise((done) => setTimeout(done, 1000));
      }
    }
  };
  const dark = (on) => document.documentElement.setAttribute("data-md-color-scheme", on ? "slate" : "default");
  let night = kept("vitrail.dark") ? kept("vitrail.dark") === "yes" : matchMedia("(prefers-color-scheme: dark)").matches;
  dark(night);
  at("scheme").addEventListener("click", () => { night = !night; kept("vitrail.dark", night ? "yes" : "no"); dark(night); });
  return { say, at, kept, fill, node, make, press, tell, ask, guarded, follow };
})();
