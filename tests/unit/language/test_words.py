"""Plurals, lists and periods, for any number and any day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrail.ground.language import Language, Period, elided

DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
PERIODS = st.builds(lambda one, other: Period(start=min(one, other), end=max(one, other)), DAYS, DAYS)


@pytest.mark.parametrize(("number", "french", "english"), [(0, "one", "many"), (1, "one", "one"), (2, "many", "many")])
def test_zero_is_singular_in_french_and_plural_in_english(number, french, english):
    """« 0 preuve », “0 pieces of evidence”."""
    said = {"one": ("{n} preuve", "{n} piece of evidence"), "many": ("{n} preuves", "{n} pieces of evidence")}
    assert Language("fr").ngettext("{n} preuve", "{n} preuves", number) == said[french][0]
    assert Language("en").ngettext("{n} preuve", "{n} preuves", number) == said[english][1]


@given(PERIODS, PERIODS)
def test_two_periods_touch_when_they_share_a_day(one, other):
    """Both ends are days of the period."""
    days = {day for day in (one.start, one.end, other.start, other.end) if one.contains(day) and other.contains(day)}
    assert one.touches(other) is other.touches(one) is bool(days)


@given(PERIODS)
def test_a_period_counts_both_its_ends(period):
    """One day is a period of one."""
    assert period.days == sum(1 for day in range(period.start.toordinal(), period.end.toordinal() + 1))
    assert period.contains(period.start)
    assert period.contains(period.end)


@pytest.mark.parametrize(
    ("name", "said"),
    [("Axel", "d’Axel"), ("Élodie", "d’Élodie"), ("Hugo", "d’Hugo"), ("Yanis", "de Yanis"), ("Léa", "de Léa")],
)
def test_de_is_elided_before_who_is_named(name, said):
    """« Le portfolio d'Axel »; a sentence of another language, which says no « de », stays as it is."""
    assert elided("Le portfolio de {owner}.", {"owner": name}).format(owner=name) == f"Le portfolio {said}."
    assert elided("{owner}’s portfolio.", {"owner": name}) == "{owner}’s portfolio."
