"""Each code speaks for its fault and for no other, and is silent in a school without fault."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from tests.unit.rules.internships.cases import ALSO, CASES, COVERAGES, with_framework
from tests.unit.rules.internships.records import ONE, TWO, codes, judge, part, school, stage, student
from vitrail.ground.diagnostics.catalogue import families
from vitrail.ground.language import Period
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


@pytest.mark.parametrize(
    ("day", "second", "told"),
    [
        ("the last day of the second stage", Period(start=TWO.start, end=date(2021, 2, 5)), []),
        ("the day after it", Period(start=TWO.start, end=date(2021, 2, 4)), ["STG011"]),
        ("a second stage that is too short", Period(start=date(2021, 1, 18), end=date(2021, 2, 4)), []),
    ],
)
def test_what_stages_do_not_touch_is_told_as_soon_as_no_later_stage_can_mend_it(day, second, told):
    """On 5 February 2021: not in July, after the oral; while weeks of a stage are due, another may still come."""
    both = student(stage(1, part(ONE)), stage(2, part(second)))
    known = replace(with_framework(), cohorts=school(both).cohorts)
    found = codes(known, date(2021, 2, 5), COVERAGES["STG011"])
    assert [code for code in found if code == "STG011"] == told, day
