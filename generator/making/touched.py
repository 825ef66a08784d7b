"""The one portfolio that a save touches: found, read again, and put in the place of the one that was there."""

from msgspec import Struct
from msgspec.structs import replace

from generator.coverage import joined, student_coverage
from generator.coverage.tables import CohortCoverage, Coverage, StudentCoverage
from generator.coverage.view import view_of
from generator.making.editions import Edition
from generator.making.pipeline import BuiltSchool
from generator.model.audience import Audience
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.privacy.finding import Finder
from generator.privacy.neutral import names_of_class, without_names
from generator.privacy.veiling import Met, Veiling
from generator.reading.disk.roles import FileRole
from generator.reading.questions import placed, portfolio
from generator.reading.school import ReadPortfolio
from generator.rules.examiners import ExaminedSchool
from generator.values.folding import fold


class UnsureError(Exception):
    """What a save changes is not surely known."""


class Touched(Struct, frozen=True, kw_only=True):
    """A portfolio in the school as it was read."""

    owner: tuple[str, str]
    """The folders of the class and of the student."""
    read: ReadPortfolio
    cohort: Cohort
    student: Student


def touched(standing: BuiltSchool, names: frozenset[str]) -> Touched:
    """Find the one portfolio whose pages these files are.

    Raises:
        UnsureError: several portfolios, or what is no text of a portfolio.
    """
    owners = {
        owner: {one.disk for one in read.seen} & names
        for owner, read in standing.examination.reading.portfolios.items()
        if any(one.disk in names for one in read.seen)
    }
    if len(owners) != 1 or not names <= set().union(*owners.values()):
        raise UnsureError
    (owner,) = owners
    read = standing.examination.reading.portfolios[owner]
    school = standing.examination.reading.school
    cohort = next((one for one in school.cohorts if any(read.record is student for student in one.students)), None)
    if cohort is None or _lends(school, cohort, read.record):
        raise UnsureError
    return Touched(owner=owner, read=read, cohort=cohort, student=read.record)


def _lends(school: School, cohort: Cohort, student: Student) -> bool:
    """True if a repeater's portfolio is in play: what one shows, another may count."""
    name = fold(f"{cohort.slug}/{student.slug}")
    every = (one.comes_from for group in school.cohorts for one in group.students)
    return bool(student.comes_from) or any(fold(one) == name for one in every if one)


def read_saved(standing: BuiltSchool, place: Touched, names: frozenset[str]) -> ReadPortfolio:
    """Read a portfolio again, some of whose texts or verdicts were saved; its other files are remembered.

    Raises:
        UnsureError: a file that is no plain text of a page any more, or a portfolio near its limits.
    """
    texts = {seen.disk for seen in place.read.seen if seen.page}
    memo = standing.memo
    before = placed(memo, *place.owner)
    texts |= {one.file.disk for one in before.record if one.role is FileRole.EVALUATIONS}
    if not names <= texts:
        raise UnsureError
    memo.turn(names)
    if before.diagnostics or placed(memo, *place.owner) != before:
        raise UnsureError
    reading = standing.examination.reading
    shared = names_of_class(reading.school, place.cohort, reading.mates(place.owner[0]))
    return without_names(portfolio(memo, *place.owner), place.cohort, shared)


def paths_in(read: ReadPortfolio, names: frozenset[str]) -> set[str]:
    """Name files of the disk as their portfolio does."""
    return {one.path for one in read.seen if one.disk in names}


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


def veiled(
    edition: Edition, standing: BuiltSchool, cohort: Cohort, student: Student
) -> tuple[Student | None, list[Met]]:
    """Return a student as an audience reads them, None for one who is hidden, with the names that were met."""
    seen = view_of(standing.examination.reading.school, edition.audience, cohort, student)
    veiling = Veiling(edition.veils, Finder(standing.examination.files, standing.store))
    return (veiling.student(seen) if seen else None), veiling.met


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


def examined(
    standing: BuiltSchool, place: Touched, read: ReadPortfolio, school: School, coverage: Coverage
) -> ExaminedSchool | None:
    """Return what the examiners will read once a portfolio was saved; None where nobody is told who is ready."""
    known = standing.setting.known.examiners
    if known is None:
        return None
    seen, _ = veiled(standing.every[Audience.JURY], standing, place.cohort, read.record)
    return known.saved(school, coverage, with_student(known.jury, place, seen) if seen else known.jury)
