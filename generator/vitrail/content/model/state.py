"""The states of a competency, from the strongest to the weakest."""

from enum import StrEnum


class State(StrEnum):
    """States in decreasing strength; the first four cover (docs/signes.md)."""

    VALIDATED = "validée"
    CHANGED = "modifiée depuis"
    JUSTIFIED = "justifiée"
    DECLARED = "déclarée"
    REWORK = "à reprendre"
    REFUSED = "refusée"
    UNCOVERED = "non couverte"

    __hash__ = str.__hash__  # Enum's own runs in Python, and a state is looked up for every cell of every table

    @property
    def strength(self) -> int:
        """Greater is stronger; UNCOVERED is 0."""
        return _STRENGTH[self]

    @property
    def covers(self) -> bool:
        """True if a competency in this state counts as covered."""
        return _STRENGTH[self] >= _STRENGTH[State.DECLARED]


_STRENGTH = {state: rank for rank, state in enumerate(reversed(State))}
"""State → rank, from 0; computed once, since it is read for every cell of every table."""
