"""Pages kept from one build to the next, by the hash of their input; safe to lose, to restore old, to corrupt."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.publishing.keys import digest

_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is remembered of a page: the key of its input and the digest of its bytes."""

    key: str
    content: str


@dataclass(slots=True, kw_only=True)
class Store:
    """One cache folder: ``pages/<key>`` holds bytes, ``<audience>.json`` says which page has which key.

    Everything is checked against a digest when it is used, so that a cache restored from another branch or
    half-written costs time and never a wrong page.
    """

    folder: Path
    known: dict[str, Kept] = field(default_factory=dict)
    """By the key's own hexadecimal name."""
    made: set[str] = field(default_factory=set)
    """Folders known to exist."""
    searched: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """(audience, hash of what was searched) → keys of the pages that do not hold it."""

    def load(self) -> None:
        """Read what earlier builds left, silently nothing when it cannot be read."""
        for index in sorted(self.folder.glob("index-*.json")):
            try:
                data = json.loads(index.read_text("utf-8"))
                if data["format"] == _FORMAT:
                    self.known.update({key: Kept(key=key, content=content) for key, content in data["pages"].items()})
                    audience = index.stem.removeprefix("index-")
                    self.searched[audience, str(data["watch"])] = frozenset(data["pages"])
            except (OSError, ValueError, KeyError, TypeError, AttributeError):
                continue

    def cleared(self, audience: str, watch_key: str) -> frozenset[str]:
        """Keys of the pages that an earlier build searched for the same values in vain."""
        return self.searched.get((audience, watch_key), frozenset())

    def get(self, key: str) -> tuple[bytes, Path] | None:
        """Give a page's bytes and file when they are still what was written."""
        kept = self.known.get(key)
        if kept is None:
            return None
        path = self._path(key)
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        return (raw, path) if digest(raw) == kept.content else None

    def place(self, key: str) -> Path:
        """Say where a worker may write what has this key; nothing is known of it until ``know``."""
        return self._path(key)

    def know(self, key: str, content: str) -> Path:
        """Keep what was written at ``place``; give the file."""
        self.known[key] = Kept(key=key, content=content)
        return self._path(key)

    def put(self, key: str, raw: bytes) -> Path:
        """Keep bytes; the file appears whole or not at all."""
        path = self._path(key)
        partial = path.with_suffix(f".{os.getpid()}.part")
        partial.write_bytes(raw)
        partial.replace(path)
        self.known[key] = Kept(key=key, content=digest(raw))
        return path

    def close(self, audience: str, keys: Iterable[str], watch_key: str = "") -> None:
        """Remember this build's pages and drop the files that no audience's latest build uses."""
        self.folder.mkdir(parents=True, exist_ok=True)
        pages = {key: self.known[key].content for key in sorted(keys) if key in self.known}
        target = self.folder / f"index-{audience}.json"
        partial = target.with_suffix(f".{os.getpid()}.part")
        partial.write_text(json.dumps({"format": _FORMAT, "watch": watch_key, "pages": pages}), "utf-8")
        partial.replace(target)
        self._sweep()

    def _sweep(self) -> None:
        fresh = Store(folder=self.folder)
        fresh.load()
        for path in (self.folder / "pages").glob("*/*"):
            if path.name not in fresh.known:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        folder = self.folder / "pages" / key[:2]
        if key[:2] not in self.made:
            folder.mkdir(parents=True, exist_ok=True)
            self.made.add(key[:2])
        return folder / key


def write_manifest(path: Path, files: Mapping[str, str]) -> None:
    """Write the list of every file of the site with the reason why it is there, sorted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(dict(sorted(files.items())), ensure_ascii=False, indent=1) + "\n", "utf-8")
