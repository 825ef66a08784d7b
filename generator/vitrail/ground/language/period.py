"""Dates as people write them: a day, a month, an interval, one that is still open."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from msgspec import Struct


class Period(Struct, frozen=True, kw_only=True, order=True):
    """An interval of days, both included; ``end`` is None while it is still open."""

    start: date
    end: date | None = None
    by_month: bool = False
    """Written to the month (« janvier 2026 »): the bounds are its first and last days."""

    def touches(self, other: Period) -> bool:
        """True if the two intervals share a day."""
        return (other.end is None or self.start <= other.end) and (self.end is None or other.start <= self.end)

    def contains(self, day: date) -> bool:
        """True if the day lies in the interval."""
        return self.start <= day and (self.end is None or day <= self.end)

    @property
    def exact(self) -> Period:
        """The same interval, to be written with its days even when only its months were typed."""
        return Period(start=self.start, end=self.end)

    @property
    def latest_start(self) -> date:
        """The last day on which it may begin: of an interval written to the month, that of its first month."""
        return self.start.replace(day=monthrange(self.start.year, self.start.month)[1]) if self.by_month else self.start

    @property
    def earliest_end(self) -> date | None:
        """The first day on which it may end: of an interval written to the month, that of its last month."""
        return self.end.replace(day=1) if self.end and self.by_month else self.end

    @property
    def days(self) -> int:
        """Number of calendar days; 0 while the interval is open."""
        return 0 if self.end is None else (self.end - self.start).days + 1


def joined(parts: Iterable[Period]) -> Period | None:
    """Return the interval from the first day of several to their last; None without any, open when one of them is."""
    known = tuple(parts)
    if not known:
        return None
    ends = [part.end for part in known]
    end = None if None in ends else max(filter(None, ends))
    return Period(start=min(part.start for part in known), end=end, by_month=any(part.by_month for part in known))
