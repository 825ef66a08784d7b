"""The rules that records must satisfy: one subject a module, each a pure generator of diagnostics."""

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from vitrail.content.model.framework import Framework
from vitrail.content.model.school import Cohort
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.knowledge.coverage.tables import CountedSchool
from vitrail.knowledge.rules import evaluations, exam, internships, media

__all__ = ["Tally", "of_class", "of_student", "tallied"]


class Tally(Struct, frozen=True, kw_only=True):
    """The places in a portfolio of the faults that are reported once for its whole class."""

    student: str
    """Its folder."""
    untimed: tuple[Place, ...] = ()
    """Its place, when the durations of its stages are not known."""


def of_student(known: CountedSchool) -> Iterator[Diagnostic]:
    """Yield the diagnostics of each portfolio that depend on no other portfolio."""
    for subject in (exam, media, evaluations, internships):
        yield from subject.diagnose(known)


def tallied(known: CountedSchool) -> Tally:
    """Return the tally of the one portfolio of a school."""
    ((_, student),) = known.school.everyone
    return Tally(student=student.slug, untimed=tuple(internships.untimed(known)))


def of_class(cohort: Cohort, framework: Framework | None, people: Sequence[Tally]) -> Iterator[Diagnostic]:
    """Yield the diagnostics of a class as a whole, from the tallies of its portfolios; its students are not read."""
    slugs = [tally.student for tally in people]
    yield from evaluations.of_class(cohort, slugs, framework)
    yield from internships.of_class(cohort, slugs, [*chain.from_iterable(tally.untimed for tally in people)])
