"""Write the timeline of a portfolio as SVG: bars followed by their names, stages above réalisations, months below.

Lengths are units of a drawing 1000 wide: x goes with time, y down.
"""

from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from itertools import accumulate

from markupsafe import Markup
from msgspec import Struct

from vitrail.ground.language import Language, Period, mark
from vitrail.site.pages.svg.geometry import number

WIDTH = 1000.0
BAR = 12
LANE = 24
"""Height of a bar, and from the top of a lane to the next."""
GAP = 10
"""Height between the lanes of stages and those of réalisations."""
_SPACE = 7.0
"""Width between a bar and its name, and between a name and the next bar of its lane."""
_NAMES = 250.0
"""Width kept after the last day, for the names of the bars that end then."""
_LONGEST = 420.0
"""Greatest width of a name, which is cut beyond."""
_THIN, _USUAL, _BROAD, _FULL = 5.0, 8.0, 12.5, 15.0
"""Width of a letter: « i », « e », « M », and those of scripts that fill their square."""
_LATIN = 0x2E7F
"""Last code point of the letters that are not as wide as high."""
_SMALLEST = 10.0
"""Shortest bar that can be pointed at."""
_MONTHS_OF_AXIS = (1, 2, 3, 6, 12)
"""Months from a tick to the next."""
_MOST_TICKS = 9


_STAGES = mark("Stage : {title}, {when}"), mark("Alternance : {title}, {when}")


class Span(Struct, frozen=True, kw_only=True):
    """A stage or a réalisation in time; ``hue`` is that of the bloc it serves most."""

    title: str
    url: str
    start: date
    end: date
    hue: str = ""
    apprenticeship: bool = False
    when: str = ""
    """Its dates in words."""
    extension: Period | None = None
    """The holiday weeks of a stage."""
    present: bool = False
    """Whether the student is there today."""


class Timeline(Struct, frozen=True, kw_only=True):
    """The dated stages and réalisations of a portfolio."""

    stages: tuple[Span, ...] = ()
    works: tuple[Span, ...] = ()


def draw(timeline: Timeline, to: Callable[[str], str], language: Language) -> Markup:
    """Write the bars of stages, of réalisations below, and the axis; a bar that would touch another changes lanes."""
    spans = (*timeline.stages, *timeline.works)
    first, last = min(item.start for item in spans).replace(day=1), max(item.end for item in spans)
    scale = Scale(first=first, last=last, left=4, right=WIDTH - _NAMES)  # where the room for the last names begins
    stages, top = _group(timeline.stages, scale, 4, to, language)
    bars, bottom = _group(timeline.works, scale, top + (GAP if stages else 0), to)
    axis = _axis(scale, bottom + 4, language)
    height = number(bottom + 30)
    label = escape(language.gettext("Frise des stages et des réalisations"))
    return Markup(  # noqa: S704 - every value was escaped where it was written
        f'<svg class="vt-timeline" viewBox="0 0 {number(WIDTH)} {height}" width="{number(WIDTH)}" height="{height}"'
        f' role="group" aria-label="{label}">{axis}{stages}{bars}</svg>'
    )


class Scale(Struct, frozen=True, kw_only=True):
    """A linear scale from days to x: from ``left``, where ``first`` begins, to ``right``, where ``last`` ends."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date, after: int = 0) -> float:
        """Return the x at which the day ``after`` days later begins, counted: no ``date`` comes after 31/12/9999.

        Of one beyond the axis, return that of its nearer end.
        """
        days = max(1, (self.last - self.first).days + 1)
        passed = min(max(0, day.toordinal() + after - self.first.toordinal()), days)
        return self.left + (self.right - self.left) * passed / days


class _Placed(Struct, frozen=True, kw_only=True):
    """A bar with its name after it: where it begins, its length, and its name cut to the room that is left."""

    item: Span
    name: str
    x: float
    length: float

    @property
    def label(self) -> float:
        """Return the x at which the name begins."""
        return self.x + self.length + _SPACE

    @property
    def end(self) -> float:
        """Return the x at which the name ends."""
        return self.label + text_width(self.name)


def _place(item: Span, scale: Scale) -> _Placed:
    """Return the bar of a stage or réalisation: long enough to be pointed at, and ended before the room for names."""
    start, end = scale.x(item.start), scale.x(item.end, after=1)
    length = max(_SMALLEST, end - start)
    x = min(start, WIDTH - _NAMES - length)
    return _Placed(item=item, name=shortened(item.title, WIDTH - x - length - _SPACE), x=x, length=length)


def _group(
    spans: tuple[Span, ...], scale: Scale, top: float, to: Callable[[str], str], language: Language | None = None
) -> tuple[str, float]:
    """Write bars with their names in lanes from ``top`` down; return them with the y below the last lane.

    With a ``language`` they are stages, which their titles say.
    """
    placed = [_place(item, scale) for item in spans]
    lanes = _lanes(placed)
    parts = []
    for bar, lane in zip(placed, lanes, strict=True):
        y = top + lane * LANE
        said = language.gettext(_STAGES[bar.item.apprenticeship]) if language else "{title}, {when}"
        kind = f' class="vt-hue-{bar.item.hue}"' if bar.item.hue else ""
        parts.append(
            f'<a{kind} href="{escape(to(bar.item.url))}">'
            f"<title>{escape(said.format(title=bar.item.title, when=bar.item.when))}</title>"
            f'<rect x="{number(bar.x)}" y="{number(y)}" width="{number(bar.length)}" height="{BAR}"/>'
            f'<text x="{number(bar.label)}" y="{number(y + BAR - 1)}">{escape(bar.name)}</text></a>'
        )
    return "".join(parts), top + LANE * (max(lanes, default=-1) + 1)


def _lanes(placed: list[_Placed]) -> tuple[int, ...]:
    """Return the lane of each bar: the first whose last name ends before it begins, else a new one."""
    ends: list[float] = []
    lanes: list[int] = []
    for bar in placed:
        lane = next((index for index, last in enumerate(ends) if last + _SPACE <= bar.x), len(ends))
        ends[lane : lane + 1] = [bar.end]
        lanes.append(lane)
    return tuple(lanes)


def text_width(text: str) -> float:
    """Return the width of a text, rather too wide: the sum of its letters, each by its family."""
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    """Return the width of a letter by its family."""
    if letter in "iljtfr.,;:'’|!()[] ":
        return _THIN
    if ord(letter) > _LATIN:
        return _FULL
    return _BROAD if letter in "mwMW@%œæŒÆ—…" or letter.isupper() else _USUAL


def shortened(text: str, room: float) -> str:
    """Cut a name after the last letter that leaves place for « … »; its bar's title and the list have it whole."""
    if text_width(text) <= min(room, _LONGEST):
        return text
    kept = sum(end <= min(room, _LONGEST) - _BROAD for end in accumulate(map(_width, text)))
    return f"{text[:kept].rstrip()}…" if kept else ""


def _axis(scale: Scale, y: float, language: Language) -> str:
    """Write a line from the top to ``y`` at each month of the axis, with its name below."""
    ticks = "".join(
        f'<path d="M{number(x)} 0V{number(y + 4)}"/>'
        f'<text x="{number(x + 4)}" y="{number(y + 18)}">{escape(language.month(day))}</text>'
        for day in months(scale.first, scale.last, _MOST_TICKS)
        if (x := scale.x(day)) < WIDTH - _NAMES
    )
    return f'<g class="vt-timeline__ticks">{ticks}</g>'


def months(first: date, last: date, most: int) -> Iterator[date]:
    """Yield the first days of every month, or every 2, 3, 6, 12 or more, so that they are at most ``most``."""
    number = (last.year - first.year) * 12 + last.month - first.month + 1
    years_apart = -(-number // (12 * most))  # a mistyped year must not draw thousands of ticks
    step = next((step for step in _MONTHS_OF_AXIS if number / step <= most), 12 * years_apart)
    for index in range(0, number, step):
        years, month = divmod(first.month - 1 + index, 12)
        yield date(first.year + years, month + 1, 1)
