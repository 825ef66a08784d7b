"""Finding a portfolio, a réalisation or a person by the name that a user gives."""

from collections.abc import Iterable

from vitrail.content.model.realisation import Realisation
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Student
from vitrail.content.values.choices import nearest
from vitrail.content.values.folding import fold
from vitrail.content.values.words import words
from vitrail.ground.language import ToldError
from vitrail.ground.regex import regex

_CIVILITY = regex(r"^(?:m|mr|mme|mlle|monsieur|madame)\b\.? *")


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


def bare(name: str) -> str:
    """Fold a name without its civility: « M. Durand » is « durand »."""
    return _CIVILITY.sub("", fold(name))


def find_person(said: str, names: Iterable[str]) -> str | None:
    """Return the one name that was meant: the same, else whatever its accents or civility, else some of its words.

    None if there is none, or several are as near.

    >>> team = ("Nadia Berrada", "Luc Durand", "Anne Durand")
    >>> find_person("BERRADA Nadia", team), find_person("Mme Berrada", team), find_person("M. Durand", team)
    ('Nadia Berrada', 'Nadia Berrada', None)
    """
    known = frozenset(names)
    for form in (str, fold, bare):
        if same := [name for name in known if form(name) == form(said)]:
            return same[0] if len(same) == 1 else None
    parts = frozenset(words(bare(said)))
    near = [name for name in known if parts and parts.issubset(words(name))]
    return near[0] if len(near) == 1 else None
