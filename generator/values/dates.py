"""Dates as the French write them: a day, a month, two days, one that is still open, one that is not known yet."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from generator.language import Value as Says
from generator.language import mark
from generator.model.internships.period import Period
from generator.model.source import Route
from generator.values.document import Value
from generator.values.folding import fold

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_SHORT = {"janv": 1, "jan": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
_MONTH_NUMBERS = {fold(name): number for number, name in enumerate(MONTHS, start=1)} | _SHORT
_PENDING = frozenset({"a completer", "a definir", "a preciser", "a venir", "inconnue", "?", "??", "...", "x"})
_LONGEST = 100
_FIRST_YEAR, _LAST_YEAR = 1950, 2099
"""Years that a portfolio can mention; outside, a digit was mistyped."""

_DAY_FIRST = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{2}|\d{4,5}))?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:t\d\d:\d\d(?::\d\d)?z?)?")
_MONTH_NUMERIC = re.compile(r"(?:(\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2}))")
_IN_WORDS = re.compile(r"(?:(\d{1,2})(?:er|e)?\s)?([a-z]+)\.?(?:\s(\d{4,5}))?")
_DAY_ALONE = re.compile(r"(\d{1,2})(?:er)?")
_WEEKDAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_LEAD = re.compile(rf"(?:(?:le|en|du|de|d'|au|ce|depuis|des|a partir)\s*)*(?:(?:{_WEEKDAYS})\s)?")
_OPEN = re.compile(r"(?:depuis|a partir|des)\s(.+)|(.+?)\s(?:a aujourd'hui|a ce jour|en cours|a maintenant)")
_TWO = (
    re.compile(r"(.+?)\s(?:jusqu'au|jusqu'en|jusqu'a|au|a|et le)\s(.+)"),
    re.compile(r"(.+?)\s?(?:->|\s-\s)\s?(.+)"),
    re.compile(r"(\d{4}-\d\d?-\d\d?)\s?[/-]\s?(\d{4}-\d\d?-\d\d?)"),
    re.compile(r"(\d\d?/\d\d?(?:/\d{2,4})?)-(\d\d?/\d\d?/\d{2,4})"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFault:
    """What is wrong with a date: a DAT code and the values of its sentence; the caller knows the place."""

    code: str
    values: Mapping[str, Says] = field(default_factory=dict)
    route: Route = ()
    """From the value that was given to the one at fault: ("au",) in a mapping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """« à compléter »: not a fault, there is nothing to place in time yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """A date as far as it is written; a period's start may borrow month and year from its end."""

    text: str
    day: int | None = None
    month: int | None = None
    year: int | None = None


def read_date(text: str) -> date | DateFault:
    """Read one day. Faults are values; never raises."""
    parts = _parts(_plain(text))
    if parts is None or parts.month is None or parts.year is None:
        return DateFault(code="DAT001", values={"value": _shown(text)})
    parts = replace(parts, text=_shown(text))
    if parts.day is None:
        bounds = _bounds(parts)
        return bounds if isinstance(bounds, DateFault) else DateFault(code="DAT007", values={"value": parts.text})
    found = _bounds(parts)
    return found if isinstance(found, DateFault) else found[0]


def read_period(value: Value) -> Period | Pending | DateFault:
    """Read a period: a day, a month, « … au … », ``{du, au}``, « depuis le … », « à compléter ». Never raises."""
    if isinstance(value, dict):
        return _from_map(value)
    if isinstance(value, list):
        if len(value) == 2 and all(isinstance(one, str) for one in value):  # noqa: PLR2004  # a start and an end
            return _from_map({"du": value[0], "au": value[1]})
        return DateFault(code="DAT005", values={"value": "[…]"})
    text = _plain(value or "")
    if not text or text in _PENDING:
        return Pending()
    return _from_text(text, _shown(value or ""))


def _from_text(text: str, shown: str) -> Period | DateFault:
    unread = DateFault(code="DAT005", values={"value": shown})
    if opened := _OPEN.fullmatch(text):
        start = _parts(opened[1] or opened[2])
        return _period(start, None, unread) if start else unread
    if single := _parts(text):
        return _period(single, single, unread)
    for form in _TWO:
        if (match := form.fullmatch(text)) and (start := _parts(match[1])) and (end := _parts(match[2])):
            return _period(start, end, unread)
    return unread


def _from_map(value: Mapping[str, Value]) -> Period | Pending | DateFault:
    start, start_key = _entry(value, "du", "debut", "depuis", "le")
    end, end_key = _entry(value, "au", "fin", "jusqu'au")
    if start is None:
        return Pending() if end is None else DateFault(code="DAT008")
    first = _side(start, start_key)
    if end is None or isinstance(first, DateFault | Pending):
        return _period(first, None, DateFault(code="DAT005"), start_key) if isinstance(first, _Parts) else first
    last = _side(end, end_key)
    if isinstance(last, Pending):
        return _period(first, None, DateFault(code="DAT005"), start_key)
    return last if isinstance(last, DateFault) else _period(first, last, DateFault(code="DAT005"), start_key, end_key)


def _entry(value: Mapping[str, Value], *keys: str) -> tuple[Value, str]:
    return next(((value[key], key) for key in keys if value.get(key) is not None), (None, keys[0]))


def _side(value: Value, key: str) -> _Parts | Pending | DateFault:
    text = _plain(value) if isinstance(value, str) else ""
    if text in _PENDING or text in {"en cours", "aujourd'hui"}:
        return Pending()
    shown = _shown(value) if isinstance(value, str) else "[…]"
    parts = _parts(text)
    return replace(parts, text=shown) if parts else DateFault(code="DAT001", values={"value": shown}, route=(key,))


def _period(
    start: _Parts, end: _Parts | None, unread: DateFault, start_key: str | None = None, end_key: str | None = None
) -> Period | DateFault:
    """Return the days of both ends, the start borrowing from the end the month and year that it leaves out."""
    if end is not None:
        start = replace(start, month=start.month or end.month, year=start.year or end.year)
    if start.month is None or start.year is None or (end and (end.month is None or end.year is None)):
        return unread if unread.values else DateFault(code="DAT001", values={"value": start.text}, route=_to(start_key))
    first = _bounds(start)
    if isinstance(first, DateFault):
        return replace(first, route=_to(start_key))
    last = _bounds(end) if end else None
    if isinstance(last, DateFault):
        return replace(last, route=_to(end_key))
    by_month = start.day is None or (end is not None and end.day is None)
    if last and last[1] < first[0]:
        return DateFault(code="DAT004", values={"start": first[0], "end": last[1]}, route=_to(end_key))
    return Period(start=first[0], end=last[1] if last else None, by_month=by_month)


def _to(key: str | None) -> Route:
    return (key,) if key else ()


def _bounds(parts: _Parts) -> tuple[date, date] | DateFault:
    """First and last day of what is written: equal for a day, the month's for a month."""
    year, month = parts.year or 0, parts.month or 0
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return DateFault(code="DAT006", values={"value": parts.text, "year": year})
    if not 1 <= month <= len(MONTHS):
        return _no_such_month(parts, month, year)
    days = monthrange(year, month)[1]
    if parts.day is None:
        return date(year, month, 1), date(year, month, days)
    if not 1 <= parts.day <= days:
        whole = Period(start=date(year, month, 1), end=date(year, month, days), by_month=True)
        return DateFault(code="DAT003", values={"value": parts.text, "month": whole, "days": days})
    day = date(year, month, parts.day)
    return day, day


def _no_such_month(parts: _Parts, month: int, year: int) -> DateFault:
    values: dict[str, Says] = {"value": parts.text, "month": month}
    if parts.day and 1 <= parts.day <= len(MONTHS) and 1 <= month <= monthrange(year, parts.day)[1]:
        turned = f"{month:02}/{parts.day:02}/{year}"
        values["suggestion"] = mark("Vouliez-vous écrire {day} ?", day=turned)
    return DateFault(code="DAT002", values=values)


def _parts(text: str) -> _Parts | None:
    """Take a date's text apart, whatever its form; None when it has none that is known."""
    bare = text[_lead(text) :].strip()
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


def _lead(text: str) -> int:
    match = _LEAD.match(text)
    return match.end() if match else 0


def _year(digits: str | None) -> int | None:
    """Two digits are of this century."""
    if digits is None:
        return None
    return 2000 + int(digits) if len(digits) == 2 else int(digits)  # noqa: PLR2004  # « 26 » for 2026


def _plain(text: str) -> str:
    """Fold words but keep hyphens, which separate here; dashes of every length become hyphens."""
    if len(text) > _LONGEST:
        return text[:_LONGEST]
    dashes = re.sub(r"[‐‑‒–—−]", "-", text.replace("→", "->").replace("…", "..."))
    sides = re.split(r"\s+-\s+", dashes.strip())
    return " - ".join("-".join(map(fold, side.split("-"))) for side in sides)


def _shown(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 60 else one_line[:59] + "…"  # noqa: PLR2004  # a sentence stays readable
