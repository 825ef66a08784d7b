"""The files that pages show or link: judged by content, pictures written anew, everything else as it is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from generator.outputs.kinds import PICTURES, judge
from generator.outputs.pictures import rewrite
from generator.reading.ledger import Entry

MAX_BYTES = 25_000_000
"""One attachment: forges refuse more, and an examiner would wait for it."""
_PICTURE_FORMAT = "picture-1"
"""Part of a cached picture's name: changes when pictures are written in another way."""


class Cache(Protocol):
    """What is remembered from one build to the next (``publishing.store.Store``)."""

    def get(self, key: str) -> tuple[bytes, Path] | None:
        """Give what was put under a key."""

    def put(self, key: str, raw: bytes) -> Path:
        """Keep bytes under a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachments:
    """Ready attachments and refused ones."""

    files: Mapping[str, Path] = field(default_factory=dict)
    """Address → file to publish under it."""
    urls: Mapping[str, str] = field(default_factory=dict)
    """Path in the portfolios → address."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Path → French reason, completes « la pièce jointe est refusée : »."""
    kept: tuple[str, ...] = ()
    """Keys used in the cache."""


def prepare(entries: Iterable[Entry], file_of: Callable[[str], Path], cache: Cache) -> Attachments:
    """Make every attachment of the ledger ready to publish; one that cannot be is refused, never the build."""
    files: dict[str, Path] = {}
    urls: dict[str, str] = {}
    refused: dict[str, str] = {}
    kept: list[str] = []
    for entry in entries:
        source = file_of(entry.path)
        ready = _ready(entry.path, source, cache, kept)
        if isinstance(ready, str):
            refused[entry.path] = ready
            continue
        path, suffix = ready
        urls[entry.path] = (entry.url or entry.path) + suffix
        files[urls[entry.path]] = path
    return Attachments(files=files, urls=urls, refused=refused, kept=tuple(kept))


def _ready(name: str, source: Path, cache: Cache, kept: list[str]) -> tuple[Path, str] | str:
    """Give the file to publish and the suffix to add to its name, or why it is refused."""
    try:
        size = source.stat().st_size
        if size > MAX_BYTES:
            return f"elle pèse {size // 1_000_000} Mo, le maximum est {MAX_BYTES // 1_000_000} Mo"
        raw = source.read_bytes()
    except OSError:
        return "le fichier ne s'ouvre pas"
    verdict = judge(name, raw)
    if not verdict.accepted:
        return verdict.reason
    suffix = name.rpartition(".")[2].lower()
    if suffix not in PICTURES:
        return source, verdict.added_suffix
    key = hashlib.sha256(_PICTURE_FORMAT.encode() + suffix.encode() + raw).hexdigest()
    found = cache.get(key)
    if found is None:
        picture = rewrite(raw, suffix)
        if isinstance(picture, str):
            return picture
        path = cache.put(key, picture.raw)
    else:
        path = found[1]
    kept.append(key)
    return path, ""
