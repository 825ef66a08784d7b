"""Some files of a site that is being read: gathered first, then each put in the place of the old one at once."""

import os
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from generator.memo.whole import put, take_away
from generator.publishing.disk.tree import SiteTree, share


class Patch(Struct, kw_only=True):
    """What takes the place of some files; stands where a ``SiteTree`` does, and touches nothing until ``apply``."""

    files: dict[str, str | Path | bytes] = field(default_factory=dict)
    """Address → kept file that it shares, or bytes."""

    def write(self, url: str, content: bytes) -> None:
        """Gather bytes."""
        self.files[url] = content

    def link(self, url: str, kept: str | Path) -> None:
        """Gather a kept file."""
        self.files[url] = kept

    def finish(self) -> None:
        """Nothing more comes."""

    def put_into(self, tree: SiteTree) -> None:
        """Put every file in a tree that nobody reads yet. Raises OSError: the disk refused."""
        for url, content in self.files.items():
            if isinstance(content, bytes):
                tree.write(url, content)
            else:
                tree.link(url, content)

    def apply(self, site: Path, spare: Path) -> bool:
        """Put in its place each file that is not there already, by a rename: a reader has the old or the new, whole.

        Args:
            site: the folder; nothing is made in it that was not there.
            spare: a name on the same disk, outside the site, where each file waits for its turn.

        Returns:
            Whether one was put.

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
