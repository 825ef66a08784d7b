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
    """Hold the shared lock of the cache, so that it is not swept; wait while another build sweeps, which is short.

    Raises:
        OSError: when the folder cannot be written.
    """
    cache.mkdir(parents=True, exist_ok=True)
    _prepare(cache)
    try:
        lock = _lock(cache)
        lock.acquire_read()
    except sqlite3.Error as error:  # the lock is an SQLite file: the cache is read-only, or its disk has no locks
        raise OSError(str(error)) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def alone(cache: Path) -> Iterator[bool]:
    """Hold the exclusive lock of the cache and yield True; yield False if a build uses it: sweeping can wait."""
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
    return ReadWriteLock(cache / _LOCK, is_singleton=False)  # else threads and builds of one process would share it


def _prepare(cache: Path) -> None:
    """Write .gitignore, and delete symbolic links: git carries them, and one could lead sweeping to any file."""
    serve = cache / "serve"
    served = (Path(entry) for entry in _entries(serve) if entry.is_dir(follow_symlinks=False))
    for folder in (cache, cache / "pages", cache / "memo", cache / "spare", serve, *served):
        for entry in _entries(folder):
            if entry.is_symlink():
                Path(entry).unlink(missing_ok=True)
    ignored = cache / ".gitignore"
    if not ignored.is_file():
        ignored.write_text(_IGNORED, "utf-8")


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    if not folder.is_dir() or folder.is_symlink():
        return []
    with os.scandir(folder) as listing:
        return list(listing)
