"""Ways through a school that several rules take."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.coverage.tables import Coverage
from generator.language import Phrase, mark
from generator.model.framework import Framework
from generator.model.realisation import Realisation, Status
from generator.model.school import Cohort, School
from generator.model.source import Body
from generator.model.student import Student
from generator.values.choices import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every rule stands on."""

    school: School
    coverage: Coverage
    today: date


def students(school: School) -> Iterator[tuple[Cohort, Student]]:
    """Return every student with their class."""
    return ((cohort, student) for cohort in school.cohorts for student in cohort.students)


def find_portfolio(school: School, folder: str) -> tuple[Cohort, Student] | Phrase:
    """Return the student of a folder (``class/student``) with their class, or say that the portfolio is not read."""
    for cohort, student in students(school):
        if f"{cohort.slug}/{student.slug}".strip("/") == folder:
            return cohort, student
    return mark("Le portfolio « {folder} » ne se lit pas : voyez « vitrail check ».", folder=folder)


def find_realisation(student: Student, works: Iterable[Realisation], slug: str) -> Realisation | Phrase:
    """Return the one of a student's works that is called so, or say that it is not there and what was meant."""
    known = {item.slug: item for item in works}
    if slug in known:
        return known[slug]
    near = nearest(slug, known)
    if near:
        return mark(
            "{name} n'a pas de réalisation « {slug} » : vouliez-vous dire « {near} » ?",
            name=student.name, slug=slug, near=near,
        )  # fmt: skip
    return mark("{name} n'a pas de réalisation « {slug} ».", name=student.name, slug=slug)


def submitted(student: Student) -> Iterator[Realisation]:
    """Return the réalisations that count: drafts never do."""
    return (item for item in student.realisations if item.status is Status.SUBMITTED)


def counted(student: Student) -> Iterator[Realisation]:
    """Return the réalisations that the exam counts: those of former classes too, whose own faults are told there."""
    return (item for item in student.works if item.status is Status.SUBMITTED)


def submitted_everywhere(school: School) -> Iterator[tuple[Cohort, Student, Realisation]]:
    """Return every submitted réalisation with its author and class."""
    return ((cohort, student, item) for cohort, student in students(school) for item in submitted(student))


def framework_of(school: School, student: Student) -> Framework | None:
    """Return the référentiel of a student, when it is known."""
    return school.frameworks.get(student.framework or "")


def bodies(student: Student) -> Iterator[Body]:
    """Return every text of a portfolio."""
    texts = [student.body, *(item.body for item in student.realisations), *(item.body for item in student.watch)]
    texts += [page.body for page in student.pages]
    for stage in student.internships:
        texts += [stage.body, *(report.body for report in stage.reports), *(review.body for review in stage.reviews)]
    return (text for text in texts if text is not None)
