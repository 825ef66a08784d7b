"""Whether the last build still holds: every byte it was made from, and every file it made.

Nothing of the engine is imported here, and no file is read that the system knows as it was: a build where nothing
changed costs the asking.
"""

import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

from msgspec import Struct

from generator import THEME
from generator.memo.files import SourceFiles
from generator.memo.shelf import AnswerShelf
from generator.memo.signed import SignedFolder
from generator.project import Project
from generator.publishing.page_keys import code_key, digest, version
from generator.publishing.signing import cache_key
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


class _LastBuild(Struct, frozen=True, array_like=True):
    """What a build was made from, how the system knew its site, and what it said."""

    inputs: str
    site: str
    said: Remembered


def shelf_of(project: Project) -> AnswerShelf:
    """Return what earlier runs remember."""
    return AnswerShelf(project.cache / "memo", cache_key(project.root), code_key())


class BuildInputs:
    """Everything that builds of a school depend on, as it was before the first of them reads anything."""

    def __init__(self, project: Project, files: SourceFiles, *, first: bool = False) -> None:
        """Hash what people wrote; of a ``first`` build, which reads all of it, that waits for who builds."""
        config = project.root / "mkdocs.yml"
        self._project, self._files = project, files
        self._config = config.read_bytes() if config.is_file() else b""
        self._seen = files.seen() if first else b""
        self._sources = "" if self._seen else self._hashed()

    def key(self, edition: str) -> str:
        """Hash all that an edition depends on, with what ``edition_key`` says; empty as long as nobody read it all."""
        return digest(self._sources, edition) if self._sources else ""

    def learned(self, edition: str) -> str:
        """Hash the same once a build has read it, if the system says that nothing moved since somebody looked at it."""
        if not self._sources:
            sources = self._hashed()
            self._sources = sources if self._project.sources().seen() == self._seen else ""
        return self.key(edition)

    def _hashed(self) -> str:
        return digest(self._config, self._files.whole())


def edition_key(project: Project) -> str:
    """Hash what an edition depends on beside the files of the school."""
    day = project.asked_date or os.environ.get("SOURCE_DATE_EPOCH") or datetime.now(UTC).astimezone().date()
    return digest(
        code_key(), project.audience.name, project.language, project.site_name, project.site_url,
        str(project.only_student), str(project.printed and sorted(project.printed)), str(public_forge(project.root)),
        str(day), str(owners(project.repository)), repr(project.look),
        version("mkdocs"), version("mkdocs-material"),
        theme_key(),
    )  # fmt: skip


@cache
def theme_key() -> bytes:
    """Hash every file of the theme."""
    return SourceFiles(THEME).whole()


def recall(project: Project, key: str, site: Callable[[], str]) -> Remembered | None:
    """Return what the last build said, if it was made from the same bytes and its site was not touched since.

    ``site`` says how the system knows its files (``SiteFiles.key``).
    """
    last = _memory(project).recalled(f"last-{memory_of(project)}", _LastBuild) if key else None
    return last.said if last and last.inputs == key and last.site == site() else None


def remember(project: Project, key: str, said: Remembered, site: str) -> None:
    """Keep what a build said, for the next one; a disk that refuses costs the next one its time.

    ``site`` is how the system knew the files of the site right after they were put there (``SiteFiles.key``).
    """
    _memory(project).remember(f"last-{memory_of(project)}", _LastBuild(key, site, said))


def memory_of(project: Project) -> str:
    """Name what is remembered of a site: that of an edition, in its place on this machine."""
    return f"{project.edition}-{hashlib.sha256(os.fsencode(project.site)).hexdigest()[:12]}"


def _memory(project: Project) -> SignedFolder:
    return SignedFolder(project.cache, cache_key(project.root), "last")
