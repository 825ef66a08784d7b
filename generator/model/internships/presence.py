"""How much of a stage's time is spent there, when it is not every working day."""

from __future__ import annotations

from dataclasses import dataclass

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """One way of being there: days or hours a week, days of the week, hours in all; and one week in how many."""

    written: str
    """As its author wrote it."""
    days_a_week: int | None = None
    hours_a_week: int | None = None
    hours: int | None = None
    """In all, whatever the dates."""
    weekdays: tuple[int, ...] = ()
    """From 0, Monday."""
    on: int = 1
    every: int = 1
    """``on`` weeks out of ``every``, counted from the first week: an apprentice's alternation."""
