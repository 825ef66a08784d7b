"""Presence as the law counts it (code de l'éducation, L. 124-18), whatever the hours."""

from hypothesis import given
from hypothesis import strategies as st

from vitrail.knowledge.internships.counting import Spent


@given(st.integers(0, 5000))
def test_seven_hours_make_a_day_and_twenty_two_days_a_month(hours):
    """Whole days and whole months: what is begun does not count."""
    spent = Spent(hours=hours)
    assert 7 * spent.days <= hours < 7 * (spent.days + 1)
    assert 154 * spent.months <= hours - hours % 7 < 154 * (spent.months + 1)
