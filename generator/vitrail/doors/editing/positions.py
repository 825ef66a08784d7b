"""Conversion of places to an editor's positions: lines from 0, columns in the units it requests (UTF-16 by default)."""

from collections.abc import Sequence
from typing import Final

from lsprotocol import types as lsp
from pygls.workspace import PositionCodec

from vitrail.ground.diagnostics import Place
from vitrail.ground.regex import regex

_END: Final = regex(r"\r\n|\r|\n")
_WORD: Final = regex(r"""\s*(?:"[^"]*"|'[^']*'|[^\s,\]}:#][^,\]}:#]*|\S+)""")
"""The text that is underlined for a fault whose end is not known."""


def lines_of(text: str) -> list[str]:
    """Split a text into lines as an editor does, without a byte order mark."""
    return _END.split(text.removeprefix("\ufeff"))


def range_of(place: Place, lines: Sequence[str], codec: PositionCodec) -> lsp.Range:
    """Return the range of a place in a text."""
    row = min(place.line, len(lines)) - 1
    start = _position(row, place.column - 1, lines, codec)
    if not place.end_line:
        return lsp.Range(start, _position(row, _end(place, lines[row]), lines, codec))
    return lsp.Range(start, _position(min(place.end_line, len(lines)) - 1, place.end_column - 1, lines, codec))


def span(row: int, start: int, end: int, lines: Sequence[str], codec: PositionCodec) -> lsp.Range:
    """Return the range of a part of a line, from 0."""
    return lsp.Range(_position(row, start, lines, codec), _position(row, end, lines, codec))


def column_of(position: lsp.Position, lines: Sequence[str], codec: PositionCodec) -> int:
    """Return the column of a position in characters, from 0."""
    line, units = lines[position.line] if position.line < len(lines) else "", 0
    for column, sign in enumerate(line):
        if units >= position.character:
            return column
        units += codec.client_num_units(sign)
    return len(line)


def _end(place: Place, line: str) -> int:
    """Find the end of the value, or of the words, that begin at a place."""
    word = _WORD.match(line, place.column - 1)
    end = word.end() if word else len(line)
    return max(place.column, len(line[:end].rstrip()))


def _position(row: int, column: int, lines: Sequence[str], codec: PositionCodec) -> lsp.Position:
    return lsp.Position(row, codec.client_num_units(lines[row][:column]))
