"""« Rendre mon travail »: one portfolio as a zip of its own, with the sums of its files and of those before them.

Nothing of the school is in it, nor of anybody else, nor what git ignores, hidden files, or ``versions/``. The same
files give the same bytes: the zip is a BagIt bag (``outputs/bag.py``), which ``sha256sum -c`` verifies.
"""

import os
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.extracts.pieces import Allowance, UnopenedError
from generator.handing.exchange import NAME, Exchange, loaded, record_in
from generator.handing.opening import on_disk, opened
from generator.language import ToldError
from generator.making.facts.run import read_project
from generator.model.student import Student
from generator.outputs import bag, writing
from generator.project import Project
from generator.reading.disk import names
from generator.reading.disk.history import NoHistoryError, archived, commits_of, ignored_by_git
from generator.reading.named import find_portfolio
from generator.scaffolding.files import slug
from generator.values.folding import fold

TEAM_FILES = frozenset(
    {names.VERSIONS, "evaluations", "promotion.yml", "etablissement.yml", "referentiels", "organisations"}
)
"""What stands at the top of a portfolio that is a school of its own and is not its author's work, in folded names."""
_COMMITS, _UNPACKED, _MEMBERS = 12, 500_000_000, 20_000
"""Of a history: states that are looked at, and the bytes and files of one beyond which none is."""
RECORD = "rendu.json"
"""The record in the zip, beside the files."""


class HandedIn(Struct, frozen=True, kw_only=True):
    """What was written."""

    path: Path
    files: int
    size: int
    """Bytes of the files."""
    left: tuple[str, ...]
    """Links, which a zip cannot carry to another machine."""


def hand_in(project: Project, folder: str, place: Path | None = None) -> HandedIn:
    """Write the zip of a portfolio, for whoever judges it.

    Args:
        project: the school, or the portfolio that is one.
        folder: ``class/student``; empty for a portfolio that is alone.
        place: the zip, or the folder where to write it; beside mkdocs.yml when it is not given.

    Raises:
        ToldError: no file is there.
        FileExistsError: something else has the zip's name, and stays; its path is the error's ``filename``.
        writing.UnwrittenError: the disk refused.
    """
    home = project.portfolios / folder
    name = folder.rpartition("/")[2] or author_of(find_portfolio(read_project(project, only="").school, folder)[1])
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
    return HandedIn(path=path, files=len(kept), size=whole.size(), left=left)


def _from_git(home: Path) -> Exchange:
    """Tell what stood in a portfolio that was never handed in: who clones a class begins with its files."""
    record = Exchange()
    try:
        for commit in reversed(commits_of(home, _COMMITS)):
            held = opened(BytesIO(archived(home, commit.name)), Allowance(size=_UNPACKED, members=_MEMBERS)).files
            sums = {path: file.sum() for path, file in held.items() if fold(path.partition("/")[0]) not in TEAM_FILES}
            record = record.followed(sums)
    except (NoHistoryError, UnopenedError):
        return Exchange()
    return replace(record, number=0)


def author_of(person: Student) -> str:
    """Name the folder that a class would give somebody."""
    return slug(f"{person.last_name} {person.first_name}")


def _files(home: Path, *, alone: bool) -> tuple[Mapping[str, Path], tuple[str, ...]]:
    """Find what is handed in, by its path in composed Unicode, and the links that are not."""
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
    """Yield those that git does not ignore either, nor a folder that holds them (which git writes with its slash)."""
    ignored = ignored_by_git(home)
    for inside, path in files_of(home):
        parts = inside.split("/")
        folders = {"/".join(parts[:end]) + "/" for end in range(1, len(parts))}
        if ignored.isdisjoint({inside, *folders}):
            yield inside, path


def sum_of(path: Path) -> str:
    """Return the SHA-256 of what a file holds, as of one that came (``HeldFile.sum``)."""
    return on_disk(path).sum()


def _write(path: Path, whole: bag.Bag) -> None:
    """Write the zip, over nothing but a former one of the same portfolio."""
    make = partial(bag.write, whole)
    if not os.path.lexists(path):
        writing.create(path, make, mode=0o600)
    elif _is_former(path, whole.name):
        writing.replace(path, make, read=path.read_bytes())
    else:
        raise FileExistsError(17, "", str(path))


def _is_former(path: Path, name: str) -> bool:
    try:
        with zipfile.ZipFile(path) as former:
            return loaded(former.read(f"{name}/{RECORD}")) is not None
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return False
