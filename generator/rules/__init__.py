"""What can be wrong in portfolios: one subject a module, each a pure generator of diagnostics."""

from collections.abc import Iterator
from datetime import date

from generator.coverage.tables import CountedSchool, Coverage
from generator.diagnostics import Diagnostic
from generator.model.school import School
from generator.rules import evaluations, exam, internships, media

__all__ = ["check"]


def check(school: School, coverage: Coverage, today: date) -> Iterator[Diagnostic]:
    """Yield what is wrong in a school on a day, whoever reads the site; the caller sorts and decides what is fatal.

    What a file alone shows was said while reading it.
    """
    known = CountedSchool(school=school, coverage=coverage, today=today)
    for subject in (exam, media, evaluations, internships):
        yield from subject.diagnose(known)
