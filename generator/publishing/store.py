"""Pages kept from one build to the next, by the hash of their input; safe to lose, to restore old, to corrupt."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from generator.publishing.keys import digest

_FORMAT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is remembered of a file: the digest of its bytes, and how the system knew it when they were checked."""

    content: str
    stamp: str = ""
    """Size, date and place on the disk: what changes with any writing, and in any copy."""


@dataclass(slots=True, kw_only=True)
class Store:
    """One cache folder: ``pages/<key>`` holds bytes, ``index-<audience>.json`` says which page has which key.

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

    def load(self, besides: str = "") -> None:
        """Read what earlier builds left (``besides`` one index), silently nothing when it cannot be read."""
        for index in sorted(self.folder.glob("index-*.json")):
            if index.name == besides:
                continue
            try:
                data = json.loads(index.read_text("utf-8"))
                if data["format"] == _FORMAT:
                    self.known.update(
                        {key: Kept(content=kept[0], stamp=kept[1]) for key, kept in data["pages"].items()}
                    )
                    audience = index.stem.removeprefix("index-")
                    self.searched[audience, str(data["watch"])] = frozenset(data["pages"])
            except (OSError, ValueError, KeyError, TypeError, AttributeError):
                continue

    def cleared(self, audience: str, watch_key: str) -> frozenset[str]:
        """Keys of the pages that an earlier build searched for the same values in vain."""
        return self.searched.get((audience, watch_key), frozenset())

    def find(self, key: str) -> Path | None:
        """Give the file of what was kept, if it is still what was written: as the system says, else by its bytes."""
        kept = self.known.get(key)
        if kept is None:
            return None
        path = self._path(key)
        if kept.stamp and kept.stamp == _stamp(path):
            return path
        found = self.get(key)
        return found and found[1]

    def get(self, key: str) -> tuple[bytes, Path] | None:
        """Give the bytes and the file of what was kept, when they are still what was written."""
        kept = self.known.get(key)
        if kept is None:
            return None
        path = self._path(key)
        stamp = _stamp(path)
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        if digest(raw) != kept.content:
            return None
        self.known[key] = Kept(content=kept.content, stamp=stamp)
        return raw, path

    def place(self, key: str) -> Path:
        """Say where a worker may write what has this key; nothing is known of it until ``know``."""
        path = self._path(key)
        if path.parent.name not in self.made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.made.add(path.parent.name)
        return path

    def know(self, key: str, content: str) -> Path:
        """Keep what was written at ``place``; give the file."""
        self.known[key] = Kept(content=content)
        return self._path(key)

    def put(self, key: str, raw: bytes) -> Path:
        """Keep bytes; the file appears whole or not at all."""
        path = self.place(key)
        partial = path.with_suffix(f".{os.getpid()}.part")
        partial.write_bytes(raw)
        partial.replace(path)
        return self.know(key, digest(raw))

    def holds(self, file: Path) -> bool:
        """Whether a file is one of ours, which nobody writes to."""
        return file.is_relative_to(self.folder)

    def close(self, audience: str, keys: Iterable[str], watch_key: str = "") -> None:
        """Remember this build's pages and drop the files that no audience's latest build uses."""
        self.folder.mkdir(parents=True, exist_ok=True)
        pages = {
            key: (self.known[key].content, self.known[key].stamp or _stamp(self._path(key)))
            for key in sorted(keys)
            if key in self.known
        }
        target = self.folder / f"index-{audience}.json"
        partial = target.with_suffix(f".{os.getpid()}.part")
        partial.write_text(json.dumps({"format": _FORMAT, "watch": watch_key, "pages": pages}), "utf-8")
        partial.replace(target)
        others = Store(folder=self.folder)  # read again: another audience may have been built meanwhile
        others.load(besides=target.name)
        self._sweep(pages.keys() | others.known.keys())

    def _sweep(self, used: AbstractSet[str]) -> None:
        for path in (self.folder / "pages").glob("*/*"):
            if path.name not in used or path != self._path(path.name):
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        """Sixteen folders: with the usual 256, ext4 takes twice as long to make the files, which it scatters."""
        return self.folder / "pages" / key[:1] / key


def _stamp(path: Path) -> str:
    """What the system knows of a file; a hard link more or less does not change it."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


def write_manifest(path: Path, files: Mapping[str, str]) -> None:
    """Write the list of every file of the site with the reason why it is there, sorted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(dict(sorted(files.items())), ensure_ascii=False, indent=1) + "\n", "utf-8")
