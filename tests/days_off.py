"""The days off of mainland France as the library ``holidays`` knows them, in one table that commands read.

Loading the library takes a tenth of a second of every command that counts the weeks of a stage; its answers do not
move until it follows another arrêté. ``python -m tests.days_off`` writes the table again, and a test
says when it differs from what the library says.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from holidays import country_holidays

from vitrail.knowledge.internships.holidays import OFFICIAL
from vitrail.knowledge.internships.weeks import DAYS_OFF

_BRIDGE = "ascension"
_ZONES = "ABC"
_FIRST, _LAST = 1950, 2099
"""Of the years of the dates that are read."""


def days_off() -> str:
    """Write a line a year: its public holidays; then, for each zone, the breaks that begin in it.

    The year after the last has public holidays too: a week of the last may end in it.
    """
    public = (" ".join((f"{year}", *_days(year))) for year in range(_FIRST, _LAST + 2))
    return "".join(f"{line}\n" for line in (*public, *(line for zone in _ZONES for line in _breaks(zone))))


def _days(year: int) -> Iterator[str]:
    return (f"{day:%m%d}" for day in sorted(country_holidays("FR", years=year)))


def _breaks(zone: str) -> Iterator[str]:
    years = range(OFFICIAL.start.year - 1, _LAST + 2)
    table = country_holidays("FR", subdiv=f"Zone {zone}", categories="school", years=years)
    days = sorted(day for day, name in table.items() if any(_BRIDGE not in part.casefold() for part in name.split(";")))
    for year, found in groupby(_runs(days), key=lambda run: run[0].year):
        if year <= _LAST:
            yield " ".join((f"{year}{zone}", *(f"{start:%Y%m%d}-{end:%Y%m%d}" for start, end in found)))


def _runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Join consecutive days; give the first and the last of each run."""
    for _, found in groupby(enumerate(days), key=lambda pair: pair[1].toordinal() - pair[0]):
        run = [day for _, day in found]
        yield run[0], run[-1]


if __name__ == "__main__":
    DAYS_OFF.write_text(days_off(), "utf-8")
