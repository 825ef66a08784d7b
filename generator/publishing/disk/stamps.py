"""How the system knows the files of a site, and trees that share them: looked at once, by whoever is asked."""

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import msgpack

from generator.publishing.disk.tree import SiteTree
from generator.publishing.page_keys import digest

_WINDOWS: Final = os.name == "nt"
"""There a folder says nothing of the place of its files."""
Stamp: TypeAlias = tuple[int, int, int]
"""Size in bytes, date in nanoseconds, inode: what changes with any writing and in any copy, not with a hard link."""


class SiteFiles:
    """The files of a site as they are when somebody first asks."""

    def __init__(self, site: Path) -> None:
        self._site = site

    @cached_property
    def _stamps(self) -> Mapping[str, Stamp]:
        """Address of each file → its stamp; of a folder that cannot be read, none."""
        return {path: stamp(status) for path, status in _walk(os.fspath(self._site), "")}

    def key(self) -> str:
        """Hash the names, sizes, dates and places of the files: what any program that writes to them changes."""
        return _key(self._stamps)

    def key_with(self, urls: Sequence[str]) -> str:
        """Hash them once files were put at some addresses. Raises OSError: one is not there."""
        return _key({**self._stamps, **{url: stamp((self._site / url).lstat()) for url in urls}})

    def share_with(self, tree: str, key: str) -> list[str] | None:
        """Have a tree share every file and hold nothing else, if they are as some ``key`` says.

        Returns:
            Those of the tree that are copies; None when somebody touched the site: the tree is as it was.

        Raises:
            OSError: the disk refused.
        """
        if self.key() != key:
            return None
        follower = SiteTree(Path(tree), sweep=True)
        copied = [*self.followed_by(follower)]
        follower.finish()
        return copied

    def lend(self, tree: str) -> None:
        """Have a tree that waits for the next build share the files as they are now, while anybody lets this go on.

        On a disk where no file has two names it ends with the first. Raises OSError: the disk refused.
        """
        Path(tree).mkdir(parents=True, exist_ok=True)
        next(SiteFiles(self._site).followed_by(SiteTree(Path(tree), sweep=True)), None)

    def followed_by(self, tree: SiteTree) -> Iterator[str]:
        """Have a tree share every file; yield those of it that are copies. Raises OSError: the disk refused."""
        return tree.take_over(self._site, {url: inode for url, (_, _, inode) in self._stamps.items()})


def _key(stamps: Mapping[str, Stamp]) -> str:
    named = sorted((path.encode("utf-8", "surrogatepass"), stamp) for path, stamp in stamps.items())
    return digest(msgpack.encode(named))


def stamp(status: os.stat_result) -> Stamp:
    """Say how the system knows a file."""
    return status.st_size, status.st_mtime_ns, status.st_ino


def _walk(root: str, inside: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every entry that is not a folder, by its path from the first root, sorted."""
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
        except FileNotFoundError:  # it went since the folder was listed
            continue
        yield inside + entry.name, status
