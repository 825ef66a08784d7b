"""Words that authors type, and what each means."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from msgspec import Struct, field

HUES: Mapping[str, str] = {
    "cobalt": "cobalt",
    "ambre": "amber",
    "rubis": "ruby",
    "vert": "green",
    "violet": "violet",
}  # fmt: skip
"""Name that authors type → the theme's, in the order in which blocs take them; more blocs than hues start again."""


class Words(StrEnum):
    """A choice: of each member the word that is kept and shown, then the others that mean it.

    Accents, case, gender and number are forgiven (``values.choices``): they need no word of their own.
    """

    also: tuple[str, ...]

    def __new__(cls, value: str, *also: str) -> Self:
        """Keep the other words beside the value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.also = also
        return member


class LexiconEntry(Struct, frozen=True, kw_only=True, array_like=True):
    """Words that people have for their work, and the competencies that they bring to mind."""

    words: tuple[str, ...]
    """As they are written."""
    option: str | None = None
    """Of whom they are; None: of everybody."""
    weights: Mapping[str, int] = field(default_factory=dict)
    """Competency → 1 (perhaps) to 4 (almost sure); none for an abbreviation and what it stands for."""
