"""Each row of the table of mkdocs.yml does what it says: what is followed is in the site, the rest is told."""

import shutil
from pathlib import Path

import pytest

from vitrail.building.making.pipeline import build
from vitrail.content.model.audience import Audience
from vitrail.site.hosting.keys import KEYS, Effect
from vitrail.site.settings import CommandOptions, find_project

SCHOOLS = Path(__file__).parents[2] / "portfolios"
FOLLOWED = [name for name, row in KEYS.items() if row.effect is Effect.FOLLOWED]
TOLD = [name for name, row in KEYS.items() if row.effect is not Effect.FOLLOWED] + [
    "theme.palette.inconnue", "theme.font", "theme.features.inconnue", "theme.inconnue", "plugins.search",
    "plugins.inconnue", "markdown_extensions", "hooks", "use_directory_urls", "INHERIT", "inconnue",
]  # fmt: skip


def project_of(root, text=None, audience=Audience.TEAM):
    """The school of a folder, whose mkdocs.yml is replaced by a text."""
    (root / "portfolios").mkdir(exist_ok=True, parents=True)
    if text is not None:
        (root / "mkdocs.yml").write_text(text, "utf-8")
    return find_project(root, CommandOptions(jobs=1), audience)


def told(root, text):
    """The codes, keys and lines that are told of a mkdocs.yml."""
    return [(one.code, one.values["key"], one.place.line) for one in project_of(root, text).look.faults]


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """A school that says everything, built for its team: the project, and a function that reads its pages."""
    root = tmp_path_factory.mktemp("hote")
    shutil.copytree(SCHOOLS / "hote", root, dirs_exist_ok=True)
    shutil.copytree(SCHOOLS / "petite-ecole", root / "portfolios")
    project = project_of(root)
    build(project)
    return project, lambda url: (project.site / url).read_text("utf-8")


WORK = "2025-2027/durand-zoe/realisations/glpi.html"
CHECKS = {
    "site_name": lambda _, page: "<title>Zoé Durand" in page("2025-2027/durand-zoe/index.html")
    and page(WORK).count("<span>Lycée Élise-Đặng</span>") == 1,
    "site_url": lambda _, page: f'<link rel="canonical" href="https://portfolios.exemple.fr/{WORK}">' in page(WORK),
    "site_description": lambda _, page: 'content="Les portfolios du BTS SIO d&#39;un' in page("index.html")
    and "lycée fictif" not in page(WORK),
    "site_author": lambda _, page: '<meta name="author" content="L&#39;équipe « SIO » &amp; Cie">' in page(WORK),
    "copyright": lambda _, page: '<p class="vt-footer__made">© 2026 Lycée Élise-Đặng</p>' in page(WORK),
    "repo_url": lambda _, page: '<a href="https://github.com/exemple/ecole" rel="noopener">' in page("index.html"),
    "edit_uri": lambda _, page: 'href="https://github.com/exemple/ecole/edit/main/portfolios/2025-2027/durand-zoe/'
    'realisations/glpi.md"' in page(WORK),
    "docs_dir": lambda project, _: project.look.own == "../docs/",
    "site_dir": lambda project, _: project.site.name == "public-equipe",
    "nav": lambda project, _: [(one.title, len(one.children)) for one in project.look.nav]
    == [("Section SIO", 0), ("Règles", 2)],
    "strict": lambda project, _: project.look.strict,
    "extra_css": lambda _, page: "letter-spacing: 0.01em" in page("assets/css/ecole.css")
    and 'href="../../../assets/css/ecole.css"' in page(WORK),
    "theme.name": lambda project, _: not [one for one in project.look.faults if one.values["key"] == "theme.name"],
    "theme.language": lambda _, page: '<html lang="en"' in page(WORK) and "Edit this page" in page(WORK),
    "theme.logo": lambda project, page: '<img class="vt-logo" src="../../../assets/images/ecole-logo.png"' in page(WORK)
    and (project.site / "assets/images/ecole-logo.png").read_bytes().startswith(b"\x89PNG"),
    "theme.favicon": lambda _, page: '<link rel="icon" href="../../../assets/images/ecole-favicon.png">' in page(WORK),
    "theme.palette.primary": lambda _, page: ".vt-header{background-color:#00" in page("assets/css/ecole.css"),
    "theme.palette.accent": lambda _, page: '"slate"]{--md-typeset-a-color:#ffc105' in page("assets/css/ecole.css"),
    "theme.features.navigation.instant": lambda _, page: '<script type="speculationrules">' in page(WORK)
    and "script-src 'self' 'inline-speculation-rules';" in page(WORK)
    and '"navigation.instant"' not in page(WORK),
    "theme.features.navigation.tabs": lambda _, page: page(WORK).count('<nav class="vt-tabs"') == 1,
    "theme.features.navigation.tabs.sticky": lambda _, page: page(WORK).index("vt-tabs") < page(WORK).index("/header>"),
    "theme.features.navigation.top": lambda _, page: 'class="md-top md-icon"' in page(WORK),
    "theme.features.content.code.copy": lambda _, page: '"content.code.copy"' in page(WORK),
    "theme.features.content.tabs.link": lambda _, page: '"content.tabs.link"' in page(WORK),
    "plugins.vitrail": lambda project, _: project.portfolios.name == "portfolios",
}  # fmt: skip
"""Row → whether the school's site shows that it is followed."""


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_key_that_is_followed_is_seen_in_the_site(school, name):
    """On a page of a portfolio, whose school wrote every such key."""
    assert CHECKS[name](*school)


def test_the_public_gets_neither_the_repository_nor_where_files_are_edited(tmp_path, school):
    """These are for those who write."""
    shutil.copytree(school[0].root, tmp_path, dirs_exist_ok=True)
    public = project_of(tmp_path, audience=Audience.PUBLIC)
    build(public)
    assert not [path for path in public.site.rglob("*.html") if "github.com/exemple" in path.read_text("utf-8")]


@pytest.mark.parametrize("name", TOLD)
def test_a_key_that_is_not_followed_is_told_on_its_line(tmp_path, name):
    """« sans effet » is a conseil, what is refused an avertissement; the next line is another key's."""
    head, _, rest = name.partition(".")
    value = {"plugins": "[vitrail, {}]", "theme": "{{name: vitrail, {}: x}}"}.get(head, "x").format(rest)
    if rest.startswith("features."):
        value = f"{{name: vitrail, features: [{rest.removeprefix('features.')}]}}"
    if rest.startswith("palette."):
        value = f"{{name: vitrail, palette: {{{rest.removeprefix('palette.')}: x}}}}"
    assert told(tmp_path, f"site_name: École\n{head}: {value}\nsite_url: https://a.fr/\n") == [("STR058", name, 2)]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("site_author: [a, b]", "site_author"),
        ("repo_url: javascript:alert(1)", "repo_url"),
        ("theme: {name: vitrail, language: de}", "theme.language"),
        ("theme: {name: vitrail, logo: ../portfolios/secret.png}", "theme.logo"),
        ("theme: {name: vitrail, logo: https://ailleurs.fr/logo.png}", "theme.logo"),
        ("theme: {name: vitrail, logo: absent.png}", "theme.logo"),
        ("theme: {name: vitrail, favicon: page.html}", "theme.favicon"),
        ("theme: {name: vitrail, logo: agit.svg}", "theme.logo"),
        ("theme: {name: vitrail, logo: lien.png}", "theme.logo"),
        ("theme: {name: vitrail, palette: {primary: 'red;}body{display:none'}}", "theme.palette.primary"),
        ("extra_css: [https://ailleurs.fr/a.css]", "extra_css"),
        ("extra_css: [/etc/passwd]", "extra_css"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_followed_is_told_and_changes_nothing(tmp_path, line, key):
    """No file outside of docs_dir is read, no drawing that acts is published, no text enters a sheet of style."""
    (tmp_path / "portfolios").mkdir()
    (tmp_path / "portfolios/secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/page.html").write_text("<script>1</script>")
    (tmp_path / "docs/agit.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    (tmp_path / "docs" / "lien.png").symlink_to(tmp_path / "portfolios/secret.png")
    assert told(tmp_path, f"{line}\n") == [("STR058", key, 1)]
    assert project_of(tmp_path).look.files == {}


@pytest.mark.parametrize(
    ("asks", "left", "address"),
    [
        ("a{background:url(//e.fr/x) red}", "a{background:none red}", "//e.fr/x"),
        ("a{background:u\\72l('x.png')}", "a{background:none}", "x.png"),
        ("a{b:image-set('//e.fr/x' 1x)}", "a{b:none}", "//e.fr/x"),
        ("a{--x:url(http://e.fr/)}b{c:src(var(--y))}", "a{--x:none}b{c:none}", "http://e.fr/"),
        ('@media print{a{b:URL( "//x" )}}', "@media print{a{b:none}}", "//x"),
        ("@\\69mport/**/'//e.fr/a.css' screen;a{b:c}", "a{b:c}", "@import"),
        ("a{b:url(//e.fr/x", "a{b:none}", "//e.fr/x"),
    ],
)
def test_a_sheet_of_style_loads_nothing_from_elsewhere_and_that_is_told(tmp_path, asks, left, address):
    """However it is written: the address is said on the key's line, and the rest of the sheet is kept."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/s.css").write_text(asks)
    look = project_of(tmp_path, "extra_css: [s.css]\n").look
    assert look.files["assets/css/ecole.css"].decode() == f"{left}\n"
    assert [one.code for one in look.faults] == ["STR058"]
    assert str(look.faults[0].values["reason"]).startswith(f"« {address} » n'est pas chargé")


def test_a_sheet_of_style_that_loads_nothing_is_published_as_it_is(tmp_path):
    """With the pictures that it holds, and with an address that it only shows."""
    (tmp_path / "docs").mkdir()
    sheet = (
        "/* url(//e.fr) */a{b:url( 'data:image/png;base64,AA' );fill:url(#g)}\n@media print{a::after{content:'//e'}}"
    )
    (tmp_path / "docs/s.css").write_text(sheet)
    look = project_of(tmp_path, "extra_css: [s.css]\n").look
    assert (look.files["assets/css/ecole.css"].decode(), look.faults) == (f"{sheet}\n", ())


def test_a_still_drawing_is_a_logo(tmp_path):
    """As programs of drawing write it, with a gradient and a style of its own."""
    (tmp_path / "docs").mkdir()
    drawing = (
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>.a{fill:url(#g)}</style>'
        '<linearGradient id="g"/><path class="a" style="stroke:#fff" d="M0 0h9"/></svg>'
    )
    (tmp_path / "docs/logo.svg").write_text(drawing)
    assert project_of(tmp_path, "theme: {logo: logo.svg}\n").look.logo == "assets/images/ecole-logo.svg"


def test_a_copyright_is_written_without_its_tags_and_that_is_told(tmp_path):
    """MkDocs takes HTML there: on our pages « &copy; » and the address of a link would be read aloud."""
    assert project_of(tmp_path, "copyright: Copyright &copy; 2026\n").look.copyright == "Copyright © 2026"
    assert told(tmp_path, "copyright: Copyright &copy; 2026\n") == []
    linked = "site_name: École\ncopyright: '© <a href=\"https://a.fr\">Lycée</a>, 3 < 4'\n"
    assert told(tmp_path, linked) == [("STR058", "copyright", 2)]
    assert project_of(tmp_path).look.copyright == "© Lycée, 3 < 4"


def test_a_variable_of_the_environment_is_read_as_mkdocs_reads_it(tmp_path, monkeypatch):
    """Forges give the address of the site in one."""
    monkeypatch.setenv("PAGES_URL", "https://pages.exemple.fr/sio")
    assert (
        project_of(tmp_path, "site_url: !ENV [PAGES_URL, 'https://a.fr/']\n").site_url == "https://pages.exemple.fr/sio"
    )


def test_the_three_lines_are_told_nothing(tmp_path):
    """Nor the four of older schools."""
    assert told(tmp_path, "site_name: École\ntheme: {name: vitrail}\nplugins: [vitrail]\n") == []
    assert told(tmp_path, "site_name: École\ntheme: vitrail\nplugins: [vitrail]\nuse_directory_urls: false\n") == []


def test_docs_dir_names_the_portfolios_of_old_schools_alone(tmp_path):
    """Where there is a folder « portfolios », it is that of the school's own pages, as for MkDocs."""
    assert project_of(tmp_path, "docs_dir: pages\n").look.own == "../pages/"
    (tmp_path / "portfolios").rename(tmp_path / "pages")
    assert find_project(tmp_path, CommandOptions(), Audience.TEAM).portfolios == tmp_path / "pages"


def test_a_docs_dir_of_the_portfolios_is_told(tmp_path):
    """Any other engine would copy the team's files into its site."""
    assert told(tmp_path, "docs_dir: portfolios\n") == [("STR058", "docs_dir", 1)]
