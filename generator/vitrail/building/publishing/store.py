"""Pages kept from one build to the next, by the hash of their input; safe to lose, to restore old, to corrupt."""

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from vitrail.building.publishing.disk.folder import IDLE
from vitrail.building.publishing.disk.stamps import Stamp, stamp
from vitrail.building.publishing.page_keys import digest
from vitrail.ground.memo.signed import SignedFolder
from vitrail.ground.memo.table import KeptTable
from vitrail.ground.memo.whole import discard, write_whole

_FORMAT = "store 7"
_INDEX = "index-"


class Kept(Struct, frozen=True, array_like=True):
    """A row of an index: the digest of a file's bytes, and the stamp of the file when they were checked."""

    content: str
    stamp: Stamp | None = None


class Store(Struct, kw_only=True):
    """One cache folder: ``pages/<key>`` holds bytes, ``index-<edition>`` says which page has which key.

    Everything is checked against a digest when it is used, and the digests against a signature, so that a cache
    restored from another branch, half-written or forged costs time and never a wrong page.
    """

    folder: Path
    key: bytes
    """Key that signs the indexes (``signing.cache_key``)."""
    tables: dict[str, KeptTable[Kept, None]] = {}
    """Edition, or ``check`` → its index on the disk."""
    known: dict[str, Kept] = {}
    """Key, in hexadecimal → its row, from any index or of this run."""
    made: set[str] = set()
    """Names of the folders known to exist: first digits of keys."""
    pulse: Callable[[], None] = lambda: None
    """Called at every look-up, many times in a build: what it raises gives the build up."""
    before: dict[str, dict[str, Kept]] = {}
    """Edition, or ``check`` → key → row, of the files that its latest run used."""

    def load(self) -> None:
        """Read the indexes of earlier builds; one that cannot be read or was not signed here counts as empty."""
        for edition, table in self._indexes():
            self.tables[edition] = table
            self.before[edition] = rows = table.rows()
            self.known.update(rows)

    def _indexes(self) -> Iterator[tuple[str, KeptTable[Kept, None]]]:
        for path in sorted(self.folder.glob(f"{_INDEX}*")):
            if not path.suffix:
                yield (edition := path.name.removeprefix(_INDEX)), self._table(edition)

    def _table(self, edition: str) -> KeptTable[Kept, None]:
        return KeptTable(SignedFolder(self.folder, self.key, _FORMAT), f"{_INDEX}{edition}", Kept, type(None))

    def find(self, key: str) -> str | None:
        """Return the path of a kept file if its stamp, or else the digest of its bytes, is as recorded; else None."""
        self.pulse()
        kept = self.known.get(key)
        if kept is None:
            return None
        path = self._path(key)
        if kept.stamp and kept.stamp == _stamp(path):
            return path  # a str: a build looks up each page, and a Path takes longer to make than the file to link
        return path if self.get(key) else None

    def get(self, key: str) -> tuple[bytes, Path] | None:
        """Return the bytes and the path of a kept file, None unless they have the digest of what was written."""
        self.pulse()
        kept = self.known.get(key)
        if kept is None:
            return None
        path = self._path(key)
        known = _stamp(path)
        try:
            with open(path, "rb", buffering=0) as stream:  # noqa: PTH123  # a third faster than Path.open
                raw = stream.read()
        except OSError:
            return None
        if digest(raw) != kept.content:
            return None
        self.known[key] = Kept(content=kept.content, stamp=known)
        return raw, Path(path)

    def place(self, key: str) -> Path:
        """Return the path to which a worker may write the file of a key; it is not found there until ``know``."""
        path = Path(self._path(key))
        if key[:1] not in self.made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.made.add(key[:1])
        return path

    def know(self, key: str, content: str) -> Path:
        """Record the digest of the file that was written at ``place``; return its path."""
        self.known[key] = Kept(content=content)
        return Path(self._path(key))

    def put(self, key: str, raw: bytes) -> Path:
        """Keep bytes; the file appears whole or not at all."""
        write_whole(self.place(key), raw)
        return self.know(key, digest(raw))

    @contextmanager
    def tentative(self) -> Iterator[None]:
        """Forget the rows recorded in this block if it ends with an exception."""
        before = dict(self.known)
        try:
            yield
        except BaseException:
            self.known = before
            raise

    def holds(self, file: Path) -> bool:
        """True if a file lies in the cache: nobody writes to it, so that a site may link it."""
        return file.is_relative_to(self.folder)

    def close(self, edition: str, keys: Iterable[str], beside: Iterable[str] | None = None) -> None:
        """Write an edition's index: ``keys`` and, unless ``beside`` is None, those of its last index but ``beside``."""
        pages = {} if beside is None else dict(self.before.get(edition, {}))
        for key in beside or ():
            pages.pop(key, None)
        for key in keys:
            if kept := self.known.get(key):
                pages[key] = kept if kept.stamp else Kept(content=kept.content, stamp=_stamp(self._path(key)))
        self.known.update(pages)
        self.before[edition] = pages
        self.tables.setdefault(edition, self._table(edition)).keep(pages)

    @property
    def size(self) -> int:
        """Bytes of all that the latest runs used, once this one is closed."""
        used: dict[str, Kept] = {}
        for rows in self.before.values():
            used |= rows
        return sum(kept.stamp[0] for kept in used.values() if kept.stamp)

    def sweep(self) -> None:
        """Drop the files that no edition's latest build uses; only while nobody else uses the cache."""
        for edition, _ in [*self._indexes()]:
            files = [*self.folder.glob(f"{_INDEX}{edition}*")]
            alone = "-" in edition  # a portfolio, or a class
            if alone and time.time() - max(file.stat().st_mtime for file in files) > IDLE:
                for file in files:
                    discard(str(file))
        used = {key for _, table in self._indexes() for key in table.rows()}
        for folder in (self.folder / "pages").glob("*"):
            with os.scandir(folder) as listing:
                left = [file.path for file in listing if file.name not in used or file.name[:1] != folder.name]
            for name in left:
                discard(name)
        for path in self.folder.glob("*.part"):  # of builds that were killed
            discard(str(path))

    def _path(self, key: str) -> str:
        """Return the path of a key, in one of 16 folders: in the usual 256, ext4 scatters files and is half as fast."""
        return f"{self.folder}/pages/{key[:1]}/{key}"  # a str: six thousand of them are made in a build


def _stamp(path: str) -> Stamp | None:
    """Return the stamp of a file, None when it does not exist."""
    try:
        status = os.stat(path)  # noqa: PTH116  # half the time of Path.stat
    except OSError:
        return None
    return stamp(status)


def write_manifest(path: Path, files: Mapping[str, str]) -> None:
    """Write the list of every file of the site with the reason why it is there, sorted."""
    write_whole(path, (json.dumps(dict(sorted(files.items())), ensure_ascii=False, indent=1) + "\n").encode())
