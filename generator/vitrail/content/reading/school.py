"""The reading of a whole folder: the school, the lines of its ledger, and its faults."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.ledger import Seen
from vitrail.content.model.school import School
from vitrail.content.model.student import Student
from vitrail.content.reading.asked import asked_people, strays
from vitrail.content.reading.disk.names import safe_path
from vitrail.content.reading.packing import ReadFiles
from vitrail.content.reading.questions import class_of, common, leaving, portfolio
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.diagnostics.diagnostic import in_order
from vitrail.ground.memo.files import SourceFiles
from vitrail.ground.memo.memo import Memo


class Reading(Struct, frozen=True, kw_only=True):
    """Everything that was read, before an audience is chosen."""

    school: School
    files: tuple[Seen, ...]
    """Every file met, sorted by path."""
    diagnostics: tuple[Diagnostic, ...]
    """In file order."""
    places: Mapping[str, Path] = {}
    """Path of a file → where it is on the disk."""


def read_school(school: Path | Memo, *, only: str | None = None) -> Reading:
    """Read every file under a folder, or the files of a memo; a missing folder is an empty school.

    With ``only`` (``cohort/student``, or a class), other students' files are left out, save their former and later
    portfolios. The facts of the run must be in the memo (``making.facts.run.tell``). Never raises for what
    people wrote: faults are diagnostics, and each file is in ``Reading.files`` once.
    """
    memo = Memo(SourceFiles(school)) if isinstance(school, Path) else school
    shared = common(memo)
    read = {who: portfolio(memo, *who) for who in asked_people(memo, only)}
    every: tuple[ReadFiles[Any], ...] = (shared, *strays(memo, only), *read.values())
    students: dict[str, list[Student]] = {slug: [] for slug in shared.record.folders}
    for (cohort, _), own in read.items():
        students.setdefault(cohort, []).append(own.record)
    seen = tuple(sorted((seen for part in every for seen in part.seen), key=lambda seen: seen.path))
    return Reading(
        school=replace(
            shared.record.school,
            verdicts_missing=shared.record.school.verdicts_apart is not None and not memo.files.joined,
            cohorts=tuple(
                replace(group, slug=safe_path(slug), students=tuple(leaving(group, student) for student in members))
                for slug, members in students.items()
                for group in (class_of(shared.record, slug),)
            ),
        ),
        files=seen,
        places={file.path: Path(memo.files.place(file.disk)) for file in seen},
        diagnostics=in_order(fault for part in every for fault in part.diagnostics),
    )
