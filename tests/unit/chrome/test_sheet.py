"""Of Material, a site is sent what its pages can match and use."""

import gzip
import shutil

import pytest
from mkdocs import utils

from vitrail.content.addressing.spec import Scope
from vitrail.site.chrome.assets import SHEET, assets, layered, material_dir, material_file
from vitrail.site.chrome.sheet import cut, names_of_pages, sheet_for
from vitrail.site.chrome.shell import ShellSettings, make_shell
from vitrail.site.chrome.slots import Frame

NAMES = frozenset({"md-nav", "tip", "dir", "ltr", "src", "open"})
SETTINGS = ShellSettings(site_name="Lycée")


@pytest.fixture(scope="module")
def shell():
    """One shell for the module: making it imports MkDocs."""
    return make_shell(SETTINGS)


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        (".md-nav a{color:red}.md-tabs{color:red}", ".md-nav a{color:red}"),
        (".md-tabs,.md-nav{top:0}", ".md-nav{top:0}"),
        (".md-nav:is(.tip,.bug) b{top:0}.md-nav:is(.danger,.md-tabs){top:1px}", ".md-nav:is(.tip,.bug) b{top:0}"),
        (".md-nav:not(.md-tabs){top:0}", ".md-nav:not(.md-tabs){top:0}"),
        ("[dir=rtl] .md-nav{top:0}[dir=ltr] .md-nav{top:1px}", "[dir=ltr] .md-nav{top:1px}"),
        ('img[src$="#only-dark"]{display:none}[data-level]{top:0}', 'img[src$="#only-dark"]{display:none}'),
        ("#__search:checked~p{top:0}details[open]{top:0}", "details[open]{top:0}"),
        (".highlight .kc{top:0}.md-nav .kc{top:0}", ".md-nav .kc{top:0}"),
        ("@media print{.md-nav{top:0}.md-tabs{top:0}}", "@media print{.md-nav{top:0}}"),
        ("@media print{.md-tabs{top:0}}p{top:0!important}", "p{top:0!important}"),
        (":root{--read:1px;--unread:url(a)}p{top:var(--read)}", ":root{--read:1px}p{top:var(--read)}"),
        (":root{--a:var(--b);--b:1px}", ""),
        (":root{--ours:1px}", ":root{--ours:1px}"),
    ],
)
def test_a_rule_stays_for_its_selectors_that_a_page_can_match(sheet, left):
    """Every name of a selector is one of the pages', and every property is read."""
    assert cut(sheet, NAMES, ["p { left: var(--ours) }"]) == left


def test_material_s_sheet_is_a_half_of_itself(shell):
    """Compressed too: 22.8 kB as it comes; no rule for what our pages lack, and all that a text may hold."""
    sheet = sheet_for(shell)
    assert len(gzip.compress(sheet.encode(), 6)) < 11_500
    assert len(sheet) < len((material_dir() / material_file(SHEET)).read_bytes()) / 2
    assert "md-search" not in sheet
    assert "rtl" not in sheet
    assert "summary:focus-visible" in sheet
    assert ".focus-visible" not in sheet
    for name in ("admonition.warning", "tabbed-labels", "task-list-indicator", "footnote-ref", "md-code__button", "kc"):
        assert f".{name}" in sheet
    assert assets(sheet)[material_file(SHEET)].read() == sheet.encode()


def test_every_name_that_a_shell_writes_is_known(shell):
    """Menu, trail and contents included."""
    assert {"md-nav__title", "md-nav--secondary", "md-toggle", "md-skip", "md-dialog"} <= names_of_pages(shell)


@pytest.mark.parametrize(
    ("content", "sent"),
    [
        ("<p>Un texte.</p><table class='vt-matrix'></table>", False),
        ("<p>pre, data-tabs, &lt;pre&gt;</p>", False),
        ('<div class="highlight"><pre><span></span><code>ip a</code></pre></div>', False),
        ('<div class="tabbed-set tabbed-alternate" data-tabs="1:2"></div>', True),
        ("<table><tbody></tbody></table>", False),
    ],
)
def test_material_s_script_comes_where_it_does_something(shell, content, sent):
    """Tabs; everywhere if the school asked for the whole."""
    frame = Frame(url="a/b.html", title="t", scope=Scope(root="", title=""), content=content)
    assert ('src="../assets/javascripts/bundle' in shell.fill(frame)) == sent
    whole = make_shell(ShellSettings(site_name="Lycée", whole=True))
    assert 'src="../assets/javascripts/bundle' in whole.fill(frame)
    assert sheet_for(whole) == layered("material", (material_dir() / material_file(SHEET)).read_text("utf-8"))


def test_an_installation_does_without_material_s_icons(shell, tmp_path, monkeypatch):
    """Sixty megabytes of which no page has one."""
    folder = tmp_path / "templates"
    shutil.copytree(material_dir(), folder, ignore=shutil.ignore_patterns(".icons", "*.map"))
    found = utils.get_theme_dir
    monkeypatch.setattr(utils, "get_theme_dir", lambda name: str(folder) if name == "material" else found(name))
    assert make_shell(SETTINGS) == shell
