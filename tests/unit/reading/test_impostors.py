"""A folder or file that is spelled nearly like another's never speaks in its place."""

import json
import time

import pytest

from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, read, write
from vitrail.content.model.ledger import Fate

OTHER = HOME.replace("Moreau", "Imposteur")
VERDICTS = "- {réalisation: a, compétence: B1.1, par: M. Durand, rôle: professeur, le: 12/03/2026, avis: retenue}\n"
FRAMEWORK = """\
identifiant: x.y
titre: {title}
compétences: [{{code: X1, titre: {title}}}]
niveaux: [{{titre: N, jugé: oui}}]
"""


def fates(reading):
    """Path → fate of the files decided while reading."""
    return {one.path: one.fate for one in reading.files}


def told(reading):
    """Code and path of what was told."""
    return {(one.code, one.place.path) for one in reading.diagnostics}


@pytest.mark.parametrize("folder", ["MOREAU-LEA", "Moreau-Lea", "moreau:lea", "MOREAU:LEA"])
def test_a_folder_with_another_s_address_publishes_nothing(tmp_path, folder):
    """Capitals sort first, and would have taken the home page; every file of the impostor's is refused."""
    reading = read(
        tmp_path, {f"2025-2027/{folder}/index.md": OTHER, f"2025-2027/{folder}/realisations/a.md": REALISATION}
    )
    (student,) = reading.school.cohorts[0].students
    assert (student.slug, student.last_name) == ("moreau-lea", "Moreau")
    assert fates(reading)[f"2025-2027/{folder}/realisations/a.md"] is Fate.REJECTED
    assert ("STR008", f"2025-2027/{folder}") in told(reading)


def test_the_folder_that_the_team_names_keeps_the_address(tmp_path):
    """Whatever its spelling: « evaluations » is the team's."""
    files = {"2025-2027/Moreau-Lea/index.md": OTHER, "2025-2027/evaluations/Moreau-Lea.yml": VERDICTS}
    (student,) = read(tmp_path, files).school.cohorts[0].students
    assert student.last_name == "Imposteur"


@pytest.mark.parametrize("name", ["Établissement.yml", "ETABLISSEMENT.YML", "établissement.yml", "etablissement.yaml"])
def test_a_variant_of_the_school_s_file_does_not_override_it(tmp_path, name):
    """A repository protects « etablissement.yml » by its exact name."""
    reading = read(tmp_path, {"etablissement.yml": "nom: Le vrai\n", name: "nom: Le faux\nindexation: oui\n"})
    assert (reading.school.name, reading.school.indexing) == ("Le vrai", False)
    assert ("STR056", name) in told(reading)
    assert fates(reading)[name] is Fate.REJECTED


def test_a_variant_alone_is_read(tmp_path):
    """Most schools write the accent."""
    assert read(tmp_path, {"Établissement.yml": "nom: Le vrai\n"}).school.name == "Le vrai"


@pytest.mark.parametrize("name", ["Promotion.yml", "PROMOTION.YAML", "promotion.yaml"])
def test_a_variant_of_a_class_s_file_does_not_override_it(tmp_path, name):
    """Nobody adds themself to the team that judges."""
    reading = read(tmp_path, {f"2025-2027/{name}": COHORT.replace("M. Durand", "M. Faux")})
    assert [person.name for person in reading.school.cohorts[0].team] == ["M. Durand"]
    assert ("STR056", f"2025-2027/{name}") in told(reading)


def test_a_variant_of_a_shared_folder_does_not_take_its_pages_nor_its_names(tmp_path):
    """« Organisations/ » and « Référentiels/ » sort before the folders that the team protects."""
    files = {
        "organisations/mairie.md": "---\nnom: La vraie\n---\n", "Organisations/mairie.md": "---\nnom: La fausse\n---\n",
        "referentiels/x.yml": FRAMEWORK.format(title="Le vrai"),
        "Référentiels/x.yml": FRAMEWORK.format(title="Le faux"),
    }  # fmt: skip
    reading = read(tmp_path, files)
    assert [one.name for one in reading.school.organisations] == ["La vraie"]
    assert fates(reading)["Organisations/mairie.md"] is Fate.REJECTED
    assert ("FRA003", "Référentiels/x.yml") in told(reading)


@pytest.mark.parametrize(("name", "address"), [("c#", "c-"), ("100%", "100-"), ("a&lt;b", "a-lt;b"), ("qui?", "qui-")])
def test_an_address_holds_nothing_that_a_browser_reads_as_something_else(tmp_path, name, address):
    """« realisations/c#.md » would have been the page « c » and a place in it."""
    reading = read(tmp_path, {f"{LEA}/realisations/{name}.md": REALISATION})
    found = {one.path: one.address for one in reading.files}
    assert found[f"{LEA}/realisations/{name}.md"] == f"{LEA}/realisations/{address}.html"


@pytest.mark.parametrize(
    ("name", "shown"), [("a\u202eb", "a\\u202eb"), ("a\x1b[2Jb", "a\\x1b[2Jb"), ("a\u200bb", "a\\u200bb")]
)
def test_a_sign_that_is_not_seen_is_spelled_wherever_its_path_is_shown(tmp_path, name, shown):
    """In the console, which would obey it, and on the team's page, whose words it would turn."""
    reading = read(tmp_path, {f"{LEA}/realisations/{name}.md": REALISATION})
    assert ("STR010", f"{LEA}/realisations/{shown}.md") in told(reading)
    assert all(path.isprintable() for path in fates(reading))


@pytest.mark.parametrize("target", ["../../secret/fichiers/note.txt", "../../../etablissement.yml", "/etc/hostname"])
def test_a_symbolic_link_does_not_read_what_another_keeps_for_the_team(tmp_path, target):
    """Git keeps such links: one file of a hidden portfolio would be published under one's own name."""
    write(
        tmp_path,
        {"2025-2027/secret/fichiers/note.txt": "x", "etablissement.yml": "nom: É", f"{LEA}/fichiers/a.txt": "x"},
    )
    (tmp_path / LEA / "fichiers/vol.txt").symlink_to(target)
    (tmp_path / LEA / "fichiers/copie.txt").symlink_to("a.txt")
    reading = read(tmp_path, {f"{LEA}/realisations/b.md": f"{REALISATION}[a](../fichiers/vol.txt)"})
    assert fates(reading)[f"{LEA}/fichiers/vol.txt"] is Fate.REJECTED
    assert fates(reading)[f"{LEA}/fichiers/copie.txt"] is not Fate.REJECTED


def test_a_long_run_of_spaces_in_a_list_of_codes_is_cut_quickly(tmp_path):
    """Sixty thousand line ends once took ten seconds, in every build and for everybody."""
    long = REALISATION.replace(
        "compétences:\n  B1.1: Inventaire automatique.", f'compétences: "B1.1{chr(92)}n{" " * 60_000}x, B1.2"'
    )
    start = time.process_time()
    assert "REF001" in {code for code, _ in told(read(tmp_path, {f"{LEA}/realisations/a.md": long}))}
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://portfolios.lycee.example/sio/", True),
        ("http://10.0.0.4:8000/sio", True),
        ("/\\\\ailleurs.example/", False),
        ("javascript:alert(1)", False),
        ('https://a.example/"><script>', False),
        ("https://a.example//b\\\\c", False),
    ],
)
def test_the_site_s_address_is_one_of_a_server_or_is_left_out(tmp_path, written, kept):
    """Links of the page of lost addresses start with its path."""
    reading = read(tmp_path, {"etablissement.yml": f"adresse du site: {json.dumps(written)}\n"})
    assert (reading.school.site_url == written) is kept
    assert (("STR020", "etablissement.yml") in told(reading)) is not kept


@pytest.mark.parametrize(
    "path",
    [
        "2025-2027/evaluations/moreau-lea.txt",
        "2025-2027/evaluations/avis du jury.docx",
        "2025-2027/evaluations/notes.md",
        "2025-2027/evaluations/sisr/moreau-lea/avis.yml",
        "2025-2027/evaluations/moreau-lea.scelles/a.pdf",
        "evaluations/moreau-lea.yml",
        f"{LEA}/evaluations/moreau-lea.yml",
    ],
)
def test_no_verdict_is_given_to_nobody(tmp_path, path):
    """What lies among the evaluations is read, or is an error: its author believes that it was given."""
    reading = read(tmp_path, {path: VERDICTS, f"{LEA}/realisations/a.md": REALISATION})
    assert ("STR012", path) in told(reading)
    assert fates(reading)[path] is Fate.REJECTED
    assert not any(one.id == "STR012" for one in reading.diagnostics)


@pytest.mark.parametrize("path", ["evaluations/a.txt", "evaluations/notes.md", "évaluations/notes.md"])
def test_nor_in_a_portfolio_that_is_a_whole_site(tmp_path, path):
    """There the folder stands beside the student's own: its notes were published."""
    reading = read(tmp_path, {"index.md": HOME, "promotion.yml": COHORT, path: VERDICTS}, base=False)
    assert ("STR012", path) in told(reading)


@pytest.mark.parametrize("path", ["2025-2027/evaluations/README.md", "2025-2027/evaluations/.gitkeep"])
def test_what_a_repository_keeps_beside_the_verdicts_is_no_fault(tmp_path, path):
    """A repository of its own has its note."""
    assert ("STR012", path) not in told(read(tmp_path, {path: "Les avis."}))


GLUED = """\
- réalisation: a
  par: M. Durand
  rôle: professeur
  le: 12/03/2026
  avis: à reprendre
  réalisation: a
  par: Mme Okafor
  {extra}avis: retenue
- {{réalisation: a, par: M. Durand, rôle: professeur, le: 13/03/2026, avis: retenue}}
"""


@pytest.mark.parametrize("extra", ["", "auteur: Mme Okafor\n  "])
def test_two_verdicts_glued_in_one_are_an_error_and_neither_speaks_for_the_other(tmp_path, extra):
    """A merge that loses a dash: the entry is left aside, the others are read."""
    files = {"2025-2027/evaluations/moreau-lea.yml": GLUED.format(extra=extra), f"{LEA}/realisations/a.md": REALISATION}
    reading = read(tmp_path, files)
    (verdict,) = reading.school.cohorts[0].students[0].verdicts
    assert verdict.on.day == 13
    (fault,) = [one for one in reading.diagnostics if one.code == "EVA010"]
    assert (fault.place.line, fault.severity.value) == (1, "erreur")
