"""How the system knows each file under a folder: what any writing changes, told without opening a file."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from generator.reading.disk.names import why_ignored

Stamps: TypeAlias = Mapping[str, tuple[int, ...]]
"""Path from the folder, as the disk spells it → kind, size, dates of content and entry, inode; () for a folder."""


def stamps(root: Path) -> Stamps:
    """Stamp every entry under a folder, the folders themselves too; one that cannot be listed is an empty one."""
    found: dict[str, tuple[int, ...]] = {}
    pending = [""]
    base = os.fspath(root)
    while pending:
        folder = pending.pop()
        try:
            listing = os.scandir(f"{base}/{folder}")
        except OSError:
            continue
        with listing:
            for entry in listing:
                name = folder + entry.name
                if why_ignored(entry.name):
                    found[name] = ()
                elif entry.is_dir(follow_symlinks=False):
                    found[name] = ()
                    pending.append(f"{name}/")
                else:
                    found[name] = _stamp(entry)
    return found


def stamp(file: Path) -> tuple[int, ...]:
    """Stamp one file, nothing for what is not there; what a link leads to counts, as it does for ``stamps``."""
    try:
        return _of(file.stat(), file.lstat())
    except OSError:
        return (-1,)


def _stamp(entry: os.DirEntry[str]) -> tuple[int, ...]:
    try:
        own = entry.stat(follow_symlinks=False)
        return _of(entry.stat() if stat.S_ISLNK(own.st_mode) else own, own)
    except OSError:
        return (-1,)


def _of(status: os.stat_result, own: os.stat_result) -> tuple[int, ...]:
    return (own.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, own.st_ino)
