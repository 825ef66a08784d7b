"""The stamps of a site's files, which tell whether one changed, and trees that hard-link these files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import msgpack

from vitrail.building.publishing.page_keys import digest

if TYPE_CHECKING:
    from vitrail.building.publishing.disk.tree import SiteTree

_WINDOWS: Final = os.name == "nt"
"""On Windows, listing a folder does not give the inodes of its files."""
Stamp: TypeAlias = tuple[int, int, int]
"""Size in bytes, date in nanoseconds, inode: one changes with any writing and in any copy, none with a hard link."""


class SiteFiles:
    """The files of a site, stamped once, when the stamps are first needed."""

    def __init__(self, site: Path) -> None:
        self._site = site

    @cached_property
    def _stamps(self) -> Mapping[str, Stamp]:
        """Address of each file → its stamp; of a folder that cannot be read, none."""
        return {path: stamp(status) for path, status in _walk(os.fspath(self._site), "")}

    def key(self) -> str:
        """Hash the names, sizes, dates and inodes of the files: any program that writes to them changes the hash."""
        return _key(self._stamps)

    def key_with(self, urls: Sequence[str]) -> str:
        """Hash the same after files were put at some addresses. Raises OSError: one does not exist."""
        return _key({**self._stamps, **{url: stamp((self._site / url).lstat()) for url in urls}})

    def share_with(self, tree: str, key: str) -> list[str] | None:
        """Hard-link every file into a tree, and delete all else there, if the files have this ``key``.

        Returns:
            The addresses of files that were copied instead; None when the site was touched: the tree is as it was.

        Raises:
            OSError: the disk refused.
        """
        if self.key() != key:
            return None
        follower = _swept(tree)
        copied = [*self.followed_by(follower)]
        follower.finish()
        return copied

    def lend(self, tree: str) -> None:
        """Hard-link the files as they are now into the spare tree of the next build, until its process is ended.

        On a disk without hard links it ends with the first file. Raises OSError: the disk refused.
        """
        Path(tree).mkdir(parents=True, exist_ok=True)
        next(SiteFiles(self._site).followed_by(_swept(tree)), None)

    def followed_by(self, tree: SiteTree) -> Iterator[str]:
        """Hard-link every file into a tree; yield those that were copied instead. Raises OSError: the disk refused."""
        return tree.take_over(self._site, {url: inode for url, (_, _, inode) in self._stamps.items()})


def _swept(tree: str) -> SiteTree:
    from vitrail.building.publishing.disk.tree import SiteTree  # noqa: PLC0415  # it copies, which a site as it was never asks

    return SiteTree(Path(tree), sweep=True)


def _key(stamps: Mapping[str, Stamp]) -> str:
    named = sorted((path.encode("utf-8", "surrogatepass"), stamp) for path, stamp in stamps.items())
    return digest(msgpack.encode(named))


def stamp(status: os.stat_result) -> Stamp:
    """Return the stamp of a file."""
    return status.st_size, status.st_mtime_ns, status.st_ino


def _walk(root: str, inside: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield every entry that is not a folder, with its path from the first root, sorted."""
    try:
        with os.scandir(root) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{inside}{entry.name}/")
            continue
        try:
            status = os.lstat(entry.path) if _WINDOWS else entry.stat(follow_symlinks=False)
        except FileNotFoundError:  # it was deleted since the folder was listed
            continue
        yield inside + entry.name, status
