"""Where the names of a file stand: line and column."""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from generator.markdown import parse
from generator.markdown.veiled import met
from generator.model.names import Name
from generator.model.source import Body, Written
from generator.privacy.veil import Veil, veil_of
from generator.reading.text.parse import Split, parts
from generator.values.words import Phrase


class Sighting(NamedTuple):
    """A name in a file."""

    line: int
    column: int
    phrase: Phrase
    body: bool
    """Whether it stands in the text; else in what stands above it."""


_MOST = 4096
_FOUND: dict[tuple[bytes, tuple[Name, ...]], tuple[Sighting, ...]] = {}
"""Where the last files hold names, by what they hold."""


class Finder:
    """The files of a portfolio, searched for names."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        """Search what ``read`` gives of a path; it may raise OSError or KeyError."""
        self._read = read

    def spots(self, item: Written | Body, names: Sequence[Name]) -> tuple[Sighting, ...]:
        """Return where a file holds some names, in order; those that it was said to hold may be met nowhere."""
        try:
            return _searched(self._read(item.path if isinstance(item, Body) else item.source.path), tuple(names))
        except (OSError, KeyError):  # what cannot be read any more holds nothing
            return ()


def _searched(raw: bytes, names: tuple[Name, ...]) -> tuple[Sighting, ...]:
    """Search a file, once for the audiences that may not read the same names."""
    key = sha256(raw).digest(), names
    if key not in _FOUND:
        if len(_FOUND) >= _MOST:
            _FOUND.clear()
        _FOUND[key] = tuple(sorted(_spots(parts(raw), veil_of(names)), key=lambda sighting: sighting[:2]))
    return _FOUND[key]


def _spots(file: Split, veil: Veil) -> Iterator[Sighting]:
    above = file.yaml or ""
    for hit in veil.spans(above):
        line = above.count("\n", 0, hit.start)
        yield Sighting(file.opening + 1 + line, hit.start - above.rfind("\n", 0, hit.start), hit.name.words, body=False)
    parsed = parse(file.body or "")
    for byte, span in met(parsed, veil):
        line, column = parsed.places(byte)
        yield Sighting(file.body_line + line - 1, column, span.name.words, body=True)
