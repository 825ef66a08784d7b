"""A file known by its bytes, or by its size alone when it is so large that nothing of it is ever published.

A seal knows a file by its content, which is the same on a machine where git writes text with other line ends. As git
does, a file is read again when its size, one of its dates or its place on the disk moved, and as long as it is so
recent that another writing could bear the same date.
"""

import hashlib
import os
import re
import stat
import time
from collections.abc import Mapping
from io import FileIO
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct, field

from generator.reading.disk.names import why_ignored

Stamps: TypeAlias = Mapping[str, tuple[int, ...]]
"""Path from the folder, as the disk spells it → kind, size, dates of content and entry, inode; () for a folder."""

_RECENT: Final = 3_000_000_000
"""Nanoseconds: more than the coarsest dates of a file system, and than what two clocks may differ by."""
_TELLS: Final = os.name == "posix"
"""Whether the system dates every change itself; Windows dates the making of a file, and anybody may set the other."""

LARGE = 25_000_000
"""Bytes beyond which a file is refused, as a page and as an attachment."""

_ODD = bytes({*range(8), 11, *range(14, 27), *range(28, 32), 127})
"""Bytes that git counts as no text; back space, tab, form feed and escape are text."""
_SHARE = 128
"""Bytes of text for one odd byte, at least, in what git takes for text."""
_HEAD = 1024
"""Bytes among which a reader of PDF looks for the first line."""
_TABLE = re.compile(rb"startxref\s{1,4}([0-9]{1,9})\s")
_PARTS = re.compile(rb"xref\s|[0-9]{1,9} [0-9]{1,5} obj\b")


def hash_file(path: str | Path) -> str:
    """Hash a file, never holding more of it than what may be published. Raises OSError: when it cannot be read."""
    raw, size = _read(path)
    return f"{size}" if raw is None else hashlib.sha256(raw).hexdigest()


def hash_content(path: str | Path) -> str:
    """Say what a file holds, whatever line ends git gave to its text: ``sha256:…``, or its size. Raises OSError."""
    raw, size = _read(path)
    return f"octets:{size}" if raw is None else f"sha256:{hashlib.sha256(with_plain_ends(raw)).hexdigest()}"


def _read(path: str | Path) -> tuple[bytes | None, int]:
    """Return the bytes of a file, None when it is too large, and its size."""
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123  # a third faster than Path.open
        size = os.fstat(stream.fileno()).st_size
        return None if size > LARGE else read_whole(stream, size, LARGE), size


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
    """True if the table of a PDF is where its end says."""
    ends = _TABLE.findall(pdf[-_HEAD:])
    return bool(ends) and _PARTS.match(pdf, int(ends[-1])) is not None


def read_whole(stream: FileIO, size: int, limit: int) -> bytes:
    """Read a file that is said to have ``size`` bytes; one that grew meanwhile is read on, to about ``limit``.

    Asking for the limit at once would be enough, but Python clears as much memory as is asked for.
    """
    raw = stream.read(size + 1) or b""
    return raw + (stream.read(limit) or b"") if len(raw) > size else raw


class Hashes(Struct, kw_only=True):
    """What is known of files, by their path on the disk."""

    known: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Path → how the system knew the file, its hash."""
    used: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What is worth keeping of this run."""

    @property
    def moved(self) -> bool:
        """True if there is something to keep that was not kept."""
        return self.used != self.known

    def of(self, path: str, status: os.stat_result | None = None) -> str:
        """Hash a file (``hash_file``), or remember; ``status`` when somebody just asked for it. Raises OSError."""
        status = status or os.stat(path)  # noqa: PTH116  # half the time of Path.stat
        stamp = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino} {status.st_dev}"
        kept = self.used.get(path) or self.known.get(path)
        if _TELLS and kept and kept[0] == stamp:
            self.used[path] = kept
            return kept[1]
        settled = max(status.st_mtime_ns, status.st_ctime_ns) < time.time_ns() - _RECENT
        found = hash_file(path)
        if _TELLS and settled and path.isprintable():
            self.used[path] = (stamp, found)
        return found


def stamps(root: Path) -> Stamps:
    """Stamp every entry under a folder, the folders themselves too; one that cannot be listed is an empty one."""
    found: dict[str, tuple[int, ...]] = {}
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
                    found[name] = ()
                elif entry.is_dir(follow_symlinks=False):
                    found[name] = ()
                    pending.append(f"{name}/")
                else:
                    found[name] = stamp(entry)
    return found


def stamp(entry: os.DirEntry[str] | Path) -> tuple[int, ...]:
    """Stamp one file, nothing for what is not there; what a link leads to counts."""
    try:
        own = entry.stat(follow_symlinks=False)
        status = entry.stat() if stat.S_ISLNK(own.st_mode) else own
    except OSError:
        return (-1,)
    return (own.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, own.st_ino)
