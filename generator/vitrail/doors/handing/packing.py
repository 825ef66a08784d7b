"""« Rendre mon travail »: pack one portfolio as a zip, with the digests of its files and of their former versions.

The zip holds no file of the school or of other people, none that git ignores, no hidden file, no ``versions/``. Equal
files give equal bytes: the zip is a BagIt bag (``outputs/bag.py``), which ``sha256sum -c`` verifies.
"""

import os
from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from vitrail.building.making.facts.run import read_project
from vitrail.content.extracts.pieces import UnopenedError, portfolio_allowance
from vitrail.content.model.student import Student
from vitrail.content.reading.disk import names
from vitrail.content.reading.disk.history import NoHistoryError, archived, commits_of, ignored_by_git
from vitrail.content.reading.disk.opening import on_disk, opened
from vitrail.content.reading.named import find_portfolio
from vitrail.content.values.folding import fold
from vitrail.doors.handing.exchange import NAME, Exchange, loaded, record_in
from vitrail.doors.scaffolding.files import slug
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import ToldError
from vitrail.knowledge.rules.repository import exposed
from vitrail.site.outputs import bag, writing
from vitrail.site.project import Project

TEAM_FILES = frozenset(
    {names.VERSIONS, "evaluations", "promotion.yml", "etablissement.yml", "referentiels", "organisations"}
)
"""Folded names at the top of a portfolio that is a school of its own, whose files are not the author's work."""
_COMMITS = 12
"""Commits of a git history that are read, at most."""
RECORD = "rendu.json"
"""Name of the record in the zip, beside the files."""


class HandedIn(Struct, frozen=True, kw_only=True):
    """The zip that was written."""

    path: Path
    files: int
    size: int
    """Total size of the files, in bytes."""
    left: tuple[str, ...]
    """Paths of symbolic links, which are left out: they would lead nowhere on another machine."""
    exposed: tuple[Diagnostic, ...]
    """Keys that speak of somebody else, where the repository says that it is public: to remove before it is sent."""


def hand_in(project: Project, folder: str, place: Path | None = None) -> HandedIn:
    """Write the zip of a portfolio, to hand in, and update its record.

    Args:
        project: the school, or the portfolio that is one.
        folder: ``class/student``; empty for a portfolio that is a school of its own.
        place: path of the zip, or the folder in which to write it; by default beside mkdocs.yml.

    Raises:
        ToldError: there is no file to hand in.
        writing.TakenError: another file has the zip's name, and is kept.
        writing.UnwrittenError: the disk refused the write.
    """
    home = project.portfolios / folder
    school = read_project(project, only=folder).school
    name = folder.rpartition("/")[2] or author_of(find_portfolio(school, folder)[1])
    place = project.root if place is None else place
    path = place if place.suffix.lower() == ".zip" and not place.is_dir() else place / f"rendu-{name}.zip"
    kept, left = _files(home, alone=not folder)
    if not kept:
        raise ToldError("« {folder} » ne contient aucun fichier à rendre.", folder=folder or home.name)
    before = record_in(home)
    record = (before or _from_git(home)).followed({inside: sum_of(file) for inside, file in kept.items()})
    whole = bag.Bag(
        name=f"rendu-{name}", payload=kept, tags={RECORD: record.dumped()},
        info=(("External-Identifier", name),), frozen=bag.FIRST,
    )  # fmt: skip
    _write(path, whole)
    if record != before:
        there = home / NAME
        writing.replace(there, record.dumped(), read=there.read_bytes() if there.is_file() else None)
    return HandedIn(path=path, files=len(kept), size=whole.size(), left=left, exposed=tuple(exposed(school, None)))


def _from_git(home: Path) -> Exchange:
    """Build the record of a portfolio never handed in from its last commits: the team's clone has those versions."""
    record = Exchange()
    try:
        for commit in reversed(commits_of(home, _COMMITS)):
            held = opened(BytesIO(archived(home, commit.name)), portfolio_allowance()).files
            sums = {path: file.sum() for path, file in held.items() if fold(path.partition("/")[0]) not in TEAM_FILES}
            record = record.followed(sums)
    except (NoHistoryError, UnopenedError):
        return Exchange()
    return replace(record, number=0)


def author_of(person: Student) -> str:
    """Return the name of the folder that a person has in a class."""
    return slug(f"{person.last_name} {person.first_name}")


def _files(home: Path, *, alone: bool) -> tuple[Mapping[str, Path], tuple[str, ...]]:
    """Return the files to hand in, by path in composed Unicode (NFC), and the paths of links, which are left out."""
    kept: dict[str, Path] = {}
    left: list[str] = []
    for inside, path in unignored(home):
        first = inside.partition("/")[0]
        if first == names.VERSIONS or (alone and first in TEAM_FILES):
            continue
        if path.is_symlink():
            left.append(inside)
        else:
            kept[names.nfc(inside)] = path
    return dict(sorted(kept.items())), tuple(left)


def files_of(home: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files and links of a portfolio by their path in it, but for those that the engine ignores by name."""
    for folder, below, files in os.walk(home):
        here = Path(folder)
        links = [name for name in below if (here / name).is_symlink()]
        below[:] = sorted(name for name in below if name not in links and not names.why_ignored(name))
        for name in sorted((*files, *links)):
            path = here / name
            if not names.why_ignored(name) and (path.is_symlink() or path.is_file()):
                yield path.relative_to(home).as_posix(), path


def unignored(home: Path) -> Iterator[tuple[str, Path]]:
    """Yield the ``files_of`` a portfolio that git does not ignore, by themselves or by a folder (listed as « a/ »)."""
    ignored = ignored_by_git(home)
    for inside, path in files_of(home):
        parts = inside.split("/")
        folders = {"/".join(parts[:end]) + "/" for end in range(1, len(parts))}
        if ignored.isdisjoint({inside, *folders}):
            yield inside, path


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file of the disk, computed as ``HeldFile.sum``."""
    return on_disk(path).sum()


def _write(path: Path, whole: bag.Bag) -> None:
    """Write the zip; an existing file is replaced only if it is a former zip of the same portfolio."""
    make = partial(bag.write, whole)
    if not os.path.lexists(path):
        writing.create(path, make, mode=0o600)
    elif _is_former(path, whole.name):
        writing.replace(path, make, read=path.read_bytes())
    else:
        raise writing.TakenError(path)


def _is_former(path: Path, name: str) -> bool:
    try:
        with path.open("rb") as former:
            return loaded(opened(former, portfolio_allowance()).files[f"{name}/{RECORD}"].read()) is not None
    except (OSError, KeyError, UnopenedError):
        return False
