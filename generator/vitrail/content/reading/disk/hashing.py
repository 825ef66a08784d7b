"""Hashes and stamps of files. A file too large to be published has its size instead of a hash.

Seals hash the content with plain line ends in text, since git converts them on some machines.
"""

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, TypeAlias

from vitrail.content.reading.disk.names import why_ignored
from vitrail.ground.memo.files import LARGE
from vitrail.ground.regex import regex

Stamps: TypeAlias = Mapping[str, tuple[int, ...]]
"""Path from the folder, as the disk spells it → kind, size, dates of content and entry, inode; () for a folder."""

_ODD = bytes({*range(8), 11, *range(14, 27), *range(28, 32), 127})
"""Bytes that git counts as no text; back space, tab, form feed and escape are text."""
_SHARE = 128
"""Fewest bytes of text for each odd byte, in a file that git takes for text."""
_HEAD = 1024
"""Bytes among which a reader of PDF looks for the first line."""
_TABLE = regex(rb"startxref\s{1,4}([0-9]{1,9})\s")
_PARTS = regex(rb"xref\s|[0-9]{1,9} [0-9]{1,5} obj\b")


class Disk(Protocol):
    """The files of a school, by their path from its root (``memo.Memo``, ``memo.files.Files``)."""

    def read(self, path: str, /) -> bytes:
        """Return the bytes of a file. Raises OSError."""

    def size(self, path: str, /) -> int:
        """Return how many bytes it has."""


def hash_content(disk: Disk, path: str) -> str:
    """Return the hash of a file, whatever line ends git gave to its text: ``sha256:…``, or its size. Raises OSError."""
    size = disk.size(path)
    plain = b"" if size > LARGE else with_plain_ends(disk.read(path))
    return f"octets:{size}" if size > LARGE else f"sha256:{hashlib.sha256(plain).hexdigest()}"


def with_plain_ends(raw: bytes) -> bytes:
    r"""Return text with ``\n`` for ``\r\n``, and anything else as it is.

    Text is what ``core.autocrlf`` converts (git, ``convert.c``): no NUL, no lone ``\r``, and fewer than one odd byte in
    128. Git takes a PDF without compression for text, and breaks it: its parts are found by their offsets. Its plain
    form is then the one whose offsets are right.
    """
    pairs = raw.count(b"\r\n")
    if not pairs or raw.count(b"\r") != pairs or b"\0" in raw:
        return raw
    odd = len(raw) - len(raw.translate(None, _ODD))
    printable = len(raw) - odd - pairs - raw.count(b"\n")
    odd -= raw.endswith(b"\x1a")
    if printable // _SHARE < odd:
        return raw
    plain = raw.replace(b"\r\n", b"\n")
    return raw if b"%PDF-" in raw[:_HEAD] and not _finds_its_parts(plain) else plain


def _finds_its_parts(pdf: bytes) -> bool:
    """True if the table of a PDF's parts is at the offset given at its end."""
    ends = _TABLE.findall(pdf[-_HEAD:])
    return bool(ends) and _PARTS.match(pdf, int(ends[-1])) is not None


def stamps(root: Path) -> Stamps:
    """Stamp every entry under a folder, the folders themselves too; one that cannot be listed is an empty one."""
    stamped: dict[str, tuple[int, ...]] = {}
    pending = [""]
    base = os.fspath(root)
    while pending:
        folder = pending.pop()
        try:
            listing = os.scandir(f"{base}/{folder}")
        except OSError:
            continue
        with listing:
            for entry in listing:
                name = folder + entry.name
                if why_ignored(entry.name):
                    stamped[name] = ()
                elif entry.is_dir(follow_symlinks=False):
                    stamped[name] = ()
                    pending.append(f"{name}/")
                else:
                    stamped[name] = stamp(entry)
    return stamped


def stamp(entry: os.DirEntry[str] | Path) -> tuple[int, ...]:
    """Return the stamp of one file, ``(-1,)`` if it is missing; that of a link is its target's, with its own inode."""
    try:
        own = entry.stat(follow_symlinks=False)
        status = entry.stat() if stat.S_ISLNK(own.st_mode) else own
    except OSError:
        return (-1,)
    return (own.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, own.st_ino)
