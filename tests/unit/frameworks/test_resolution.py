import pytest

from vitrail.content.frameworks.citing import neighbours
from vitrail.content.frameworks.queries import resolve, scope, sheet_for
from vitrail.content.reading.frameworks import load_shipped
from vitrail.ground.language import FRENCH

NEW = load_shipped()["fr.bts-sio.2019"]
OLD = load_shipped()["fr.bts-sio.2011"]


@pytest.mark.parametrize("cited", ["B1.1", "b1.1", " B 1.1 ", "b1.1\u00a0", "C1"])
def test_a_code_is_found_however_it_is_typed(cited):
    """Case, spaces and a lasting alias all lead to B1.1."""
    assert resolve(NEW, cited, "SISR", 2026).id == "B1.1"


def test_1_10_is_not_1_1():
    """Digits are read as written."""
    assert resolve(OLD, "A4.1.1", "SLAM", 2021).id == "A4.1.1"
    assert resolve(OLD, "A4.1.10", "SLAM", 2021).id == "A4.1.10"
    assert resolve(NEW, "B1.10", "SISR", 2026).id is None


@pytest.mark.parametrize(
    ("known", "option", "cited", "said"),
    [
        (NEW, "SISR", "B1.7", "B1 va de B1.1 à B1.6."),
        (NEW, "SISR", "B1.2.9", "B1.2 va de B1.2.1 à B1.2.3."),
        (NEW, "SISR", "b2.4", "B2 va de B2.1 à B2.3."),
        (NEW, None, "b2.4", "B2 va de B2.1 à B2.3."),
        (NEW, "SLAM", "B2B.9.1", "B2B va de B2B.1 à B2B.3."),
        (NEW, "SISR", "B4.1", "Les codes commencent par B1, B2A et B3."),
        (OLD, "SISR", "A4.1.99", "D4.1 contient A4.1.2, A4.1.3, A4.1.7, A4.1.8 et A4.1.9."),
        (NEW, "SISR", "Support", ""),
    ],
)
def test_an_unknown_code_gets_what_stands_beside_it(known, option, cited, said):
    """From where to where the codes of its place go, in the names that its author uses, else with what codes begin."""
    assert resolve(known, cited, option, None).suggestion is None
    assert FRENCH.write(neighbours(known, cited, option)) == said


@pytest.mark.parametrize(
    ("alias", "session", "found"),
    [
        ("E5.1", 2025, "B1.1"),
        ("E5.1", 2024, None),
        ("E4.1", 2024, "B1.1"),
        ("E4.1", 2025, None),
        ("E5.6", None, "B1.6"),
    ],
)
def test_an_alias_holds_for_its_sessions(alias, session, found):
    """E5.n means bloc 1 from session 2025, E4.n from 2022 to 2024."""
    assert resolve(NEW, alias, "SISR", session).id == found


def test_an_alias_of_other_sessions_is_told():
    """Nothing is found, but what the alias means elsewhere is known."""
    assert resolve(NEW, "E5.1", "SISR", 2023).out_of_session == "B1.1"


@pytest.mark.parametrize(("option", "found"), [("SISR", "B2A.1"), ("SLAM", "B2B.1")])
def test_a_local_code_is_read_through_the_option(option, found):
    """B2.1 is one competency or the other."""
    assert resolve(NEW, "B2.1", option, 2026).id == found


def test_a_local_code_waits_for_the_option():
    """Without an option both candidates are kept."""
    found = resolve(NEW, "b2.1", None, 2026)
    assert found.pending
    assert found.candidates == ("B2A.1", "B2B.1")


def test_a_competency_of_the_other_option_is_found_and_told():
    """It is resolved, and marked out of the option."""
    found = resolve(NEW, "B2A.1", "SLAM", 2026)
    assert found.id == "B2A.1"
    assert found.out_of_option


def test_a_column_that_the_table_brings_is_not_hors_option():
    """A SLAM candidate of 2011 may cite A3.2.1 and what lies beneath it."""
    assert not resolve(OLD, "A3.2.1", "SLAM", 2021).out_of_option
    assert not resolve(OLD, "C3.2.1.1", "SLAM", 2021).out_of_option
    assert resolve(OLD, "A3.1.1", "SLAM", 2021).out_of_option


def test_the_nearest_code_is_suggested():
    """By its title, or by its figures; B1.6 is another competency than B1.7, which does not exist."""
    assert resolve(NEW, "C1.6", "SISR", 2026).suggestion == "B1.6"
    assert resolve(NEW, "B1.7", "SISR", 2026).suggestion is None
    assert resolve(NEW, "B1.1 à B1.3", "SISR", 2026).suggestion is None
    assert resolve(NEW, "gerer le patrimoine informatiqe", "SISR", 2026).suggestion == "B1.1"
    assert resolve(NEW, "zzzzzz", "SISR", 2026).suggestion is None


@pytest.mark.parametrize(
    ("session", "covered"), [(2023, {"SISR": ("B2A",), "SLAM": ("B2B",)}), (2026, {None: ("B1",)})]
)
def test_an_exam_is_keyed_by_code_and_session(session, covered):
    """E5 is bloc 2 in 2023 and bloc 1 in 2026."""
    assert [exam.covers for exam in NEW.exams if exam.code == "E5" and exam.holds(session)] == [covered]


@pytest.mark.parametrize(("session", "code"), [(2023, "E5"), (2026, "E6")])
def test_the_fiche_of_an_exam_depends_on_the_session(session, code):
    """The fiche of bloc 2 is E5's in 2023 and E6's in 2026."""
    held = {exam.id: exam.code for exam in NEW.exams if exam.holds(session)}
    assert {held.get(key) for key in sheet_for(NEW, session).exams} - {None} == {code}


def test_children_are_those_of_the_option():
    """Bloc 3 has five compétences for each option, and the others lie outside."""
    assert scope(NEW, "SLAM").children["B3"][-1] == "B3.5B"
    assert len(scope(NEW, "SLAM").children["B3"]) == 5
