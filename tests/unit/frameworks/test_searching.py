"""One search of a référentiel, whoever asks: the terminal, an editor, the desk."""

import pytest

from vitrail.content.frameworks.queries import scope
from vitrail.content.frameworks.searching import Reason, search
from vitrail.content.reading.frameworks import load_shipped

FRAMEWORK = load_shipped()["fr.bts-sio.2019"]


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        ("b1.1", "B1.1", Reason.CODE),
        ("B 1", "B1.1.1", Reason.CODE),
        ("recenser", "B1.1.1", Reason.TITLE),
        ("gérer patrimoine", "B1.1.5", Reason.BELOW),
        ("glpi", "B1.1.1", Reason.PROPOSED),
    ],
)
def test_a_competency_is_found_for_its_surest_reason(words, code, reason):
    """Its code first, what the lexicon proposes last."""
    assert search(FRAMEWORK, "SISR", words)[code] is reason


def test_what_is_official_comes_before_what_the_lexicon_proposes():
    """Whatever their scores: a proposal is nobody's word."""
    reasons = list(search(FRAMEWORK, None, "sauvegarde").values())
    assert reasons == sorted(reasons)
    assert {Reason.TITLE, Reason.PROPOSED} <= set(reasons)


def test_without_words_the_whole_option_is_listed_in_the_official_order():
    """And nothing of the other one's."""
    assert list(search(FRAMEWORK, "SLAM", "")) == list(scope(FRAMEWORK, "SLAM").tree)


def test_two_letters_are_a_word_and_no_part_of_one():
    """« ad » is no part of « adapter »."""
    assert set(search(FRAMEWORK, "SISR", "ad").values()) <= {Reason.CRITERION, Reason.PROPOSED}
