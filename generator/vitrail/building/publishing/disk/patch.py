"""Replaces some files of a site that is being served: gathered first, then each renamed over the old one."""

import os
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from vitrail.building.publishing.disk.tree import SiteTree, share
from vitrail.ground.memo.whole import put, take_away


class Patch(Struct, kw_only=True):
    """The files that replace some of a site; used like a ``SiteTree``, but nothing is written until ``apply``."""

    files: dict[str, str | Path | bytes] = {}
    """Address → path of a kept file, to be linked, or bytes."""

    def write(self, url: str, content: bytes) -> None:
        """Gather the bytes of a file."""
        self.files[url] = content

    def link(self, url: str, kept: str | Path) -> None:
        """Gather a kept file, to be linked."""
        self.files[url] = kept

    def finish(self) -> None:
        """Do nothing, where a ``SiteTree`` deletes what is left of an earlier site."""

    def put_into(self, tree: SiteTree) -> None:
        """Put every file in a tree that nobody reads yet. Raises OSError: the disk refused."""
        for url, content in self.files.items():
            if isinstance(content, bytes):
                tree.write(url, content)
            else:
                tree.link(url, content)

    def apply(self, site: Path, spare: Path) -> bool:
        """Rename each file that differs over the old one, so that a reader has the old or the new file, whole.

        Args:
            site: the folder; no folder is made in it.
            spare: a path on the same disk, outside the site, where each file is written before it is renamed.

        Returns:
            Whether a file was put.

        Raises:
            OSError: the disk refused; what was put stays.
        """
        moved = [(site / url, content) for url, content in self.files.items() if not _same(content, site / url)]
        for place, content in moved:
            take_away(spare)
            if isinstance(content, bytes):
                spare.write_bytes(content)
            else:
                share(content, spare)
            put(spare, place)
        return bool(moved)


def _same(content: str | Path | bytes, file: Path) -> bool:
    """True if a file of the site is the kept one, or holds the same bytes."""
    with suppress(OSError):
        if isinstance(content, bytes):
            return file.read_bytes() == content
        return os.path.samefile(content, file)  # noqa: PTH121  # half the time
    return False
