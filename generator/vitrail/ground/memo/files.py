"""The files of a school as questions know them: looked at once a turn, read when somebody asks what they hold.

Verdicts may be in a folder apart: its tree is laid over the first, but for what is not below a folder ``evaluations``.

As git does, a file is read again when its size, one of its dates or its place on the disk moved, and as long as it is
so recent that another writing could bear the same date.
"""

import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct

from vitrail.ground.memo.whole import read_whole
from vitrail.ground.regex import regex

_RECENT: Final = 3_000_000_000
"""Nanoseconds: more than the coarsest dates of a file system, and than what two clocks may differ by."""
_WINDOWS: Final = os.name == "nt"
DEVICES: Final = regex(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")
"""Names that Windows opens as a port, and waits for what comes out of it."""
_TELLS: Final = os.name == "posix"
"""Whether the system dates every change itself; Windows dates the making of a file, and anybody may set the other."""
LARGE = 25_000_000
"""Bytes beyond which forges refuse a file, and we a page or an attachment: its size is all that is known of it."""
_ABSENT, _UNREADABLE = b"-", b"!0"
VERDICTS: Final = "evaluations"
"""The folder of a class's verdicts: all that is read of a folder apart."""

KnownFiles: TypeAlias = Mapping[str, tuple[bytes, bytes]]
"""Path → how the system knew the file, digest of what it held."""


class FolderEntry(Struct, frozen=True):
    """What a folder says of one of its names."""

    name: str
    mode: int = 0
    """Its type (``stat.S_IFMT``); of a link, that of its target; 0 when the system would not say."""
    size: int = 0
    stamp: bytes = b""
    """What moves with any writing; empty when it would not say so."""
    leads: str = ""
    """Of a link: « in » its own folder, or « out »."""
    missing: bool = False
    """Whether it is a link to nothing."""

    @property
    def folder(self) -> bool:
        """True if it is a folder, and not a link to one."""
        return stat.S_ISDIR(self.mode) and not self.leads

    @property
    def kind(self) -> str:
        """Return its name and its type: what moves when it is replaced by another kind of thing."""
        return f"{self.name}\0{self.mode}{self.leads}{self.missing:d}"


_NOBODY: Final = FolderEntry(name="")
_Listing: TypeAlias = dict[str, tuple[FolderEntry, ...] | None]


class DiskFolder:
    """The files below a folder, by their path from there as the disk spells it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def place(self, path: str) -> str:
        """Say where a file is on the disk."""
        return os.path.join(self.root, path)  # noqa: PTH118  # a third faster

    def read(self, path: str) -> bytes:
        """Return what a file holds, of a large one its size in words. Raises OSError: it cannot be read."""
        with open(self.place(path), "rb", buffering=0) as stream:  # noqa: PTH123  # a third faster
            size = os.fstat(stream.fileno()).st_size
            return b"%d octets" % size if size > LARGE else read_whole(stream, size, LARGE)

    def size(self, path: str) -> int:
        """Return how many bytes a file has, 0 for one that is not there."""
        with suppress(OSError):
            return Path(self.place(path)).stat().st_size
        return 0


class SourceFiles(DiskFolder):
    """The files below a folder, looked at together."""

    def __init__(
        self,
        root: Path,
        known: KnownFiles | None = None,
        apart: Path | None = None,
        own: tuple[str, Path] | None = None,
        reserved: bool = False,  # noqa: FBT001, FBT002  # as the project says it
    ) -> None:
        """Look at the files below ``root``, and at verdicts below ``apart`` if it is there; ``reserved``: only there.

        ``own`` is a folder beside them, with how paths to it begin: « ../docs/ ».
        """
        super().__init__(root)
        self.apart, self.own, self._other = apart, own, frozenset[str]() if reserved else None
        self.doubled: tuple[str, ...] = ()
        """Files of both folders under one path: those of ``apart`` are read."""
        self.known: dict[str, tuple[bytes, bytes]] = dict(known or {})
        self.moved = False
        """Whether something of ``known`` is worth keeping that was not."""
        self.listing: _Listing = {}
        """Folder, with its final slash → its entries by name; None when it cannot be listed."""
        self._entries: dict[str, FolderEntry] = {}
        self.judging = self._other
        """The only files that hold verdicts, those of the folder apart; None: wherever they stand."""
        self._names = b""
        self.look()

    def look_at(self, paths: Iterable[str]) -> None:
        """Ask the system again about some files alone; about all of them when one came or went."""
        now = time.time_ns()
        fresh = {path: stamped(Path(self.place(path)), now) for path in paths}
        if any(self._entries.get(path, _NOBODY).kind != entry.kind for path, entry in fresh.items()):
            self.look()
        else:
            self._entries |= fresh

    def look(self) -> None:
        """Ask the system about every file again; none is opened."""
        self.listing, self._names = _listed(self.root), b""
        self.doubled, self.judging = self._lay(_verdicts(_listed(self.apart))) if self.joined else ((), self._other)
        if self.own:
            self.listing |= {self.own[0] + folder: entries for folder, entries in _listed(self.own[1]).items()}
        self._entries = dict(_files(self.listing))

    @property
    def joined(self) -> bool:
        """True if verdicts are in a folder apart, and it is there."""
        return self.apart is not None and self.apart.is_dir()

    def place(self, path: str) -> str:
        """Say where a file is on the disk."""
        if self.own and path.startswith(self.own[0]):
            return os.path.join(self.own[1], path.removeprefix(self.own[0]))  # noqa: PTH118
        return os.path.join(self.apart or "", path) if path in (self.judging or ()) else super().place(path)  # noqa: PTH118

    def _lay(self, verdicts: _Listing) -> tuple[tuple[str, ...], frozenset[str]]:
        """Lay a listing over that of the school; give the files that were under its paths, and those that now are."""
        doubled = []
        for folder, entries in verdicts.items():
            there = {entry.name: entry for entry in self.listing.get(folder) or ()}
            doubled += [folder + entry.name for entry in entries or () if not entry.folder and entry.name in there]
            merged = {**there, **{entry.name: entry for entry in entries or ()}}
            unlisted = entries is None and not there
            self.listing[folder] = None if unlisted else tuple(sorted(merged.values(), key=lambda entry: entry.name))
        return tuple(sorted(doubled)), frozenset(path for path, _ in _files(verdicts))

    def names(self) -> bytes:
        """Digest which files and folders there are, and what kind of thing each is, whatever they hold."""
        if not self._names:
            folders = (
                "\0".join((folder, "?" if entries is None else "", *(entry.kind for entry in entries or ())))
                for folder, entries in sorted(self.listing.items())
            )
            told = (repr((self.doubled, self.judging and sorted(self.judging))), *folders)
            self._names = digest(*(text.encode("utf-8", "surrogatepass") for text in told))
        return self._names

    def size(self, path: str) -> int:
        """Return how many bytes a file had when it was looked at, 0 for one that was not there."""
        return self._entries.get(path, _NOBODY).size

    def digest(self, path: str) -> bytes:
        """Digest what a file holds, or remember; one that cannot be read has a digest too."""
        entry = self._entries.get(path)
        if entry is None:
            return _ABSENT
        if not stat.S_ISREG(entry.mode) or entry.leads == "out":  # a pipe would be waited for
            return _UNREADABLE
        kept = self.known.get(path)
        if kept and entry.stamp and kept[0] == entry.stamp:
            return kept[1]
        try:
            return self.learn(path, digest(self.read(path)))
        except OSError as error:
            return b"!%d" % (error.errno or 0)

    def seen(self) -> bytes:
        """Digest how the system knew every file; empty when it would not tell of one that somebody wrote to it."""
        stamps = [entry.stamp for _, entry in sorted(self._entries.items()) if stat.S_ISREG(entry.mode)]
        return digest(self.names(), b"\0".join(stamps)) if all(stamps) else b""

    def unmoved(self) -> Iterator[tuple[str, bytes]]:
        """Yield each file that is as it was when it was read last, with the digest that is remembered."""
        for path, (stamp, digested) in self.known.items():
            if (entry := self._entries.get(path)) and entry.mode and entry.stamp == stamp:
                yield path, digested

    def whole(self) -> bytes:
        """Digest the names of all the files and what each holds."""
        return digest(self.names(), *map(self.digest, sorted(self._entries)))

    def learn(self, path: str, digested: bytes) -> bytes:
        """Remember a digest, under the stamp that the file had before it was read; give it back."""
        entry = self._entries.get(path)
        if entry and entry.stamp and _is_text(path) and self.known.get(path) != (entry.stamp, digested):
            self.known[path] = entry.stamp, digested
            self.moved = True
        return digested

    def held(self) -> KnownFiles:
        """Return what is known of the files that are there."""
        return {path: stamped for path, stamped in self.known.items() if path in self._entries}


def _listed(root: Path | None) -> _Listing:
    """List a folder and all those below it, each with its final slash; None stands for one that cannot be listed."""
    listing: _Listing = {}
    base, pending, now = os.path.realpath(root or ""), [""], time.time_ns()
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(f"{base}/{folder}") as scan:
                entries = sorted((stamped(entry, now) for entry in scan), key=lambda entry: entry.name)
        except OSError:
            listing[folder] = None
            continue
        # one that went since is not there; a link that leads nowhere is
        listing[folder] = tuple(entry for entry in entries if entry.leads or not entry.missing)
        pending += [f"{folder}{entry.name}/" for entry in entries if entry.folder]
    return listing


def _files(listing: _Listing) -> Iterator[tuple[str, FolderEntry]]:
    return (
        (folder + entry.name, entry)
        for folder, entries in listing.items()
        for entry in entries or ()
        if not entry.folder
    )


def _verdicts(listing: _Listing) -> _Listing:
    """Keep what is below a folder ``evaluations``, and the way there."""
    inside = {folder for folder in listing if VERDICTS in folder.split("/")}
    way = {folder[: end + 1] for folder in inside for end, sign in enumerate(folder) if sign == "/"} | {""}
    return {
        folder: entries if entries is None else tuple(
            entry for entry in entries if (f"{folder}{entry.name}/" in way if entry.folder else folder in inside)
        )
        for folder, entries in listing.items() if folder in way
    }  # fmt: skip


def _is_text(path: str) -> bool:
    """True if a path can be written down; a name of the disk may be no text."""
    with suppress(UnicodeEncodeError):
        return path.isascii() or bool(path.encode())
    return False


def digest(*parts: bytes) -> bytes:
    """Digest some bytes: sixteen are what an accident and a forger would need to meet.

    >>> digest(b"a.md", b"Un") == digest(b"a.mdUn"), len(digest(b""))
    (True, 16)
    """
    total = blake2b(digest_size=16)
    for part in parts:
        total.update(part)
    return total.digest()


def stamped(place: os.DirEntry[str] | Path, now: int) -> FolderEntry:
    """Ask the system about one name of a folder.

    >>> stamped(Path("nobody.md"), now=0).missing
    True
    """
    leads = ""
    if _WINDOWS and DEVICES.match(place.name):
        return FolderEntry(name=place.name)
    try:
        if place.is_symlink():
            folder, target = os.path.realpath(os.path.dirname(place)), os.path.realpath(place)  # noqa: PTH120
            leads = "in" if os.path.commonpath([folder, target]) == folder else "out"
        elif place.is_dir():  # told with its name
            return FolderEntry(place.name, stat.S_IFDIR)
        status = place.stat()
    except OSError as error:
        return FolderEntry(name=place.name, leads=leads, missing=isinstance(error, FileNotFoundError))
    settled = _TELLS and max(status.st_mtime_ns, status.st_ctime_ns) < now - _RECENT
    parts = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev)
    stamp = b"%d %d %d %d %d" % parts if settled else b""
    return FolderEntry(place.name, stat.S_IFMT(status.st_mode), status.st_size, stamp, leads)
