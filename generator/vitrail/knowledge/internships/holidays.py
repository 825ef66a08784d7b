"""School holidays of a zone: from the library ``holidays``, corrected by the periods that the school declares.

The library follows the official calendar of mainland zones from the school year 2017-2018 to 2027-2028 (arrêté du
21 juillet 2026) and continues it by formula: beyond, the calendar is « estimé » and a rule may only warn.
The Ascension bridge is no holiday period: it carries no extension.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from msgspec import Struct

from vitrail.content.model.internships.internship import TimeOff
from vitrail.ground.language import Period
from vitrail.knowledge.internships.weeks import days_off, is_working_day

OFFICIAL = Period(start=date(2017, 9, 4), end=date(2028, 8, 31))
"""The years that an arrêté fixes and that are in the library's table."""
_MAINLAND = frozenset({"A", "B", "C"})
"""The zones of which the library has a calendar; those of Corse and of overseas were not found in a source."""
_BRIDGE = "ascension"
_MIDSUMMER = (7, 25)
"""A day of the summer holidays in every zone and every year."""


class SchoolCalendar(Struct, frozen=True, kw_only=True):
    """The holidays of a school, declared or official."""

    zone: str | None = None
    declared: tuple[TimeOff, ...] = ()

    def breaks(self, year: int) -> tuple[Period, ...]:
        """Return the holiday periods that touch a civil year, in order.

        A declared period replaces those of the library that it touches, and leaves the others.
        """
        own = tuple(item.period for item in self.declared if _BRIDGE not in (item.reason or "").casefold())
        touching = tuple(period for period in own if period.touches(_civil(year)))
        kept = tuple(item for item in _zone_breaks(self.zone, year) if not any(item.touches(mine) for mine in own))
        return tuple(sorted(touching + kept))

    def covers(self, days: Iterable[date]) -> bool:
        """True if every working day lies in holidays."""
        return all(any(period.contains(day) for period in self.breaks(day.year)) for day in days if is_working_day(day))

    def knows(self, days: Iterable[date]) -> bool:
        """True if every working day can be judged: declared, official or estimated."""
        computed = self.zone in _MAINLAND
        every = (day for day in days if is_working_day(day))
        return all((computed and OFFICIAL.start <= day) or self._declares(day) for day in every)

    def estimated(self, days: Iterable[date]) -> bool:
        """True if some working day rests on the library's formula rather than on an arrêté or on the school's word."""
        return any(not OFFICIAL.contains(day) and not self._declares(day) for day in days if is_working_day(day))

    def summer(self, year: int) -> Period | None:
        """Return the summer holidays of a year; None when they are not known."""
        middle = date(year, *_MIDSUMMER)
        return next((period for period in self.breaks(year) if period.contains(middle)), None)

    def _declares(self, day: date) -> bool:
        return any(item.period.contains(day) for item in self.declared)


@lru_cache(maxsize=64)
def _zone_breaks(zone: str | None, year: int) -> tuple[Period, ...]:
    """Return the library's holiday periods that touch a civil year, whole even where they begin or end in another."""
    lines = (days_off().get(f"{begun}{zone}", "") for begun in (year - 1, year))
    every = (
        Period(start=date.fromisoformat(dates[:8]), end=date.fromisoformat(dates[9:]))
        for dates in " ".join(lines).split()
    )
    return tuple(period for period in every if period.touches(_civil(year)))


def _civil(year: int) -> Period:
    return Period(start=date(year, 1, 1), end=date(year, 12, 31))
