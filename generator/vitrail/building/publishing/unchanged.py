"""Whether the last build still holds: every byte it was made from, and every file it made.

Nothing of the engine is imported here, and no file is read whose stamp is as it was: a build where nothing changed
costs only the stamps.
"""

import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime

from msgspec import Struct

from vitrail.building.publishing.own_code import code_key, recall_own, theme_key, version
from vitrail.building.publishing.page_keys import digest
from vitrail.building.publishing.signing import cache_key
from vitrail.content.reading.disk.forge import owners, public_forge
from vitrail.ground.memo.files import SourceFiles
from vitrail.ground.memo.shelf import AnswerShelf
from vitrail.ground.memo.signed import SignedFolder
from vitrail.site.project import Project


class RefusedFile(Struct, frozen=True, kw_only=True):
    """A file of which nothing is published, in the language of the site."""

    path: str
    """From the portfolios' root."""
    place: str
    """File, line and column, as the reader would open it."""
    message: str
    advice: str = ""


class Remembered(Struct, frozen=True, kw_only=True):
    """The report of the last build."""

    summary: str
    errors: int
    unchanged: str
    """Sentence of the next build when nothing changed, in the language of the site; ``{ms}`` is the time it took."""
    refused: tuple[RefusedFile, ...] = ()
    """The files whose pages are missing: ``vitrail serve`` shows these messages in their place."""


class _LastBuild(Struct, frozen=True, array_like=True):
    """The digest of a build's inputs, that of its site's stamps, and its report."""

    inputs: str
    site: str
    said: Remembered


def shelf_of(project: Project) -> AnswerShelf:
    """Return the shelf that has the answers of earlier runs."""
    key = cache_key(project.root)
    recall_own(SignedFolder(project.cache, key, ""))
    return AnswerShelf(project.cache / "memo", key, code_key())


class BuildInputs:
    """The digest of all files that builds of a school depend on, as they are before the first build reads any."""

    def __init__(self, project: Project, files: SourceFiles, *, first: bool = False) -> None:
        """Hash the files of the school; before a ``first`` build, which reads them all, only take their stamps."""
        config = project.root / "mkdocs.yml"
        self._project, self._files = project, files
        self._config = config.read_bytes() if config.is_file() else b""
        self._seen = files.seen() if first else b""
        self._sources = "" if self._seen else self._hashed()

    def key(self, edition: str) -> str:
        """Hash all that an edition depends on (``edition``: its ``edition_key``); empty before the files are hashed."""
        return digest(self._sources, edition) if self._sources else ""

    def learned(self, edition: str) -> str:
        """Return ``key`` after a first build has read the files; empty if the stamp of one changed meanwhile."""
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


def recall(project: Project, key: str, site: Callable[[], str]) -> Remembered | None:
    """Return the report of the last build, if it was made from the same bytes and its site was not touched since.

    ``site`` digests the stamps of its files (``SiteFiles.key``).
    """
    last = _memory(project).recalled(f"last-{memory_of(project)}", _LastBuild) if key else None
    return last.said if last and last.inputs == key and last.site == site() else None


def remember(project: Project, key: str, said: Remembered, site: str) -> None:
    """Keep the report of a build for the next one; a disk that refuses costs the next one its time.

    ``site`` is the digest of the stamps of the site's files, right after they were put there (``SiteFiles.key``).
    """
    _memory(project).remember(f"last-{memory_of(project)}", _LastBuild(key, site, said))


def memory_of(project: Project) -> str:
    """Return the name under which data of a site are kept: its edition, and a hash of its path on this machine."""
    return f"{project.edition}-{hashlib.sha256(os.fsencode(project.site)).hexdigest()[:12]}"


def _memory(project: Project) -> SignedFolder:
    return SignedFolder(project.cache, cache_key(project.root), "last")
