"""A private name planted in every place of a site, for the three audiences: withheld, refused, or read by the team."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from PIL import Image, PngImagePlugin

from tests.oracle import names
from tests.unit.extracts.documents import docx, pdf
from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, write
from vitrail.building.making.pipeline import build
from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Fate
from vitrail.site.project import Project

pytestmark = pytest.mark.slow
NAME = "Solveig Kerbrat"
STAGE = """\
---
organisation: {nom: Mairie}
du: 01/06/2026
au: 26/06/2026
tuteur: {nom: Mme Solveig Kerbrat}
---
Un stage.
"""
SECOND = f"{LEA}/realisations/b.md"
OTHERS = [Audience.PUBLIC, Audience.JURY]


def zipped(name, content):
    """A zip of one member."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr(name, content)
    return target.getvalue()


def workbook():
    """A spreadsheet with the name in a cell."""
    book, target = Workbook(), BytesIO()
    book.worksheets[0].append(["Contact", NAME])
    book.save(target)
    return target.getvalue()


def picture():
    """A picture whose metadata holds the name."""
    target, info = BytesIO(), PngImagePlugin.PngInfo()
    info.add_text("Author", NAME)
    Image.new("RGB", (4, 4)).save(target, "PNG", pnginfo=info)
    return target.getvalue()


BROUGHT = {
    "a.txt": NAME.encode(),
    "a.csv": f"Contact;{NAME}\n".encode(),
    "a.xlsx": workbook(),
    "a.zip": zipped("notes/a.txt", NAME),
    "noms.zip": zipped("notes/solveig-kerbrat.txt", "x"),
    "deux.zip": zipped("a.zip", zipped("a.txt", NAME)),
    "a.docx": docx(["Merci à"], [NAME]),
    "a.pdf": pdf("x", metadata={"/Author": NAME}),
}
"""What a student attaches."""

MARKUP = [
    "viewport",
    "index html",
    "synthese html",
    "location",
    "search index",
    "Services informatiques aux organisations",
    "Retour au texte",
    "width=device-width, initial-scale=1",
    "juin 2026",
    "01/06/2026",
]
"""What we write in every site, whoever the students are."""


@pytest.fixture
def school(tmp_path):
    """Give a function: audience, files → the report and the site of a class whose stage has a tutor."""

    def make(audience, **files):
        first = {
            "2025-2027/promotion.yml": COHORT, f"{LEA}/index.md": HOME,
            f"{LEA}/realisations/a.md": REALISATION, f"{LEA}/stages/mairie/index.md": STAGE,
        }  # fmt: skip
        write(tmp_path / "p", first | files)
        site = tmp_path / "site"
        report = build(Project(root=tmp_path, portfolios=tmp_path / "p", site=site, audience=audience))
        return report, site

    return make


def holds(site):
    """Files of a site that hold the name."""
    return set(names.holds(site, NAME))


@pytest.mark.parametrize("audience", list(Audience), ids=lambda one: one.name.lower())
def test_what_a_student_attaches_is_withheld_from_whom_may_not_read_it_and_the_build_goes_on(school, audience):
    """Sheets, archives in archives, metadata of a PDF, names of files; the team reads everything, and is told."""
    links = "".join(f"[a](../fichiers/{name}) " for name in BROUGHT)
    brought = {f"{LEA}/fichiers/{name}": raw for name, raw in BROUGHT.items()}
    report, site = school(audience, **brought, **{SECOND: REALISATION + links})
    told = {one.place.path for one in report.examination.diagnostics if one.code == "PRV010"}
    assert told == set(brought)
    if audience is Audience.TEAM:
        assert holds(site) >= {path for path in brought if not path.endswith(".pdf")}
    else:
        assert holds(site) == set()
        assert {one.reason for one in report.examination.ledger(audience).entries if one.path in brought} == {
            "une donnée réservée à l'équipe est dans le fichier"
        }
    assert (site / LEA / "realisations/a.html").is_file()


@pytest.mark.parametrize("audience", OTHERS, ids=lambda one: one.name.lower())
@pytest.mark.parametrize(
    "files",
    [
        {SECOND: REALISATION + "Merci à Solveig Kerbrat."},
        {SECOND: REALISATION.replace("GLPI", "Chez Mme Solveig KERBRAT")},
        {f"{LEA}/realisations/solveig-kerbrat.md": REALISATION},
        {f"{LEA}/solveig-kerbrat.md": "---\ntitre: Moi\n---\nBonjour"},
        {f"{LEA}/solveig/kerbrat.md": "---\ntitre: Moi\n---\nBonjour"},
        {f"{LEA}/fichiers/solveig-kerbrat.txt": "x", SECOND: f"{REALISATION}[a](../fichiers/solveig-kerbrat.txt)"},
        {f"{LEA}/fichiers/a.png": picture(), SECOND: f"{REALISATION}![a](../fichiers/a.png)"},
        {SECOND: REALISATION.replace("GLPI", "Avec\u00a0Solveig Kerbrat")},
        {SECOND: REALISATION.replace("GLPI", r'"GLPI\nSolveig Kerbrat"')},
        {SECOND: REALISATION + "Solveig Ker<!-- x -->brat"},
        {SECOND: REALISATION + "Solveig Ker\x02brat"},
        {SECOND: REALISATION + "Solveig <kbd>Kerbrat</kbd>"},
        {f"{LEA}/index.md": HOME + "[Solveig](https://a.example) Kerbrat"},
        {f"{LEA}/stages/mairie/semaine-01.md": "---\nsemaine: 1\n---\n[Solveig](https://a.example) Kerbrat"},
        {f"{LEA}/fichiers/Kerbrat.json": "{}", SECOND: f"{REALISATION}[Solveig](../fichiers/Kerbrat.json)"},
    ],
    ids=[
        "corps", "titre", "fichier", "page", "dossier", "pièce jointe", "image", "espace insécable",
        "saut de ligne", "commentaire", "caractère perdu", "balise", "présentation", "semaine", "nom et adresse",
    ],
)  # fmt: skip
def test_what_a_student_writes_or_names_costs_no_page(school, audience, files):
    """Text, title, names of files and folders; a picture is published without its metadata."""
    report, site = school(audience, **files)
    assert holds(site) == set()
    assert (site / LEA / "realisations/a.html").is_file()
    pages = [
        one for one in report.examination.ledger(audience).entries if one.path in files and one.fate is not Fate.HIDDEN
    ]
    assert [one.path for one in pages if not one.url or not (site / one.url).is_file()] == []


def test_an_attachment_that_cannot_be_searched_is_refused_with_a_reason_and_the_team_keeps_it(school):
    """An archive of the student's that holds a broken one."""
    files = {f"{LEA}/f/a.zip": zipped("b.zip", zipped("c.txt", NAME)[:-9]), SECOND: f"{REALISATION}[a](../f/a.zip)"}
    report, site = school(Audience.PUBLIC, **files)
    assert [one.place.path for one in report.examination.diagnostics if one.code == "MED022"] == [f"{LEA}/f/a.zip"]
    assert not (site / LEA / "f/a.zip").exists()
    _, site = school(Audience.TEAM, **files)
    assert (site / LEA / "f/a.zip").exists()


@pytest.mark.parametrize(
    "name", ["Tableau de synthèse", "à compléter", "Une présentation orale", "compétences", *MARKUP]
)
def test_our_own_words_typed_as_a_name_neither_hide_nor_stop_anything(school, name):
    """« Tuteur : à compléter » is no secret, and « Tableau de synthèse » must not stop the site of the whole school."""
    stage = STAGE.replace("Mme Solveig Kerbrat", name)
    report, site = school(Audience.PUBLIC, **{f"{LEA}/stages/mairie/index.md": stage})
    assert (site / LEA / "synthese.html").is_file()
    assert "PRV007" not in {one.code for one in report.examination.diagnostics}
