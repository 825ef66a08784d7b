"""Where the names of a file stand: line and column."""

from collections.abc import Callable, Iterator, Sequence
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


class Finder:
    """The files of a portfolio, searched once each for the same names."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        """Search what ``read`` gives of a path; it may raise OSError or KeyError."""
        self._read = read
        self._known: dict[tuple[str, str, tuple[Name, ...]], tuple[Sighting, ...]] = {}

    def spots(self, item: Written | Body, names: Sequence[Name]) -> tuple[Sighting, ...]:
        """Return where a file holds some names, in order; those that it was said to hold may be met nowhere."""
        path, digest = (item.path, item.digest) if isinstance(item, Body) else (item.source.path, item.source.digest)
        key = path, digest, tuple(names)
        if key not in self._known:
            self._known[key] = self._search(path, veil_of(names))
        return self._known[key]

    def _search(self, path: str, veil: Veil) -> tuple[Sighting, ...]:
        try:
            return tuple(sorted(_spots(parts(self._read(path)), veil), key=lambda sighting: sighting[:2]))
        except (OSError, KeyError):  # what cannot be read any more holds nothing
            return ()


def _spots(file: Split, veil: Veil) -> Iterator[Sighting]:
    above = file.yaml or ""
    for hit in veil.spans(above):
        line = above.count("\n", 0, hit.start)
        yield Sighting(file.opening + 1 + line, hit.start - above.rfind("\n", 0, hit.start), hit.name.words, body=False)
    parsed = parse(file.body or "")
    for byte, span in met(parsed, veil):
        line, column = parsed.places(byte)
        yield Sighting(file.body_line + line - 1, column, span.name.words, body=True)
