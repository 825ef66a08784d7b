"""The one portfolio that a save touches: found, read again, and put in the place of the one that was there."""

import stat
from collections.abc import Collection
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from generator.coverage import joined, student_coverage
from generator.coverage.tables import CohortCoverage, Coverage, StudentCoverage
from generator.making.pipeline import BuiltSchool
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.reading.disk.hashing import Stamps
from generator.reading.disk.quotas import pages_within
from generator.reading.disk.roles import FileRole, SourceFile
from generator.reading.files import FileReader, FileReading, read_file
from generator.reading.portfolio import ReadPortfolio
from generator.reading.portfolios import Task, read_again
from generator.reading.text.documents import opener
from generator.values.folding import fold


class UnsureError(Exception):
    """What a save changes is not surely known."""


class Touched(Struct, frozen=True, kw_only=True):
    """A portfolio in the school as it was read."""

    rank: int
    task: Task
    read: ReadPortfolio
    cohort: Cohort
    student: Student


def touched(standing: BuiltSchool, names: frozenset[str]) -> Touched:
    """Find the one portfolio whose pages these files are.

    Raises:
        UnsureError: several portfolios, or what is no text of a portfolio.
    """
    owners = {
        rank: (task, read)
        for rank, (task, read) in enumerate(standing.examination.reading.portfolios)
        if any(one.file.disk in names for one in task.files)
    }
    known = {one.file.disk for task, _ in owners.values() for one in task.files}
    if len(owners) != 1 or not names <= known:
        raise UnsureError
    ((rank, (task, read)),) = owners.items()
    school = standing.examination.reading.school
    cohort = next((one for one in school.cohorts if any(read.student is student for student in one.students)), None)
    if cohort is None or _lends(school, cohort, read.student):
        raise UnsureError
    return Touched(rank=rank, task=task, read=read, cohort=cohort, student=read.student)


def _lends(school: School, cohort: Cohort, student: Student) -> bool:
    """True if a repeater's portfolio is in play: what one shows, another may count."""
    name = fold(f"{cohort.slug}/{student.slug}")
    every = (one.comes_from for group in school.cohorts for one in group.students)
    return bool(student.comes_from) or any(fold(one) == name for one in every if one)


class FileMemory:
    """What the files of the portfolio being written say: it is read again for a save, its other files are not."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[SourceFile, tuple[int, ...], FileReading]] = {}

    def reader(self, task: Task, saved: Collection[str], stamped: Stamps) -> FileReader:
        """Read the files of a portfolio that were saved, or of which nothing is remembered under their stamps."""
        fresh = partial(read_file, read=opener(task.setting.root))
        old, self._known = self._known, {}

        def read(one: SourceFile) -> FileReading:
            name, stamp = one.file.disk, stamped.get(one.file.disk, ())
            known = old.get(name)
            found = known[2] if known and known[:2] == (one, stamp) and name not in saved else fresh(one)
            self._known[name] = (one, stamp, found)
            return found

        return read


def read_saved(
    place: Touched, names: frozenset[str], stamped: Stamps, memory: FileMemory
) -> tuple[Task, ReadPortfolio]:
    """Read a portfolio again, some of whose texts or verdicts were saved; ``stamped`` are its files as they are now.

    Raises:
        UnsureError: a file that is no plain text of a page any more, or a portfolio near its limits.
    """
    texts = {seen.disk for seen in place.read.seen if seen.page}
    texts |= {one.file.disk for one in place.task.files if one.role is FileRole.EVALUATIONS}
    saved = [stamped[name] for name in names]
    if not names <= texts or any(len(one) < 2 or not stat.S_ISREG(one[0]) for one in saved):  # noqa: PLR2004  # not there
        raise UnsureError
    files = tuple(
        replace(one, file=replace(one.file, size=stamped[one.file.disk][1])) if one.file.disk in names else one
        for one in place.task.files
    )
    if any(pages_within(list(some)) != (list(some), []) for some in (place.task.files, files)):
        raise UnsureError
    task = replace(place.task, files=files)
    return task, read_again(task, memory.reader(task, names, stamped))


def path_in(task: Task, disk: str) -> str:
    """Name a file as its portfolio does."""
    return next(one.file.path for one in task.files if one.file.disk == disk)


def counts_of(school: School, cohort: Cohort, student: Student) -> StudentCoverage:
    """Count one student alone."""
    return student_coverage(student, cohort, school.frameworks.get(student.framework or ""))


def alone_in(cohort: Cohort, student: Student) -> Cohort:
    """Keep one student of a class."""
    return replace(cohort, students=(student,))


def student_in(school: School, cohort: Cohort, student: Student) -> Student | None:
    """Find a student where an edition holds them."""
    group = next((one for one in school.cohorts if one.slug == cohort.slug), None)
    return next((one for one in group.students if one.slug == student.slug), None) if group else None


def class_in(school: School, cohort: Cohort) -> Cohort:
    """Find a class where an edition holds it."""
    return next(one for one in school.cohorts if one.slug == cohort.slug)


def with_student(school: School, place: Touched, student: Student) -> School:
    """Return a school in which one portfolio is another."""

    def group(one: Cohort) -> Cohort:
        students = (student if old.slug == place.student.slug else old for old in one.students)
        return replace(one, students=tuple(students)) if one.slug == place.cohort.slug else one

    return replace(school, cohorts=tuple(map(group, school.cohorts)))


def recounted(coverage: Coverage, school: School, place: Touched, student: Student) -> Coverage:
    """Count one student again, and their class from what was counted of the others."""

    def group(one: CohortCoverage) -> CohortCoverage:
        if one.cohort != place.cohort.slug:
            return one
        fresh = counts_of(school, class_in(school, place.cohort), student)
        students = tuple(fresh if old.student == fresh.student else old for old in one.students)
        return joined(one.cohort, students, school.frameworks)

    return Coverage(cohorts=tuple(map(group, coverage.cohorts)))
