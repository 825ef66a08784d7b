"""Parsing of periods in other tools' files: the forms that our files allow, and any text with exactly two dates."""

import re
from datetime import date

from vitrail.content.values.dates import MONTHS, read_period
from vitrail.content.values.folding import fold
from vitrail.ground.language import Period
from vitrail.ground.regex import regex

_HOUR = regex(r"(\d{4}-\d\d?-\d\d?)[ T]\d\d?:\d\d.*")
_SHORT_YEAR = regex(r"\b([a-zéûA-ZÉÛ]{3,9})\.?[-\s/]?'?(\d{2})(?=$|[^\d\w])")
"""« mars-26 », « sept. 25 »: a month with a short year, as spreadsheets show it."""
_MONTH = "|".join((*map(re.escape, map(fold, MONTHS)), "janv", "fevr?", "avr", "juil", "sept?", "oct", "nov", "dec"))
_DATE = regex(
    rf"\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?(?:\d{{4}}|\d{{2}})(?!\d)|\d{{4}}-\d\d?-\d\d?|\d{{1,2}}/\d{{4}}"
    rf"|(?:\d{{1,2}}(?:er)?\s)?\b(?:{_MONTH})\b\.?(?:\s\d{{4}})?"
)
_SCHOOL_YEAR = regex(r"(?:annee(?: scolaire)? )?(20\d\d)\s?[-/ ]\s?(?:20)?(\d\d)")
_TWO = 2
_HEAD, _LONGEST = 4_000, 200
"""Characters of a text in which its period is looked for, and most characters of the line that holds it."""
_NAMED = regex(
    r"(?:(?:p[ée]riodes?|dates?|dur[ée]e)[\s*_]*:|(?:semaine|r[ée]alis[ée]e?s?|effectu[ée]e?s?|fait)\s(?=du|de|en|le))\s*(.+)",
    re.IGNORECASE,
)
"""A line with the period of a work, by its first words."""


def period(said: str) -> str:
    """Return a period as files write it; empty when it cannot be read."""
    span = _period(said)
    if span is None:
        return ""
    if span.by_month and span.end is not None:
        first, last = (f"{MONTHS[edge.month - 1]} {edge.year}" for edge in (span.start, span.end))
        return first if first == last else f"{first} à {last}"
    if span.end is None:
        return f"depuis le {day(span.start)}"
    return day(span.start) if span.start == span.end else f"{day(span.start)} au {day(span.end)}"


def days(said: str) -> tuple[str, str]:
    """Return both days of a period; empty when it cannot be read."""
    span = _period(said)
    return (day(span.start), day(span.end)) if span and span.end else ("", "")


def holds_two(said: str) -> bool:
    """True if a text holds exactly two dates: they are then a period, whatever the other words."""
    return len(_DATE.findall(_spelled(said))) == _TWO


def said_in(text: str) -> str:
    """Return the period in the head of a text: on a line with two dates, or after « Date : »; else empty."""
    for line in text[:_HEAD].split("\n"):
        named = _NAMED.match(line.strip(" \t*_-|>"))
        if len(line) < _LONGEST and (named or holds_two(line)):
            said = period(line) or period(named[1].strip(" *_|.") if named else "")
            if said:
                return said
    return ""


def is_school_year(said: str) -> bool:
    """True if a period is a school year, « 2025-2026 », without days."""
    return _school_year(said) is not None


def day(when: date) -> str:
    """Write a day as files do."""
    return f"{when:%d/%m/%Y}"


def _period(said: str) -> Period | None:
    hour = _HOUR.fullmatch(said.strip())
    text = hour[1] if hour else " ".join(said.split())
    if year := _school_year(text):
        return Period(start=date(year, 9, 1), end=date(year + 1, 8, 31), by_month=True)
    two = _DATE.findall(_spelled(text))
    ways = (text, _years(text), " au ".join(two) if len(two) == _TWO else "")
    return next((span for way in ways if way and isinstance(span := read_period(way), Period)), None)


def _spelled(said: str) -> str:
    """Fold a text, but keep the separators of dates."""
    words = re.split(r"(\s+|[-./])", re.sub(r"[‐‑‒–—−]", "-", _years(" ".join(said.split()))))
    return "".join(part if number % 2 else fold(part) for number, part in enumerate(words))


def _years(said: str) -> str:
    """Write a short year in full after the name of a month: « mars-26 »."""

    def whole(match: re.Match[str]) -> str:
        return f"{match[1]} 20{match[2]}" if re.fullmatch(_MONTH, fold(match[1])) else match[0]

    return _SHORT_YEAR.sub(whole, said)


def _school_year(said: str) -> int | None:
    match = _SCHOOL_YEAR.fullmatch(fold(said))
    return int(match[1]) if match and int(match[1]) % 100 + 1 == int(match[2]) else None
