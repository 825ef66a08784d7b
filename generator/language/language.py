"""One language: its sentences, its plurals, its dates and numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from generator.language.catalogue import messages
from generator.language.typography import french
from generator.model.period import Period

SUPPORTED = ("fr", "en")
"""French first: it is the source of every sentence."""

_DAY_AND_MONTH = {"fr": "d MMMM", "en": "MMMM d"}


def _interval(start: str, *, by_month: bool) -> str:
    """Choose the sentence of an interval; French elides « de » before avril, août and octobre."""
    if not by_month:
        return mark("du {start} au {end}")
    return mark("d'{start} à {end}") if start[0] in "ao" else mark("de {start} à {end}")


def mark(message: str) -> str:
    """Mark a sentence for the catalogue where it is only stored, to be translated where it is printed."""
    return message


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a site (``langue`` in mkdocs.yml); an unknown code reads as French."""

    code: str = "fr"

    def gettext(self, message: str) -> str:
        """Translate a French sentence; the sentence itself when it has no translation."""
        found = messages(self.code).get(message)
        if found and found[0]:
            return found[0]
        return french(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Choose between singular and plural; in French 0 and 1 are singular, in English 1 alone is."""
        found = messages(self.code).get(singular)
        if found and all(found):
            return found[0] if number == 1 else found[-1]
        return french(singular if abs(number) < 2 else plural)  # noqa: PLR2004 - the French rule of plurals itself

    def number(self, value: float) -> str:
        """Write a number with the language's separators."""
        return format_decimal(value, locale=self.locale)

    @lru_cache(maxsize=4096)  # noqa: B019  # a value of two instances at most; a class has few distinct dates
    def date(self, day: dt.date) -> str:
        """« 12 janvier 2026 », and « 1er janvier 2026 » in French."""
        return self._first(format_date(day, format="long", locale=self.locale), day)

    def short_date(self, day: dt.date) -> str:
        """« 12/01/26 », the form that the official table asks for (JJ/MM/AA)."""
        return day.strftime("%d/%m/%y")

    def month(self, day: dt.date) -> str:
        """« janv. 2026 », for axes."""
        return format_skeleton("yMMM", day, locale=self.locale)

    def full_month(self, day: dt.date) -> str:
        """« janvier 2026 »."""
        return format_date(day, "MMMM y", locale=self.locale)

    @lru_cache(maxsize=4096)  # noqa: B019  # the same
    def period(self, period: Period) -> str:
        """« du 12 janvier au 6 février 2026 »: what both ends share is said once."""
        start, end = period.start, period.end
        write = self.full_month if period.by_month else self.date
        if end is None:
            template = mark("depuis {start}") if period.by_month else mark("depuis le {start}")
            return self.gettext(template).format(start=write(start))
        if start == end:
            return self.gettext("le {day}").format(day=self.date(start))
        if period.by_month and (start.year, start.month) == (end.year, end.month):
            return self.full_month(start)
        shown = self._shortened(start, end, by_month=period.by_month)
        return self.gettext(_interval(shown, by_month=period.by_month)).format(start=shown, end=write(end))

    def table_period(self, period: Period | None) -> str:
        """« 12/01/26 au 06/02/26 », the form of the official table."""
        if period is None:
            return ""
        if period.end is None:
            return self.gettext("depuis le {start}").format(start=self.short_date(period.start))
        template = self.gettext("{start} au {end}")
        return template.format(start=self.short_date(period.start), end=self.short_date(period.end))

    def listing(self, items: tuple[str, ...]) -> str:
        """« A, B et C »."""
        return format_list(list(items), locale=self.locale) if items else ""

    @property
    def locale(self) -> str:
        """Babel's name of the language."""
        return self.code if self.code in SUPPORTED else "fr"

    def _shortened(self, start: dt.date, end: dt.date, *, by_month: bool) -> str:
        if start.year != end.year:
            return self.full_month(start) if by_month else self.date(start)
        if by_month:
            return format_date(start, "MMMM", locale=self.locale)
        if self.locale == "fr" and start.month == end.month:
            return "1er" if start.day == 1 else str(start.day)
        return self._first(format_date(start, _DAY_AND_MONTH[self.locale], locale=self.locale), start)

    def _first(self, text: str, day: dt.date) -> str:
        return text.replace("1", "1er", 1) if self.locale == "fr" and day.day == 1 else text
