"""What was found in a file, kept by its bytes and by what was searched: a heavy archive is opened once."""

import hashlib
import json

from generator.privacy.secrets import Secrets, leaks_in
from generator.privacy.unpacking import UnsearchableError
from generator.reading.memory import Cache

_FORMAT = "search-1"
_LIGHT = 20_000
"""Bytes under which searching again costs less than remembering."""


class Searches:
    """The searches of one build, for one audience."""

    def __init__(self, secrets: Secrets | None = None, cache: Cache | None = None, code: str = "") -> None:
        self._secrets = secrets or Secrets()
        self.cache = cache
        self._asked = hashlib.sha256(repr((_FORMAT, code, secrets)).encode()).hexdigest() if cache else ""
        self.kept: list[str] = []
        """Keys used in this build: what the cache must keep."""

    def met(self, url: str, raw: bytes) -> tuple[str, ...]:
        """Return the values that a file holds under an address. Raises UnsearchableError: as ``leaks_in``."""
        if not self._secrets:
            return ()
        if self.cache and len(raw) >= _LIGHT:
            inside = self._known(self.cache, url, raw)
        else:
            inside = leaks_in(url, raw, self._secrets)
        return tuple(dict.fromkeys((*self._secrets.in_name(url.rpartition("/")[2]), *inside)))

    def _known(self, cache: Cache, url: str, raw: bytes) -> tuple[str, ...]:
        key = hashlib.sha256(f"{self._asked}\0{url}\0{hashlib.sha256(raw).hexdigest()}".encode()).hexdigest()
        self.kept.append(key)
        if kept := cache.get(key):
            found = json.loads(kept[0])
        else:
            try:
                found = leaks_in(url, raw, self._secrets)
            except UnsearchableError:
                found = None
            cache.put(key, json.dumps(found).encode())
        if found is None:
            raise UnsearchableError
        return tuple(found)
