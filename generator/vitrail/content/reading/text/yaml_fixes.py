"""Fixes of YAML that does not mean what its author wrote: edits of the text as written, line by line.

Each function looks at one line and returns its fix, or None when two things could be meant.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeAlias

from msgspec import Struct

from vitrail.content.model.source import place_of
from vitrail.content.reading.text.quoting import CLOSING, shown
from vitrail.ground.diagnostics import Fix, TextEdit
from vitrail.ground.language import Phrase, mark
from vitrail.ground.regex import regex

Piece: TypeAlias = tuple[int, int, int, int, str]
"""One edit: line and column of its start, line and column of its end (from 0 in the YAML text), new text."""

GOES_ON = mark("Si elle continue la ligne du dessus, décalez-la de deux espaces.")
_QUOTE_IT = mark("Mettre la valeur entre guillemets")
_CLOSE_IT, _SPACE_IT = mark("Fermer ce qui est ouvert"), mark("Remplacer les tabulations par des espaces")
_LINE = regex(r"(?P<indent> *)(?P<dashes>(?:-[ ]+)*)(?P<key>[^\W\d_][^:#\"'\[\]{}]{0,60}:[ ]+)?(?P<value>\S.*)")
_NEXT = regex(r"\s*(?:-\s.*|[^\W\d_][^:]{0,60}:(?:\s.*)?|#.*|)")
"""A line that does not continue the one above: a key, an entry, a remark, or empty."""
_RESERVED = regex(r"(?:[\[{,]|:[ ])[ ]*([@`%][^,\[\]{}\"'#]*?)[ ]*(?=[,\]}])")
"""An entry of a list on one line that begins with a sign of YAML: « [@angular/core, Vue] »."""
_CURVED = "”“„″»"
"""Marks by which a word processor replaces the straight quotation mark that should end a value."""


class Mend(Struct, frozen=True):
    """The fix of a fault of YAML."""

    title: Phrase
    pieces: tuple[Piece, ...]


class YamlFault(Struct, frozen=True):
    """A code of the YAM family and its place in the YAML text, from 0."""

    code: str
    line: int
    column: int
    values: Mapping[str, str | int] = {}
    mend: Mend | None = None


def bounded(title: Phrase, pieces: Iterable[Piece]) -> Mend | None:
    """Make a mend of many pieces; None for no piece, and for more than ``_MOST``."""
    kept = tuple(islice(pieces, _MOST + 1))
    return Mend(title, kept) if 0 < len(kept) <= _MOST else None


_MOST = 5_000
"""Most pieces of one mend: a file that needs more is no text that somebody typed."""


def placed(mend: Mend | None, path: str, first: int = 1) -> Fix | None:
    """Turn a mend of a text, which begins on a line of a file, into a fix with places in that file."""
    if mend is None:
        return None
    edits = tuple(
        TextEdit(place_of(path, (line + first, column + 1, end + first, last + 1)), text)
        for line, column, end, last, text in mend.pieces
    )
    return Fix(title=mend.title, edits=edits)


def quoted(lines: Sequence[str], number: int) -> Mend | None:
    """Quote the value of a line, or the entries of its list; None with « # », which may be a remark or text."""
    match = _line(lines, number)
    if match is None or not (match["key"] or match["dashes"]) or " #" in match["value"]:
        return None
    if match["value"][0] in "[{" and match["value"][-1] in "]}":
        entries = _RESERVED.finditer(lines[number], match.start("value"))
        pieces = ((number, entry.start(1), number, entry.end(1), shown(entry[1])) for entry in entries)
        return bounded(_QUOTE_IT, pieces)
    return Mend(_QUOTE_IT, (_whole(match, number, shown(match["value"])),))


def literal(lines: Sequence[str], number: int) -> Mend | None:
    """Put between apostrophes a value whose double quotes give its backslashes another meaning."""
    match = _line(lines, number)
    value = match["value"] if match else ""
    if match is None or len(value) < 2 or value[0] != '"' or value[-1] != '"' or '"' in value[1:-1]:  # noqa: PLR2004  # two quotes
        return None
    bare = value[1:-1].replace("\\\\", "\\").replace("'", "''")
    return Mend(mark("Mettre la valeur entre apostrophes"), (_whole(match, number, f"'{bare}'"),))


def closed_quote(lines: Sequence[str], number: int, column: int) -> Mend | None:
    """End a value with the quote that begins it, on its own line, if the next line does not continue it."""
    line = lines[number].rstrip() if number < len(lines) else ""
    sign, rest = line[column : column + 1], line[column + 1 :]
    if sign not in {'"', "'"} or not rest or sign in rest or " #" in rest or not _ends(lines, number):
        return None
    curved = rest[-1] in _CURVED
    piece = (number, len(line) - curved, number, len(line), sign)
    return Mend(mark("Fermer le guillemet"), (piece,))


def closed_bracket(lines: Sequence[str], number: int, sign: str) -> Mend | None:
    """End a list with its bracket, on its own line, if no other is open and the next line does not continue it."""
    line = lines[number].rstrip() if number < len(lines) else ""
    text = line.rstrip(",")
    left = {opening: text.count(opening) - text.count(close) for opening, close in CLOSING.items()}
    if sign not in CLOSING or left.pop(sign) != 1 or any(left.values()) or " #" in line or not _ends(lines, number):
        return None
    return Mend(_CLOSE_IT, ((number, len(text), number, len(line), CLOSING[sign]),))


def aligned(lines: Sequence[str], number: int) -> Mend | None:
    """Bring a key, or an entry, back under the one above it."""
    above = next((line for line in reversed(lines[:number]) if line.strip()), "")
    match, margin = _line(lines, number), _LINE.fullmatch(above.rstrip())
    if match is None or margin is None:
        return None
    column = margin.end("indent" if match["dashes"] and margin["dashes"] else "dashes")
    piece = (number, 0, number, match.end("indent"), " " * column)
    return Mend(mark("Aligner cette ligne sur celle du dessus"), (piece,))


def lowered(lines: Sequence[str], number: int) -> Mend | None:
    """Begin a list on the line below its key, where its other entries are."""
    match = _line(lines, number)
    below = _LINE.fullmatch(lines[number + 1].rstrip()) if number + 1 < len(lines) else None
    if match is None or below is None or not match["key"] or not below["dashes"] or not match["value"].startswith("- "):
        return None
    start = len(match["key"].rstrip()) + match.start("key")
    piece = (number, start, number, match.start("value"), "\n" + below["indent"])
    return Mend(mark("Mettre le premier tiret sur sa ligne"), (piece,))


def dashed(lines: Sequence[str], number: int) -> Mend | None:
    """Put a space after the dash of an entry, and of those beside it."""
    glued = [(at, match.end()) for at, line in enumerate(lines) if (match := _GLUED_DASH.match(line))]
    if not any(abs(at - number) <= 1 for at, _ in glued):
        return None
    return bounded(mark("Mettre une espace après le tiret"), ((at, end, at, end, " ") for at, end in glued))


_GLUED_DASH = regex(r"[ ]*-(?=[^\W\d_][^:]*$)")


def untabbed(lines: Sequence[str], read: Callable[[str], object]) -> Mend | None:
    """Replace the tabs of indents by spaces, if all widths (2, 4, 8) that can be parsed give the same value."""
    ways = [mend for width in (2, 4, 8) if (mend := bounded(_SPACE_IT, _untabbed(lines, width)))]
    values = [(read(_applied(lines, mend.pieces)), mend) for mend in ways]
    said = [(value, mend) for value, mend in values if value is not None]
    return said[0][1] if said and all(value == said[0][0] for value, _ in said) else None


def two_spaces(lines: Sequence[str]) -> Mend | None:
    """Replace the tabs of indents by two spaces, where nothing is indented by spaces."""
    return bounded(_SPACE_IT, _untabbed(lines, 2))


def _untabbed(lines: Sequence[str], width: int) -> Iterator[Piece]:
    for number, line in enumerate(lines):
        margin = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in margin:
            yield (number, 0, number, len(margin), margin.replace("\t", " " * width))


def _applied(lines: Sequence[str], pieces: Sequence[Piece]) -> str:
    out = list(lines)
    for number, start, _, end, text in pieces:
        out[number] = out[number][:start] + text + out[number][end:]
    return "\n".join(out)


def _line(lines: Sequence[str], number: int) -> re.Match[str] | None:
    return _LINE.fullmatch(lines[number].rstrip()) if 0 <= number < len(lines) else None


def _whole(match: re.Match[str], number: int, text: str) -> Piece:
    return (number, match.start("value"), number, match.end("value"), text)


def _ends(lines: Sequence[str], number: int) -> bool:
    """True if the next line does not continue a line."""
    return number + 1 >= len(lines) or _NEXT.fullmatch(lines[number + 1]) is not None
