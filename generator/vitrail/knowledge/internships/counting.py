"""Presence as the law counts it: seven hours make a day, twenty-two days a month (code de l'éducation, L. 124-18).

The law counts no weeks. Our reading: a stage without a written ``présence`` counts the weeks of which it covers three
days (``weeks.counted_weeks``); one with it adds up its days, whatever the host and the day of the week, five to a week,
and days that are left may be rounded either way. A public holiday is covered there, and no presence in hours.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from msgspec import Struct

from vitrail.content.model.internships.internship import Internship, Presence
from vitrail.ground.language import Period, mark
from vitrail.knowledge.internships.weeks import (
    WORKING_WEEK,
    Days,
    counted_weeks,
    days_of,
    holes,
    internship_days,
    is_weekday,
    is_working_day,
    monday_of,
    public_holidays,
)

PRESENCE_RULE = mark(
    "7 heures de présence font un jour et 22 jours un mois (code de l'éducation, article L. 124-18) ; pour un stage "
    "dont la fiche écrit « présence », cinq jours font une semaine (notre lecture)."
)
"""Shown beside the days and hours; the attestation quotes the article as the official model does."""
HOURS_A_DAY = 7
DAYS_A_MONTH = 22
_WEEK = 7
_HOURS = 24
_EVERY_DAY = Presence(written="")
"""Every working day: the presence of a stage for which none is written."""


class Spent(Struct, frozen=True, kw_only=True):
    """Time spent somewhere."""

    hours: int

    @property
    def days(self) -> int:
        """Whole days of seven hours."""
        return self.hours // HOURS_A_DAY

    @property
    def months(self) -> int:
        """Whole months of twenty-two days."""
        return self.days // DAYS_A_MONTH


class Stretch(Struct, frozen=True, kw_only=True):
    """Days of a stage that are spent in one way."""

    presence: Presence
    days: frozenset[date]
    start: date
    """Day from which the weeks of an alternation are counted, and total hours spent."""


def spent(internship: Internship, days: frozenset[date] | None = None) -> Spent:
    """Count the effective presence in some days of a stage, by default in all: no public holiday, no absence.

    >>> spent(stage("du 5 au 16 janvier 2026")), spent(stage("du 5 au 16 janvier 2026")).days
    (Spent(hours=70), 10)
    """
    there = internship_days(internship).all if days is None else days
    return Spent(hours=_hours(internship, there, _away(internship), holidays=False))


def counts_of(
    internships: Iterable[Internship], part: Callable[[Days], frozenset[date]], *, present: bool
) -> tuple[int, ...]:
    """Return the acceptable numbers of weeks of stages taken together, in some part of their days, our reading first.

    Days of a written presence that are left over may be rounded up. ``present``: with absences taken off, so that a
    week that is made up counts.

    >>> counts_of([stage("du 5 au 16 janvier 2026")], lambda days: days.regular, present=True)
    (2,)
    """
    parts = [(item, part(internship_days(item)), _away(item) if present else frozenset()) for item in internships]
    if not any(any(item.presences) for item, _, _ in parts):
        return (len(counted_weeks({day for _, days, away in parts for day in days - away})),)
    there = sum(_full_days(item, days, away) for item, days, away in parts)
    return tuple(dict.fromkeys((there // WORKING_WEEK, -(-there // WORKING_WEEK))))


def weeks_of(internships: Iterable[Internship], part: Callable[[Days], frozenset[date]]) -> int:
    """Count the weeks of stages for the regulation, in some part of their days, whatever the absences (our reading).

    >>> weeks_of([stage("du 5 au 16 janvier 2026")], lambda days: days.all)
    2
    """
    return counts_of(internships, part, present=False)[0]


def attested(internship: Internship, days: frozenset[date]) -> tuple[int, ...]:
    """Return the numbers of weeks that an attestation may state for some days, our reading first.

    The others are five days a week, rounded either way; absences are taken off.

    >>> left = stage("du 5 au 16 janvier 2026")
    >>> attested(left, internship_days(left).all)
    (2,)
    """
    away = _away(internship)
    counted = _full_days(internship, days, away)
    there = counted if any(internship.presences) else sum(is_weekday(day) for day in days - away)
    rounded = (there // WORKING_WEEK, -(-there // WORKING_WEEK))
    return tuple(dict.fromkeys((counted // WORKING_WEEK, *rounded)))


def present_weeks(internship: Internship) -> frozenset[date]:
    """Return the Mondays of the weeks that count: for a written presence, those with a day of it.

    >>> sorted(map(str, present_weeks(stage("du 5 au 16 janvier 2026"))))
    ['2026-01-05', '2026-01-12']
    """
    if not any(internship.presences):
        return frozenset(counted_weeks(internship_days(internship).all))
    return frozenset(
        monday
        for stretch in _stretches(internship)
        for monday in {monday_of(day) for day in stretch.days if _listed(stretch.presence, day)}
        if _on(stretch.presence, monday, stretch.start)
    )


def interruptions(internships: Iterable[Internship]) -> tuple[Period, ...]:
    """List the holes of a stage: a working day, or for a written presence a whole week (none when weeks alternate).

    >>> parted = stage("du 5 au 9 janvier 2026", "du 14 au 16 janvier 2026")
    >>> [(str(gap.start), str(gap.end)) for gap in interruptions([parted])]
    [('2026-01-12', '2026-01-13')]
    """
    together = tuple(internships)
    gaps = holes(internship_days(*together))
    written = [presence for item in together for presence in item.presences if presence]
    if any(presence.every > 1 for presence in written):
        return ()
    return tuple(gap for gap in gaps if _holds_a_week(gap)) if written else gaps


def _full_days(internship: Internship, days: frozenset[date], away: frozenset[date]) -> int:
    """Count days in units of a fifth of a week, whatever the presence, so that those of several stages add up."""
    if not any(internship.presences):
        return len(counted_weeks(days - away)) * WORKING_WEEK
    return _hours(internship, days, away, holidays=True) // HOURS_A_DAY


def _stretches(internship: Internship) -> Iterator[Stretch]:
    """Yield the days of a stage by presence: one stretch if all periods have the same, else one for each period."""
    if len(set(internship.presences)) <= 1 and (span := internship.span):
        alike = next(iter(internship.presences)) or _EVERY_DAY
        yield Stretch(presence=alike, days=internship_days(internship).all, start=span.start)
        return
    for part, presence in zip(internship.stretches, internship.presences, strict=True):
        yield Stretch(presence=presence or _EVERY_DAY, days=days_of((part,)), start=part.start)


def _hours(internship: Internship, days: frozenset[date], away: frozenset[date], *, holidays: bool) -> int:
    """Count the hours of presence; public holidays are covered days of the regulation's weeks, and no presence."""
    return sum(_hours_of(stretch, stretch.days & days, away, holidays=holidays) for stretch in _stretches(internship))


def _hours_of(stretch: Stretch, days: frozenset[date], away: frozenset[date], *, holidays: bool) -> int:
    presence = stretch.presence
    if presence.hours is not None:
        return presence.hours if stretch.start in days else 0
    there = sorted(day for day in days - away if _works(presence, day, holidays=holidays))
    weeks = ((monday, len(tuple(group))) for monday, group in groupby(there, key=monday_of))
    return sum(_in_a_week(presence, number) for monday, number in weeks if _on(presence, monday, stretch.start))


def _works(presence: Presence, day: date, *, holidays: bool) -> bool:
    """True if somebody may be there on that day; a Saturday counts where it is written."""
    if not _listed(presence, day) or (not holidays and day in public_holidays(day.year)):
        return False
    return is_weekday(day) or day.weekday() in presence.weekdays


def _in_a_week(presence: Presence, days: int) -> int:
    if presence.hours_a_week is not None:
        return min(presence.hours_a_week, days * _HOURS)
    return min(presence.days_a_week or days, days) * HOURS_A_DAY


def _listed(presence: Presence, day: date) -> bool:
    return not presence.weekdays or day.weekday() in presence.weekdays


def _on(presence: Presence, monday: date, start: date) -> bool:
    """True if a week of an alternation is spent there."""
    return (monday - monday_of(start)).days // _WEEK % presence.every < presence.on


def _away(internship: Internship) -> frozenset[date]:
    return days_of(absence.period for absence in internship.absences)


def _holds_a_week(gap: Period) -> bool:
    """True if the working days of a whole week are missing."""
    monday = monday_of(gap.start)
    while gap.end is not None and monday <= gap.end:
        week = [day for day in (monday + timedelta(days=n) for n in range(WORKING_WEEK)) if is_working_day(day)]
        if week and all(gap.contains(day) for day in week):
            return True
        monday += timedelta(days=_WEEK)
    return False
