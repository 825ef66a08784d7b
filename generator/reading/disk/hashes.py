"""The hash of each file as it was last read, believed while the system knows the file as it did then.

As git does: a file is read again when its size, one of its dates or its place on the disk moved, and as long as it is
so recent that another writing could bear the same date.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from generator.reading.disk.hashing import hash_file

_RECENT: Final = 3_000_000_000
"""Nanoseconds: more than the coarsest dates of a file system, and than what two clocks may differ by."""
_TELLS: Final = os.name == "posix"
"""Whether the system dates every change itself; Windows dates the making of a file, and anybody may set the other."""


@dataclass(slots=True, kw_only=True)
class Hashes:
    """What is known of files, by their path on the disk."""

    known: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Path → how the system knew the file, its hash."""
    used: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What is worth keeping of this run."""

    @property
    def moved(self) -> bool:
        """Whether there is something to keep that was not kept."""
        return self.used != self.known

    def of(self, path: str, status: os.stat_result | None = None) -> str:
        """Hash a file (``hash_file``), or remember.

        Args:
            path: on the disk.
            status: of the file, when somebody just asked for it.

        Raises:
            OSError: when it cannot be read.
        """
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
