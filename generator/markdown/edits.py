"""Texts rewritten in passes, and the way back: where a byte of the last text stands in the first."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct


class Edit(NamedTuple):
    """Bytes of a text to be replaced."""

    start: int
    end: int
    new: bytes


class Pass(Struct, frozen=True):
    """One rewriting: where each edit begins in the text after it, with its ends on both sides."""

    starts: tuple[int, ...]
    places: tuple[tuple[int, int, int], ...]
    """End after, start before, end before."""

    def back(self, offset: int) -> int:
        """Return the place before the rewriting; what an edit brought lies at its start."""
        number = bisect_right(self.starts, offset) - 1
        if number < 0:
            return offset
        after, start, end = self.places[number]
        return min(start + offset - self.starts[number], end) if offset < after else offset - after + end


def rewritten(source: bytes, edits: Iterable[Edit]) -> tuple[bytes, Pass]:
    """Apply edits; of two that meet, the first one alone.

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
    """Line and column, from 1, of each byte of a text and of what it was rewritten to."""

    def __init__(self, source: bytes, passes: Iterable[Pass]) -> None:
        self._source = source
        self._passes = tuple(passes)
        self._lines = [0, *accumulate(len(line) + 1 for line in source.split(b"\n"))]
        self._known = (0, 0, 1)
        """A line, a byte and the column there: the next that is asked is often further on the same line."""

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
        """Return where words of the last text begin and end in the first; None when they do not stand there as such."""
        first, last = self.origin(start), self.origin(end)
        return (*self(start), *self(end)) if self._source[first:last] == words else None

    def line_of(self, offset: int) -> str:
        """Return the line on which a byte of the last text was written, without the space around."""
        line = bisect_right(self._lines, self.origin(offset)) - 1
        return self._source[self._lines[line] : self._lines[line + 1] - 1].decode("utf-8", "ignore").strip()
