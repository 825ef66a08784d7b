"""The chrome in Debian's Chromium, served and opened from the disk."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.samples import serve
from tests.waiting import searched, until
from vitrail.building.publishing.search import SearchEntry, index_file, words_file
from vitrail.content.addressing.spec import NavItem, Scope
from vitrail.content.addressing.table import AtRoot
from vitrail.site.chrome.assets import assets
from vitrail.site.chrome.shell import ShellSettings, make_shell
from vitrail.site.chrome.slots import Frame

pytestmark = pytest.mark.browser
ROOT = "2025-2027/moreau-lea/"
PAGE = ROOT + "realisations/vlan.html"
CONTENT = """<h1>Segmentation</h1><p>Un <a href="#a">lien</a> et <em>un mot</em>.</p>
<h2 id="a">Démarche</h2><div class="tabbed-set tabbed-alternate" data-tabs="1:2">
<input checked id="__tabbed_1_1" name="__tabbed_1" type="radio">
<input id="__tabbed_1_2" name="__tabbed_1" type="radio">
<div class="tabbed-labels"><label for="__tabbed_1_1">Debian</label><label for="__tabbed_1_2">Windows</label></div>
<div class="tabbed-content"><div class="tabbed-block"><p>apt</p></div>
<div class="tabbed-block"><p>msi</p></div></div></div>
<div class="highlight"><pre><code><span class="k">def</span> <span class="nf">f</span>():
    <span class="c1"># note</span>
</code></pre></div>
<div class="highlight"><pre><code>second</code></pre></div>
<h2 id="b">Bilan</h2><ul class="task-list"><li class="task-list-item"><label class="task-list-control">
<input type="checkbox" disabled><span class="task-list-indicator"></span></label> à faire</li></ul>
<div class="admonition warning"><p class="admonition-title">Attention</p><p>Texte.</p></div>"""

STILL = "document.getAnimations().every(one => one.playState !== 'running')"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """One page with its chrome and its search."""
    folder = tmp_path_factory.mktemp("site")
    nav = (NavItem(title="Léa", url=ROOT + "index.html"), NavItem(title="Segmentation", url=PAGE))
    trail = (NavItem(title="Lycée", url="index.html"), NavItem(title="SIO", url="2025-2027/index.html"))
    scope = Scope(root=ROOT, title="Portfolio de Léa", nav=nav, trail=trail)
    shell = make_shell(ShellSettings(site_name="Lycée", links=(("Lire", "lire.html"),)))
    entry = SearchEntry(url=PAGE, title="Segmentation", text="La réalisation de l’atelier, B1.3.")
    files = {url: asset.read() for url, asset in assets().items()}
    files |= {
        room + AtRoot.SEARCH: index_file(room, [entry] if room == ROOT else []) for room in ("", "2025-2027/", ROOT)
    }
    files[AtRoot.WORDS] = words_file([])
    files[PAGE] = shell.fill(Frame(url=PAGE, title="Segmentation", scope=scope, content=CONTENT)).encode()
    for url, data in files.items():
        (folder / url).parent.mkdir(parents=True, exist_ok=True)
        (folder / url).write_bytes(data)
    return folder


@pytest.fixture(scope="module", params=["served", "disk"])
def base(request, site):
    """Where the site is opened from."""
    if request.param == "disk":
        yield site.as_uri() + "/"
        return
    server, address = serve(site)
    yield address
    server.shutdown()


@contextmanager
def _opened(visit, base, scheme):
    with visit(
        base, color_scheme=scheme, viewport={"width": 1300, "height": 900}, reduced_motion="no-preference"
    ) as tab:
        tab.goto(base + PAGE)
        tab.wait_for_selector("html.js")
        yield tab


@pytest.fixture
def page(visit, base):
    """The page, in the light palette."""
    with _opened(visit, base, "light") as tab:
        yield tab


def test_search_finds_with_and_without_accents(page):
    """The same words served and from the disk, beginnings included; the answer leads to the page."""
    for query in ("realisation", "réalis", "B1.3", "atelier"):
        page.reload()
        page.wait_for_selector("html.js")
        assert PAGE in searched(page, query)[0], query


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_palette_follows_the_system_then_the_reader(visit, base, system):
    """A choice holds after reloading; the button does what its name says, with a key or without."""
    with _opened(visit, base, system) as page:
        _choose(page)


def _choose(page):
    """Choose a palette by the pointer, then by keys."""
    scheme = "document.body.getAttribute('data-md-color-scheme')"
    first = page.evaluate(scheme)
    assert first == ("slate" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "default")
    page.click(".md-header__option button:visible")
    page.wait_for_selector(f"body:not([data-md-color-scheme={first}])")
    page.reload()
    assert page.evaluate(scheme) != first
    page.focus(".md-header__option button:visible")
    for key in ("Space", "Enter", "Space"):
        name = page.evaluate("document.activeElement.ariaLabel")
        page.keyboard.press(key)
        assert page.evaluate(scheme) == ("slate" if name == "Passer au thème sombre" else "default")


def test_tabs_and_copy_work(page):
    """A chosen tab is kept; the button copies and says so."""
    page.click("label[for=__tabbed_1_2]")
    page.wait_for_selector("text=msi")
    page.reload()
    page.wait_for_selector("text=msi")
    page.evaluate("addEventListener('copy', () => (window.copied = getSelection() + document.activeElement.value))")
    for rank, copied in enumerate(("note", "second")):
        page.locator(".highlight").nth(rank).hover()
        page.locator(".md-code__button").nth(rank).click()
        page.wait_for_selector("text=Copié dans le presse-papier")
        until(page, f"(window.copied || '').includes('{copied}')")


def test_the_drawer_answers_to_the_keyboard(visit, site):
    """On a narrow screen: open with Enter, focus inside, Escape closes and gives the focus back. From the disk."""
    with _opened(visit, f"{site.as_uri()}/", "light") as page:
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.focus(".vt-header__menu")
        page.keyboard.press("Enter")
        page.wait_for_selector(".md-sidebar--primary :focus")
        page.keyboard.press("Escape")
        page.wait_for_selector(".vt-header__menu:focus")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit, site, scheme):
    """Light and dark, wide and narrow; from the disk, whose pages are those of a server to the letter."""
    with _opened(visit, f"{site.as_uri()}/", scheme) as page:
        for width in (1300, 320):
            page.set_viewport_size({"width": width, "height": 900})
            until(page, STILL)  # transitions of colour would be measured half-way
            # without preload, axe does not ask again for the style sheets, which the disk refuses it
            found = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]
            assert [
                (v["id"], [n["html"][:90] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")
            ] == [], width
