"""One student's verdicts and the texts that they seal, as a zip that the student's own clone reads."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.memo.files import VERDICTS
from generator.reading.seals.sealed import FOLDER


def packed(student: str, places: Mapping[str, Path]) -> tuple[bytes, int]:
    """Gather what the team wrote of a student (``class/student``); give the zip, and how many files it holds.

    ``places`` says where each file of the school is. The same verdicts are the same bytes, whenever they are gathered:
    no day is written in the zip. Raises OSError: one cannot be read.
    """
    into, count = io.BytesIO(), 0
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as bag:
        for path in _own(student, places):
            member = zipfile.ZipInfo(path)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            bag.writestr(member, places[path].read_bytes())
            count += 1
    return into.getvalue(), count


def _own(student: str, places: Mapping[str, Path]) -> Iterator[str]:
    cohort, _, name = student.rpartition("/")
    start = f"{cohort}/{VERDICTS}/".lstrip("/")
    for path in sorted(places):
        if path.startswith(start) and (not student or judged_in(path.removeprefix(start)) == name):
            yield path


def judged_in(path: str) -> str:
    """Return the folder of the student on whom a file of ``evaluations`` is, by its path from there."""
    first, inside, _ = path.partition("/")
    return first.removesuffix(FOLDER) if inside else first.rpartition(".")[0]
