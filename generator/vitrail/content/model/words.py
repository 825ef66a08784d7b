"""Enumerations of words that authors type, with their synonyms; names of hues; entries of a lexicon."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from msgspec import Struct

HUES: Mapping[str, str] = {
    "cobalt": "cobalt",
    "ambre": "amber",
    "rubis": "ruby",
    "vert": "green",
    "violet": "violet",
}  # fmt: skip
"""Name that authors type → the theme's, in the order in which blocs take them; more blocs than hues start again."""


class Words(StrEnum):
    """A choice: each member has the word that is kept and shown, then its synonyms (``also``).

    Accents, case, gender and number are forgiven (``values.choices``): they need no word of their own.
    """

    also: tuple[str, ...]

    def __new__(cls, value: str, *also: str) -> Self:
        """Make a member of its value, with the synonyms beside."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.also = also
        return member


class LexiconEntry(Struct, frozen=True, kw_only=True, array_like=True):
    """Words by which students name their work, and the competencies that these suggest."""

    words: tuple[str, ...]
    """As they are written."""
    option: str | None = None
    """Option whose students use them; None: all students."""
    weights: Mapping[str, int] = {}
    """Competency → 1 (perhaps) to 4 (almost sure); none for an abbreviation and what it stands for."""
