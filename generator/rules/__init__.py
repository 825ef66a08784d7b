"""What can be wrong in portfolios: one subject a module, each a pure generator of diagnostics."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from generator.coverage.tables import CountedSchool, Coverage
from generator.diagnostics import Diagnostic, Place
from generator.model.framework import Framework
from generator.model.school import Cohort, School
from generator.rules import evaluations, exam, internships, media
from generator.rules.silence import Extent, heard

__all__ = ["Tally", "check", "of_class", "of_student", "tallied"]


class Tally(Struct, frozen=True, kw_only=True):
    """Faults that a portfolio adds to those that are reported once a class."""

    student: str
    """Its folder."""
    former: tuple[Place, ...] = ()
    """Where its seals without a version are that still match."""
    untimed: tuple[Place, ...] = ()
    """Its place, when the durations of its stages are not known."""


def check(school: School, coverage: Coverage, today: date) -> Iterator[Diagnostic]:
    """Yield what is wrong in a school on a day, whoever reads the site; the caller sorts and decides what is fatal.

    What a file alone shows was said while reading it.
    """
    known = CountedSchool(school=school, coverage=coverage, today=today)
    yield from heard(of_student(known), Extent.SCHOOL)
    for cohort in school.cohorts:
        alone = (replace(known, school=school.alone(cohort, student)) for student in cohort.students)
        yield from of_class(cohort, school.framework_of(cohort), [tallied(counted) for counted in alone])


def of_student(known: CountedSchool) -> Iterator[Diagnostic]:
    """Yield what is wrong in each portfolio, whatever the others hold."""
    for subject in (exam, media, evaluations, internships):
        yield from subject.diagnose(known)


def tallied(known: CountedSchool) -> Tally:
    """Say what the one portfolio of a school adds to its class's faults."""
    ((_, student),) = known.school.everyone
    return Tally(
        student=student.slug, former=tuple(evaluations.formerly(student)), untimed=tuple(internships.untimed(known))
    )


def of_class(cohort: Cohort, framework: Framework | None, people: Sequence[Tally]) -> Iterator[Diagnostic]:
    """Yield the diagnostics of a class as one; its students are not looked at."""
    slugs = [tally.student for tally in people]
    yield from evaluations.of_class(cohort, slugs, framework, _all(tally.former for tally in people))
    yield from internships.of_class(cohort, slugs, _all(tally.untimed for tally in people))


def _all(places: Iterable[Sequence[Place]]) -> list[Place]:
    return [place for every in places for place in every]
