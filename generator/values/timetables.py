"""The time spent at a stage: « 2 jours par semaine », « lundi et mardi », « 70 h », « 1 semaine sur 2 »."""

from __future__ import annotations

import re

from generator.model.internships.presence import WEEKDAYS, Presence
from generator.values.folding import fold

_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}
_N = rf"(\d{{1,4}}|{'|'.join(_NUMBERS)})"
_A_WEEK = r" ?(?:/|par|a la|chaque) ?(?:semaines?|sem)"
_ALTERNATION = re.compile(rf"{_N} semaines? sur {_N}")
_DAYS_A_WEEK = re.compile(rf"{_N} ?(?:jours?|j){_A_WEEK}")
_HOURS_A_WEEK = re.compile(rf"{_N} ?h(?:eures?)?{_A_WEEK}")
_HOURS = re.compile(rf"{_N} ?h(?:eures?)?(?: (?:en tout|au total))?")
_RANGE = re.compile(rf"(?:du )?({'|'.join(WEEKDAYS)}) au ({'|'.join(WEEKDAYS)})")
_DAY = re.compile(rf"(?:{'|'.join(WEEKDAYS)})s?")
_BETWEEN = re.compile(r"[\s,;+&]|\b(?:et|le|les|tous|chaque|puis|pendant)\b")
_LONGEST = 120
_WEEK = 7


def read_presence(text: str) -> Presence | None:
    """Read a presence; None when some of it is not understood. Never raises."""
    left = " ".join(fold(text[:_LONGEST]).split())
    if len(text) > _LONGEST or not left:
        return None
    left, alternation = _take(_ALTERNATION, left)
    left, days = _take(_DAYS_A_WEEK, left)
    left, weekly = _take(_HOURS_A_WEEK, left)
    left, hours = _take(_HOURS, left)
    left, weekdays = _weekdays(left)
    if _BETWEEN.sub("", left) or sum(map(bool, (days, weekly, hours, weekdays))) > 1:
        return None
    on, every = alternation or (1, 1)
    found = Presence(
        written=" ".join(text.split()),
        days_a_week=days[0] if days else None,
        hours_a_week=weekly[0] if weekly else None,
        hours=hours[0] if hours else None,
        weekdays=weekdays,
        on=on,
        every=every,
    )
    said = bool(alternation or days or weekly or hours or weekdays)
    possible = 0 < on <= every and all(n[0] > 0 for n in (days, weekly, hours) if n) and (not days or days[0] <= _WEEK)
    return found if said and possible else None


def _take(form: re.Pattern[str], text: str) -> tuple[str, tuple[int, ...]]:
    """Take a form out of a text: what is left, and its numbers."""
    match = form.search(text)
    if match is None:
        return text, ()
    left = f"{text[: match.start()]} {text[match.end() :]}"
    return left, tuple(_NUMBERS.get(number) or int(number) for number in match.groups())


def _weekdays(text: str) -> tuple[str, tuple[int, ...]]:
    """Take the days of the week out of a text, « du lundi au mercredi » too."""
    found: set[int] = set()
    for match in _RANGE.finditer(text):
        first, last = WEEKDAYS.index(match[1]), WEEKDAYS.index(match[2])
        found.update(range(first, last + 1))
    left = _RANGE.sub(" ", text)
    found.update(WEEKDAYS.index(match[0].removesuffix("s")) for match in _DAY.finditer(left))
    return _DAY.sub(" ", left), tuple(sorted(found))
