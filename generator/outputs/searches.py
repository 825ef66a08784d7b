"""The first name that an attachment says, its own name aside: what keeps it from those who may not read it."""

from collections.abc import Iterable

from msgspec import Struct

from generator.diagnostics import Place
from generator.extracts import Spot
from generator.extracts.pieces import Piece
from generator.privacy.veil import Veil
from generator.values.words import Phrase


class Withheld(Struct, frozen=True, kw_only=True):
    """Why an audience does not get a file: what it may not read is in it."""

    shown: str
    """The value as it is declared, cut to a line."""
    declared: Place
    spot: Spot
    """Where in the file."""


def first_name(pieces: Iterable[Piece], veil: Veil) -> tuple[Phrase, Spot] | None:
    """Return the first name that the texts of a file say, and where."""
    for piece in pieces:
        for hit in veil.spans(piece.text):
            return hit.name.words, piece.place(hit.start)
    return None
