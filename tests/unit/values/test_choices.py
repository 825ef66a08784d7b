from __future__ import annotations

import copy

import msgspec
import pytest

from vitrail.content.model.audience import Visibility
from vitrail.content.model.realisation import Context, Mode, ProductionState, Status
from vitrail.content.model.student import ExamForm
from vitrail.content.model.verdict import Opinion
from vitrail.content.values.choices import VISIBILITIES, nearest, read_choice, read_yes_no


@pytest.mark.parametrize(
    ("written", "member"),
    [
        ("vécue", Mode.LIVED),
        ("Vécu", Mode.LIVED),
        ("VECUES", Mode.LIVED),
        ("observé", Mode.OBSERVED),
        ("soumis", Status.SUBMITTED),
        ("Brouillons", Status.DRAFT),
        ("personnelle", Context.PERSONAL),
        ("stages", Context.INTERNSHIP),
        ("confidentiel", ProductionState.CONFIDENTIAL),
        ("en-ligne", ProductionState.ONLINE),
        ("refusé", Opinion.REFUSED),
        ("A reprendre", Opinion.REWORK),
        ("retenus", Opinion.RETAINED),
        ("ponctuel", ExamForm.SINGLE),
        ("CCF", ExamForm.CCF),
    ],
)
def test_gender_number_accents_and_case_are_forgiven(written, member):
    """A listed word is recognised however it agrees."""
    assert read_choice(written, type(member)) is member


@pytest.mark.parametrize("written", ["", "vecut", "fini", "e", "s"])
def test_another_word_is_not_guessed(written):
    """What is not in the list is nothing, so that the caller can report it."""
    assert read_choice(written, Mode) is None


@pytest.mark.parametrize(
    ("written", "member"),
    [
        ("publics", Visibility.PUBLIC),
        ("publiques", Visibility.PUBLIC),
        ("Jury", Visibility.JURY),
        ("équipe", Visibility.TEAM),
    ],
)
def test_visibilities_have_words(written, member):
    """An enumeration of numbers takes its words from aliases."""
    assert read_choice(written, Visibility, VISIBILITIES) is member


def test_other_words_stand_beside_the_one_that_is_kept():
    """« pro » means a stage, wherever a context is asked for; what is kept is « stage »."""
    assert read_choice("Pro", Context) is Context.INTERNSHIP
    assert Context.INTERNSHIP.value == "stage"
    assert copy.deepcopy(Context.INTERNSHIP) is Context.INTERNSHIP
    assert msgspec.json.decode(msgspec.json.encode(Context.INTERNSHIP), type=Context) is Context.INTERNSHIP


def test_yes_and_no():
    """Only oui and non, in any case, are answers."""
    assert [read_yes_no(word) for word in ("Oui", "NON", "peut-être")] == [True, False, None]


@pytest.mark.parametrize(
    ("word", "found"),
    [("titr", "titre"), ("Competance", "compétences"), ("périodes", "période"), ("zzz", None), ("", None)],
)
def test_the_nearest_word_is_proposed(word, found):
    """A misspelt word gets the candidate it resembles, as it is officially spelt."""
    assert nearest(word, ["titre", "compétences", "période"]) == found


def test_of_two_equal_candidates_the_same_one_is_always_proposed():
    """Ties do not depend on the order of candidates."""
    assert nearest("B1.7", ["B1.1", "B1.6", "B1.2"]) == nearest("B1.7", ["B1.6", "B1.2", "B1.1"]) == "B1.6"
