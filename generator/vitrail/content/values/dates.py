"""Parsing of dates as the French write them: a day, a month, two days, an open period, a date not known yet."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.source import Route
from vitrail.content.values.document import Value
from vitrail.content.values.folding import fold, pending
from vitrail.content.values.lengths import shorten
from vitrail.ground.language import Period, mark
from vitrail.ground.language import Value as Says
from vitrail.ground.regex import regex

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_SHORT = {"janv": 1, "jan": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
_MONTH_NUMBERS = {fold(name): number for number, name in enumerate(MONTHS, start=1)} | _SHORT
LONGEST = 100
"""Most characters of a date: on longer texts the expressions below would be slow."""
_SIDES = (("du", "debut", "depuis", "le"), ("au", "fin", "jusqu'au"))
"""The keys of the start and of the end of a period."""
_FIRST_YEAR, _LAST_YEAR = 1950, 2099
"""Years that a portfolio can mention; outside, a digit was mistyped."""

_DAY_FIRST = regex(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{2}|\d{4,5}))?")
_YEAR_FIRST = regex(r"(\d{4})[/.-](\d\d?)[/.-](\d\d?)(?:[t ]\s?\d\d:\d\d(?::[\d.]+)?\s?(?:z|[+-][\d:]+)?)?")
_MONTH_NUMERIC = regex(r"(?:(\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2}))")
_IN_WORDS = regex(r"(?:(\d{1,2})(?:er|e)?\s|(?:debut|mi|courant|fin)[\s-])?([a-z]+)\.?(?:\s(\d{4,5}))?")
_DAY_ALONE = regex(r"(\d{1,2})(?:er)?")
_WEEKDAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_LEAD = regex(rf"(?:d'\s*|(?:le|en|du|de|au|ce|depuis|des|a partir)(?![a-z])\s*)*(?:(?:{_WEEKDAYS})\s)?")
_OPEN = regex(
    r"(?:depuis|a partir|des)\s(.+)"
    r"|(.+?)\s(?:(?:->|-|a|au|jusqu'a)\s)*(?:aujourd'hui|auj\.?|ce jour|en cours|maintenant)"
)
_ASIDE = regex(r"\s*\([^()]*\b(?:semaines?|mois|jours?|heures?)\b[^()]*\)$")
"""« (5 semaines) » behind a period."""
_TWO = (
    regex(r"(.+?)\s(?:jusqu'au|jusqu'en|jusqu'a|au|a|et le)\s(.+)"),
    regex(r"(.+?)\s?(?:->|\s-\s)\s?(.+)"),
    regex(r"([a-z]{3,9}\.?)\s?(?:[/-]|et)\s?([a-z]{3,9}\.?\s\d{4})"),
    regex(r"(\d{4}-\d\d?-\d\d?)\s?[/-]\s?(\d{4}-\d\d?-\d\d?)"),
    regex(r"(\d\d?/\d\d?(?:/\d{2,4})?)-(\d\d?/\d\d?/\d{2,4})"),
)


@dataclass(eq=False, kw_only=True)
class DateFault(Exception):  # noqa: N818  # returned to callers as a value
    """The fault of a date: a DAT code and the values of its sentence; the caller knows the place."""

    code: str
    values: Mapping[str, Says] = field(default_factory=dict)
    route: Route = ()
    """Route from the value given to the faulty one: ("au",) in a mapping."""
    turned: str = ""
    """The same day with day and month exchanged, when only that gives a date."""


class _Parts(Struct, frozen=True, kw_only=True):
    """A date as far as it is written; a period's start may borrow month and year from its end."""

    text: str
    day: int | None = None
    month: int | None = None
    year: int | None = None
    route: Route = ()


def read_date(text: str) -> date | DateFault:
    """Read one day. Faults are values; never raises.

    >>> str(read_date("1er mars 2026"))
    '2026-03-01'
    >>> read_date("31/02/2026").code
    'DAT001.day'
    """
    try:
        return _day(text)
    except DateFault as fault:
        return fault


def read_period(value: Value) -> Period | DateFault | None:
    """Read a period: a day, a month, « … au … », ``{du, au}``, « depuis le … ». Never raises.

    None: nothing is written, or « à compléter », which is no fault: there is nothing to place in time yet.

    >>> when = read_period("du 5 au 23 janvier 2026")
    >>> str(when.start), str(when.end)
    ('2026-01-05', '2026-01-23')
    >>> read_period("à compléter"), read_period("hier").code
    (None, 'DAT005')
    """
    try:
        return _whole(value)
    except DateFault as fault:
        return fault


def _day(text: str) -> date:
    parts, shown = _parts(_plain(text)), shorten(text)
    if parts is None or parts.month is None or parts.year is None:
        raise DateFault(code="DAT001", values={"value": shown})
    first, _ = _bounds(replace(parts, text=shown))
    if parts.day is None:
        raise DateFault(code="DAT007", values={"value": shown})
    return first


def _whole(value: Value) -> Period | None:
    if isinstance(value, list):
        if len(value) != 2 or not all(isinstance(side, str) for side in value):  # noqa: PLR2004  # a start and an end
            raise DateFault(code="DAT005", values={"value": "[…]"})
        value = {"du": value[0], "au": value[1]}
    if isinstance(value, dict):
        return _from_map(value)
    text = _plain(value or "")
    return None if text == "x" or pending(text) else _from_text(text, shorten(value or ""))


def _from_text(text: str, shown: str) -> Period:
    unread = DateFault(code="DAT005", values={"value": shown})
    if opened := _OPEN.fullmatch(text):
        if start := _parts(opened[1] or opened[2]):
            return _period(start, None, unread)
    elif single := _parts(text):
        return _period(single, single, unread)
    else:
        for form in _TWO:
            if (match := form.fullmatch(text)) and (start := _parts(match[1])) and (end := _parts(match[2])):
                return _period(start, end, unread)
    raise unread


def _from_map(value: Mapping[str, Value]) -> Period | None:
    start, end = (next((key for key in keys if value.get(key) is not None), None) for keys in _SIDES)
    if start is None:
        if end:
            raise DateFault(code="DAT005.start")
        return None
    text = value[start]
    if end is None and isinstance(text, str) and any(form.fullmatch(_plain(text)) for form in _TWO):
        return _whole(text)  # « du: 01/06/2026 au 26/06/2026 »
    first = _side(text, start)
    return _period(first, _side(value[end], end) if end else None) if first else None


def _side(value: Value, key: str) -> _Parts | None:
    text = _plain(value) if isinstance(value, str) else ""
    if text in {"x", "aujourd'hui"} or (text and pending(text)):
        return None
    shown = shorten(value) if isinstance(value, str) else "[…]"
    if parts := _parts(text):
        return replace(parts, text=shown, route=(key,))
    raise DateFault(code="DAT001", values={"value": shown}, route=(key,))


def _period(start: _Parts, end: _Parts | None, unread: DateFault | None = None) -> Period:
    """Make a period of two dates; the start takes from the end the month and year that it leaves out."""
    if end is not None:
        start = replace(start, month=start.month or end.month, year=start.year or end.year)
    if start.month is None or start.year is None or (end and (end.month is None or end.year is None)):
        raise unread or DateFault(code="DAT001", values={"value": start.text}, route=start.route)
    first, last = _bounds(start), _bounds(end) if end else None
    by_month = start.day is None or (end is not None and end.day is None)
    if end and last and last[1] < first[0]:
        raise DateFault(code="DAT004", values={"start": first[0], "end": last[1]}, route=end.route)
    return Period(start=first[0], end=last[1] if last else None, by_month=by_month)


def _bounds(parts: _Parts) -> tuple[date, date]:
    """Return the first and last day of a date: equal for a day, the month's for a month."""
    year, month = parts.year or 0, parts.month or 0
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise DateFault(code="DAT001.year", values={"value": parts.text, "year": year}, route=parts.route)
    if not 1 <= month <= len(MONTHS):
        raise _no_such_month(parts, month, year)
    days = monthrange(year, month)[1]
    whole = Period(start=date(year, month, 1), end=date(year, month, days), by_month=True)
    if parts.day and 1 <= parts.day <= days:
        return date(year, month, parts.day), date(year, month, parts.day)
    if parts.day is None:
        return whole.start, date(year, month, days)
    raise DateFault(code="DAT001.day", values={"value": parts.text, "month": whole, "days": days}, route=parts.route)


def _no_such_month(parts: _Parts, month: int, year: int) -> DateFault:
    values: dict[str, Says] = {"value": parts.text, "month": month}
    if parts.day and 1 <= parts.day <= len(MONTHS) and 1 <= month <= monthrange(year, parts.day)[1]:
        turned = f"{month:02}/{parts.day:02}/{year}"
        values["suggestion"] = mark("Vouliez-vous écrire {day} ?", day=turned)
        return DateFault(code="DAT001.month", values=values, route=parts.route, turned=turned)
    return DateFault(code="DAT001.month", values=values, route=parts.route)


def _parts(text: str) -> _Parts | None:
    """Parse a date in any known form; None when it has none of them."""
    bare = _LEAD.sub("", text, count=1).strip()
    if match := _YEAR_FIRST.fullmatch(bare):
        return _Parts(text=bare, year=int(match[1]), month=int(match[2]), day=int(match[3]))
    if match := _MONTH_NUMERIC.fullmatch(bare):
        return _Parts(text=bare, month=int(match[1] or match[4]), year=int(match[2] or match[3]))
    if match := _DAY_FIRST.fullmatch(bare):
        return _Parts(text=bare, day=int(match[1]), month=int(match[2]), year=_year(match[3]))
    if (match := _IN_WORDS.fullmatch(bare)) and match[2] in _MONTH_NUMBERS:
        day = int(match[1]) if match[1] else None
        return _Parts(text=bare, day=day, month=_MONTH_NUMBERS[match[2]], year=_year(match[3]))
    if match := _DAY_ALONE.fullmatch(bare):
        return _Parts(text=bare, day=int(match[1]))
    return None


def _year(digits: str | None) -> int | None:
    """Read a year; one of two digits is of this century."""
    if digits is None:
        return None
    return 2000 + int(digits) if len(digits) == 2 else int(digits)  # noqa: PLR2004  # « 26 » for 2026


def _plain(text: str) -> str:
    """Fold words but keep hyphens, which separate here; dashes of every length become hyphens."""
    if len(text) > LONGEST:
        return text[:LONGEST]
    bare = _ASIDE.sub("", text.strip())
    dashes = re.sub(r"[‐‑‒–—−]", "-", bare.replace("→", "->").replace("…", "..."))
    sides = re.split(r"\s+-\s+", dashes.strip())
    return " - ".join("-".join(map(fold, side.split("-"))) for side in sides)
