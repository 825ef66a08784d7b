"""``vitrail new``: a school made of nothing else reads without a fault, and nothing is ever overwritten."""

import pytest

from tests.folders import contents
from vitrail.building.making.works import examined
from vitrail.content.model.audience import Audience
from vitrail.ground.diagnostics import Severity
from vitrail.site.settings import CommandOptions, find_project

PEOPLE = "portfolios/2025-2027"
ODD = [
    "Déploiement de GLPI : l'inventaire",
    'Le "grand" projet',
    "Un projet 🎉",
    "# Titre",
    "- liste",
    "[crochets]",
    "{a: b}",
    "*alias",
    "&ancre",
    "!tag",
    "100 % fini",
    "oui",
    "1.10",
    "2026-13-45",
    "a\\b",
    "fin \\",
    "deux\nlignes",
    "son\x07nette",
    "x" * 200,
    "é" * 200,
    "漢字",
    "con",
    "index",
    "Search",
    "L’apostrophe d’été",
    " espaces ",
    "..",
    "a/../../b",
]


def faults(root, day="2026-05-12"):
    """What check finds on a day."""
    from datetime import date

    project = find_project(root, CommandOptions(asked_date=date.fromisoformat(day)), Audience.TEAM)
    return examined(project).diagnostics


def test_a_school_made_by_the_command_alone_has_nothing_to_mend(fresh, vitrail):
    """School, class, student and a draft: neither erreur nor avertissement nor conseil, and it builds."""
    assert vitrail("new", "realisation", "moreau-lea", "Déploiement de GLPI")[0] == 0
    assert faults(fresh, "2025-10-01") == ()
    assert vitrail("build", "--audience", "equipe", "--jobs", 1, "--date", "2025-10-01")[0] == 0
    assert (fresh / "site-equipe/2025-2027/moreau-lea/realisations/deploiement-de-glpi.html").is_file()


def test_a_stage_to_come_has_nothing_to_mend_but_what_the_team_must_still_sign(fresh, vitrail):
    """No erreur; what is said names papers and people, and each week has its report with its dates."""
    dates = ("--du", "01/06/2026", "--au", "26/06/2026")
    assert vitrail("new", "stage", "2025-2027/moreau-lea", "Mairie de Valmont", *dates)[0] == 0
    folder = fresh / PEOPLE / "moreau-lea/stages/mairie-de-valmont"
    assert {path.name for path in folder.iterdir()} == {"index.md", *(f"semaine-0{n}.md" for n in range(1, 5))}
    assert "du: 22/06/2026\nau: 26/06/2026" in (folder / "semaine-04.md").read_text("utf-8")
    found = faults(fresh, "2026-03-01")
    assert not [str(item.place) for item in found if item.severity is Severity.ERROR]
    assert {item.code for item in found if not item.code.startswith("STG")} == {"STR036"}


def test_a_stage_is_of_the_year_of_its_dates(fresh, vitrail):
    """The first that somebody writes may be that of the second year, and a first year may have two hosts."""
    vitrail("new", "stage", "moreau-lea", "Atelier", "--du", "04/01/2027", "--au", "12/02/2027")
    assert [item.values["year"] for item in faults(fresh, "2027-09-01") if item.code == "STG015"] == ["première année"]
    for host, *dates in (("Mairie", "01/06/2026", "12/06/2026"), ("Port", "15/06/2026", "26/06/2026")):
        vitrail("new", "stage", "moreau-lea", host, "--du", dates[0], "--au", dates[1])
    assert not {item.code for item in faults(fresh, "2027-09-01")} & {"STG015", "STG120", "STG121", "STG220", "STG221"}


def test_another_diploma_is_told_in_its_own_words(fresh, vitrail):
    """Three years and no option: nothing says two years, an option to choose, or a code of the BTS SIO."""
    framework = fresh / "portfolios/referentiels/essai.yml"
    framework.parent.mkdir(exist_ok=True)
    framework.write_text(
        "identifiant: essai\ntitre: Essai\nniveaux: [{niveau: c, libellé: C}]\nniveau jugé: c\n"
        "années du diplôme: [seconde, première, terminale]\ncompétences: [{code: C1, titre: Souder}]\n",
        "utf-8",
    )
    vitrail("new", "promotion", "2025-2028", "--session", 2028, "--referentiel", "essai")
    vitrail("new", "etudiant", "2025-2028/riou-noe", "--nom", "Riou", "--prenom", "Noé")
    assert vitrail("new", "stage", "riou-noe", "Mairie", "--du", "01/06/2026", "--au", "05/06/2026")[0] == 0
    home = fresh / "portfolios/2025-2028/riou-noe"
    assert "option:" not in (home / "index.md").read_text("utf-8")
    assert "seconde, première, terminale" in (home / "stages/mairie/index.md").read_text("utf-8").splitlines()[1]
    assert "B1.2" not in (home / "stages/mairie/semaine-01.md").read_text("utf-8")


def test_a_week_is_added_to_a_stage_and_to_nothing_else(fresh, vitrail):
    """A report outside a stage would be a free page."""
    dates = ("--du", "29/06/2026", "--au", "03/07/2026")
    vitrail("new", "stage", "moreau-lea", "Mairie", "--du", "01/06/2026", "--au", "26/06/2026")
    assert vitrail("new", "semaine", "2025-2027/moreau-lea/stages/mairie", 5, *dates)[0] == 0
    assert vitrail("new", "semaine", f"{PEOPLE}/moreau-lea/stages/mairie/", 6, *dates)[0] == 0
    assert (fresh / PEOPLE / "moreau-lea/stages/mairie/semaine-06.md").is_file()
    assert vitrail("new", "semaine", "2025-2027/moreau-lea", 7, *dates)[0] == 2


@pytest.mark.parametrize("title", ODD, ids=range(len(ODD)))
def test_any_title_gives_a_file_that_reads_back_as_that_title(fresh, vitrail, title):
    """Colons, quotes, emoji, two hundred letters, names that Windows refuses: one file, inside the portfolio."""
    before = {path for path in fresh.rglob("*") if path.is_file()}
    assert vitrail("new", "realisation", "--", "moreau-lea", title)[0] == 0
    (made,) = {path for path in fresh.rglob("*") if path.is_file()} - before
    assert made.parent == fresh / PEOPLE / "moreau-lea/realisations"
    assert len(made.name) < 80
    assert faults(fresh, "2025-10-01") == ()
    from vitrail.content.reading.school import read_school

    (item,) = read_school(fresh / "portfolios").school.cohorts[0].students[0].realisations
    assert item.title == "".join(sign for sign in " ".join(title.split()) if sign.isprintable())


@pytest.mark.parametrize("name", ["O'Brien : fils", 'Le "Grand"', "Non", "d’Été", "Müller # 2", "No"])
def test_any_name_reads_back(fresh, vitrail, name):
    """For people and for schools alike, in Vitrail and in MkDocs."""
    assert vitrail("new", "etudiant", "2025-2027/autre", "--nom", name, "--prenom", name)[0] == 0
    assert faults(fresh, "2025-10-01") == ()
    (fresh / "mkdocs.yml").unlink()
    (fresh / "portfolios/etablissement.yml").unlink()
    (fresh / "portfolios/index.md").unlink()
    (fresh / "docs" / "informations.md").unlink()
    assert vitrail("new", "ecole", "--nom", name)[0] == 0
    assert find_project(fresh, CommandOptions(), Audience.TEAM).site_name == name
    assert faults(fresh, "2025-10-01") == ()


@pytest.mark.parametrize(
    "words",
    [
        ("ecole",),
        ("promotion", "2025-2027", "--session", 2027),
        ("etudiant", "2025-2027/moreau-lea", "--nom", "X", "--prenom", "Y"),
        ("realisation", "moreau-lea", "Déjà là"),
        ("stage", "moreau-lea", "Déjà là", "--du", "01/06/2026", "--au", "26/06/2026"),
    ],
    ids=lambda words: words[0],
)
def test_nothing_is_overwritten_and_nothing_half_written(fresh, vitrail, words):
    """Exit 1, and the folder is as it was."""
    vitrail("new", "realisation", "moreau-lea", "Déjà là")
    vitrail("new", "stage", "moreau-lea", "Déjà là", "--du", "01/06/2026", "--au", "26/06/2026")
    before = contents(fresh)
    code, said = vitrail("new", *words)
    assert code == 1
    assert "existe déjà" in said
    assert contents(fresh) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("promotion", "referentiels", "--session", 2027), "réservé"),
        (("promotion", "../dehors", "--session", 2027), "nom de dossier"),
        (("promotion", "a:b", "--session", 2027), "Windows"),
        (("promotion", "2026-2028", "--session", 2028, "--referentiel", "fr.bts"), "fr.bts-sio.2019"),
        (("promotion", "2026-2028"), "--session"),
        (("etudiant", "moreau-zoe", "--nom", "M", "--prenom", "Z"), "2025-2027/moreau-lea"),
        (("etudiant", "2024-2026/moreau-zoe", "--nom", "M", "--prenom", "Z"), "2025-2027"),
        (("etudiant", "2025-2027/matrice", "--nom", "M", "--prenom", "Z"), "réservé"),
        (("etudiant", "2025-2027/con", "--nom", "M", "--prenom", "Z"), "Windows"),
        (("etudiant", "2025-2027/x", "--nom", "M", "--prenom", "Z", "--option", "SISRE"), "SISR"),
        (("realisation", "moreau-lae", "Titre"), "2025-2027/moreau-lea"),
        (("realisation", "../..", "Titre"), "vitrail new etudiant"),
        (("stage", "moreau-lea", "Mairie", "--du", "26/06/2026", "--au", "01/06/2026"), "précède"),
        (("stage", "moreau-lea", "Mairie", "--du", "01/06/2016", "--au", "26/06/2026"), "années"),
        (("semaine", "../x/stages/y", 1, "--du", "01/06/2026", "--au", "05/06/2026"), "stage"),
    ],
)
def test_a_wrong_command_ends_with_2_says_why_and_writes_nothing(fresh, vitrail, words, told):
    """What would have been read as an orphan, or published nowhere, is refused while it is still a word."""
    before = sorted(fresh.rglob("*"))
    code, said = vitrail("new", *words)
    assert code == 2
    assert told in " ".join(said.split())
    assert sorted(fresh.rglob("*")) == before


def test_a_student_alone_needs_no_class(empty, vitrail):
    """``.`` is the portfolio: promotion, student, réalisation, site."""
    (empty / "portfolios").mkdir()
    assert vitrail("new", "promotion", ".", "--session", 2027)[0] == 0
    assert vitrail("new", "etudiant", ".", "--nom", "Moreau", "--prenom", "Léa")[0] == 0
    assert vitrail("new", "realisation", ".", "Mon travail")[0] == 0
    assert faults(empty, "2025-10-01") == ()
    assert vitrail("build", "--audience", "equipe", "--jobs", 1, "--date", "2025-10-01")[0] == 0
    assert (empty / "site-equipe/realisations/mon-travail.html").is_file()


def test_a_draft_shows_how_a_competency_is_cited_and_leaves_the_list_to_the_search(fresh, vitrail):
    """One code of the référentiel as an example; « vitrail codes » has the others."""
    vitrail("new", "realisation", f"{PEOPLE}/moreau-lea", "Un")
    text = (fresh / PEOPLE / "moreau-lea/realisations/un.md").read_text("utf-8")
    assert "statut: brouillon" in text
    assert "\n  #B1.1.1:\n" in text
    assert "vitrail codes" in text
