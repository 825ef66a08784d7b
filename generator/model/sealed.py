"""What a verdict judged, as it was read, and how it differs from what is there now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Row: TypeAlias = tuple[str, ...]
"""One value of a key; a claim is (code, sentence), a production (title, state, link, reason, digest)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """All that the reader of one work saw, in a form that is the same on every machine.

    Whatever kind of work may be judged later has its own keys; nothing here knows what a key means.
    """

    kind: str
    """« réalisation »."""
    keys: tuple[tuple[str, tuple[Row, ...]], ...] = ()
    """Key, as authors write it → its values; those without an order are sorted, an absent one is left out."""
    files: tuple[tuple[str, str], ...] = ()
    """Path from the portfolio's folder → digest, of each file that the text shows or links."""
    text: tuple[str, ...] = ()
    """Lines of the text, without spaces at their end."""


class SealedPart(StrEnum):
    """What part of a work differs; the values are what people read."""

    KEY = "clé"
    FILE = "fichier"
    TEXT = "texte"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: a key, a file, or some neighbouring paragraphs."""

    part: SealedPart
    name: str = ""
    """The key or the path; empty for paragraphs."""
    before: tuple[str, ...] = ()
    """Values or paragraphs that were sealed and are gone; for a file, its digest."""
    after: tuple[str, ...] = ()
    """Values or paragraphs that came since."""
