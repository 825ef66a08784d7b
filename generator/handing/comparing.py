"""What a hand-in changes in the team's copy, decided file by file from what each side knows of the other.

What one side has and the other once had is behind; what is behind gives way. What neither knows of the other changed on
both sides: the team's file stays, and the other is kept beside, in ``versions/``, which nothing publishes.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path

from msgspec import Struct

from generator.handing.arrivals import Arrival
from generator.handing.exchange import NAME, Exchange, record_in
from generator.handing.opening import HeldFile
from generator.handing.packing import files_of, sum_of
from generator.reading.disk import names

_DIGITS = 12
"""Of a sum that people may read: enough to tell the changes of one class apart."""


class StepKind(Enum):
    """What becomes of a file; the sign that a list of them shows."""

    NEW = "+"
    CHANGED = "~"
    REMOVED = "-"
    NEWER_HERE = "="
    """The hand-in has a former version of it, or one that the team took away."""
    CONFLICT = "≠"


class Step(Struct, frozen=True, kw_only=True):
    """What becomes of one file."""

    move: StepKind
    path: str
    """In the portfolio, as it came."""
    target: Path
    """The file that is written or taken away."""
    there: str = ""
    """SHA-256 of what stands in its place now."""
    file: HeldFile | None = None


class Incoming(Struct, frozen=True, kw_only=True):
    """What a hand-in changes in a portfolio."""

    home: Path
    steps: tuple[Step, ...]
    record: Exchange
    """What is known once it is taken."""
    before: bytes | None
    """The record that is there."""


def compare(home: Path, arrival: Arrival, templates: Sequence[str]) -> Incoming | None:
    """Say what a hand-in changes in the folder of its student; None when it was taken already.

    ``templates`` are the SHA-256 of the home page as ``vitrail new`` wrote it, which gives way to any other.
    """
    record = record_in(home)
    if record and record.holds(arrival.sums, arrival.known):
        return None
    there = {names.nfc(path).casefold(): file for path, file in files_of(home)} if home.is_dir() else {}
    team = record or Exchange()
    steps = (*_coming(home, arrival, team, there, templates), *_going(arrival, there))
    held = home / NAME
    return Incoming(
        home=home, steps=steps, record=team.joined(arrival.sums, arrival.known),
        before=held.read_bytes() if held.is_file() else None,
    )  # fmt: skip


def _coming(
    home: Path, arrival: Arrival, team: Exchange, there: Mapping[str, Path], templates: Sequence[str]
) -> Iterator[Step]:
    """Yield what becomes of the files that came."""
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
    """Say which of two files is behind.

    A zip that a person made tells nothing of former versions: what its author handed in before is theirs to change.
    """
    if author and here in author.knew(path) - {own}:
        return StepKind.CHANGED
    if own in team.knew(path):
        return StepKind.NEWER_HERE
    if not here:
        return StepKind.NEW
    return StepKind.CONFLICT if author or here not in team.knew(path) else StepKind.CHANGED


def _going(arrival: Arrival, there: Mapping[str, Path]) -> Iterator[Step]:
    """Yield the files that their author took away, and that nobody changed here since."""
    author = arrival.known or Exchange()
    for path in author.before.keys() - author.files.keys() - arrival.files.keys():
        place = there.get(path.casefold())
        if place and not place.is_symlink() and sum_of(place) in author.knew(path):
            yield Step(move=StepKind.REMOVED, path=path, target=place, there=sum_of(place))


def _free(home: Path, target: Path) -> bool:
    """True if a file can be written there without following a link, or taking the place of a folder."""
    above = [folder for folder in target.parents if folder.is_relative_to(home)]
    return not (
        any(folder.is_symlink() or (folder.exists() and not folder.is_dir()) for folder in above)
        or target.is_symlink()
        or target.is_dir()
    )


def _digest(arrival: Arrival) -> str:
    told = "".join(f"{digest}  {path}\n" for path, digest in sorted(arrival.sums.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]
