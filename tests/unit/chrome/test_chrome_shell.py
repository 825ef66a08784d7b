"""Shells against the full template."""

import pickle
import re
import subprocess
import sys
import time
from base64 import b64encode
from hashlib import sha256

import pytest

from vitrail import THEME
from vitrail.content.addressing.spec import NavItem, Scope
from vitrail.content.model.audience import Audience
from vitrail.site.chrome.assets import BUNDLE, material_file
from vitrail.site.chrome.shell import ShellSettings, make_shell, render
from vitrail.site.chrome.slots import Frame, Shell, slot_values

TOKENS = THEME / "components/chrome/tokens.css"
ROOT = "2025-2027/moreau-lea/"
NAV = (
    NavItem(title="Léa <Moreau>", url=ROOT + "index.html"),
    NavItem(
        title="Réalisations", url="", children=(NavItem(title="GLPI & parc", url=ROOT + "realisations/glpi.html"),)
    ),
)
TRAIL = (NavItem(title="Lycée", url="index.html"), NavItem(title="SIO", url="2025-2027/index.html"))
PORTFOLIO = Scope(root=ROOT, title="Portfolio de Léa", nav=NAV, trail=TRAIL)
BODY = (
    '<h1>GLPI</h1><h2 id="a">Un &amp; deux<a class="headerlink" href="#a">¶</a></h2>'
    '<h3 id="b">Trois</h3><h2 id="c">Q</h2>'
)
FRAMES = (
    Frame(url=ROOT + "realisations/glpi.html", title='GLPI « x » & "y" <b>', scope=PORTFOLIO, content=BODY),
    Frame(url=ROOT + "index.html", title="Léa", scope=PORTFOLIO, content="<p>é</p>", layout="large", kind="student"),
    Frame(
        url="index.html", title="Lycée", scope=Scope(root="", title=""), content="", description='"<d>"', language="en"
    ),
    Frame(url="etat.html", title="État", scope=Scope(root="", title=""), content=BODY, canonical="https://x.fr/a?b&c"),
)
SETTINGS = ShellSettings(site_name="Lycée", links=(("Lire", "lire.html"),))


@pytest.fixture(scope="module")
def shell() -> Shell:
    """One shell for the module: making it imports MkDocs."""
    return make_shell(SETTINGS)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.url)
def test_a_filled_shell_has_the_bytes_of_the_full_template(shell, frame):
    """An upgrade of Material that would make them differ stops here."""
    assert _unindented(shell.fill(frame)) == _rendered(SETTINGS, frame)


def _rendered(settings: ShellSettings, frame: Frame) -> str:
    return _unindented(render(settings, slot_values(frame, settings, material_file(BUNDLE)), frame.url))


def _unindented(page: str) -> str:
    return re.sub(r"\n\s+", "\n", page)


def test_a_page_carries_no_icon_and_no_indentation_of_the_theme(shell):
    """Three kilobytes that each page would repeat: icons are shapes in the one sheet, which is read from a disk too."""
    page = shell.fill(FRAMES[0])
    assert "<svg" not in page
    assert not re.search(r"\n[ \t]", page.replace(FRAMES[0].content, ""))
    assert {"menu", "search", "night", "sun", "mark"} == set(
        re.findall(r'--vt-icon-(\w+): url\("data:', TOKENS.read_text("utf-8"))
    )


def test_every_edition_and_language_fills_like_the_template():
    """Settings change the shell, never the rule."""
    for audience in Audience:
        for language in ("fr", "en"):
            settings = ShellSettings(site_name="S & Cie", audience=audience, language=language, indexed=True)
            assert _unindented(make_shell(settings).fill(FRAMES[0])) == _rendered(settings, FRAMES[0])


@pytest.mark.parametrize(
    ("page", "scope", "title"),
    [
        ("Stages", Scope(root=ROOT, title="Léa <Moreau>"), "Stages · Léa &lt;Moreau&gt;"),
        ("Stages", Scope(root=ROOT, title="Léa Moreau", apart="SIO 2026"), "Stages · Léa Moreau (SIO 2026)"),
        ("Léa Moreau", Scope(root=ROOT, title="Léa Moreau"), "Léa Moreau · Lycée"),
        ("Léa Moreau", Scope(root=ROOT, title="Léa Moreau", apart="lea-2"), "Léa Moreau (lea-2) · Lycée"),
        ("Organisations", Scope(root="", title="Lycée"), "Organisations · Lycée"),
        ("Lycée", Scope(root="", title="Lycée"), "Lycée"),
    ],
)
def test_a_title_names_the_page_and_whose_it_is(shell, page, scope, title):
    """A home names the site in place of itself; namesakes are told apart."""
    html = shell.fill(Frame(url=ROOT + "x.html", title=page, scope=scope, content=""))
    assert f"<title>{title}</title>" in html


def test_a_shell_travels_to_workers(shell):
    """It pickles, and its copy fills the same page."""
    assert pickle.loads(pickle.dumps(shell)).fill(FRAMES[0]) == shell.fill(FRAMES[0])  # noqa: S301 (our own bytes)


def test_filling_needs_neither_mkdocs_nor_material():
    """Workers and warm builds import the slots, the assets and the search only."""
    code = (
        "import sys; import vitrail.site.chrome.slots, vitrail.site.chrome.assets, vitrail.building.publishing.search;"
        "from vitrail.site.chrome.assets import assets; assets();"
        "sys.exit(any(name.split('.')[0] in ('mkdocs', 'material', 'jinja2') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_policy_comes_first_and_code_is_never_inline(shell):
    """Nothing before the policy, no script but files and one block of data, no style but files."""
    page = shell.fill(FRAMES[0])
    head = page[page.index("<head>") + 6 :].lstrip()
    assert head.startswith('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src')
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count("<script src=") + 1
    assert page.index('id="__config"') < page.index("</head>")


def test_no_address_of_another_host_is_asked_for(shell):
    """Namespaces apart, the chrome names no other host."""
    assert "//" not in shell.fill(FRAMES[0]).replace("http://www.w3.org/2000/svg", "")


def test_pages_ask_robots_to_stay_away_unless_the_school_says_otherwise(shell):
    """``noindex`` is the default."""
    assert '<meta name="robots" content="noindex">' in shell.fill(FRAMES[0])
    assert "noindex" not in make_shell(ShellSettings(site_name="L", indexed=True)).fill(FRAMES[0])


def test_search_looks_in_the_portfolios_own_index(shell):
    """``base`` is the scope's folder and ends with a slash."""
    assert '"base": "../../../2025-2027/moreau-lea/"' in shell.fill(FRAMES[0])
    assert '"base": "./"' in shell.fill(FRAMES[2])


def test_a_404_reaches_the_site_from_anywhere(shell):
    """An absolute root replaces the relative one in every address."""
    page = shell.fill(
        Frame(url="404.html", title="Introuvable", scope=Scope(root="", title=""), content="", root="/s/")
    )
    assert 'href="/s/assets/css/vitrail.css"' in page
    assert '"base": "/s/"' in page


def test_the_policy_names_a_script_that_a_page_carries_by_its_hash(shell):
    """And nothing else that is written in the page runs; other pages carry none."""
    lost = Frame(url="404.html", title="I", scope=Scope(root="", title=""), content="", root="/", script="go()")
    said = b64encode(sha256(b"go()").digest()).decode()
    assert f"script-src 'self' 'sha256-{said}'; style-src" in shell.fill(lost)
    assert "script-src 'self'; style-src" in shell.fill(FRAMES[0])


def test_chrome_weighs_little_and_is_quick(shell):
    """Under 11 kB and a tenth of a millisecond a page."""
    start = time.process_time()
    for _ in range(200):
        page = shell.fill(FRAMES[0])
    assert (time.process_time() - start) / 200 < 0.001  # ten times the budget: a busy machine is not a regression
    assert len(page.encode()) - len(BODY) < 11_000
