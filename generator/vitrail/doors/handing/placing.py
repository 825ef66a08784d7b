"""Put the portfolios of a class, each from its student's own repository, into the folders that build and check read.

A folder is the copy of a repository: what its author changed is changed, what they removed is removed. It holds the
record of what was put there, so that nothing else is ever replaced: work of this machine is told, and stays.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

from msgspec import DecodeError, Struct, ValidationError, field, json
from msgspec.structs import replace

from vitrail.content.extracts.pieces import UnopenedError
from vitrail.content.model.school import Cohort, Repository
from vitrail.content.reading.disk.opening import HeldFile
from vitrail.doors.handing import cloning, private
from vitrail.doors.handing.arrivals import NoArrival, in_repository
from vitrail.doors.handing.cloning import UnansweredError
from vitrail.doors.handing.packing import files_of, sum_of
from vitrail.doors.handing.taking import copy
from vitrail.ground.forms import form
from vitrail.ground.language import Phrase, ToldError, mark
from vitrail.site.outputs import writing

RECORD: Final = ".pris.json"
"""The record in a portfolio's folder: a hidden file, which the walk of the portfolios ignores."""
IGNORED: Final = """\
# Les portfolios d'ici viennent des dépôts des étudiants, par « vitrail prendre » : git les y laisse.
/*/
!/evaluations/
"""
"""The ``.gitignore`` of a class whose students have repositories."""
_TOGETHER: Final = 4
"""Repositories that are asked at once."""


class Placed(Struct, frozen=True, kw_only=True):
    """The record of what was put in a folder."""

    schema: str = form("depot")
    address: str = field(name="dépôt")
    commit: str
    facts: str = field(name="privés", default="")
    """Digest of the private facts that were joined."""
    files: Mapping[str, str] = field(name="fichiers", default_factory=dict)
    """Path in the portfolio → SHA-256 of what was written."""


class Taken(Struct, frozen=True, kw_only=True):
    """What became of a student's portfolio."""

    student: str
    changed: tuple[tuple[str, str], ...] = ()
    """Sign (« + », « ~ », « - ») and path of each file."""
    aside: tuple[tuple[str, str], ...] = ()
    """Paths that are not taken, or that are not joined, with the reasons."""
    refused: str | None = None
    """Why nothing was taken: the folder stays as it was."""


def residences(cohort: Cohort) -> tuple[Repository, ...]:
    """Return the repositories of a class with their whole addresses: a star of the model stands for the folder.

    The address is empty where neither the student's entry nor the class says one.
    """
    return tuple(
        replace(place, address=place.address or cohort.repositories_at.replace("*", place.student))
        for place in cohort.repositories
    )


def take_all(
    project: Path, home: Path, people: Sequence[Repository], heard: Callable[[int], None] = lambda _: None
) -> Iterator[Taken]:
    """Yield what became of each portfolio, in the order of the class.

    Args:
        project: the folder of mkdocs.yml, from which paths on this disk are read, and which holds the private facts.
        home: the folder of the class.
        people: where the portfolios live, with whole addresses.
        heard: called with how many have answered, at each answer.
    """
    with ThreadPoolExecutor(_TOGETHER) as together:
        asked = [together.submit(_taken, project, home / person.student, person.address) for person in people]
        for number, _ in enumerate(as_completed(asked), 1):
            heard(number)
    yield from (answer.result() for answer in asked)


def _taken(project: Path, home: Path, address: str) -> Taken:
    try:
        return _answer(project, home, address)
    except (UnansweredError, UnopenedError) as error:
        return Taken(student=home.name, refused=error.reason)
    except (OSError, UnicodeDecodeError) as error:
        return Taken(student=home.name, refused=mark("le disque dit : {error}", error=str(error)))
    except ToldError as error:
        return Taken(student=home.name, refused=error.phrase)


def _answer(project: Path, home: Path, address: str) -> Taken:
    """Take a portfolio, if its repository or what the team says of it has changed."""
    if reason := cloning.why_refused(address):
        raise UnansweredError(reason)
    place = project / private.FOLDER / f"{home.name}.yml"
    facts = place.read_text("utf-8") if place.is_file() else ""
    before = _record(home)
    record = Placed(address=address, commit=cloning.head_of(address, project), facts=_digest(facts))
    if before and (before.address, before.commit, before.facts) == (address, record.commit, record.facts):
        return Taken(student=home.name)
    if not record.commit:
        raise UnansweredError(mark("ce dépôt est vide"))
    with cloning.cloned(address, project) as held:
        arrival = in_repository(held)
        if isinstance(arrival, NoArrival):
            raise UnansweredError(arrival.reason)
        files, unjoined = _with_facts(arrival.files, facts)
        changed = _put(home, before, record, files)
    return Taken(student=home.name, changed=changed, aside=(*arrival.aside, *unjoined))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest() if text else ""


def _with_facts(
    files: Mapping[str, HeldFile], facts: str
) -> tuple[dict[str, HeldFile], tuple[tuple[str, Phrase], ...]]:
    """Return the files with the private facts in the pages of their stages, and the stages that did not get theirs."""
    whole, unjoined = dict(files), list[tuple[str, Phrase]]()
    for stage, keys in private.facts_in(facts).items():
        path = f"stages/{stage}/index.md"
        page, why = private.joined(whole[path].read(), keys) if path in whole else (b"", mark("ce stage n'y est pas"))
        if why:
            unjoined.append((path, mark("{folder} n'y est pas joint : {reason}", folder=private.FOLDER, reason=why)))
        else:
            whole[path] = HeldFile(size=len(page), open=partial(BytesIO, page))
    return whole, tuple(unjoined)


def _put(
    home: Path, before: Placed | None, record: Placed, files: Mapping[str, HeldFile]
) -> tuple[tuple[str, str], ...]:
    """Write a portfolio into its folder, and return what changed there.

    Raises UnansweredError: somebody worked there; writing.TakenError, writing.UnwrittenError: the disk refused, or a
    link is on the way; UnopenedError: the repository is damaged.
    """
    if before is None and home.is_dir() and any(files_of(home)):
        raise UnansweredError(mark("son dossier est déjà là, et ne vient pas d'un dépôt : rangez-le ailleurs"))
    known, sums = before.files if before else {}, {path: file.sum() for path, file in files.items()}
    there = {path: sum_of(home / path) for path in {*known, *sums} if _is_there(home, path)}
    for path, here in sorted(there.items()):
        if here not in {known.get(path), sums.get(path)}:
            raise UnansweredError(mark("« {path} » a changé ici depuis : rangez-le ailleurs", path=path))
    gone = sorted(path for path in there if path not in sums)
    new = sorted(path for path in sums if path not in there)
    moved = sorted(path for path, here in there.items() if here != sums.get(path, here))
    for path in gone:
        writing.remove(home / path, read=(home / path).read_bytes())
        for folder in list((home / path).parents)[: path.count("/")]:
            with suppress(OSError):  # it holds other files
                folder.rmdir()
    writing.create_all({home / path: partial(copy, files[path]) for path in new}, within=home)
    for path in moved:
        writing.replace(home / path, partial(copy, files[path]), read=(home / path).read_bytes())
    raw = json.format(json.encode(replace(record, files=dict(sorted(sums.items())))), indent=1) + b"\n"
    there_yet = home / RECORD
    writing.replace(there_yet, raw, read=there_yet.read_bytes() if there_yet.is_file() else None)
    return (*(("+", path) for path in new), *(("~", path) for path in moved), *(("-", path) for path in gone))


def _is_there(home: Path, path: str) -> bool:
    """True if something has the path of a file. Raises UnwrittenError: a link is on the way."""
    place = home / path
    if not writing.is_own(place, home):
        raise writing.UnwrittenError(
            "« {path} » est un lien, ou est derrière un lien : rien n'y est écrit.", path=str(place)
        )
    return place.is_file()


def _record(home: Path) -> Placed | None:
    """Read the record of a folder; None if nothing was put there."""
    try:
        return json.decode((home / RECORD).read_bytes(), type=Placed)
    except (OSError, DecodeError, ValidationError, RecursionError):
        return None
