"""French words for days, weeks and lists, to fill the catalogue's sentences with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from babel.dates import format_date
from babel.lists import format_list

from generator.model.period import Period


def day(value: date) -> str:
    """Write a day: « 1er juin 2026 »."""
    first = "d'er' MMMM y" if value.day == 1 else "d MMMM y"
    return format_date(value, first, locale="fr")


def span(period: Period) -> str:
    """Write an interval: « du 1er juin 2026 au 26 juin 2026 », « depuis le … » while it is open."""
    if period.end is None:
        return f"depuis le {day(period.start)}"
    if period.end == period.start:
        return f"le {day(period.start)}"
    return f"du {day(period.start)} au {day(period.end)}"


def weeks(number: int) -> str:
    """Write a number of weeks."""
    return f"{number} semaine{'s' if number > 1 else ''}"


def days(number: int) -> str:
    """Write a number of days."""
    return f"{number} jour{'s' if number > 1 else ''}"


def listed(words: Iterable[str]) -> str:
    """Write a list: « a, b et c »."""
    return format_list(list(words), locale="fr")
