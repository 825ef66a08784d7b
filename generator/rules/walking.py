"""Ways through a school that several rules take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.coverage.tables import Coverage
from generator.model.framework import Framework
from generator.model.realisation import Realisation, Status
from generator.model.school import Cohort, School
from generator.model.source import Body
from generator.model.student import Student


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every rule stands on."""

    school: School
    coverage: Coverage
    today: date


def students(school: School) -> Iterator[tuple[Cohort, Student]]:
    """Give every student with their class."""
    return ((cohort, student) for cohort in school.cohorts for student in cohort.students)


def submitted(student: Student) -> Iterator[Realisation]:
    """Give the réalisations that count: drafts never do."""
    return (item for item in student.realisations if item.status is Status.SUBMITTED)


def counted(student: Student) -> Iterator[Realisation]:
    """Give the réalisations that the exam counts: those of former classes too, whose own faults are told there."""
    return (item for item in student.works if item.status is Status.SUBMITTED)


def submitted_everywhere(school: School) -> Iterator[tuple[Cohort, Student, Realisation]]:
    """Give every submitted réalisation with its author and class."""
    return ((cohort, student, item) for cohort, student in students(school) for item in submitted(student))


def framework_of(school: School, student: Student) -> Framework | None:
    """Give the référentiel of a student, when it is known."""
    return school.frameworks.get(student.framework or "")


def bodies(student: Student) -> Iterator[Body]:
    """Give every text of a portfolio."""
    texts = [student.body, *(item.body for item in student.realisations), *(item.body for item in student.watch)]
    texts += [page.body for page in student.pages]
    for stage in student.internships:
        texts += [stage.body, *(report.body for report in stage.reports), *(review.body for review in stage.reviews)]
    return (text for text in texts if text is not None)
