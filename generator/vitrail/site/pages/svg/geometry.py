"""Points and paths of rings around the origin, as SVG writes them, from radii in units and angles in turns.

An angle of 0 is noon, of 1/4 three o'clock; coordinates are rounded to tenths, so that one input gives the same bytes.
"""

from functools import lru_cache
from math import cos, pi, sin

CAP = 22.0
"""Most units of radius that the rounding of a petal's tip takes."""


def number(value: float) -> str:
    """Write a coordinate with at most one decimal, never « -0 »."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def point(radius: float, angle: float) -> str:
    """Write the point at a radius and an angle: « x y »."""
    turn = 2 * pi * angle
    return f"{number(radius * sin(turn))} {number(-radius * cos(turn))}"


@lru_cache(maxsize=512)
def sector(inner: float, outer: float, start: float, end: float) -> str:
    """Write the path of the slice of a ring: out along ``start``, an arc, in along ``end``, an arc back."""
    large = int(end - start > 1 / 2)
    return tight(
        f"M{point(inner, start)}L{point(outer, start)}A{number(outer)} {number(outer)} 0 {large} 1 {point(outer, end)}"
        f"L{point(inner, end)}A{number(inner)} {number(inner)} 0 {large} 0 {point(inner, start)}z"
    )


@lru_cache(maxsize=512)
def petal(inner: float, outer: float, start: float, end: float) -> str:
    """Write the path of a slice that ends in half an ellipse; one of more than a quarter turn stays a ``sector``."""
    if end - start > 1 / 4:
        return sector(inner, outer, start, end)
    shoulder, cap = shoulders(outer, start, end)
    half = shoulder * sin(pi * (end - start))
    turned = number((start + end) * 180) if cap == CAP else "0"  # a circle looks the same however it turns
    tip = f"A{number(half)} {number(cap)} {turned} 0 1 {point(shoulder, end)}"
    return tight(
        f"M{point(inner, start)}L{point(shoulder, start)}{tip}"
        f"L{point(inner, end)}A{number(inner)} {number(inner)} 0 0 0 {point(inner, start)}z"
    )


def tight(path: str) -> str:
    """Drop the space before each minus, which separates numbers by itself: a page has hundreds of them."""
    return path.replace(" -", "-")


def shoulders(outer: float, start: float, end: float) -> tuple[float, float]:
    """Return the radius at which a petal's sides end, and the units from there to its top, ``outer``: CAP at most."""
    slope = sin(pi * (end - start))
    shoulder = outer / (1 + slope)
    cap = min(shoulder * slope, CAP)
    return outer - cap, cap


def width(radius: float, start: float, end: float) -> float:
    """Return the length, in units, of the arc at a radius between two angles."""
    return 2 * pi * radius * (end - start)
