"""Where the names of a file stand: line and column, remembered by its bytes and by the names that it may hold."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.markdown import parse
from generator.markdown.veiled import met
from generator.model.names import Name
from generator.model.source import Body, Written
from generator.privacy.veil import Veil, veil_of
from generator.reading.memory import Cache
from generator.reading.text.parse import Split, parts
from generator.values.words import Phrase

_FORMAT = "names-1"


class Sighting(NamedTuple):
    """A name in a file."""

    line: int
    column: int
    phrase: Phrase
    body: bool
    """Whether it stands in the text; else in what stands above it."""


_READ = msgspec.json.Decoder(tuple[Sighting, ...])


class Finder:
    """The files of a school, searched once each, whoever reads them."""

    def __init__(self, files: Mapping[str, Path], cache: Cache | None = None) -> None:
        self._files = files
        self._cache = cache
        self._known: dict[str, tuple[Sighting, ...]] = {}
        self.kept: list[str] = []
        """Keys used: what the cache must keep."""

    def spots(self, item: Written | Body, names: Sequence[Name]) -> tuple[Sighting, ...]:
        """Return where a file holds some names, in order; those that it was said to hold may be met nowhere."""
        path, digest = (item.path, item.digest) if isinstance(item, Body) else (item.source.path, item.source.digest)
        asked = f"{_FORMAT}\0{path}\0{digest}\0{names!r}"
        key = hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()
        if key not in self._known:
            kept = self._cache.get(key) if self._cache else None
            self._known[key] = _READ.decode(kept[0]) if kept else self._search(key, path, veil_of(names))
            self.kept += [key] * bool(kept)
        return self._known[key]

    def _search(self, key: str, path: str, veil: Veil) -> tuple[Sighting, ...]:
        try:
            found = tuple(sorted(_spots(parts(self._files[path].read_bytes()), veil), key=lambda one: one[:2]))
        except (OSError, KeyError):  # what cannot be read any more holds nothing
            return ()
        if self._cache:
            self._cache.put(key, msgspec.json.encode(found))
            self.kept.append(key)
        return found


def _spots(file: Split, veil: Veil) -> Iterator[Sighting]:
    above = file.yaml or ""
    for one in veil.spans(above):
        line = above.count("\n", 0, one.start)
        yield Sighting(file.opening + 1 + line, one.start - above.rfind("\n", 0, one.start), one.name.words, body=False)
    parsed = parse(file.body or "")
    for byte, span in met(parsed, veil):
        line, column = parsed.places(byte)
        yield Sighting(file.body_line + line - 1, column, span.name.words, body=True)
