"""A site is a complete old one or a complete new one, whatever kills the build."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from generator.publishing.tree import keep_shared

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_SPARE = "spare"


class BusyError(Exception):
    """Another build holds the site."""


@contextmanager
def exclusive(site: Path, cache: Path) -> Iterator[None]:
    """Hold the site for one build; the system frees the lock even of a killed process.

    The lock lies in the cache, which is never committed, and not beside the site.

    Raises:
        BusyError: when another build holds it.
        OSError: when the folder above the site cannot be written.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    lock = FileLock(cache / f"{site.name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise BusyError(str(site)) from error
    try:
        repair(site)
        yield
    finally:
        lock.release()


def repair(site: Path) -> None:
    """Undo what a killed build left: put back a site that was between two renames, drop unfinished trees."""
    old = _beside(site, "old")
    if old.is_dir() and not site.exists():
        old.rename(site)
    for left in (old, _beside(site, "new")):
        shutil.rmtree(left, ignore_errors=True)


def new_tree(site: Path, cache: Path) -> Path:
    """Make the folder that the next site is written to, on the same disk so that a rename can swap it in.

    It holds what the last site but one shared with the last: a page that stays need not be linked again.
    """
    tree = _beside(site, "new")
    spare = cache / _SPARE
    try:
        if spare.is_symlink():
            spare.unlink()
        spare.rename(tree)
    except OSError:  # none, or on another disk
        tree.mkdir()
    return tree


def swap(site: Path, tree: Path, cache: Path) -> None:
    """Put ``tree`` in the place of ``site``: one atomic exchange on Linux, two renames elsewhere."""
    if not site.exists():
        tree.rename(site)
        return
    if _exchange(tree, site):
        _put_by(tree, site, cache)
        return
    old = _beside(site, "old")
    site.rename(old)
    tree.rename(site)
    _put_by(old, site, cache)


def _put_by(old: Path, site: Path, cache: Path) -> None:
    """Keep of a site what the next one still publishes, and not beside it, where a server might show it."""
    try:
        keep_shared(old, site)
        old.rename(cache / _SPARE)
    except OSError:
        shutil.rmtree(old, ignore_errors=True)


def _beside(site: Path, what: str) -> Path:
    return site.parent / f".{site.name}.vitrail-{what}"


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names in one system call; False where the system has none."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
