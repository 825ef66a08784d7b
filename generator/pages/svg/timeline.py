"""The timeline of a portfolio: stages, then réalisations, as bars that bear their names, months along the axis."""

from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from itertools import accumulate

from markupsafe import Markup
from msgspec import Struct

from generator.language import Language, Period
from generator.pages.svg.geometry import number

WIDTH = 1000.0
BAR = 12
LANE = 24
GAP = 10
"""Between stages and réalisations."""
_SPACE = 7.0
"""Between a bar and its name, and between a name and what follows on its lane."""
_NAMES = 250.0
"""Room kept after the last day, for the name of what ends then."""
_LONGEST = 420.0
"""Most units of a name."""
_THIN, _USUAL, _BROAD, _FULL = 5.0, 8.0, 12.5, 15.0
"""Units of a letter: « i », « e », « M », and those of scripts that fill their square."""
_LATIN = 0x2E7F
_SMALLEST = 10.0
"""Shortest bar that can be pointed at."""
_MONTHS_OF_AXIS = (1, 2, 3, 6, 12)
_MOST_TICKS = 9


class Span(Struct, frozen=True, kw_only=True):
    """A stage or a réalisation in time; ``hue`` is that of the bloc it serves most."""

    title: str
    url: str
    start: date
    end: date
    hue: str = ""
    when: str = ""
    extension: Period | None = None
    """The holiday weeks of a stage."""
    present: bool = False
    """Whether the student is there today."""


class Timeline(Struct, frozen=True, kw_only=True):
    """The dated stages and réalisations of a portfolio."""

    stages: tuple[Span, ...] = ()
    works: tuple[Span, ...] = ()


def draw(timeline: Timeline, to: Callable[[str], str], language: Language) -> Markup:
    """Draw the years of a portfolio; what would overlap, bar or name, takes another lane."""
    spans = (*timeline.stages, *timeline.works)
    scale = _Scale(first=min(item.start for item in spans).replace(day=1), last=max(item.end for item in spans))
    stages, top = _group(timeline.stages, scale, 4, language.gettext("Stage : {title}, {when}"), to)
    bars, bottom = _group(timeline.works, scale, top + (GAP if stages else 0), "{title}, {when}", to)
    axis = _axis(scale, bottom + 4, language)
    height = number(bottom + 30)
    label = escape(language.gettext("Frise des stages et des réalisations"))
    return Markup(  # noqa: S704 - every value was escaped where it was written
        f'<svg class="vt-timeline" viewBox="0 0 {number(WIDTH)} {height}" width="{number(WIDTH)}" height="{height}"'
        f' role="group" aria-label="{label}">{axis}{stages}{bars}</svg>'
    )


class _Scale(Struct, frozen=True, kw_only=True):
    """From days to the width of the drawing."""

    first: date
    last: date

    def x(self, day: date, after: int = 0) -> float:
        """Place a day, or one some days after it, which the calendar may not have: 31/12/9999 is its last."""
        days = (day - self.first).days + after
        return 4 + (WIDTH - _NAMES - 4) * days / max(1, (self.last - self.first).days + 1)


class _Placed(Struct, frozen=True, kw_only=True):
    """A bar with its name after it."""

    item: Span
    name: str
    x: float
    length: float

    @property
    def label(self) -> float:
        """Where the name begins."""
        return self.x + self.length + _SPACE

    @property
    def end(self) -> float:
        """Where the name ends."""
        return self.label + text_width(self.name)


def _place(item: Span, scale: _Scale) -> _Placed:
    start, end = scale.x(item.start), scale.x(item.end, after=1)
    length = max(_SMALLEST, end - start)
    x = min(start, WIDTH - _NAMES - length)
    return _Placed(item=item, name=shortened(item.title, WIDTH - x - length - _SPACE), x=x, length=length)


def _group(
    spans: tuple[Span, ...], scale: _Scale, top: float, said: str, to: Callable[[str], str]
) -> tuple[str, float]:
    """Draw bars with their names; return where the next thing may stand."""
    placed = [_place(item, scale) for item in spans]
    lanes = _lanes(placed)
    parts = []
    for bar, lane in zip(placed, lanes, strict=True):
        y = top + lane * LANE
        kind = f' class="vt-hue-{bar.item.hue}"' if bar.item.hue else ""
        parts.append(
            f'<a{kind} href="{escape(to(bar.item.url))}">'
            f"<title>{escape(said.format(title=bar.item.title, when=bar.item.when))}</title>"
            f'<rect x="{number(bar.x)}" y="{number(y)}" width="{number(bar.length)}" height="{BAR}"/>'
            f'<text x="{number(bar.label)}" y="{number(y + BAR - 1)}">{escape(bar.name)}</text></a>'
        )
    return "".join(parts), top + LANE * (max(lanes, default=-1) + 1)


def _lanes(placed: list[_Placed]) -> tuple[int, ...]:
    """Give each the first lane whose last name ends before it."""
    ends: list[float] = []
    lanes: list[int] = []
    for bar in placed:
        lane = next((index for index, last in enumerate(ends) if last + _SPACE <= bar.x), len(ends))
        ends[lane : lane + 1] = [bar.end]
        lanes.append(lane)
    return tuple(lanes)


def text_width(text: str) -> float:
    """Most units that a text takes at the size of the drawing: by families of letters, rather too wide."""
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    if letter in "iljtfr.,;:'’|!()[] ":
        return _THIN
    if ord(letter) > _LATIN:
        return _FULL
    return _BROAD if letter in "mwMW@%œæŒÆ—…" or letter.isupper() else _USUAL


def shortened(text: str, room: float) -> str:
    """Cut a name to its room, at a letter; the whole of it stands in the title of its bar and in the list."""
    if text_width(text) <= min(room, _LONGEST):
        return text
    kept = sum(end <= min(room, _LONGEST) - _BROAD for end in accumulate(map(_width, text)))
    return f"{text[:kept].rstrip()}…" if kept else ""


def _axis(scale: _Scale, y: float, language: Language) -> str:
    ticks = "".join(
        f'<path d="M{number(x)} 0V{number(y + 4)}"/>'
        f'<text x="{number(x + 4)}" y="{number(y + 18)}">{escape(language.month(day))}</text>'
        for day in months(scale.first, scale.last, _MOST_TICKS)
        if (x := scale.x(day)) < WIDTH - _NAMES
    )
    return f'<g class="vt-timeline__ticks">{ticks}</g>'


def months(first: date, last: date, most: int) -> Iterator[date]:
    """Yield first days of months, as close as their names allow."""
    number = (last.year - first.year) * 12 + last.month - first.month + 1
    years_apart = -(-number // (12 * most))  # a mistyped year must not draw thousands of ticks
    step = next((step for step in _MONTHS_OF_AXIS if number / step <= most), 12 * years_apart)
    for index in range(0, number, step):
        years, month = divmod(first.month - 1 + index, 12)
        yield date(first.year + years, month + 1, 1)
