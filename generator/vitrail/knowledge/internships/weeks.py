"""Counting the weeks of a stage: our reading, since no official rule of counting was found.

A stage counts the ISO weeks in which it covers at least three of the days Monday to Friday, public holidays counted
as covered. Weeks are counted over the union of the stage's periods; a hole of one working day or more between them
breaks « consécutives ». The days of the extension are set apart (R25–R27).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path

from msgspec import Struct

from vitrail.content.model.internships.internship import Internship
from vitrail.ground.language import Period, mark

COUNTING_RULE = mark(
    "Notre lecture, faute de règle officielle : une semaine compte dès que le stage en couvre trois jours au moins, "
    "du lundi au vendredi, jours fériés compris."
)
"""Sentence shown wherever a number of weeks is shown."""

DAYS_TO_COUNT = 3
WORKING_WEEK = 5
"""Days of a week from which it counts, the majority of those that are worked (our reading)."""
_LONGEST = 1500
"""Most days of a stage: no stage nor contract lasts longer, and a mistyped year must not fill the memory."""
DAYS_OFF = Path(__file__).with_name("days_off.txt")
"""Table written by ``tests.days_off``: on each line a year, or a year and a zone, then its days off."""


class Days(Struct, frozen=True, kw_only=True):
    """The days of one or several internships, the extension apart."""

    regular: frozenset[date] = frozenset()
    extension: frozenset[date] = frozenset()

    @property
    def all(self) -> frozenset[date]:
        """Every day, extension included."""
        return self.regular | self.extension


@lru_cache(maxsize=1)
def days_off() -> Mapping[str, str]:
    """Read the table of days off: first word of a line → the rest of the line.

    >>> days_off()["2026"][:9]
    '0101 0406'
    """
    lines = (line.partition(" ") for line in DAYS_OFF.read_text("utf-8").splitlines())
    return {name: rest for name, _, rest in lines}


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year in metropolitan France; none for a year outside the table.

    >>> read_date("14/07/2026") in public_holidays(2026), len(public_holidays(2026))
    (True, 11)
    """
    return frozenset(date(year, int(day[:2]), int(day[2:])) for day in days_off().get(str(year), "").split())


def is_weekday(day: date) -> bool:
    """True if a day lies between Monday and Friday.

    >>> is_weekday(read_date("14/07/2026")), is_weekday(read_date("18/07/2026"))
    (True, False)
    """
    return day.weekday() < WORKING_WEEK


def is_working_day(day: date) -> bool:
    """True if people work on that day: Monday to Friday, and no public holiday.

    >>> is_working_day(read_date("14/07/2026")), is_working_day(read_date("15/07/2026"))
    (False, True)
    """
    return is_weekday(day) and day not in public_holidays(day.year)


def monday_of(day: date) -> date:
    """Return the Monday of a day's ISO week.

    >>> str(monday_of(read_date("14/07/2026")))
    '2026-07-13'
    """
    return day - timedelta(days=day.weekday())


def days_of(periods: Iterable[Period]) -> frozenset[date]:
    """Return the union of the periods; one that is open, or ends before it starts, has no day.

    >>> len(days_of([read_period("du 5 au 9 janvier 2026"), read_period("depuis le 9 janvier 2026")]))
    5
    """
    return frozenset(
        date.fromordinal(ordinal)
        for period in periods
        if period.end is not None
        for ordinal in range(period.start.toordinal(), period.start.toordinal() + min(period.days, _LONGEST))
    )


def internship_days(*internships: Internship) -> Days:
    """Return the days of internships taken together (a stage may be split between two folders).

    >>> days = internship_days(stage("du 5 au 16 janvier 2026", extension=read_period("du 15 au 16 janvier 2026")))
    >>> len(days.regular), len(days.extension)
    (10, 2)
    """
    extension = days_of(item.extension for item in internships if item.extension)
    regular = days_of(period.period for item in internships for period in item.periods)
    return Days(regular=regular - extension, extension=extension)


def counted_weeks(days: Iterable[date]) -> tuple[date, ...]:
    """Return the Mondays of the weeks that count, in order.

    A public holiday counts as covered in any week that the stage touches, be it the day after its last one.

    >>> days = days_of([read_period("du 7 au 13 janvier 2026")])
    >>> [str(monday) for monday in counted_weeks(days)]
    ['2026-01-05']
    """
    worked = {day for day in days if is_working_day(day)}
    touched = Counter(monday_of(day) for day in worked)
    return tuple(sorted(monday for monday, number in touched.items() if number + _closed(monday) >= DAYS_TO_COUNT))


def holes(days: Days) -> tuple[Period, ...]:
    """Return the gaps that hold a working day between the first and the last regular day.

    The extension fills a gap: it prolongs the stage, it does not interrupt it.

    >>> days = days_of([read_period("5/1/2026"), read_period("du 7 au 9 janvier 2026")])
    >>> [str(gap.start) for gap in holes(Days(regular=days))]
    ['2026-01-06']
    """
    if not days.regular:
        return ()
    first, last = min(days.regular), max(days.regular)
    covered = sorted(day for day in days.all if first <= day <= last)
    gaps = (_missing(before, after) for before, after in pairwise(covered))
    return tuple(Period(start=gap[0], end=gap[-1]) for gap in gaps if gap)


def longest_rest(window: Period, days: Iterable[date]) -> int:
    """Return the longest run of consecutive days of a closed window without stage (R27).

    >>> longest_rest(read_period("du 1er au 10 juillet 2026"), [read_date("4/7/2026")])
    6
    """
    runs = groupby(sorted(days_of((window,))), key=frozenset(days).__contains__)
    return max((len(tuple(run)) for taken, run in runs if not taken), default=0)


def _closed(monday: date) -> int:
    """Count the public holidays between the Monday and the Friday of a week."""
    week = (monday + timedelta(days=offset) for offset in range(WORKING_WEEK))
    return sum(day in public_holidays(day.year) for day in week)


def _missing(before: date, after: date) -> list[date]:
    """Return the working days strictly between two covered ones; only the first of them if they are years apart."""
    between = range(before.toordinal() + 1, min(after.toordinal(), before.toordinal() + _LONGEST))
    return [day for ordinal in between if is_working_day(day := date.fromordinal(ordinal))]
