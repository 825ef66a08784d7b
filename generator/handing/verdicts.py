"""One student's verdicts and the texts that they seal, as a zip that comes into the student's own copy.

Each verdict is a file of its own (decision 0040): what is new is added. A list that grew at its end replaces the one
that it began with; any other file that differs stays, and is told.
"""

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from generator.extracts.pieces import Allowance, UnopenedError
from generator.handing.opening import HeldFile, opened
from generator.handing.packing import author_of
from generator.language import ToldError
from generator.making.facts.run import read_project
from generator.memo.files import LARGE, VERDICTS
from generator.outputs import writing
from generator.project import Project
from generator.reading.named import find_portfolio
from generator.reading.seals.sealed import FOLDER

_MEMBERS = 5_000
"""Files in a zip of verdicts: one that holds more is none."""


def packed(student: str, places: Mapping[str, Path]) -> tuple[bytes, int]:
    """Gather what the team wrote of a student (``class/student``); give the zip, and how many files it holds.

    ``places`` says where each file of the school is. The same verdicts are the same bytes, whenever they are gathered:
    no day is written in the zip. Raises OSError: one cannot be read.
    """
    cohort, _, name = student.rpartition("/")
    start = f"{cohort}/{VERDICTS}/".lstrip("/")
    theirs = [path for path in sorted(places) if path.startswith(start)]
    own = [path for path in theirs if not student or _judged_in(path.removeprefix(start)) == name]
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as bag:
        for path in own:
            member = zipfile.ZipInfo(path)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            member.create_system = 3  # the same on every system
            bag.writestr(member, places[path].read_bytes())
    return into.getvalue(), len(own)


def _judged_in(path: str) -> str:
    """Return the folder of the student on whom a file of ``evaluations`` is, by its path from there."""
    first, inside, _ = path.partition("/")
    return first.removesuffix(FOLDER) if inside else first.rpartition(".")[0]


def take_verdicts(path: Path, project: Project, student: str) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Write the verdicts of a zip where the student's copy reads them; a second time, nothing.

    Give the files that were written, and those that are there with other words, and stay.

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
    return (*new, *grown), tuple(kept)


def judged(raw: bytes) -> frozenset[str]:
    """Return the students on whom a zip holds verdicts, by their folders; nobody for any other file."""
    try:
        held = opened(BytesIO(raw), Allowance(size=LARGE, members=_MEMBERS)).files
    except UnopenedError:
        return frozenset()
    parts = [path.rpartition(f"{VERDICTS}/") for path in held]
    return frozenset(_judged_in(own) for _, folder, own in parts) if all(part[1] for part in parts) else frozenset()


def _own(held: Mapping[str, HeldFile], path: Path, student: str) -> Iterator[tuple[str, HeldFile]]:
    """Yield the files by where they go. Raises ToldError: one is not a verdict on this student."""
    cohort, _, name = student.rpartition("/")
    whose = set()
    for inside, file in held.items():
        above, folder, own = inside.rpartition(f"{VERDICTS}/")
        if not folder or (student and above.strip("/") != cohort):
            raise _none(path)
        whose.add(_judged_in(own))
        yield f"{cohort}/{folder}{own}".lstrip("/"), file
    if len(whose) != 1 or (student and whose != {name}):
        raise _none(path)


def _concerns(verdicts: Mapping[str, bytes], project: Project) -> bool:
    """True if verdicts bear the name of who is alone in a school, or the seal of something that they wrote."""
    _, person = find_portfolio(read_project(project, only="").school, "")
    seals = [work.fingerprint.encode() for work in person.judged.values()]
    names = {_judged_in(path.partition(f"{VERDICTS}/")[2]) for path in verdicts}
    return names == {author_of(person)} or any(seal in raw for raw in verdicts.values() for seal in seals)


def _none(path: Path) -> ToldError:
    return ToldError(
        "« {path} » n'est pas un fichier d'avis sur ce portfolio : demandez à l'équipe celui que fait « vitrail export "
        "avis ».",
        path=str(path),
    )
