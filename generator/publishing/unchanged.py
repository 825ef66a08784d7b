"""Whether the last build still holds: every byte it was made from, and every file it made.

Nothing of the engine is imported here, and no file is read that the system knows as it was: a build where nothing
changed costs the asking.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct, to_builtins

from generator import THEME
from generator.memo.files import SourceFiles
from generator.memo.shelf import AnswerShelf
from generator.project import Project
from generator.publishing.page_keys import code_key, digest, version
from generator.publishing.signing import cache_key, read_signed, write_signed
from generator.reading.disk.history import owners, public_forge


class RefusedFile(Struct, frozen=True, kw_only=True):
    """A file of which nothing is published, in the language of the site."""

    path: str
    """From the portfolios' root."""
    place: str
    """File, line and column, as the reader would open it."""
    message: str
    advice: str = ""


class Remembered(Struct, frozen=True, kw_only=True):
    """What the last build said."""

    summary: str
    errors: int
    unchanged: str
    """What the next one says when nothing changed, in the language of the site; ``{ms}`` is the time that it took."""
    refused: tuple[RefusedFile, ...] = ()
    """What ``vitrail serve`` shows in the place of the pages that are missing."""


def shelf_of(project: Project) -> AnswerShelf:
    """Return what earlier runs remember."""
    return AnswerShelf(project.cache / "memo", cache_key(project.root), code_key())


def sources_key(project: Project, files: SourceFiles) -> str:
    """Hash every byte that people wrote; asked before the build, so that an edit during it is seen later."""
    config = project.root / "mkdocs.yml"
    return digest(config.read_bytes() if config.is_file() else b"", files.whole())


def inputs_key(project: Project, sources: str) -> str:
    """Hash everything that a build depends on."""
    day = project.asked_date or os.environ.get("SOURCE_DATE_EPOCH") or datetime.now(UTC).astimezone().date()
    return digest(
        sources, code_key(), project.audience.name, project.language, project.site_name, project.site_url,
        str(project.only_student), str(project.printed and sorted(project.printed)), str(public_forge(project.root)),
        str(day), str(owners(project.repository)), repr(project.look),
        version("mkdocs"), version("mkdocs-material"),
        SourceFiles(THEME).whole(),
    )  # fmt: skip


def recall(project: Project, key: str) -> Remembered | None:
    """Return what the last build said, if it was made from the same bytes and its site was not touched since."""
    try:
        data = json.loads(read_signed(_memory(project), cache_key(project.root)) or b"{}")
        if data["inputs"] != key or data["site"] != _site_key(project.site):
            return None
        return Remembered(
            summary=str(data["summary"]),
            errors=int(data["errors"]),
            unchanged=str(data["unchanged"]),
            refused=tuple(RefusedFile(**file) for file in data["refused"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(project: Project, key: str, said: Remembered) -> None:
    """Keep what a build said, for the next one; a disk that refuses costs the next one its time."""
    data = {"inputs": key, "site": _site_key(project.site), **to_builtins(said)}
    with suppress(OSError):
        write_signed(_memory(project), json.dumps(data).encode(), cache_key(project.root))


def _memory(project: Project) -> Path:
    name = hashlib.sha256(os.fsencode(project.site)).hexdigest()[:12]
    return project.cache / f"last-{project.audience.name.lower()}-{name}.json"


def _site_key(site: Path) -> str:
    """Hash the names, sizes, dates and places of a site's files: what any program that writes to them changes."""
    return digest(
        *(f"{path}\0{status.st_size} {status.st_mtime_ns} {status.st_ino}" for path, status in _walk(os.fspath(site)))
    )


def _walk(root: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every entry that is not a folder, sorted; an unreadable folder is an empty one."""
    try:
        with os.scandir(root) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
            continue
        try:
            status = entry.stat(follow_symlinks=False)
        except FileNotFoundError:  # it went since the folder was listed
            continue
        yield entry.path, status
