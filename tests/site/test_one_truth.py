"""What ``check`` says, what ``build`` does and what the site shows are one truth."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.site.test_links import Reader
from vitrail.building.making.checking import check
from vitrail.building.making.pipeline import build
from vitrail.building.making.works import examined
from vitrail.content.model.audience import Audience
from vitrail.content.model.state import State
from vitrail.site.pages import site
from vitrail.site.pages.school import matrix
from vitrail.site.project import Project

SCHOOL = Path(__file__).parents[1] / "portfolios" / "petite-ecole"
ALI = "2025-2027/martin-ali"
PAGE = f"{ALI}/realisations/photo"

REFUSED = {
    "IMG_2041.HEIC": b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + b"\0" * 40,
    "Démonstration finale.mp4": b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41",
    "plan.pdf": b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
    "Compte-rendu (1).docx": b"PK\x03\x04 ceci n'est pas un document",
    "Capture d’écran 2026-03-12 à 14.05.33.png": b"\x89PNG\r\n\x1a\n tronqu\xc3\xa9e",
    "page.html": b"<!doctype html><script>alert(1)</script>",
}
"""What students attach, and no site can publish."""


@pytest.fixture
def school(tmp_path):
    """Give a function: name and bytes of a production's file → the project of a school that has it."""

    def make(name, raw, audience=Audience.TEAM):
        portfolios = tmp_path / "portfolios"
        shutil.copytree(SCHOOL, portfolios, dirs_exist_ok=True)
        (portfolios / f"{ALI}/fichiers/{name}").write_bytes(raw)
        (portfolios / f"{PAGE}.md").write_text(
            "---\ntitre: Une preuve\npériode: 06/10/2025 au 14/11/2025\ncontexte: formation\nmode: vécue\n"
            "compétences: {B1.1: Fait et montré.}\nproductions:\n"
            f'  - {{titre: La preuve, fichier: "fichiers/{name}"}}\n---\nLe récit.\n',
            "utf-8",
        )  # fmt: skip
        return Project(root=tmp_path, portfolios=portfolios, site=tmp_path / "site", audience=audience)

    return make


def state(examination):
    """State of B1.1 in Ali's portfolio."""
    (cohort,) = examination.coverage.cohorts
    return next(one for one in cohort.students if one.student.endswith("martin-ali")).competencies["B1.1"].state


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_production_is_told_by_check_and_proves_nothing(school, name):
    """Whatever refuses it: its kind, its content, a picture that does not open; the page says why."""
    project = school(name, REFUSED[name])
    found = examined(project)
    told = {one.code for one in found.diagnostics if one.place.path == f"{ALI}/fichiers/{name}"}
    assert told == {"MED009"}
    assert state(found) is State.DECLARED
    report = build(project)
    assert report.examination.diagnostics == found.diagnostics
    html = (project.site / f"{PAGE}.html").read_text("utf-8")
    assert "non publiable" in html
    assert "fichier joint" not in html


def test_a_production_that_can_be_read_still_proves(school):
    """The same page with a file that is what it says."""
    project = school("plan.csv", b"poste;adresse\nA1;192.168.1.2\n")
    assert state(examined(project)) is State.JUSTIFIED
    build(project)
    assert "fichier joint" in (project.site / f"{PAGE}.html").read_text("utf-8")


FAILING = {
    "réalisation": f"{ALI}/realisations/vlan.md",
    "présentation": f"{ALI}/index.md",
    "page libre": f"{ALI}/parcours.md",
    "veille": f"{ALI}/veille/alerte.md",
    "brouillon": f"{ALI}/realisations/brouillon.md",
}
TITLE = "titre: Parcours\n"
FRONT = {"brouillon": "titre: En cours\nstatut: brouillon\n", "veille": "titre: Alerte\ndate: 12/01/2026\n"}


@pytest.fixture
def failing(tmp_path):
    """Give a function: where, audience → the project of a school one text of which cannot be rendered."""

    def make(where, audience):
        portfolios = tmp_path / "portfolios"
        shutil.copytree(SCHOOL, portfolios)
        file = portfolios / FAILING[where]
        file.parent.mkdir(exist_ok=True)
        text = file.read_text("utf-8") if file.exists() else f"---\n{FRONT.get(where, TITLE)}---\n"
        file.write_text(text + "\nLa suite.\n\n" + "> " * 2000 + "fin\n", "utf-8")
        return Project(root=tmp_path, portfolios=portfolios, site=tmp_path / "site", audience=audience)

    return make


def dead_links(site):
    """(page, address as written) of every internal link that leads to no file."""
    reader = Reader(site)
    found = ((url, link) for url in reader.html for link in reader.links(url))
    return [(url, written) for url, (written, target, _) in found if target not in reader.files]


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("where", FAILING)
def test_a_text_that_cannot_be_rendered_keeps_its_page_and_leaves_no_hole(failing, where, audience):
    """The page with its card and the reason, no link to nothing, one MED010 at its place, for each audience."""
    project = failing(where, audience)
    report = build(project)
    told = Counter(one.place.path for one in report.examination.diagnostics if one.code == "MED010")
    assert told == {FAILING[where]: 1}
    page = project.site / FAILING[where].replace(".md", ".html")
    shown = where != "brouillon" or audience is Audience.TEAM
    assert page.exists() is shown
    if shown:
        assert "Texte non affiché" in page.read_text("utf-8")
    assert dead_links(project.site) == []
    if audience is Audience.TEAM:
        assert "MED010" in (project.site / ALI / "etat.html").read_text("utf-8")


def test_a_text_that_failed_is_told_by_each_build_until_it_is_mended(failing):
    """The second build reuses the page and still tells; the mended text is shown again."""
    project = failing("réalisation", Audience.PUBLIC)
    first = build(project)
    again = build(project)
    assert again.examination.diagnostics == first.examination.diagnostics
    assert again.published.rendered == 0
    file = project.portfolios / FAILING["réalisation"]
    file.write_text(file.read_text("utf-8").replace("> " * 2000, ""), "utf-8")
    mended = build(project)
    assert "MED010" not in {one.code for one in mended.examination.diagnostics}
    page = (project.site / f"{ALI}/realisations/vlan.html").read_text("utf-8")
    assert "Texte non affiché" not in page
    assert "La suite." in page


def test_a_link_to_a_page_that_is_not_there_is_taken_away_and_named(school, monkeypatch):
    """A page that planning forgets is a fault of ours: no reader clicks on nothing, now or when the page is reused."""
    project = school("plan.csv", b"a;b\n1;2\n")
    planned = [one for one in site._CLASS if one is not matrix.plan]  # noqa: SLF001  # the list that names the pages
    monkeypatch.setattr(site, "_CLASS", tuple(planned))
    for _ in range(2):
        report = build(project)
        assert {target for _, target in report.published.dead} == {"2025-2027/matrice.html"}
        assert dead_links(project.site) == []
    page = (project.site / report.published.dead[0][0]).read_text("utf-8")
    assert "Matrice" in page  # its words stay


def test_a_refused_attachment_leaves_no_link_to_nothing(school):
    """Its production, its pictures and its links in texts, for each audience."""
    for audience in Audience:
        project = school("IMG_2041.HEIC", REFUSED["IMG_2041.HEIC"], audience)
        page = project.portfolios / f"{PAGE}.md"
        page.write_text(page.read_text("utf-8") + "\n![x](../fichiers/IMG_2041.HEIC) [y](../fichiers/IMG_2041.HEIC)\n")
        assert build(project).published.dead == ()
        assert dead_links(project.site) == []


def test_a_link_to_a_page_that_an_audience_does_not_get_is_told_once_with_its_readers(school):
    """The link opens for the team; its author would never see that it is gone for the jury and the public."""
    project = school("plan.csv", b"a;b\n1;2\n")
    pages = project.portfolios / f"{ALI}/realisations"
    shown, draft = pages / "vlan.md", pages / "brouillon d'été.md"
    draft.write_text("---\ntitre: Plus tard\nstatut: brouillon\n---\n[retour](vlan.md)\n", "utf-8")
    before = shown.read_text("utf-8")
    shown.write_text(f"{before}\n[la suite](brouillon%20d'été.md#titre) ![](../fichiers/plan.csv)\n", "utf-8")
    (one,) = [told for told in check(project).diagnostics if told.code == "REF019"]
    assert (one.place.path, one.place.line) == (f"{ALI}/realisations/vlan.md", before.count("\n") + 2)
    assert [str(reader) for reader in one.values["readers"]] == ["le public", "le jury"]
