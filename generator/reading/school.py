"""The reading of a whole folder: the school, the lines of its ledger, and its faults."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics import Diagnostic
from generator.diagnostics.diagnostic import in_order
from generator.memo.files import SourceFiles
from generator.memo.memo import Memo
from generator.model.ledger import Seen
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.reading.asked import asked_people, is_asked
from generator.reading.disk.names import safe_path
from generator.reading.packing import ReadFiles
from generator.reading.questions import class_of, common, owners, portfolio, stray


class Reading(Struct, frozen=True, kw_only=True):
    """Everything that was read, before an audience is chosen."""

    school: School
    files: tuple[Seen, ...]
    """Every file met, sorted by path."""
    diagnostics: tuple[Diagnostic, ...]
    """In file order."""
    places: Mapping[str, Path] = {}
    """Path of a file → where it is on the disk."""


def with_students(cohort: Cohort, students: Iterable[Student]) -> Cohort:
    """Return a class with its students, each with the day of leaving that they, else the team, wrote."""
    left = {enrolment.student: enrolment.went for enrolment in cohort.enrolments if enrolment.went}
    gone = (
        replace(student, left_on=student.left_on or left[student.slug]) if student.slug in left else student
        for student in students
    )
    return replace(cohort, students=tuple(gone))


def read_school(school: Path | Memo, *, only: str | None = None) -> Reading:
    """Read every file under a folder, or the files of a memo; a missing folder is an empty school.

    With ``only`` (``cohort/student``, or a class), other students' files are left out, save their former and later
    portfolios. The facts of the run must be in the memo (``making.facts.run.tell``). Never raises for what
    people wrote: faults are diagnostics, and each file is in ``Reading.files`` once.
    """
    memo = Memo(SourceFiles(school)) if isinstance(school, Path) else school
    shared = common(memo)
    read = {who: portfolio(memo, *who) for who in asked_people(memo, only)}
    strays = (who for *who, owned in owners(memo) if not owned and (not only or is_asked(only, *who)))
    every: tuple[ReadFiles[Any], ...] = (shared, *(stray(memo, *who) for who in strays), *read.values())
    students: dict[str, list[Student]] = {slug: [] for slug in shared.record.folders}
    for (cohort, _), own in read.items():
        students.setdefault(cohort, []).append(own.record)
    seen = tuple(sorted((seen for part in every for seen in part.seen), key=lambda seen: seen.path))
    return Reading(
        school=replace(
            shared.record.school,
            verdicts_missing=shared.record.school.verdicts_apart is not None and not memo.files.joined,
            cohorts=tuple(
                with_students(replace(class_of(shared.record, slug), slug=safe_path(slug)), members)
                for slug, members in students.items()
            ),
        ),
        files=seen,
        places={file.path: Path(memo.files.place(file.disk)) for file in seen},
        diagnostics=in_order(fault for part in every for fault in part.diagnostics),
    )
