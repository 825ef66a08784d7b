"""Export one student's verdicts, with the texts that they seal, as a zip, and import it in the student's own copy.

Each verdict is a file of its own (decision 0004): new files are added. A file that begins with the present bytes and is
longer replaces them; any other file that differs is kept as it is, and reported.
"""

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from vitrail.building.making.facts.run import read_project
from vitrail.content.extracts.pieces import Allowance, UnopenedError
from vitrail.content.reading.disk.opening import HeldFile, opened
from vitrail.content.reading.named import find_portfolio
from vitrail.content.reading.seals.sealed import FOLDER
from vitrail.doors.handing.packing import author_of
from vitrail.ground.language import ToldError
from vitrail.ground.memo.files import LARGE, VERDICTS
from vitrail.site.outputs import writing
from vitrail.site.project import Project


def packed(student: str, places: Mapping[str, Path]) -> tuple[bytes, int]:
    """Zip the team's verdicts on a student (``class/student``); return the zip, and its number of files.

    ``places`` maps each path of the school to its file. The same verdicts always give the same bytes: the zip holds no
    date. Raises OSError: a file cannot be read.
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
    """Return the folder name of the student whom a file judges, from its path below ``evaluations``."""
    first, inside, _ = path.partition("/")
    return first.removesuffix(FOLDER) if inside else first.rpartition(".")[0]


def take_verdicts(path: Path, project: Project, student: str) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Write the verdicts of a zip into the student's copy; a second import changes nothing.

    Return the files that were written, and those that exist with another content and are kept.

    Args:
        path: the zip that ``vitrail export avis`` wrote.
        project: the student's copy of the school, or their school of one.
        student: « class/student », empty for a portfolio that is a school of its own.

    Raises:
        ToldError: the file is no zip of verdicts, is about another student, or a path leaves it.
        writing.UnwrittenError: the disk refused the write.
    """
    new: dict[Path, bytes] = {}
    grown: dict[Path, tuple[bytes, bytes]] = {}
    kept: list[Path] = []
    try:
        with path.open("rb") as stream:
            held = opened(stream, Allowance(size=LARGE)).files
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
    """Return the folder names of the students whom a zip judges; none if it is not a zip of verdicts."""
    try:
        held = opened(BytesIO(raw), Allowance(size=LARGE)).files
    except UnopenedError:
        return frozenset()
    parts = [path.rpartition(f"{VERDICTS}/") for path in held]
    return frozenset(_judged_in(own) for _, folder, own in parts) if all(part[1] for part in parts) else frozenset()


def _own(held: Mapping[str, HeldFile], path: Path, student: str) -> Iterator[tuple[str, HeldFile]]:
    """Yield each file with its path in the student's copy. Raises ToldError: one is not a verdict on this student."""
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
    """True if verdicts bear the name of the only student of a school, or the seal of one of their works."""
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
