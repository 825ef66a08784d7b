"""Files that are read whole, appear whole or not at all, and go whatever marks them, though others may hold them."""

import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Final

_WINDOWS: Final = os.name == "nt"
_TRIES: Final = 20
"""Times that Windows is asked: with the pauses between, a second."""
_PAUSE: Final = 0.05
"""Seconds between two tries on Windows, where an antivirus holds a new file for a moment."""


def write_whole(path: Path, raw: bytes) -> None:
    """Write a file of the cache that appears whole or not at all, whoever else writes it at the same moment.

    Not for the files of people: nothing waits for the disk.
    """
    partial = f"{path}.{os.getpid()}.part"  # a text: thousands of pages are written in a build
    try:
        stream = open(partial, "xb")  # noqa: PTH123, SIM115  # the same
    except FileExistsError:  # a link that somebody left under this name would be written through
        os.unlink(partial)  # noqa: PTH108
        stream = open(partial, "xb")  # noqa: PTH123, SIM115
    with stream:
        stream.write(raw)
    put(partial, path)


def read_whole(stream: FileIO, size: int, limit: int) -> bytes:
    """Read a file that is said to have ``size`` bytes; one that grew meanwhile is read on, to about ``limit``.

    >>> with open(__file__, "rb", buffering=0) as stream:
    ...     len(read_whole(stream, size=10, limit=100))
    111
    """
    raw = stream.read(size + 1) or b""
    return raw + (stream.read(limit) or b"") if len(raw) > size else raw


def put(written: str | Path, path: Path) -> None:
    """Give a written file its name, in the place of what has it.

    Raises:
        PermissionError: somebody holds that, or the folder cannot be written.
    """
    persist(lambda: _unmarked(lambda: os.replace(written, path), path))  # noqa: PTH105  # a text, most often


def take_away(path: str | os.PathLike[str]) -> None:
    """Delete a file if it is there.

    Raises:
        PermissionError: somebody holds the file, or the folder cannot be written.
    """
    with suppress(FileNotFoundError):
        _unmarked(lambda: os.unlink(path), path)  # noqa: PTH108  # the same


def _unmarked(act: Callable[[], object], path: str | os.PathLike[str]) -> None:
    """Act on a file, « Lecture seule » or not: that mark decides on Windows, as its folder's does elsewhere."""
    try:
        act()
    except PermissionError:
        if not _WINDOWS:
            raise
        with suppress(OSError):  # none, or held
            os.chmod(path, stat.S_IWRITE)  # noqa: PTH101
        act()


def discard(path: str) -> None:
    """Take away a file of the cache that nobody needs; on Windows one that is held stays until the next time."""
    try:
        take_away(path)
    except PermissionError:
        if not _WINDOWS:
            raise


def persist(act: Callable[[], object]) -> None:
    """Try again for a second on Windows, where an antivirus, an indexer or a reader may hold the file."""
    for left in range(_TRIES if _WINDOWS else 1, 0, -1):
        try:
            act()
        except PermissionError:
            if left == 1:
                raise
            time.sleep(_PAUSE)
        else:
            return
