"""The benchmark's plot: seconds against réalisations, both axes logarithmic, as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import log10
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 720, 440, 64, 40, 48, 170
COLOURS = ("#1d4ed8", "#b45309", "#be123c", "#047857", "#6d28d9", "#475569")
DASHES = ("", "6 4", "2 3")


def svg(title: str, lines: Mapping[str, Sequence[Point]], x_label: str, y_label: str) -> str:
    """Draw the lines (name → points); a line of one point is a dot. Same input, same bytes."""
    points = [point for line in lines.values() for point in line]
    if not points:
        return ""
    xs, ys = _decades([x for x, _ in points]), _decades([y for _, y in points])
    drawn = "".join(_line(rank, name, line, xs, ys) for rank, (name, line) in enumerate(lines.items()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{escape(title)}</title>'
        f'<desc>{escape(_told(lines))}</desc><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<text x="{LEFT}" y="22" font-size="15">{escape(title)}</text>{_grid(xs, ys)}{drawn}'
        f'<text x="{LEFT}" y="{HEIGHT - 10}">{escape(x_label)}</text>'
        f'<text transform="translate(14 {HEIGHT - BOTTOM}) rotate(-90)">{escape(y_label)}</text></svg>\n'
    )


def _decades(values: Sequence[float]) -> tuple[float, float]:
    """Bounds of an axis in powers of ten, with some air."""
    low, high = log10(min(values)) - 0.15, log10(max(values)) + 0.15
    return low, max(high, low + 1)


def _place(point: Point, xs: tuple[float, float], ys: tuple[float, float]) -> Point:
    x = LEFT + (log10(point[0]) - xs[0]) / (xs[1] - xs[0]) * (WIDTH - LEFT - RIGHT)
    y = HEIGHT - BOTTOM - (log10(point[1]) - ys[0]) / (ys[1] - ys[0]) * (HEIGHT - TOP - BOTTOM)
    return round(x, 1), round(y, 1)


def _line(rank: int, name: str, line: Sequence[Point], xs: tuple[float, float], ys: tuple[float, float]) -> str:
    colour, dash = COLOURS[rank % len(COLOURS)], DASHES[rank // len(COLOURS) % len(DASHES)]
    places = [_place(point, xs, ys) for point in sorted(line)]
    path = " ".join(f"{x},{y}" for x, y in places)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in places)
    key = TOP + 14 + 20 * rank
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>{dots}'
        f'<rect x="{WIDTH - RIGHT + 12}" y="{key - 8}" width="12" height="8" fill="{colour}"/>'
        f'<text x="{WIDTH - RIGHT + 30}" y="{key}">{escape(name)}</text>'
    )


def _grid(xs: tuple[float, float], ys: tuple[float, float]) -> str:
    parts = []
    for power, mantissa in ((p, m) for p in range(-3, 8) for m in (1, 2, 5)):
        value = mantissa * 10.0**power
        if xs[0] <= log10(value) <= xs[1]:
            x, _ = _place((value, 10 ** ys[0]), xs, ys)
            parts.append(f'<path d="M{x} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
            parts.append(f'<text x="{x}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{value:,.0f}</text>')
        if ys[0] <= log10(value) <= ys[1]:
            _, y = _place((10 ** xs[0], value), xs, ys)
            parts.append(f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="#ddd"/>')
            parts.append(f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{value:g}</text>')
    return "".join(parts)


def _told(lines: Mapping[str, Sequence[Point]]) -> str:
    return " ".join(
        f"{name}: {', '.join(f'{y:.2f} at {x:,.0f}' for x, y in sorted(line))}." for name, line in lines.items()
    )
