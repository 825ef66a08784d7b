"""Each code speaks for its fault and for no other, and is silent in a school without fault."""

from __future__ import annotations

import pytest

from tests.unit.rules.internships.cases import ALSO, CASES, COVERAGES
from tests.unit.rules.internships.records import codes, judge, school
from vitrail.ground.diagnostics.catalogue import families
from vitrail.knowledge.coverage.tables import Coverage


def test_a_school_whose_stages_are_in_order_hears_nothing():
    """A perfect school raises no diagnostic at all."""
    assert codes(school()) == []


def test_every_code_has_a_case():
    """No code of the family goes without a school that raises it."""
    assert {code.id for code in families()["STG"]} == set(CASES)


@pytest.mark.parametrize("code", CASES)
def test_a_code_speaks_for_its_fault_and_for_no_other(code):
    """The spoiled school raises the code, alone of its subject."""
    found = codes(CASES[code](), coverage=COVERAGES.get(code, Coverage()))
    assert found == sorted((code, *ALSO.get(code, ())))


@pytest.mark.parametrize("code", CASES)
def test_a_message_and_its_advice_are_whole_sentences(code):
    """Every placeholder of the templates is filled."""
    for diagnostic in judge(CASES[code](), coverage=COVERAGES.get(code, Coverage())):
        assert "{" not in diagnostic.message
        assert diagnostic.message.endswith(".")
        assert diagnostic.advice.endswith(".")
