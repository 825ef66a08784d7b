"""Verdicts that answer one another: who judged what was judged already, and otherwise."""

import pytest

from tests.builders import verdict
from vitrail.content.model.verdict import Opinion
from vitrail.knowledge.rules.evaluations import _twice

ONE, OTHER = "Mme Fournier", "M. Roy"
YES, NO = Opinion.RETAINED, Opinion.REFUSED


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ([(ONE, YES, "a"), (ONE, YES, "a")], [ONE]),
        ([(ONE, YES, "a"), (OTHER, NO, "a")], [ONE]),
        ([(ONE, YES, "a"), (OTHER, YES, "a")], []),
        ([(ONE, YES, "a"), (OTHER, NO, "b")], []),
    ],
    ids=["twice by one", "otherwise by another", "alike by another", "of another version"],
)
def test_who_judged_the_same_version_already_is_named(given, named):
    """The latest counts: whoever gave the one before may not know that it is shown no more."""
    said = [
        verdict(opinion, by=by, fingerprint=seal, hour=f"0{hour}:00:00")
        for hour, (by, opinion, seal) in enumerate(given)
    ]
    assert [fault.values["name"] for fault in _twice(said)] == named
