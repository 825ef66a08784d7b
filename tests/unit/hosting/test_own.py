"""The school's own pages: those of docs/ that say who reads them, and nothing else of that folder."""

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from vitrail.building.making.checking import check
from vitrail.building.making.pipeline import build
from vitrail.content.model.audience import Audience
from vitrail.site.settings import CommandOptions, find_project

SCHOOLS = Path(__file__).parents[2] / "portfolios"
PICTURE = "docs/img/Capture d’écran 2026-03-12 à 14.05.33.png"
OWN = "../docs"
AWAY = PICTURE.rpartition("/")[0]


def made(root, **files):
    """A small school with these files of docs/ beside its portfolios, by their names without what they end with."""
    shutil.copytree(SCHOOLS / "petite-ecole", root / "portfolios", dirs_exist_ok=True)
    (root / "docs").mkdir(exist_ok=True)
    for name, text in files.items():
        (root / "docs" / f"{name}.md").write_text(text, "utf-8")
    return root


def project_of(root, audience=Audience.PUBLIC):
    """The school, for an audience."""
    return find_project(root, CommandOptions(jobs=1, audience=audience), audience)


def told(root, code):
    """What is told under a code: path, message."""
    found = check(project_of(root, Audience.TEAM)).diagnostics
    return [(one.place.path, one.message) for one in found if one.code == code]


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The school « hote » as each audience gets it: a function that reads a page, None for one that is not there."""
    root = tmp_path_factory.mktemp("propres")
    shutil.copytree(SCHOOLS / "hote", root, dirs_exist_ok=True)
    shutil.copytree(SCHOOLS / "petite-ecole", root / "portfolios")
    for audience in Audience:
        build(project_of(root, audience))

    def page(audience, url):
        file = project_of(root, audience).site / url
        return file.read_text("utf-8", "replace") if file.is_file() else None

    return page


@pytest.mark.parametrize(
    ("url", "readers"),
    [
        ("docs/index.html", {*Audience}),
        ("docs/informations.html", {*Audience}),
        ("docs/charte.html", {Audience.JURY, Audience.TEAM}),
        ("docs/equipe/reunion.html", {Audience.TEAM}),
        ("docs/brouillon.html", {Audience.TEAM}),
        ("docs/notes.html", set()),
        (PICTURE, {*Audience}),
        (f"{AWAY}/logo.png", set()),
    ],
)  # fmt: skip
def test_a_page_is_for_those_whom_its_visibility_names(sites, url, readers):
    """And what it shows; a page that names nobody, or a file that no page shows, is for nobody."""
    assert {audience for audience in Audience if sites(audience, url) is not None} == readers


def test_the_menu_follows_mkdocs_yml_and_hides_what_is_hidden(sites):
    """Titles, sections and order of « nav », then the pages that it does not name."""
    jury, public = sites(Audience.JURY, "index.html"), sites(Audience.PUBLIC, "index.html")
    menu = jury.partition("vt-nav__list")[2]
    order = [menu.index(word) for word in ("Section SIO", "Règles", "Qui lit ces pages", "Le jury", "How to read")]
    assert order == sorted(order)
    assert "Règles" in public
    assert "Le jury" not in public
    assert 'href="docs/index.html"' in public
    assert '<li><a href="docs/informations.html">Règles</a></li>' in public  # a tab leads to the first of a section


def test_search_finds_them(sites):
    """In the index of the school, by their words; not what the audience does not read."""
    found = sites(Audience.PUBLIC, "search/search_index.js")
    assert "pamplemousse" in found
    assert "quetsche" not in found
    assert "quetsche" in sites(Audience.JURY, "search/search_index.js")


def test_links_lead_between_them_and_the_portfolios_both_ways(sites):
    """As they are written, from file to file."""
    page = sites(Audience.PUBLIC, "docs/index.html")
    assert 'href="informations.html#t-les-images"' in page
    assert 'href="../2025-2027/durand-zoe/index.html"' in page
    assert "charte.html" not in page.partition("vt-words")[2]


def test_nothing_that_a_page_holds_acts(sites):
    """Like the text of a student's: the same sanitiser."""
    page = sites(Audience.TEAM, "docs/equipe/reunion.html").partition('id="contenu"')[2]
    assert "&lt;script&gt;alert(1)" in page
    assert 'href="javascript' not in page
    assert 'src="/etc' not in page
    assert ">docs/equipe/reunion" in page


def test_a_portfolio_leads_to_a_page_of_the_school(tmp_path):
    """By the way from its file; a page for others is no link, and is told."""
    made(tmp_path, regles="---\nvisibilité: publique\n---\n# Règles\n", equipe="---\nvisibilité: équipe\n---\n# X\n")
    way = "../../../../docs"
    work = tmp_path / "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
    work.write_text(work.read_text("utf-8") + f"\n[R]({way}/regles.md) [E]({way}/equipe.md)\n", "utf-8")
    project = project_of(tmp_path)
    build(project)
    page = (project.site / "2025-2027/durand-zoe/realisations/glpi.html").read_text("utf-8")
    assert 'href="../../../docs/regles.html"' in page
    assert "docs/equipe" not in page
    assert [path for path, _ in told(tmp_path, "MED020") or told(tmp_path, "REF017")] != [f"{OWN}/regles.md"]


def test_pages_that_name_no_reader_are_one_line(tmp_path):
    """With their number and the first of them; notes for the team are no fault."""
    made(tmp_path, **{f"note-{number}": "# Note\n" for number in range(7)})
    ((path, message),) = told(tmp_path, "STR060")
    assert path == "../docs"
    assert "(7)" in message
    assert "note-0.md, note-1.md" in message
    assert message.endswith("….")


def test_a_menu_that_names_no_page_is_told(tmp_path):
    """On the line of the menu that names it, however deep."""
    made(tmp_path, regles="---\nvisibilité: publique\n---\n# Règles\n")
    (tmp_path / "mkdocs.yml").write_text("nav:\n- regles.md\n- La suite:\n  - Absente: absente.md\n", "utf-8")
    (fault,) = [one for one in check(project_of(tmp_path, Audience.TEAM)).diagnostics if one.code == "STR058"]
    assert (fault.place.path, fault.place.line, fault.place.column) == ("../mkdocs.yml", 4, 5)
    assert "absente.md" in str(fault.values["reason"])


def test_a_dead_link_of_a_page_is_told_on_its_line(tmp_path):
    """With the nearest name; what lies outside of the school is never read."""
    text = "---\nvisibilité: publique\n---\n[a](informatoins.md)\n\n![b](../../etc/passwd)\n"
    made(tmp_path, index=text, informations="---\nvisibilité: publique\n---\n# I\n")
    found = check(project_of(tmp_path, Audience.TEAM)).diagnostics
    places = {(one.code, one.place.path, one.place.line) for one in found if one.place.path.startswith("../docs")}
    assert places == {("REF016", f"{OWN}/index.md", 4), ("REF017", f"{OWN}/index.md", 6)}


def test_a_link_out_of_docs_is_no_page(tmp_path):
    """Whatever it leads to."""
    made(tmp_path)
    (tmp_path / "secret.md").write_text("---\nvisibilité: publique\n---\n# Secret\n", "utf-8")
    (tmp_path / "docs" / "lien.md").symlink_to(tmp_path / "secret.md")
    project = project_of(tmp_path)
    build(project)
    assert not [path for path in project.site.rglob("*.html") if "Secret" in path.read_text("utf-8")]


def test_a_key_keeps_a_page_for_the_team(tmp_path):
    """As it does one of a student's (PRV016)."""
    token = "gh" + "p_1x5Kq0ZbT7uWc2LdM9sVnE4rYfG8hJa3PtXo"
    made(tmp_path, acces=f"---\nvisibilité: publique\n---\n# Accès\n\n{token}\n")
    project = project_of(tmp_path)
    build(project)
    assert not (project.site / "docs/acces.html").exists()
    assert [path for path, _ in told(tmp_path, "PRV016")] == [f"{OWN}/acces.md"]


def test_an_edited_page_gives_what_a_clean_build_gives(tmp_path):
    """Its title moves the menu of every page, its text its own page alone."""
    made(tmp_path, regles="---\nvisibilité: publique\n---\n# Règles\n\nUn.\n")
    project = project_of(tmp_path)
    build(project)
    made(
        tmp_path,
        regles="---\nvisibilité: publique\n---\n# Charte\n\nDeux.\n",
        neuve="---\nvisibilité: jury\n---\n# N\n",
    )
    again = build(project)
    clean = replace(project, site=tmp_path / "clean", cache_elsewhere=tmp_path / "cache")
    build(clean)
    files = [{path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
             for site in (project.site, clean.site)]  # fmt: skip
    assert files[0] == files[1]
    made(tmp_path, regles="---\nvisibilité: publique\n---\n# Charte\n\nTrois.\n")
    again = build(project)
    assert again.published.rendered == 1


def test_a_portfolio_that_is_a_whole_site_has_them_in_its_menu(tmp_path):
    """Its home is the site's."""
    shutil.copytree(SCHOOLS / "petite-ecole/2025-2027/durand-zoe", tmp_path / "portfolios")
    shutil.copy(SCHOOLS / "petite-ecole/2025-2027/promotion.yml", tmp_path / "portfolios/promotion.yml")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "regles.md").write_text("---\nvisibilité: publique\n---\n# Règles\n", "utf-8")
    project = project_of(tmp_path)
    build(project)
    assert 'href="docs/regles.html"' in (project.site / "index.html").read_text("utf-8")
    assert (project.site / "docs/regles.html").is_file()
