"""Finding a portfolio, or a réalisation, by the name that a user gives."""

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
        if cohort.folder_of(student) == folder:
            return cohort, student
    raise ToldError("Le portfolio « {folder} » ne se lit pas : voyez « vitrail check ».", folder=folder)


def is_called(work: Realisation, name: str) -> bool:
    """True if a name is that of a réalisation's file, or of its address, which holds no private name."""
    file = work.source.path.partition("/realisations/")[2].removesuffix(".md").removesuffix("/index")
    return name in {work.slug, file}


def find_realisation(student: Student, works: Iterable[Realisation], slug: str) -> Realisation:
    """Return a student's réalisation by its name (``is_called``).

    Raises ToldError: there is none; its message proposes the nearest name.
    """
    known = {}
    for item in works:
        if is_called(item, slug):
            return item
        known[item.slug] = item
    if near := nearest(slug, known):
        raise ToldError(
            "{name} n'a pas de réalisation « {slug} » : vouliez-vous dire « {near} » ?",
            name=student.name, slug=slug, near=near,
        )  # fmt: skip
    raise ToldError("{name} n'a pas de réalisation « {slug} ».", name=student.name, slug=slug)
