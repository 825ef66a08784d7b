import unicodedata
from pathlib import Path

import pytest

from tests.deep import sized
from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, codes, read, student
from vitrail.content.model.audience import Audience, Visibility
from vitrail.content.model.ledger import Fate, close
from vitrail.content.model.realisation import Context, ProductionState, Status
from vitrail.content.reading.school import read_school
from vitrail.content.reading.text.parse import MAX_BYTES

GLPI = f"{LEA}/realisations/glpi.md"


def fates(reading, audience=Audience.TEAM, **options):
    """The state of each file, for the team unless said."""
    ledger = close(reading.files, audience, diagnostics=reading.diagnostics, **options)
    return {entry.path: entry.fate for entry in ledger.entries}


def test_the_front_matter_of_a_real_portfolio_is_read(tmp_path):
    """Keys and words met in published portfolios are understood; unfinished work stays a draft, undated."""
    text = (
        '---\ntitre: Réseau : VLAN\norganisation: Mairie\ncontexte: pro\nperiode: "à compléter"\nannee: 2\n'
        "competences: [C1, C2]\nstatut: en-cours\nresume: Un résumé\ntechnologies: [Debian]\nordre: 3\n---\nTexte\n"
    )
    reading = read(tmp_path, {GLPI: text})
    (item,) = student(reading).realisations
    assert item.title == "Réseau : VLAN"
    assert item.status is Status.DRAFT
    assert item.period is None
    assert (item.facts, item.rank, item.organisation, item.summary) == ((("année", "2"),), 3, "Mairie", "Un résumé")
    assert item.contexts == (Context.INTERNSHIP,)
    assert [claim.competency for claim in item.claims] == ["B1.1", "B1.2"]
    assert [code for code in codes(reading) if code.startswith(("STR", "REF", "DAT"))] == ["STR040"]  # « pro »


def test_a_rejected_home_page_keeps_the_others(tmp_path):
    """The portfolio goes on, under the names that can still be read; what follows from the fault is not told."""
    reading = read(tmp_path, {f"{LEA}/index.md": "---\nnom: [\nprénom: Léa\n---\n", GLPI: REALISATION})
    assert student(reading).name == "Léa Moreau lea"
    assert fates(reading)[f"{LEA}/index.md"] is Fate.REJECTED
    assert fates(reading)[GLPI] is Fate.PUBLISHED
    assert codes(reading) == ["YAM003"]


def test_an_unreadable_class_withholds_coverage_not_pages(tmp_path):
    """Without its référentiel a class still publishes; claims are kept, unresolved."""
    reading = read(tmp_path, {"2025-2027/promotion.yml": "référentiel: [", GLPI: REALISATION})
    cohort = reading.school.cohorts[0]
    assert cohort.framework is None
    assert student(reading).framework is None
    assert student(reading).realisations[0].claims[0].cited == "B1.1"
    assert fates(reading)[GLPI] is Fate.PUBLISHED


def test_an_unknown_status_is_a_draft(tmp_path):
    """Prudence: what is not understood is not shown."""
    reading = read(tmp_path, {GLPI: REALISATION.replace("titre:", "statut: fini\ntitre:")})
    assert student(reading).realisations[0].status is Status.DRAFT
    assert fates(reading, Audience.JURY)[GLPI] is Fate.HIDDEN
    assert fates(reading)[GLPI] is Fate.RESERVED


def test_an_unknown_visibility_is_the_team_s(tmp_path):
    """Prudence again."""
    reading = read(tmp_path, {GLPI: REALISATION.replace("titre:", "visibilité: amis\ntitre:")})
    assert student(reading).realisations[0].visibility is Visibility.TEAM


def test_a_wrong_value_is_dropped_alone(tmp_path):
    """Only the faulty value goes, with its place."""
    reading = read(tmp_path, {GLPI: REALISATION.replace("titre: GLPI", "titre: GLPI\nordre: trois")})
    (item,) = student(reading).realisations
    assert (item.title, item.rank) == ("GLPI", None)
    (fault,) = [one for one in reading.diagnostics if one.code == "STR018"]
    assert str(fault.place) == f"{GLPI}:3:8"


def test_one_portfolio_alone_is_a_school(tmp_path):
    """A student who publishes alone needs no class folder."""
    files = {"promotion.yml": COHORT, "index.md": HOME, "realisations/glpi.md": REALISATION, "fichiers/a.pdf": "x"}
    reading = read(tmp_path, files, base=False)
    assert student(reading).slug == ""
    assert student(reading).realisations[0].claims[0].competency == "B1.1"
    assert fates(reading) == {
        "promotion.yml": Fate.DATA,
        "index.md": Fate.PUBLISHED,
        "realisations/glpi.md": Fate.PUBLISHED,
        "fichiers/a.pdf": Fate.UNREFERENCED,
    }


def test_a_lone_portfolio_without_a_framework_is_told(tmp_path):
    """Its pages are published, its competencies are not counted."""
    assert "REF011" in codes(read(tmp_path, {"index.md": HOME}, base=False))
    assert "REF011" not in codes(read(tmp_path, {"promotion.yml": COHORT}, base=False))


def test_an_empty_school_is_not_a_portfolio(tmp_path):
    """A new school, before its first class, keeps its own home page."""
    reading = read(tmp_path, {"etablissement.yml": "nom: Lycée", "index.md": "Bonjour"}, base=False)
    assert reading.school.cohorts == ()
    assert reading.school.body is not None


def test_pages_under_no_class_are_rejected_never_passed_over(tmp_path):
    """A folder that nobody claims is named once."""
    reading = read(tmp_path, {"2026-2028/roux/index.md": HOME, "2026-2028/roux/realisations/a.md": REALISATION})
    assert codes(reading).count("STR012") == 1
    assert {fate for path, fate in fates(reading).items() if path.startswith("2026")} == {Fate.REJECTED}


@pytest.mark.parametrize("section", ["realisations", "stages", "veille"])
def test_the_index_of_a_section_is_refused_and_said(tmp_path, section):
    """It would take the address of a list, and the competencies of a réalisation so named would count for nothing."""
    path = f"{LEA}/{section}/index.md"
    reading = read(tmp_path, {path: REALISATION})
    assert fates(reading)[path] is Fate.REJECTED
    assert "STR008" in codes(reading)


@pytest.mark.parametrize(("written", "country"), [("France", "FR"), ("pt", "PT"), ("Portugal", "PT"), ("Maroc", "MA")])
def test_a_country_is_a_code_or_a_name(tmp_path, written, country):
    """« France » is no stage abroad; a name without a code that we know is shown as written."""
    path = f"{LEA}/stages/mairie/index.md"
    reading = read(tmp_path, {path: f"---\ndu: 01/06/2026\nau: 26/06/2026\npays: {written}\n---\nTexte\n"})
    assert student(reading).internships[0].country == country


LYCEE = """\
identifiant: essai
titre: Essai
niveaux: [{niveau: c, libellé: C}]
niveau jugé: c
années du diplôme: [seconde, première, terminale]
compétences: [{code: B1.1, titre: Souder}]
"""


@pytest.mark.parametrize(
    ("framework", "year", "rank"),
    [
        ("essai", "terminale", 3),
        ("essai", "Tle", 3),
        ("essai", "seconde", 1),
        ("essai", "7", None),
        ("fr.bts-sio.2019", "seconde", 2),
        ("fr.bts-sio.2019", "1", 1),
        ("fr.bts-sio.2019", "3", None),
        ("fr.bts-sio.2019", "terminale", None),
    ],
)
def test_the_year_of_a_work_or_of_a_stage_is_one_of_its_diploma(tmp_path, framework, year, rank):
    """By its name or its rank; another is told. A stage may be numbered beyond the years, which its dates tell."""
    stage = f"{LEA}/stages/mairie/index.md"
    files = {
        "2025-2027/promotion.yml": f"référentiel: {framework}\nsession: 2027\n",
        "referentiels/essai.yml": LYCEE,
        GLPI: REALISATION.replace("titre:", f"année: {year}\ntitre:"),
        stage: f"---\nrang: {year}\ndu: 01/06/2026\nau: 26/06/2026\n---\n",
    }
    reading = read(tmp_path, files)
    told = [(fault.place.path, fault.place.line) for fault in reading.diagnostics if fault.code in {"STR018", "STR020"}]
    number = int(year) if year.isdecimal() else None
    assert told == [(GLPI, 2)] * (rank is None) + [(stage, 2)] * (rank is None and number is None)
    assert student(reading).internships[0].rank == (rank or number)


def test_two_unicode_forms_of_one_name_are_one_address(tmp_path):
    """The second file is rejected, and both are counted."""
    name = f"{LEA}/realisations/été.md"
    reading = read(tmp_path, {name: REALISATION, unicodedata.normalize("NFD", name): REALISATION})
    assert codes(reading).count("STR008") == 1
    assert len(student(reading).realisations) == 1
    assert len(fates(reading)) == 4


def test_a_name_that_windows_refuses_gets_a_safe_address(tmp_path):
    """The page is published, under an address that an archive can hold."""
    reading = read(tmp_path, {f"{LEA}/realisations/CON.md": REALISATION, f"{LEA}/realisations/a: b.md": REALISATION})
    assert [item.slug for item in student(reading).realisations] == ["_CON", "a- b"]
    assert fates(reading)[f"{LEA}/realisations/CON.md"] is Fate.RESERVED


def test_a_huge_file_is_refused_by_its_size(tmp_path):
    """It is never loaded."""
    reading = read(tmp_path, {GLPI: b"a" * (MAX_BYTES + 1)})
    assert fates(reading)[GLPI] is Fate.REJECTED


def test_files_are_found_inside_the_portfolio_only(tmp_path):
    """Neither « .. » nor an absolute path nor a drive leads out of the student's folder."""
    text = REALISATION.replace(
        "contexte:", "productions: [../roux/fichiers/x.pdf, /etc/passwd.txt, 'C:\\x.pdf', fichiers/a.pdf]\ncontexte:"
    )
    files = {GLPI: text, "2025-2027/roux/fichiers/x.pdf": "x", f"{LEA}/fichiers/a.pdf": "x"}
    reading = read(tmp_path, files)
    (item,) = student(reading).realisations
    assert [one.file for one in item.productions] == [None, None, None, f"{LEA}/fichiers/a.pdf"]
    assert [one.state for one in item.productions][:3] == [ProductionState.MISSING] * 3
    assert codes(reading).count("REF017") == 3


def test_an_attachment_is_joined_only_where_its_page_is_seen(tmp_path):
    """A file shown by a jury page alone is not on the public site."""
    text = REALISATION.replace("contexte:", "visibilité: jury\ncontexte:") + "![Schéma](../fichiers/a.png)\n"
    reading = read(tmp_path, {GLPI: text, f"{LEA}/fichiers/a.png": "x"})
    assert fates(reading, Audience.PUBLIC)[f"{LEA}/fichiers/a.png"] is Fate.UNREFERENCED
    assert fates(reading, Audience.JURY)[f"{LEA}/fichiers/a.png"] is Fate.ATTACHED


def test_one_student_s_mistakes_never_touch_another(tmp_path):
    """The neighbour's portfolio is the same, byte for byte, whatever the other wrote."""
    alone = read(tmp_path / "a", {GLPI: REALISATION})
    noisy = read(
        tmp_path / "b", {GLPI: REALISATION, "2025-2027/zoe/index.md": b"\xff\xfe\x00", "2025-2027/zoe/x.md/y": "x"}
    )
    assert student(alone) == student(noisy)


def test_only_one_student_can_be_asked_for(tmp_path):
    """A quick look at one portfolio leaves the others out."""
    read(tmp_path, {"2025-2027/zoe/index.md": HOME})
    found = read_school(tmp_path, only="2025-2027/zoe").school.cohorts[0].students
    assert [one.slug for one in found] == ["zoe"]


def test_a_work_that_names_classmates_has_the_same_seal_when_its_author_is_read_alone(tmp_path):
    """« équipe » is sealed: reading one portfolio neither undoes a verdict nor calls a classmate unknown."""
    named = REALISATION.replace("titre: GLPI\n", "titre: GLPI\néquipe: [zoe]\n")
    whole = read(tmp_path, {"2025-2027/zoe/index.md": HOME, GLPI: named})
    alone = read_school(tmp_path, only=LEA)
    assert student(alone).realisations == student(whole).realisations
    assert student(alone).realisations[0].team == ("zoe",)
    assert "REF022" not in codes(alone)


def test_one_portfolio_read_alone_has_no_fault_that_the_school_does_not_find():
    """A link to a page of somebody who is left out is no fault: on the eve of the exam ``archive`` announced one."""
    sample = Path(__file__).parents[3] / "portfolios"
    whole = read_school(sample)
    faults = {one.sort_key for one in whole.diagnostics}
    for cohort, person in list(whole.school.everyone)[:: sized(4, 1)]:
        alone = read_school(sample, only=f"{cohort.slug}/{person.slug}")
        assert {one.sort_key for one in alone.diagnostics} <= faults
