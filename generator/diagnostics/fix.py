"""Where a fault lies, and what would mend it: edits of texts, as data that a command, an editor or a forge can use."""

from msgspec import Struct


class Place(Struct, frozen=True, kw_only=True, order=True, array_like=True):
    """A spot in a file of the portfolios: path relative to their root, line and column from 1.

    Columns count characters (code points) of the text as it is decoded: without its byte order mark, each end of line
    one newline.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    """Where it ends, when who read it knows; else 0."""
    end_column: int = 0
    """The first column after it: an empty spot ends where it begins."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class TextEdit(Struct, frozen=True):
    """A piece of a file and what should stand there; nothing else of the file moves."""

    place: Place
    """With its end: an insertion ends where it begins."""
    text: str
    """With newlines, which whoever writes the file spells as the file does."""


class Fix(Struct, frozen=True, kw_only=True):
    """What mends a fault: all of its edits, or none. They do not overlap, and their places are those of one reading."""

    title: str
    """What it does, a phrase of ours: « Écrire « réseau » »."""
    edits: tuple[TextEdit, ...]
    safe: bool = True
    """Whether a machine may apply it unasked: it writes what is already understood, or the one thing that was meant,
    and shows nobody what was hidden from them."""
