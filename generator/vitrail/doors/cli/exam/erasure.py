"""The places that hold data of the students of a class that is over, and their erasure: nothing through a link.

A folder is renamed before it is emptied, to a name that no reading takes: whatever stops the erasure, half a portfolio
is never read as a whole one, and the next run goes on.
"""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import cast
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from msgspec import Struct

from vitrail.building.publishing.disk.swap import drop
from vitrail.content.reading.disk.folders import is_promotion
from vitrail.doors.authoring import drafts
from vitrail.doors.authoring.orders import TypedChanges
from vitrail.doors.handing import private
from vitrail.doors.handing.packing import sum_of
from vitrail.doors.reviewing import deposits
from vitrail.doors.serving.private import decoded
from vitrail.ground.language import ToldError
from vitrail.site.outputs import writing
from vitrail.site.project import AUDIENCES, Project, edition_folder, edition_in
from vitrail.site.settings import default_site

_ERASING = ".vitrail-efface"
"""End of the name of a folder that is being erased, which begins with a dot: the walk of the portfolios ignores it."""


class Remains(Struct, frozen=True, kw_only=True):
    """All that holds data of the students of a class."""

    own: tuple[Path, ...]
    """What is in the class's folders, all but promotion.yml."""
    beside: tuple[Path, ...]
    """Drafts of the form, private facts, the cache and the built sites, which are made again."""
    untouched: tuple[Path, ...]
    """What only a person can judge: hand-ins of several classes, a site behind a link or outside the school."""


def homes(project: Project, cohort: str) -> tuple[Path, ...]:
    """Return the folder of a class, and that of its verdicts if they are apart.

    Raises ToldError: one of them, or the class's file, is a link or behind a link.
    """
    apart = project.apart if project.apart and not project.apart.is_relative_to(project.cache) else None
    places = [(base, base / cohort) for base in (project.portfolios, apart) if base]
    for base, home in places:
        named = [path for path in home.glob("*") if is_promotion(path.name)]
        if base.is_symlink() or not all(writing.is_own(path, base) for path in (home, *named)):
            raise ToldError("« {path} » est un lien, ou est derrière un lien : rien n'y est effacé.", path=str(home))
    return tuple(home for _, home in places if home.is_dir())


def remains(project: Project, promotion: Path, cohort: str, alone: Collection[str]) -> Remains:
    """List what is to be erased for a class, whose file stays; ``alone`` are its students' folders, unlike any other's.

    Raises ToldError: the class is behind a link.
    """
    root = project.root
    sites = [edition_folder(default_site(root), audience) for audience in AUDIENCES.values()]
    beside = [
        *(path for path in sorted((root / drafts.FOLDER).glob("*.json")) if _drafted(path).startswith(f"{cohort}/")),
        *(root / private.FOLDER / f"{name}.yml" for name in sorted(alone)),
        *(site for site in sites if edition_in(site) is not None),
        project.cache,
        *sorted(root.glob(f".*{_ERASING}")),
    ]
    there = [path for path in beside if os.path.lexists(path)]
    handed = (path for path in sorted(root.glob("rendu-*.zip")) if path.name[6:].startswith(tuple(alone)))
    erased = [path for path in there if writing.is_own(path, root) or path == project.cache_elsewhere]
    return Remains(
        own=tuple(path for home in homes(project, cohort) for path in sorted(home.iterdir()) if path != promotion),
        beside=tuple(erased),
        untouched=tuple(
            path for path in (*there, root / deposits.FOLDER, *handed) if path not in erased and os.path.lexists(path)
        ),
    )


def _drafted(path: Path) -> str:
    """Return the path of the file that a draft changes; empty for what is no draft of ours."""
    draft = None if path.is_symlink() else decoded(path.read_bytes(), TypedChanges)
    return draft.path if draft else ""


def files_in(path: Path) -> Iterator[Path]:
    """Yield the files of a folder, links as they are, or the file itself."""
    if path.is_symlink() or not path.is_dir():
        yield path
        return
    for folder, below, files in os.walk(path):
        links = (name for name in below if Path(folder, name).is_symlink())
        yield from (Path(folder, name) for name in (*files, *links))


def verified(path: Path) -> str:
    """Read an archive again, whole, and return the SHA-256 of its file: nothing is erased before.

    Raises UnwrittenError: a file is missing, or is not what its manifest says; the archive cannot be opened.
    """
    try:
        with ZipFile(path) as archive:
            reason = ", ".join(_damaged(archive))
    except (OSError, BadZipFile, KeyError, ValueError) as error:
        reason = str(error)
    if reason:
        raise writing.UnwrittenError(
            "« {path} » ne se relit pas ({reason}) : rien n'est effacé.", path=str(path), reason=reason
        )
    return sum_of(path)


def _damaged(archive: ZipFile) -> Iterator[str]:
    """Yield the files of a bag that are not what its manifests say; raises KeyError for one that is missing."""
    members = {member.partition("/")[2]: member for member in archive.namelist()}
    for manifest in ("tagmanifest-sha256.txt", "manifest-sha256.txt"):
        for line in archive.read(members[manifest]).decode().splitlines():
            digest, _, inside = line.partition("  ")
            with archive.open(members[unquote(inside)]) as stream:
                if hashlib.file_digest(cast("BufferedReader", stream), "sha256").hexdigest() != digest:
                    yield inside


def stamps(places: Iterable[Path]) -> frozenset[tuple[str, int, int]]:
    """Return the size and the time of every file, to know whether somebody wrote meanwhile."""
    known = ((path, path.lstat()) for place in places for path in files_in(place))
    return frozenset((str(path), status.st_size, status.st_mtime_ns) for path, status in known)


def erase(path: Path) -> None:
    """Erase a file, a link or a folder. Raises UnwrittenError: the system keeps some of it."""
    if path.is_dir() and not path.is_symlink() and not path.name.endswith(_ERASING):
        path = path.rename(path.with_name(f".{path.name}{_ERASING}"))
    drop(path)
    if os.path.lexists(path):
        raise writing.UnwrittenError(
            "« {path} » ne s'efface pas : fermez ce qui l'utilise, puis relancez la commande.", path=str(path)
        )
