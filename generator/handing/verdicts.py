"""The zip of one student's verdicts comes into the student's own copy, where nobody else's are.

Each verdict is a file of its own (decision 0040): what is new is added. A list that grew at its end replaces the one
that it began with; any other file that differs stays, and is told.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from msgspec import Struct

from generator.extracts.pieces import Allowance, UnopenedError
from generator.handing.opening import HeldFile, opened
from generator.handing.packing import author_of
from generator.language import ToldError
from generator.making.facts.run import read_project
from generator.memo.files import LARGE, VERDICTS
from generator.outputs import writing
from generator.outputs.voices import judged_in
from generator.project import Project
from generator.reading.named import find_portfolio

_MEMBERS = 5_000
"""Files in a zip of verdicts: one that holds more is none."""


class TakenVerdicts(Struct, frozen=True, kw_only=True):
    """What became of the files of a zip."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    """Those that are there with other words, and stay."""


def take_verdicts(path: Path, project: Project, student: str) -> TakenVerdicts:
    """Write the verdicts of a zip where the student's copy reads them; a second time, nothing.

    Args:
        path: what ``vitrail export avis`` wrote.
        project: the student's copy of the school, or their school of one.
        student: « class/student », empty for a portfolio that is alone.

    Raises:
        ToldError: it is another file, somebody else's, or a path leaves it.
        writing.UnwrittenError: the disk refused.
    """
    new: dict[Path, bytes] = {}
    grown: dict[Path, tuple[bytes, bytes]] = {}
    kept: list[Path] = []
    try:
        with path.open("rb") as stream:
            held = opened(stream, Allowance(size=LARGE, members=_MEMBERS)).files
            own = {inside: file.read() for inside, file in _own(held, path, student)}
            if not student and not _concerns(own, project):
                raise _none(path)
            for inside, raw in own.items():
                place = project.judging / inside
                there = place.read_bytes() if place.is_file() else None
                if there is None:
                    new[place] = raw
                elif raw != there:
                    longer = raw.startswith(there) and not place.is_symlink()
                    grown |= {place: (there, raw)} if longer else {}
                    kept += [] if longer else [place]
    except UnopenedError as error:
        raise _none(path) from error
    writing.create_all(new, within=project.judging)
    for place, (there, raw) in grown.items():
        writing.replace(place, raw, read=there)
    return TakenVerdicts(written=(*new, *grown), kept=tuple(kept))


def judged(raw: bytes) -> frozenset[str]:
    """Return the students on whom a zip holds verdicts, by their folders; nobody for any other file."""
    try:
        held = opened(BytesIO(raw), Allowance(size=LARGE, members=_MEMBERS)).files
    except UnopenedError:
        return frozenset()
    parts = [path.rpartition(f"{VERDICTS}/") for path in held]
    return frozenset(judged_in(own) for _, folder, own in parts) if all(part[1] for part in parts) else frozenset()


def _own(held: Mapping[str, HeldFile], path: Path, student: str) -> Iterator[tuple[str, HeldFile]]:
    """Yield the files by where they go. Raises ToldError: one is not a verdict on this student."""
    cohort, _, name = student.rpartition("/")
    whose = set()
    for inside, file in held.items():
        above, folder, own = inside.rpartition(f"{VERDICTS}/")
        if not folder or (student and above.strip("/") != cohort):
            raise _none(path)
        whose.add(judged_in(own))
        yield f"{cohort}/{folder}{own}".lstrip("/"), file
    if len(whose) != 1 or (student and whose != {name}):
        raise _none(path)


def _concerns(verdicts: Mapping[str, bytes], project: Project) -> bool:
    """True if verdicts bear the name of who is alone in a school, or the seal of something that they wrote."""
    _, person = find_portfolio(read_project(project, only="").school, "")
    seals = [work.fingerprint.encode() for work in person.judged.values()]
    names = {judged_in(path.partition(f"{VERDICTS}/")[2]) for path in verdicts}
    return names == {author_of(person)} or any(seal in raw for raw in verdicts.values() for seal in seals)


def _none(path: Path) -> ToldError:
    return ToldError(
        "« {path} » n'est pas un fichier d'avis sur ce portfolio : demandez à l'équipe celui que fait « vitrail export "
        "avis ».",
        path=str(path),
    )
