"""The portfolio, or the work, that somebody names."""

from collections.abc import Iterable

from generator.language import ToldError
from generator.model.realisation import Realisation
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.values.choices import nearest


def find_portfolio(school: School, folder: str) -> tuple[Cohort, Student]:
    """Return the student of a folder (``class/student``) with their class.

    Raises ToldError: the portfolio is not read.
    """
    for cohort, student in school.everyone:
        if f"{cohort.slug}/{student.slug}".strip("/") == folder:
            return cohort, student
    raise ToldError("Le portfolio « {folder} » ne se lit pas : voyez « vitrail check ».", folder=folder)


def find_realisation(student: Student, works: Iterable[Realisation], slug: str) -> Realisation:
    """Return the one of a student's works that is called so.

    Raises ToldError: it is not there; what was meant is said.
    """
    known = {item.slug: item for item in works}
    if slug in known:
        return known[slug]
    if near := nearest(slug, known):
        raise ToldError(
            "{name} n'a pas de réalisation « {slug} » : vouliez-vous dire « {near} » ?",
            name=student.name, slug=slug, near=near,
        )  # fmt: skip
    raise ToldError("{name} n'a pas de réalisation « {slug} ».", name=student.name, slug=slug)
