"""The reading desk on a small school of a test's own, and a browser that sits at it."""

import shutil
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.folders import git
from tests.servers import running

ROOT = Path(__file__).parents[1]
SCHOOL = ROOT / "tests/portfolios/petite-ecole"
WORK = "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
PLACE = "2025-2027/durand-zoe/glpi"
EVALUATIONS = "portfolios/2025-2027/evaluations"
HARMLESS = "An iframe which has both allow-scripts and allow-same-origin"
"""What Chromium says of every such frame; this one is of another origin than the page that holds it."""

REFUSED = "status of 409"
"""What the browser says beside the desk when a verdict is refused."""


ATTACK = """
async ([desk, orders]) => {
  const said = [];
  const attempt = async (name, act) => {
    try { said.push([name, await act()]); } catch (error) { said.push([name, `${error.name}`]); }
  };
  const json = { "Content-Type": "application/json", "X-Vitrail-Jeton": "x" };
  for (const [path, body] of orders) {
    const url = desk + path;
    const simple = { method: "POST", mode: "no-cors", body };
    const text = new Blob([body], { type: "text/plain" });
    await attempt("json", async () => (await fetch(url, { method: "POST", headers: json, body })).status);
    await attempt("simple", async () => (await fetch(url, simple)).type);
    await attempt("cookies", async () => (await fetch(url, { ...simple, credentials: "include" })).type);
    await attempt("beacon", async () => String(navigator.sendBeacon(url, text)));
    await attempt("get", async () => (await fetch(url + "?" + encodeURIComponent(body), { mode: "no-cors" })).type);
    await attempt("form", async () => {
      const form = document.createElement("form");
      Object.assign(form, { method: "post", action: desk + path, enctype: "text/plain", target: "nulle-part" });
      const field = document.createElement("input");
      Object.assign(field, { name: body.slice(0, -1) + ',"x":"', value: '"}' });
      form.append(field);
      document.body.append(form);
      form.submit();
      return "sent";
    });
    await attempt("read", async () => (await fetch(desk + "/api/liste")).text());
  }
  await new Promise((done) => setTimeout(done, 500));
  return said;
}
"""
"""What a page of an attacker may send: the origin that it is sent to, and the orders, by address."""


def unread_school(folder):
    """Make a small school, in git, where nobody was read, with a scale."""
    shutil.copytree(SCHOOL, folder / "portfolios")
    shutil.rmtree(folder / "portfolios/2025-2027/evaluations")
    with (folder / "portfolios/2025-2027/promotion.yml").open("a", encoding="utf-8") as cohort:
        cohort.write("échelle: [découverte, avec aide, en autonomie, maîtrise]\n")
    (folder / "mkdocs.yml").write_text("site_name: École\n", "utf-8")
    (folder / ".gitignore").write_text(".vitrail-cache/\nsaid.txt\n", "utf-8")
    git(folder, "init", "-q")
    git(folder, "config", "user.name", "Mme Exemple")
    git(folder, "config", "user.email", "exemple@example.org")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "École")
    return folder


def verdicts(school):
    """Give all that was written of anybody, the latest last; an empty text when nothing was."""
    files = sorted((school / EVALUATIONS).rglob("*.yml"), key=lambda path: path.stat().st_mtime_ns)
    return "".join(path.read_text("utf-8") for path in files)


def reading(root, *words):
    """Open the desk and give its address, as it is printed."""
    return running(root, "vitrail", "desk", "--port", "0", *words)


@contextmanager
def seated(chromium, address, **options):
    """Sit at the desk; at the end the browser complained of nothing."""
    context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    tab = context.new_page()
    faults = []

    def heard(said):
        if said.type in {"error", "warning"} and not any(one in said.text for one in (HARMLESS, REFUSED)):
            faults.append(said.text)

    tab.on("console", heard)
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(address)
    tab.locator("#works button").first.wait_for()
    yield tab
    context.close()
    assert not faults, faults


def shown(tab, title):
    """Wait until a work and its page are both there."""
    tab.locator("#title", has_text=title).wait_for()
    tab.frame_locator("#page").locator("h1", has_text=title).wait_for()
    tab.locator("#write:enabled").wait_for()


def written(tab, said="Écrit :"):
    """Wait until the desk says what it did, and the work that it opens then is there."""
    tab.locator("#message", has_text=said).wait_for()
    tab.locator("#write:enabled").wait_for()


def press(tab, *keys):
    """Type keys, one after the other."""
    for key in keys:
        tab.keyboard.press(key)


def take(tab, slug):
    """Open a work of the list by keyboard; give its title."""
    press(tab, "l")
    while slug not in tab.evaluate("document.activeElement.dataset.place"):
        press(tab, "ArrowDown")
    press(tab, "Enter")
    title = tab.evaluate("document.activeElement.querySelector('span')?.innerText ?? document.activeElement.innerText")
    shown(tab, title)
    return title


def origin_of(address):
    """Where the desk is."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def unread(said):
    """Whether an attacker read nothing and was answered nothing that can be read."""
    return all(answer in {"TypeError", "opaque", "sent", "true", "false"} for _, answer in said), said
