"""Presence as the law counts it: seven hours a day, twenty-two days a month (L. 124-18), five days a week (ours)."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from tests.unit.rules.internships.records import ONE, part, stage
from vitrail.content.model.internships.internship import TimeOff
from vitrail.content.reading.schemas.internship import read_presence
from vitrail.ground.language import Period
from vitrail.knowledge.internships.counting import attested, spent, weeks_of
from vitrail.knowledge.internships.weeks import internship_days

YEAR = Period(start=date(2019, 9, 2), end=date(2020, 7, 3))
TWELVE = Period(start=date(2020, 4, 6), end=date(2020, 6, 26))


def there(period, presence=None, *absences):
    """A stage with a presence as written and days away."""
    away = tuple(TimeOff(period=item) for item in absences)
    return replace(stage(1, part(period)), presence=read_presence(presence) if presence else None, absences=away)


@pytest.mark.parametrize(
    ("item", "hours", "days", "months", "weeks"),
    [
        (there(ONE), 24 * 7, 24, 1, 5),  # Whit Monday is covered and is no presence
        (there(TWELVE, "2 jours par semaine"), 24 * 7, 24, 1, 4),
        (there(TWELVE, "lundi et mardi"), 22 * 7, 22, 1, 4),  # two Mondays are holidays
        (there(TWELVE, "70 h"), 70, 10, 0, 2),
        (there(TWELVE, "10 h par semaine"), 120, 17, 0, 3),
        (there(ONE, None, Period(start=date(2020, 6, 8), end=date(2020, 6, 12))), 19 * 7, 19, 0, 5),
        (there(YEAR, "1 semaine sur 2"), 735, 105, 4, 22),
    ],
)
def test_time_is_counted_in_hours_then_in_days_and_months(item, hours, days, months, weeks):
    """An alternation counts one week in two from the first; weeks keep their public holidays, hours do not."""
    found = spent(item)
    assert (found.hours, found.days, found.months) == (hours, days, months)
    assert weeks_of([item], lambda parts: parts.regular) == weeks


def test_an_attestation_may_round_five_days_a_week_either_way():
    """Five weeks and three days: six by our count, five or six by days."""
    item = there(Period(start=date(2020, 5, 25), end=date(2020, 7, 1)))
    assert attested(item, internship_days(item).all) == (6, 5)
    week_off = there(ONE, None, Period(start=date(2020, 6, 8), end=date(2020, 6, 12)))
    assert attested(week_off, internship_days(week_off).all) == (4,)
