"""The hash of the program itself: of another one, nothing that was made is taken over.

Its files are read when one of their stamps moved, as those of a school are (``memo/files.py``); else the hash is that
of the last run.
"""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from msgspec import Struct

from vitrail import THEME
from vitrail.building.publishing.page_keys import digest
from vitrail.content.installation import DIAGRAMS
from vitrail.ground.memo.files import SourceFiles, stamped
from vitrail.ground.memo.signed import SignedFolder

_LIBRARIES = ("jinja2", "pypdf", "pyromark", "pygments", "nh3", "babel", "segno", "pyyaml")
"""Libraries whose version can change what is read or shown; MkDocs and Material change the shell, hashed apart."""
_PACKAGE = Path(__file__).parents[2]
_NAME = "program"


class _OwnHashes(Struct, frozen=True, array_like=True):
    seen: str
    """Hash of the stamps of all the files, under which the others are true; empty while one is too recent."""
    code: str
    theme: bytes


_RECALLED: list[_OwnHashes] = []


def recall_own(kept: SignedFolder) -> None:
    """Take the hashes from what an earlier run left, if no file moved since; else leave them for the next."""
    seen = _seen()
    held = kept.recalled(_NAME, _OwnHashes) if seen else None
    if held and held.seen == seen:
        _RECALLED.append(held)
    elif seen:
        kept.remember(_NAME, _hashes())


def code_key() -> str:
    """Hash our own code, templates and catalogues, and the versions of the libraries that write pages."""
    return digest(_libraries(), _hashes().code)


def theme_key() -> bytes:
    """Hash every file of the theme."""
    return _hashes().theme


@cache
def _libraries() -> str:
    extra = (_installed().get(library, "") for library in (*DIAGRAMS.values(), "pypdfium2"))
    return digest(*map(version, _LIBRARIES), *extra)


@cache
def _hashes() -> _OwnHashes:
    """Return what was recalled; else read the files, after their stamps: what changes meanwhile has others."""
    if _RECALLED:
        return _RECALLED[-1]
    seen = _seen()
    code = digest(*(part for file in own_files() for part in (file.name, _read(file.path))))
    return _OwnHashes(seen, code, SourceFiles(THEME).whole())


@cache
def _seen() -> str:
    """Hash the stamps of the program once: those of one that an update puts here later are not of what runs."""
    now, theme = time.time_ns(), SourceFiles(THEME).seen()
    stamps = [part for file in own_files() for part in (file.path, stamped(file, now).stamp)]
    return digest(theme, *stamps) if theme and all(stamps) else ""


def version(library: str) -> str:
    """Return the version of an installed library, from the name of its ``-info`` folder, else from importlib."""
    if known := _installed().get(library):
        return known
    from importlib.metadata import version as told  # a fifth of a build where nothing changed

    return told(library)


@cache
def _installed() -> Mapping[str, str]:
    versions: dict[str, str] = {}
    for folder in reversed(sys.path):
        with suppress(OSError), os.scandir(folder or ".") as listing:
            named = (entry.name.rpartition(".")[0].split("-") for entry in listing if entry.name.endswith("-info"))
            versions |= {
                name.lower().replace("_", "-"): number for name, number, *_ in ((*parts, "") for parts in named)
            }
    return versions


def own_files() -> Iterator[os.DirEntry[str]]:
    """Yield the files of ours that pages are made from, in an order that is the same everywhere."""
    yield from _below(_PACKAGE, (".py", ".po", ".toml", ".txt", ".yml"))
    yield from _below(THEME / "templates", (".html", ".js"))


def _below(folder: Path | str, endings: tuple[str, ...]) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.endswith(endings):
            yield entry
        elif entry.is_dir() and entry.name != "__pycache__":
            yield from _below(entry.path, endings)


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123  # some six hundred files: a third faster
        return stream.read()
