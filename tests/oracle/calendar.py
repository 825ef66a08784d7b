"""A slow, independent reading of the calendar of stages: day by day, with its own Easter and its own arithmetic.

It shares nothing with ``vitrail.knowledge.rules.internships`` but the records' plain dates.
"""

from __future__ import annotations

from datetime import date, timedelta

ONE = timedelta(days=1)


def easter(year: int) -> date:
    """Give Easter Sunday (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * ell) // 433
    month = (h + ell - 7 * m + 90) // 25
    day = (h + ell - 7 * m + 33 * month + 19) % 32
    return date(year, month, day)


def closed(day: date) -> bool:
    """Whether a day is a public holiday in metropolitan France (from 2008)."""
    fixed = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    moving = {easter(day.year) + n * ONE for n in (1, 39, 50)}
    return (day.month, day.day) in fixed or day in moving


def inside(day: date, periods: list[tuple[date, date]]) -> bool:
    """Whether some period holds a day."""
    return any(start <= day <= end for start, end in periods)


def walk(start: date, end: date) -> list[date]:
    """Give every day between two, both included."""
    return [start + n * ONE for n in range((end - start).days + 1)]


def count(periods: list[tuple[date, date]]) -> int:
    """Count the weeks: at least three of Monday to Friday covered, public holidays counted as covered."""
    if not periods:
        return 0
    first, last = min(start for start, _ in periods), max(end for _, end in periods)
    monday = first
    while monday.isoweekday() != 1:
        monday -= ONE
    total = 0
    while monday <= last:
        week = [monday + n * ONE for n in range(5)]
        really = sum(1 for day in week if inside(day, periods) and not closed(day))
        holidays = sum(1 for day in week if closed(day))
        if really >= 1 and really + holidays >= 3:
            total += 1
        monday += 7 * ONE
    return total


def consecutive(periods: list[tuple[date, date]], extension: list[tuple[date, date]]) -> bool:
    """Whether no working day is missing between the first and the last regular day."""
    regular = [day for start, end in periods for day in walk(start, end) if not inside(day, extension)]
    if not regular:
        return True
    return not any(
        day.isoweekday() <= 5 and not closed(day) and not inside(day, periods) and not inside(day, extension)
        for day in walk(min(regular), max(regular))
    )


def legal(first: int, second: int, extension: int) -> bool:
    """Whether weeks apart from the extension, and the extension, satisfy R19 to R21 and R25."""
    return 4 <= first <= 5 and 5 <= second <= 6 and first + second == 10 and extension <= 2
