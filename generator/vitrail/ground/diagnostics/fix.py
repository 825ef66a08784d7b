"""The place of a fault, and its fix: text edits, as data that a command, an editor or a forge can use."""

from msgspec import Struct

from vitrail.ground.language import Wording


class Place(Struct, frozen=True, kw_only=True, order=True, array_like=True):
    """A place in a file of the portfolios: path relative to their root, line and column from 1.

    Columns count characters (code points) of the text as it is decoded: without its byte order mark, each end of line
    one newline.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    """Line of its end; 0 if unknown."""
    end_column: int = 0
    """First column after it: an empty place ends where it begins."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class TextEdit(Struct, frozen=True, array_like=True):
    """The replacement of a piece of a file; the rest of the file stays."""

    place: Place
    """The piece to replace, with its end: an insertion ends where it begins."""
    text: str
    """The new text; its newlines are written as the file's line ends."""


class Fix(Struct, frozen=True, kw_only=True, array_like=True):
    """The fix of a fault: all of its edits, or none. They do not overlap, and refer to one version of the files."""

    title: Wording
    """The action, as a phrase: « Écrire « réseau » »."""
    edits: tuple[TextEdit, ...]
    safe: bool = True
    """Whether it may be applied automatically: it writes the value already understood, or the only one that can be
    meant, and reveals nothing hidden to anybody."""
