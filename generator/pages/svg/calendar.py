"""Where the stages of a class stand in time: numbers that the calendar's template draws, months along the axis."""

import textwrap
from datetime import date

from msgspec import Struct

from generator.language import Language, Period
from generator.pages.elements import Row
from generator.pages.svg.timeline import Span, months

WIDTH = 1000
NAMES = 190
"""Room for the students' names."""
HEAD = 42
"""Room for the months and, below them, the word of the day."""
BAR = 14
LINE = 16
_CHARACTER = 7.2
_SHORTEST = 6.0
_NARROWEST = 12
"""Characters of a host's name before it wraps, however short the stage."""
_MOST_TICKS = 10
_LONGEST = 1830
"""Days of an axis when the years of the class are unknown."""
_LAST_DAY = date.max.toordinal()


def place(
    rows: tuple[tuple[str, tuple[Span, ...]], ...], today: date, language: Language, years: Period | None = None
) -> Row | None:
    """Place the stages of each student, in order; None when there is none.

    ``years`` are those of the class: a mistyped date beyond them is drawn at the edge, and squeezes nobody else.
    """
    spans = [item for _, stretches in rows for item in stretches]
    if not spans:
        return None
    scale = _scale(spans, years)
    lanes: list[Row] = []
    y = HEAD
    for name, stretches in rows:
        lane, y = _lane(name, stretches, scale, y)
        lanes.append(lane)
    ticks = tuple((scale.x(day), language.month(day)) for day in months(scale.first, scale.last, _MOST_TICKS))
    inside = scale.first <= today <= scale.last
    return Row(height=y + 4, lanes=tuple(lanes), ticks=ticks, today=scale.x(today) if inside else None)


class _Scale(Struct, frozen=True, kw_only=True):
    first: date
    last: date

    def x(self, day: date, after: int = 0) -> int:
        """Place the day that comes ``after`` days later; what is beyond the axis stands at its edge."""
        days = max(1, (self.last - self.first).days + 1)
        passed = min(max(0, day.toordinal() + after - self.first.toordinal()), days)
        return round(NAMES + (WIDTH - NAMES - 8) * passed / days)


def _scale(spans: list[Span], years: Period | None) -> _Scale:
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    earliest = years.start if years else date.min
    latest = years.end if years and years.end else date.fromordinal(min(first.toordinal() + _LONGEST, _LAST_DAY))
    first = min(max(first, earliest), latest)
    return _Scale(first=first.replace(day=1), last=max(first, min(last, latest)))


def _lane(name: str, stretches: tuple[Span, ...], scale: _Scale, y: int) -> tuple[Row, int]:
    """Place one student's stages, those that overlap (bar or name) below each other; give where the next one starts."""
    bars: list[Row] = []
    bottom, free = y, NAMES
    for index, item in enumerate(stretches):
        top = bottom if index and scale.x(item.start) < free else y
        following = next((scale.x(other.start) for other in stretches[index + 1 :]), WIDTH)
        bar = _bar(item, scale, top, following)
        bars.append(bar)
        free = max(free, bar.x + bar.width, bar.label_x + round(max(map(len, bar.lines)) * _CHARACTER))
        bottom = max(bottom, top + BAR + LINE * len(bar.lines) + 8)
    words = wrap(name, int((NAMES - 12) / _CHARACTER))
    return Row(name=words, y=y, bars=tuple(bars)), max(bottom, y + LINE * len(words) + 8)


def _bar(item: Span, scale: _Scale, top: int, following: int) -> Row:
    x, right = scale.x(item.start), scale.x(item.end, after=1)
    width = max(round(_SHORTEST), right - x)
    room = max(width, following - x - 10, round(_NARROWEST * _CHARACTER))
    label_x = min(x, WIDTH - min(room, round(len(item.title) * _CHARACTER)))
    return Row(
        stage=item,
        x=x,
        y=top,
        width=width,
        extension=_inside(item.extension, scale),
        label_x=max(NAMES, label_x),
        lines=wrap(item.title, int(room / _CHARACTER)),
    )


def _inside(extension: Period | None, scale: _Scale) -> tuple[int, int] | None:
    if extension is None or extension.end is None:
        return None
    x = scale.x(extension.start)
    return x, max(round(_SHORTEST), scale.x(extension.end, after=1) - x)


def wrap(text: str, width: int) -> tuple[str, ...]:
    """Cut a name into lines of at most ``width`` characters, at spaces; a longer word keeps its line."""
    words = " ".join(text.split())
    return tuple(textwrap.wrap(words, max(width, 8), break_long_words=False, break_on_hyphens=False))
