"""One table says which fault silences which, and how far."""

import pytest

from vitrail.ground.diagnostics import Diagnostic, Place, known_codes
from vitrail.knowledge.rules.silence import SILENCES, Extent, heard

HERE, BELOW, ELSEWHERE = Place(path="a.md"), Place(path="a.md", line=9), Place(path="b.md")


def told(*said, scope):
    """Give the codes that are left of (code, place)."""
    return [one.id for one in heard((Diagnostic.at(code, place) for code, place in said), scope)]


def test_the_table_names_known_codes():
    """A silence cannot outlive its code; what silences may be a family."""
    assert {code for rule in SILENCES for code in rule.codes} <= known_codes().keys()
    assert all(any(code.startswith(rule.by) for code in known_codes()) for rule in SILENCES)


@pytest.mark.parametrize(
    ("first", "second", "place", "scope", "left"),
    [
        ("YAM017", "EXA006", BELOW, Extent.FILE, ["YAM017"]),
        ("YAM017", "EXA006", ELSEWHERE, Extent.FILE, ["YAM017", "EXA006"]),
        ("DAT001.day", "EXA004.period", HERE, Extent.PLACE, ["DAT001.day"]),
        ("DAT001.day", "EXA004.period", BELOW, Extent.PLACE, ["DAT001.day", "EXA004.period"]),
        ("STG015", "STG019", ELSEWHERE, Extent.STUDENT, ["STG015"]),
        ("STG306", "STG128", BELOW, Extent.FILE, ["STG306"]),
        ("STG043", "STG043", ELSEWHERE, Extent.SCHOOL, ["STG043"]),
        ("STG015", "STG019", ELSEWHERE, Extent.FILE, ["STG015", "STG019"]),
    ],
)
def test_a_fault_silences_as_far_as_its_row_says(first, second, place, scope, left):
    """At a place, in a file, in a portfolio, in the school; no further, and in no other scope."""
    assert told((first, HERE), (second, place), scope=scope) == left


def test_a_fault_that_is_silenced_still_silences():
    """A mistyped year explains the missing stage, which explains the missing weeks."""
    said = (("STG306", HERE), ("STG015", HERE), ("STG019", HERE))
    assert told(*said, scope=Extent.STUDENT) == ["STG306"]
