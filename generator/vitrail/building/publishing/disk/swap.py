"""A site is a complete old one or a complete new one, whatever kills the build."""

import ctypes
import errno
import hashlib
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from vitrail.building.publishing.disk.folder import IDLE
from vitrail.building.publishing.disk.tree import keep_shared
from vitrail.ground.memo.whole import persist

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_SPARES = 2
"""Spare trees kept for an audience: of the site that is published, and of the one that ``vitrail serve`` shows."""


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
    lock = FileLock(cache / f"site-{_hash(site)}.lock")
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
    old = beside(site, "old")
    if old.is_dir() and not site.exists():
        old.rename(site)
    for left in (old, beside(site, "new")):
        drop(left)


def spare_of(site: Path, cache: Path, audience: str) -> Path:
    """Return the path where the tree that a swap takes out is kept for the next build of this site and audience.

    In the cache, because a server might show what lies beside the site; never shared between audiences, because it
    does lie beside the site while the next build fills it up.
    """
    return cache / "spare" / f"{audience}-{_hash(site)}"


def new_tree(site: Path, spare: Path) -> Path:
    """Prepare the folder that the next site is written to, on the same disk so that a rename can swap it in.

    Renamed from ``spare``, it holds the files that the last site but one shared with the last; otherwise it is empty.
    """
    tree = beside(site, "new")
    try:
        if spare.is_symlink() or not spare.is_dir():
            drop(spare)
        spare.rename(tree)
    except OSError:  # none, or on another disk
        tree.mkdir()
    return tree


def swap(site: Path, tree: Path, spare: Path, changed: Iterable[str] | None = None) -> None:
    """Put ``tree`` in the place of ``site``: one atomic exchange on Linux, two renames elsewhere.

    ``changed`` are the addresses where they differ, when that is known.
    """
    if not site.exists():
        tree.rename(site)
        return
    if _exchange(tree, site):
        _put_by(tree, site, spare, changed)
        return
    old = beside(site, "old")
    if old.exists():  # a reader has a file of an earlier site open
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(old))
    persist(lambda: site.rename(old))
    try:
        persist(lambda: tree.rename(site))
    except OSError:  # on Windows, a folder with an open file cannot be renamed
        old.rename(site)
        raise
    _put_by(old, site, spare, changed)


def _put_by(old: Path, site: Path, spare: Path, changed: Iterable[str] | None) -> None:
    """Keep as the spare tree the files of the old site that the new one shares, in the place of an earlier spare."""
    with suppress(OSError):
        if tells_names_apart(spare.parent):
            drop(spare)
            if changed is None:
                keep_shared(old, site)
            else:
                for url in changed:
                    (old / url).unlink(missing_ok=True)
            old.rename(spare)
    drop(old)


def sweep_spares(cache: Path) -> None:
    """Delete all but the latest spare trees of each audience; only while nobody else uses the cache."""
    kept: dict[str, int] = {}
    for spare in sorted((cache / "spare").glob("*-*"), key=lambda path: path.stat().st_ctime, reverse=True):
        audience = spare.name.partition("-")[0]
        kept[audience] = kept.get(audience, 0) + 1
        if kept[audience] > _SPARES:
            drop(spare)
    for served in (cache / "serve").glob("*-*"):  # the site of a portfolio or a class alone
        if time.time() - served.stat().st_mtime > IDLE:
            drop(served)


def tells_names_apart(folder: Path) -> bool:
    """True if « Plan » and « plan » are two files on this disk: else an old name might be the new file."""
    folder.mkdir(parents=True, exist_ok=True)
    return sys.platform.startswith("linux") and not folder.with_name(folder.name.swapcase()).exists()


def drop(path: Path) -> None:
    """Delete the file or the folder at a path, as far as the system allows."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, onerror=_insist)
    else:
        path.unlink(missing_ok=True)


def _insist(act: Callable[[str], object], path: str, _error: object) -> None:
    """Delete a read-only file on Windows (elsewhere the rights of its folder decide); an open file stays."""
    with suppress(OSError):
        if os.name == "nt":
            os.chmod(path, stat.S_IWRITE)  # noqa: PTH101  # what rmtree gives
            act(path)


def beside(site: Path, role: str) -> Path:
    """Return the path of a temporary tree beside a site; ``repair`` deletes one that is left."""
    return site.parent / f".{site.name}.vitrail-{role}"


def _hash(site: Path) -> str:
    return hashlib.sha256(os.fsencode(site)).hexdigest()[:12]


def _exchange(name: Path, other: Path) -> bool:
    """Swap two names in one system call; False where the system has none."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(name), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
