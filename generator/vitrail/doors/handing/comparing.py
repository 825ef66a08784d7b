"""Compare a hand-in with the team's copy, file by file, from the records that both sides have of each other.

A version that the other side once had is older, and is replaced. Where neither side knows the other's version, the file
changed on both: the team's stays, and the author's is written in ``versions/``, which is never published.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path

from msgspec import Struct

from vitrail.content.reading.disk import names
from vitrail.content.reading.disk.opening import HeldFile
from vitrail.doors.handing.arrivals import Arrival
from vitrail.doors.handing.exchange import NAME, Exchange, record_in
from vitrail.doors.handing.packing import files_of, sum_of

_DIGITS = 12
"""Hexadecimal digits of a digest in a folder's name: enough to tell the hand-ins of one class apart."""


class StepKind(Enum):
    """How a file is treated; the value is the sign that lists show."""

    NEW = "+"
    CHANGED = "~"
    REMOVED = "-"
    NEWER_HERE = "="
    """The hand-in has a former version of the file, or one that the team deleted."""
    CONFLICT = "≠"
    MISSING = "∅"
    """The author's repository has no more the file, which stays."""


class Step(Struct, frozen=True, kw_only=True):
    """The change to one file."""

    move: StepKind
    path: str
    """Path in the portfolio, as in the hand-in."""
    target: Path
    """The file on the disk that is written or deleted."""
    there: str = ""
    """SHA-256 of the target as it is now; empty if there is none, or for a conflict."""
    file: HeldFile | None = None


class Incoming(Struct, frozen=True, kw_only=True):
    """The changes that a hand-in makes to a portfolio."""

    home: Path
    steps: tuple[Step, ...]
    record: Exchange
    """The record to write once the changes are made."""
    before: bytes | None
    """Bytes of the present record; None without one."""


def compare(home: Path, arrival: Arrival, templates: Sequence[str]) -> Incoming | None:
    """Return the changes that a hand-in makes to its student's folder; None if it was taken already.

    ``templates`` are the SHA-256 of the home page as ``vitrail new`` writes it, which any other version replaces.
    """
    record = record_in(home)
    team = record or Exchange()
    there = {names.nfc(path).casefold(): file for path, file in files_of(home)} if home.is_dir() else {}
    gone = tuple(_missing(arrival, team, there))
    if record and record.holds(arrival.sums, arrival.known) and not gone:
        return None
    steps = (*_coming(home, arrival, team, there, templates), *_going(arrival, there), *gone)
    held = home / NAME
    return Incoming(
        home=home, steps=steps, record=team.joined(arrival.sums, arrival.known),
        before=held.read_bytes() if held.is_file() else None,
    )  # fmt: skip


def _coming(
    home: Path, arrival: Arrival, team: Exchange, there: Mapping[str, Path], templates: Sequence[str]
) -> Iterator[Step]:
    """Yield the steps for the files of the hand-in that differ from the team's."""
    beside = home / names.VERSIONS / f"rendu-{_digest(arrival)}"
    for path, file in arrival.files.items():
        place = there.get(path.casefold())
        own, here = arrival.sums[path], sum_of(place) if place else ""
        if own == here:
            continue
        move = _judged(path, own, here, team, arrival.known)
        if here and here in templates:
            move = StepKind.CHANGED
        target = place or home / path
        if move in {StepKind.NEW, StepKind.CHANGED} and not _free(home, target):
            move = StepKind.CONFLICT
        if move is StepKind.CONFLICT:
            target = beside / path
            if target.is_file() and not target.is_symlink() and sum_of(target) == own:
                continue
        yield Step(move=move, path=path, target=target, there="" if move is StepKind.CONFLICT else here, file=file)


def _judged(path: str, own: str, here: str, team: Exchange, author: Exchange | None) -> StepKind:
    """Decide which of two versions of a file is older.

    A zip made by hand has no record of former versions: it replaces any version that its author handed in before.
    """
    if author and here in author.knew(path) - {own}:
        return StepKind.CHANGED
    if own in team.knew(path):
        return StepKind.NEWER_HERE
    if not here:
        return StepKind.NEW
    return StepKind.CONFLICT if author or here not in team.knew(path) else StepKind.CHANGED


def _going(arrival: Arrival, there: Mapping[str, Path]) -> Iterator[Step]:
    """Yield the removal of files that the author deleted and that the team did not change since."""
    author = arrival.known or Exchange()
    for path in author.before.keys() - author.files.keys() - arrival.files.keys():
        place = there.get(path.casefold())
        if place and not place.is_symlink() and sum_of(place) in author.knew(path):
            yield Step(move=StepKind.REMOVED, path=path, target=place, there=sum_of(place))


def _missing(arrival: Arrival, team: Exchange, there: Mapping[str, Path]) -> Iterator[Step]:
    """Yield, once, the files that a clone held when it was last taken in, and that are not in it any more."""
    for path in sorted(team.files.keys() - arrival.files.keys()) if arrival.whole and not arrival.known else ():
        if place := there.get(path.casefold()):
            yield Step(move=StepKind.MISSING, path=path, target=place)


def _free(home: Path, target: Path) -> bool:
    """True if a file can be written at ``target`` without following a link or replacing a folder."""
    above = [folder for folder in target.parents if folder.is_relative_to(home)]
    return not (
        any(folder.is_symlink() or (folder.exists() and not folder.is_dir()) for folder in above)
        or target.is_symlink()
        or target.is_dir()
    )


def _digest(arrival: Arrival) -> str:
    told = "".join(f"{digest}  {path}\n" for path, digest in sorted(arrival.sums.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]
