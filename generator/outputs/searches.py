"""The first name that a file says, kept by its bytes and by what was searched: a heavy text is searched once."""

import hashlib
from pathlib import Path

from msgspec import Struct, msgpack

from generator.extracts import Spot
from generator.outputs.looks import texts
from generator.privacy.veil import Veil
from generator.reading.memory import Cache
from generator.values.words import Phrase

_FORMAT = "search-3"


class FoundName(Struct, frozen=True):
    """A name that a file holds."""

    phrase: Phrase
    spot: Spot
    """Where in the file."""


class Searches:
    """The searches of one build, for one audience."""

    def __init__(self, cache: Cache | None = None) -> None:
        self.cache = cache
        self.kept: list[str] = []
        """Keys used in this build: what the cache must keep."""

    def met(self, path: str, file: Path, look: str, veil: Veil) -> FoundName | None:
        """Return the first name that a file says, its own name aside.

        ``look`` is what it is remembered by; nothing for one that is read again sooner. Raises OSError.
        """
        if not self.cache or not look:
            return self._first(path, file.read_bytes(), veil)
        asked = f"{_FORMAT}\0{veil.digest}\0{look}"
        key = hashlib.sha256(asked.encode()).hexdigest()
        self.kept.append(key)
        if kept := self.cache.get(key):
            return msgpack.decode(kept[0], type=FoundName | None)
        found = self._first(path, file.read_bytes(), veil)
        self.cache.put(key, msgpack.encode(found))
        return found

    def _first(self, path: str, raw: bytes, veil: Veil) -> FoundName | None:
        for piece in texts(path, raw, self.cache):
            for hit in veil.spans(piece.text):
                return FoundName(hit.name.words, piece.place(hit.start))
        return None
