"""Place the stages of a class on a time axis, a lane a student: the numbers that the calendar's template draws.

All are units of a drawing 1000 wide: x goes with time, y down from the months.
"""

import textwrap
from datetime import date

from vitrail.ground.language import Language, Period
from vitrail.site.pages.elements import Row
from vitrail.site.pages.svg.timeline import Scale, Span, months

WIDTH = 1000
NAMES = 190
"""x at which time begins: the students' names stand on its left."""
HEAD = 42
"""y of the first lane: the months and, below them, the word of the day stand above."""
BAR = 14
LINE = 16
"""Heights of a bar and of a line of text."""
_CHARACTER = 7.2
"""Width of a character of a name."""
_SHORTEST = 6.0
"""Narrowest bar."""
_NARROWEST = 12
"""Characters of a line of a host's name at least, however short the stage."""
_MOST_TICKS = 10
_LONGEST = 1830
"""Days from the first stage to the end of the axis when the years of the class are unknown."""
_LAST_DAY = date.max.toordinal()


def place(
    rows: tuple[tuple[str, tuple[Span, ...]], ...], today: date, language: Language, years: Period | None = None
) -> Row | None:
    """Return the height of the drawing, its lanes with their bars, (x, month) of each tick, and the x of today.

    ``rows`` are each student's name and stages; None when no stage is in them. ``years`` of the class bound the axis: a
    mistyped date beyond them is drawn at the edge, and squeezes nobody else.
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
    ticks = tuple((_x(scale, day), language.month(day)) for day in months(scale.first, scale.last, _MOST_TICKS))
    inside = scale.first <= today <= scale.last
    return Row(height=y + 4, lanes=tuple(lanes), ticks=ticks, today=_x(scale, today) if inside else None)


def _x(scale: Scale, day: date, after: int = 0) -> int:
    return round(scale.x(day, after))


def _scale(spans: list[Span], years: Period | None) -> Scale:
    """Run the axis from the first month of the stages to their last day, both kept within the years of the class."""
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    earliest = years.start if years else date.min
    latest = years.end if years and years.end else date.fromordinal(min(first.toordinal() + _LONGEST, _LAST_DAY))
    first = min(max(first, earliest), latest)
    return Scale(first=first.replace(day=1), last=max(first, min(last, latest)), left=NAMES, right=WIDTH - 8)


def _lane(name: str, stretches: tuple[Span, ...], scale: Scale, y: int) -> tuple[Row, int]:
    """Return a student's lane from ``y`` down, and the y of the next one.

    A stage that begins left of where the bars and names before it end goes below them all.
    """
    bars: list[Row] = []
    bottom, free = y, NAMES
    for index, item in enumerate(stretches):
        top = bottom if index and _x(scale, item.start) < free else y
        following = next((_x(scale, other.start) for other in stretches[index + 1 :]), WIDTH)
        bar = _bar(item, scale, top, following)
        bars.append(bar)
        free = max(free, bar.x + bar.width, bar.label_x + round(max(map(len, bar.lines)) * _CHARACTER))
        bottom = max(bottom, top + BAR + LINE * len(bar.lines) + 8)
    words = wrap(name, int((NAMES - 12) / _CHARACTER))
    return Row(name=words, y=y, bars=tuple(bars)), max(bottom, y + LINE * len(words) + 8)


def _bar(item: Span, scale: Scale, top: int, following: int) -> Row:
    """Return a stage's rectangle and its name, wrapped to its width or to ``following``, the next stage's x."""
    x, right = _x(scale, item.start), _x(scale, item.end, after=1)
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


def _inside(extension: Period | None, scale: Scale) -> tuple[int, int] | None:
    """Return x and width of the holiday weeks of a stage; None when they have no end."""
    if extension is None or extension.end is None:
        return None
    x = _x(scale, extension.start)
    return x, max(round(_SHORTEST), _x(scale, extension.end, after=1) - x)


def wrap(text: str, width: int) -> tuple[str, ...]:
    """Cut a name into lines of at most ``width`` characters, at spaces; a longer word keeps its line."""
    words = " ".join(text.split())
    return tuple(textwrap.wrap(words, max(width, 8), break_long_words=False, break_on_hyphens=False))
