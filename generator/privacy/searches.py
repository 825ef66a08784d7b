"""What was found in a file, kept by its bytes and by what was searched: a heavy archive is opened once."""

import hashlib

import msgspec

from generator.privacy.unpacking import UnsearchableError, texts_of
from generator.privacy.veil import Veil
from generator.reading.memory import Cache
from generator.values.words import Phrase

_FORMAT = "search-2"
_LIGHT = 20_000
"""Bytes under which searching again costs less than remembering."""
_READ = msgspec.json.Decoder(tuple[Phrase, ...] | None)


class Searches:
    """The searches of one build, for one audience."""

    def __init__(self, cache: Cache | None = None) -> None:
        self.cache = cache
        self.kept: list[str] = []
        """Keys used in this build: what the cache must keep."""

    def met(self, url: str, raw: bytes, veil: Veil) -> tuple[Phrase, ...]:
        """Return the names that a file holds, its own name aside. Raises UnsearchableError: as ``texts_of``."""
        if self.cache and len(raw) >= _LIGHT:
            return self._known(self.cache, url, raw, veil)
        return _met(url, raw, veil)

    def _known(self, cache: Cache, url: str, raw: bytes, veil: Veil) -> tuple[Phrase, ...]:
        asked = f"{_FORMAT}\0{veil.digest}\0{url.rpartition('.')[2]}\0{hashlib.sha256(raw).hexdigest()}"
        key = hashlib.sha256(asked.encode()).hexdigest()
        self.kept.append(key)
        if kept := cache.get(key):
            found: tuple[Phrase, ...] | None = _READ.decode(kept[0])
        else:
            try:
                found = _met(url, raw, veil)
            except UnsearchableError:
                found = None
            cache.put(key, msgspec.json.encode(found))
        if found is None:
            raise UnsearchableError
        return found


def _met(url: str, raw: bytes, veil: Veil) -> tuple[Phrase, ...]:
    name = f"file.{url.rpartition('.')[2]}"  # its address holds no name any more, and is no content
    return tuple(dict.fromkeys(one.name.words for text in texts_of(name, raw) for one in veil.spans(text)))
