"""The timeline of a portfolio: stages as blocks, réalisations as bars below them, months along the axis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from markupsafe import Markup

from generator.language import Language
from generator.model.internships.period import Period
from generator.pages.svg.geometry import number

WIDTH = 1000.0
BAR = 12
LANE = 22
LINE = 17
_CHARACTER = 7.4
"""Width of a character of a stage's name."""
_NAME = 150
"""Room kept for a stage's name: nearer to the end than this, it ends under the end of its bar."""
_SMALLEST = 10.0
"""Shortest bar that can be pointed at."""
_MONTHS_OF_AXIS = (1, 2, 3, 6, 12)
_MOST_TICKS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stage or a réalisation in time; ``hue`` is that of the bloc it serves most."""

    title: str
    url: str
    start: date
    end: date
    hue: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Everything dated in a portfolio."""

    stages: tuple[Span, ...] = ()
    works: tuple[Span, ...] = ()


def span(  # noqa: PLR0913 - what is placed, where it leads, and how it reads
    title: str, url: str, period: Period, today: date, *, when: str, hue: str = ""
) -> Span:
    """Place something in time; what is still open lasts until today."""
    end = period.end or max(today, period.start)
    return Span(title=title, url=url, start=period.start, end=end, hue=hue, when=when)


def draw(timeline: Timeline, to: Callable[[str], str], language: Language) -> Markup:
    """Draw the years of a portfolio; names of stages wrap, bars that overlap take another lane."""
    spans = (*timeline.stages, *timeline.works)
    scale = _Scale(first=min(item.start for item in spans).replace(day=1), last=max(item.end for item in spans))
    stages, top = _stages(timeline.stages, scale, to, language)
    bars, bottom = _bars(timeline.works, scale, top, to)
    axis = _axis(scale, bottom + 4, language)
    height = number(bottom + 30)
    label = escape(language.gettext("Frise des stages et des réalisations"))
    return Markup(  # noqa: S704 - every value was escaped where it was written
        f'<svg class="vt-timeline" viewBox="0 0 {number(WIDTH)} {height}" width="{number(WIDTH)}" height="{height}"'
        f' role="group" aria-label="{label}">{axis}{stages}{bars}</svg>'
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """From days to the width of the drawing."""

    first: date
    last: date

    def x(self, day: date, after: int = 0) -> float:
        """Place a day, or one some days after it, which the calendar may not have: 31/12/9999 is its last."""
        days = (day - self.first).days + after
        return 4 + (WIDTH - 8) * days / max(1, (self.last - self.first).days + 1)

    def place(self, item: Span) -> tuple[float, float]:
        start, end = self.x(item.start), self.x(item.end, after=1)
        length = max(_SMALLEST, end - start)
        return min(start, WIDTH - length), length


def _stages(stages: tuple[Span, ...], scale: _Scale, to: Callable[[str], str], language: Language) -> tuple[str, float]:
    """Draw the blocks of stages on one line, their names wrapped below; return the height they take."""
    if not stages:
        return "", 8
    parts: list[str] = []
    deepest = 0
    lanes = _lanes(stages, scale, 0)
    starts = [scale.place(item)[0] for item in stages]
    height = 10 + BAR
    for index, (item, lane) in enumerate(zip(stages, lanes, strict=True)):
        x, length = scale.place(item)
        later = [start for start in starts[index + 1 :] if start > x]
        room = max(length, min(later, default=WIDTH) - x - 12)
        late = x > WIDTH - _NAME
        label_x, anchor = (x + length, ' text-anchor="end"') if late else (x, "")
        lines = wrap(item.title, int(max(room, 0 if later else _NAME) / _CHARACTER))
        deepest = max(deepest, len(lines) + lane * 3)
        top = 4 + lane * (height + 2 * LINE)
        text = "".join(
            f'<text x="{number(label_x)}"{anchor} y="{number(top + BAR + LINE * (rank + 1))}">{escape(line)}</text>'
            for rank, line in enumerate(lines)
        )
        title = language.gettext("Stage : {title}, {when}").format(title=item.title, when=item.when)
        parts.append(
            f'<a class="vt-timeline__stage" href="{escape(to(item.url))}"><title>{escape(title)}</title>'
            f'<rect x="{number(x)}" y="{number(top)}" width="{number(length)}" height="{BAR}" rx="3"/>{text}</a>'
        )
    return "".join(parts), 4 + BAR + LINE * deepest + 18


def _bars(works: tuple[Span, ...], scale: _Scale, top: float, to: Callable[[str], str]) -> tuple[str, float]:
    lanes = _lanes(works, scale, 4)
    parts = []
    for item, lane in zip(works, lanes, strict=True):
        x, length = scale.place(item)
        y = number(top + lane * LANE)
        parts.append(
            f'<a class="vt-timeline__work vt-hue-{item.hue}" href="{escape(to(item.url))}">'
            f"<title>{escape(item.title)}, {escape(item.when)}</title>"
            f'<rect x="{number(x)}" y="{y}" width="{number(length)}" height="{BAR}" rx="6"/></a>'
        )
    return "".join(parts), top + LANE * (max(lanes, default=-1) + 1)


def _lanes(spans: tuple[Span, ...], scale: _Scale, gap: float) -> tuple[int, ...]:
    """Give each span the first lane that is free where it starts."""
    ends: list[float] = []
    found: list[int] = []
    for item in spans:
        x, length = scale.place(item)
        lane = next((index for index, end in enumerate(ends) if end + gap <= x), len(ends))
        ends[lane : lane + 1] = [x + length]
        found.append(lane)
    return tuple(found)


def wrap(text: str, width: int) -> tuple[str, ...]:
    """Cut a name into lines of at most ``width`` characters, at spaces; a longer word keeps its line."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= max(width, 8):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _axis(scale: _Scale, y: float, language: Language) -> str:
    return "".join(
        f'<g class="vt-timeline__tick"><path d="M{number(x)} 0V{number(y + 4)}"/>'
        f'<text x="{number(x + 4)}" y="{number(y + 18)}">{escape(language.month(day))}</text></g>'
        for day in _ticks(scale)
        if (x := scale.x(day)) < WIDTH - 60  # room for the month's name
    )


def _ticks(scale: _Scale) -> Iterator[date]:
    """Yield first days of months, as close as their names allow."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month + 1
    years_apart = -(-months // (12 * _MOST_TICKS))  # a mistyped year must not draw thousands of ticks
    step = next((step for step in _MONTHS_OF_AXIS if months / step <= _MOST_TICKS), 12 * years_apart)
    for index in range(0, months, step):
        years, month = divmod(scale.first.month - 1 + index, 12)
        yield date(scale.first.year + years, month + 1, 1)
