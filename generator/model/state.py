"""The state of a competency, from the glass that is full to the glass that is plain."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """States in decreasing strength; the first four cover (content.md, « What coverage means »)."""

    VALIDATED = "validée"
    CHANGED = "modifiée depuis"
    JUSTIFIED = "justifiée"
    DECLARED = "déclarée"
    REWORK = "à reprendre"
    REFUSED = "refusée"
    UNCOVERED = "non couverte"

    @property
    def strength(self) -> int:
        """Greater is stronger; UNCOVERED is 0."""
        return len(State) - 1 - list(State).index(self)

    @property
    def covers(self) -> bool:
        """Whether a competency in this state counts as covered."""
        return self.strength >= State.DECLARED.strength
