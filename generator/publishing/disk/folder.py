"""The folder of the cache: several builds use it at once, one alone sweeps it, and only real folders lie in it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import ReadWriteLock, Timeout

IDLE = 30 * 86_400
"""Seconds for which the edition of a portfolio or a class alone is kept after its latest build."""
_LOCK = "use.lock"
_IGNORED = "*\n"


@contextmanager
def using(cache: Path) -> Iterator[None]:
    """Keep what is in the cache from being swept; waits while another build sweeps, which takes a moment.

    Raises:
        OSError: when the folder cannot be written.
    """
    cache.mkdir(parents=True, exist_ok=True)
    _prepare(cache)
    try:
        lock = _lock(cache)
        lock.acquire_read()
    except sqlite3.Error as error:  # what the lock is made with; a cache that is read-only, on a disk without locks
        raise OSError(str(error)) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def alone(cache: Path) -> Iterator[bool]:
    """True if nobody uses the cache, and nobody will until the end of the block: sweeping gives way, it can wait."""
    try:
        lock = _lock(cache)
        lock.acquire_write(blocking=False)
    except (Timeout, OSError, sqlite3.Error):
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _lock(cache: Path) -> ReadWriteLock:
    return ReadWriteLock(cache / _LOCK, is_singleton=False)  # threads and builds of one process are strangers too


def _prepare(cache: Path) -> None:
    """Keep git out, and take away the links: git carries them, and one could lead sweeping to anybody's files."""
    serve = cache / "serve"
    for folder in (cache, cache / "pages", cache / "memo", cache / "spare", serve, *_folders(serve)):
        for entry in _entries(folder):
            if entry.is_symlink():
                Path(entry).unlink(missing_ok=True)
    ignored = cache / ".gitignore"
    if not ignored.is_file():
        ignored.write_text(_IGNORED, "utf-8")


def _folders(folder: Path) -> Iterator[Path]:
    return (Path(entry) for entry in _entries(folder) if entry.is_dir(follow_symlinks=False))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    if not folder.is_dir() or folder.is_symlink():
        return []
    with os.scandir(folder) as listing:
        return list(listing)
