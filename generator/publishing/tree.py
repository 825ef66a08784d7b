"""The folder that a site is written to: files made, linked or copied, folders made once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


class Tree:
    """A site being written; an existing file is replaced, never written through (it may share its bytes)."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: set[Path] = set()

    def write(self, url: str, content: bytes) -> Path:
        """Write bytes; give the file."""
        path = self._place(url)
        path.unlink(missing_ok=True)
        path.write_bytes(content)
        return path

    def copy(self, url: str, source: Path) -> None:
        """Copy a file of the user's, which the site must not share."""
        path = self._place(url)
        path.unlink(missing_ok=True)
        shutil.copyfile(source, path)

    def link(self, url: str, kept: Path) -> None:
        """Share a kept file's bytes on the disk."""
        share(kept, self._place(url))

    def _place(self, url: str) -> Path:
        path = self._root / url
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        return path


def share(source: Path, target: Path) -> None:
    """Give a file a second name; copy it where the disk has no such names."""
    try:
        os.link(source, target)
    except FileExistsError:
        target.unlink()
        share(source, target)
    except OSError:
        shutil.copyfile(source, target)
