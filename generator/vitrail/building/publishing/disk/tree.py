"""The folder that a site is written to: files are written or hard-linked; those of an earlier site are reused."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from vitrail.ground.memo.whole import take_away


class SiteTree:
    """A site being written; an existing file is replaced, never written through (it may share its bytes).

    Args:
        root: the folder.
        sweep: whether it holds an earlier site: the files that the new one shares with it stay as they are,
            ``finish`` deletes the others.
    """

    def __init__(self, root: Path, *, sweep: bool = False) -> None:
        self._root = root
        self._sweep = sweep
        self._device = root.stat().st_dev
        self._untaken: dict[str, int] = {}
        """Address → inode of the files of an earlier site that the new one has not claimed yet."""
        self._standing: set[str] = set()
        """Folders of an earlier site, each with its final slash."""
        self._folders = {""}
        """Folders that hold something of the new site."""
        if sweep:
            self._untaken, standing = _below(root)
            self._standing.update(standing[1:])

    def write(self, url: str, content: bytes) -> Path:
        """Write bytes; return the path of the file."""
        path = self._place(url)
        take_away(path)
        path.write_bytes(content)
        return path

    def link(self, url: str, kept: str | Path) -> None:
        """Hard-link a kept file, unless an earlier site has the same link."""
        if url in self._untaken:
            status = os.stat(kept)  # noqa: PTH116  # a str, most often
            if (self._untaken[url], self._device) == (status.st_ino, status.st_dev):
                del self._untaken[url]
                self._enter(_folder(url))
                return
        share(kept, self._place(url))

    def take_over(self, site: Path, inodes: Mapping[str, int]) -> Iterator[str]:
        """Hard-link every file of a site, unless the tree has that inode already; yield those that were copied."""
        old, new = os.fspath(site), os.fspath(self._root)
        for url, inode in inodes.items():
            if self._untaken.get(url) == inode:
                del self._untaken[url]
                self._enter(_folder(url))
            else:
                self._make_room(url)
                if not share(f"{old}/{url}", f"{new}/{url}"):
                    yield url

    def finish(self) -> None:
        """Delete the files of an earlier site that the new one has not claimed, then the folders."""
        for url in self._untaken:
            take_away(self._root / url)
        for folder in sorted(self._standing - self._folders, reverse=True):
            (self._root / folder).rmdir()

    def again(self, urls: Iterable[str]) -> SiteTree:
        """Delete the files that were written at these addresses; return a tree for another try."""
        for url in urls:
            take_away(self._root / url)
        for folder in sorted(self._folders - {""}, reverse=True):
            with suppress(OSError):  # it holds something else
                (self._root / folder).rmdir()
        return SiteTree(self._root, sweep=self._sweep)

    def _place(self, url: str) -> Path:
        """Make room for a file; return its path."""
        self._make_room(url)
        return self._root / url

    def _make_room(self, url: str) -> None:
        """Make the folder of a file, and delete a folder of the earlier site that has its name."""
        self._enter(_folder(url))
        if (folder := f"{url}/") in self._standing:
            shutil.rmtree(self._root / folder)
            self._standing = {name for name in self._standing if not name.startswith(folder)}
            self._untaken = {url: inode for url, inode in self._untaken.items() if not url.startswith(folder)}
        self._untaken.pop(url, None)

    def _enter(self, folder: str) -> None:
        """Make a folder, once."""
        if folder in self._folders:
            return
        self._enter(_folder(folder[:-1]))
        if folder not in self._standing:
            if self._untaken.pop(folder[:-1], None) is not None:
                take_away(self._root / folder[:-1])
            (self._root / folder).mkdir(exist_ok=True)
        self._folders.add(folder)


def _below(root: Path) -> tuple[dict[str, int], list[str]]:
    """Walk a folder: path and inode of everything that is not itself a folder, then the folders, all from ``root``."""
    files: dict[str, int] = {}
    folders, base = [""], os.fspath(root)
    for name in folders:
        with os.scandir(f"{base}/{name}") as listing:
            for entry in listing:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{name}{entry.name}/")
                else:
                    files[name + entry.name] = entry.inode()
    return files, folders


def keep_shared(old: Path, new: Path) -> None:
    """Delete from ``old`` all but the files that ``new`` has too, under the same name and inode, and their folders.

    Raises:
        OSError: when something cannot be deleted.
    """
    shared, known = _below(new)
    files, folders = _below(old)
    for url, inode in files.items():
        if shared.get(url) != inode:
            (old / url).unlink()
    for folder in sorted(set(folders).difference(known), reverse=True):
        (old / folder).rmdir()


def share(source: str | Path, target: str | Path) -> bool:
    """Hard-link a file; copy it where the disk has no hard links. Return False when it was copied."""
    try:
        os.link(source, target)
    except FileExistsError:
        take_away(target)
        return share(source, target)
    except OSError:
        take_away(target)
        shutil.copyfile(source, target)
        return False
    return True


def _folder(url: str) -> str:
    """Return the folder of an address, with its final slash; empty for the root."""
    return url[: url.rfind("/") + 1]
