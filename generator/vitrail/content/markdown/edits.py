"""Rewrite a text in passes, and map a byte of the last text back to its place in the first."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct


class Edit(NamedTuple):
    """The replacement of a range of bytes."""

    start: int
    end: int
    new: bytes


class Pass(Struct, frozen=True):
    """One rewriting: the place of each edit in the texts after and before it."""

    starts: tuple[int, ...]
    places: tuple[tuple[int, int, int], ...]
    """For each edit: end in the text after, start and end in the text before."""

    def back(self, offset: int) -> int:
        """Map an offset to the text before; inside an edit, to the same distance from its start, within its range."""
        number = bisect_right(self.starts, offset) - 1
        if number < 0:
            return offset
        after, start, end = self.places[number]
        return min(start + offset - self.starts[number], end) if offset < after else offset - after + end


def rewritten(source: bytes, edits: Iterable[Edit]) -> tuple[bytes, Pass]:
    """Apply edits; of two that overlap, only the first.

    >>> text, done = rewritten("un parc".encode(), [Edit(0, 2, b"Mon grand")])
    >>> text, done.back(text.index(b"parc"))
    (b'Mon grand parc', 3)
    """
    parts: list[bytes] = []
    starts: list[int] = []
    places: list[tuple[int, int, int]] = []
    done = length = 0
    for start, end, new in sorted(edits):
        if start < done:
            continue
        parts += [source[done:start], new]
        length += start - done
        starts.append(length)
        length += len(new)
        places.append((length, start, end))
        done = end
    parts.append(source[done:])
    return b"".join(parts), Pass(tuple(starts), tuple(places))


class Places:
    """Map bytes of the last text to lines and columns, from 1, of the first."""

    def __init__(self, source: bytes, passes: Iterable[Pass]) -> None:
        self._source = source
        self._passes = tuple(passes)
        self._lines = [0, *accumulate(len(line) + 1 for line in source.split(b"\n"))]
        self._known = (0, 0, 1)
        """Line, byte and column of the last question: the next one is often further on the same line."""

    def origin(self, offset: int) -> int:
        """Return the byte of the first text that a byte of the last one comes from."""
        for rewriting in reversed(self._passes):
            offset = rewriting.back(offset)
        return offset

    def __call__(self, offset: int) -> tuple[int, int]:
        """Return the line and column of a byte of the last text."""
        first = self.origin(offset)
        line = bisect_right(self._lines, first) - 1
        known, byte, column = self._known
        if known != line or byte > first:
            byte, column = self._lines[line], 1
        column += len(self._source[byte:first].decode("utf-8", "ignore"))
        self._known = (line, first, column)
        return line + 1, column

    def verbatim(self, start: int, end: int, words: bytes) -> tuple[int, int, int, int] | None:
        """Return the line and column of the start and end of words in the first text; None if it differs there."""
        first, last = self.origin(start), self.origin(end)
        return (*self(start), *self(end)) if self._source[first:last] == words else None

    def line_of(self, offset: int) -> str:
        """Return the line of the first text that holds a byte of the last, stripped."""
        line = bisect_right(self._lines, self.origin(offset)) - 1
        return self._source[self._lines[line] : self._lines[line + 1] - 1].decode("utf-8", "ignore").strip()
