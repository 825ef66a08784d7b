"""The address of each record's page, by the rows of the table: flat files, only homes are ``index.html``.

Addresses start at the site's root, unquoted. A class without a slug is a single portfolio (docs/ecrire.md): its
student's home is the site's, and the pages of the school and of the class do not exist.
"""

import hashlib
import re

from generator.addressing.table import RESERVED_IN_SECTION, AtRoot, InCohort, InPortfolio
from generator.frameworks.queries import home_of
from generator.model.framework import Framework
from generator.model.internships.internship import Internship
from generator.model.internships.organisation import Organisation
from generator.model.realisation import Realisation
from generator.model.school import Cohort
from generator.model.student import FreePage, Judged, Student, WatchEntry

_LONGEST = 80
"""Characters of a file name: a code is short, unless somebody is playing."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def file_name(code: str) -> str:
    """Turn a competency's or framework's id into a file name: unchanged when it is safe, else with a short digest."""
    safe = _UNSAFE.sub("-", code)[:_LONGEST]
    return (
        safe
        if safe == code and code.casefold() not in RESERVED_IN_SECTION
        else f"{safe}-{hashlib.sha256(code.encode()).hexdigest()[:6]}"
    )


def anchor(code: str) -> str:
    """Return the id of a competency's place in a page."""
    return f"c-{file_name(code)}"


def cohort_root(cohort: Cohort) -> str:
    """Folder of a class, ending with ``/``; empty for a single portfolio."""
    return f"{cohort.slug}/" if cohort.slug else ""


def cohort(cohort: Cohort) -> str:
    """Home of a class."""
    return cohort_root(cohort) + InCohort.HOME


def matrix(cohort: Cohort, extension: str = "html") -> str:
    """The matrix, and the same table as csv or xlsx."""
    return cohort_root(cohort) + InCohort.MATRIX.format(extension=extension)


def calendar(cohort: Cohort) -> str:
    """The calendar of internships."""
    return cohort_root(cohort) + InCohort.CALENDAR


def cohort_competency(cohort: Cohort, framework: Framework, code: str) -> str:
    """A competency's evidence in the class; a detail is a place in the page of the competency that it belongs to."""
    return _placed(cohort_competency_file(cohort, framework, home_of(framework, code)), framework, code)


def cohort_competency_file(cohort: Cohort, framework: Framework, code: str) -> str:
    """File named after a competency in a class; another framework than the class's own has its id in the name."""
    prefix = "" if framework.id == cohort.framework else f"{file_name(framework.id)}-"
    return cohort_root(cohort) + InCohort.COMPETENCY.format(code=prefix + file_name(code))


def student_root(cohort: Cohort, student: Student) -> str:
    """Folder of a portfolio, ending with ``/``; empty for a single portfolio."""
    return cohort_root(cohort) + (f"{student.slug}/" if student.slug else "")


def student(cohort: Cohort, student: Student) -> str:
    """Home of a portfolio."""
    return student_root(cohort, student) + InPortfolio.HOME


def synthesis(cohort: Cohort, student: Student) -> str:
    """The tableau de synthèse."""
    return student_root(cohort, student) + InPortfolio.SYNTHESIS


def crossing(cohort: Cohort, student: Student) -> str:
    """A student's own matrix."""
    return student_root(cohort, student) + InPortfolio.CROSSING


def competencies(cohort: Cohort, student: Student, code: str | None = None) -> str:
    """A student's competencies, or the place of one of them."""
    page = student_root(cohort, student) + InPortfolio.COMPETENCIES
    return page if code is None else f"{page}#{anchor(code)}"


def row(item: Realisation | str) -> str:
    """Return the id of a réalisation's line in the tableau and among the productions."""
    return f"r-{file_name(item if isinstance(item, str) else item.slug)}"


def productions(cohort: Cohort, student: Student, item: Realisation | None = None) -> str:
    """A student's productions, or the place of a réalisation's."""
    page = student_root(cohort, student) + InPortfolio.PRODUCTIONS
    return page if item is None else f"{page}#{row(item)}"


def dossier(cohort: Cohort, student: Student) -> str:
    """« Prêt pour l'oral ? »."""
    return student_root(cohort, student) + InPortfolio.DOSSIER


def dossiers(cohort: Cohort) -> str:
    """The requirements of the exam over a class."""
    return cohort_root(cohort) + InCohort.DOSSIERS


def printed(cohort: Cohort, student: Student, extension: str = "html") -> str:
    """The whole portfolio as one page to print, and the style of its leaves."""
    return student_root(cohort, student) + InPortfolio.PRINTED.format(extension=extension)


def realisation(cohort: Cohort, student: Student, item: Realisation | str) -> str:
    """A réalisation, by record or slug; one of a former class keeps its page there."""
    return _root(cohort, student, item) + InPortfolio.REALISATION.format(slug=_slug(item))


def internships(cohort: Cohort, student: Student) -> str:
    """A student's stages."""
    return student_root(cohort, student) + InPortfolio.INTERNSHIPS


def internship(cohort: Cohort, student: Student, item: Internship | str) -> str:
    """A stage, by record or slug; one of a former class keeps its page there."""
    return _root(cohort, student, item) + InPortfolio.INTERNSHIP.format(slug=_slug(item))


def judged(cohort: Cohort, student: Student, item: Judged) -> str:
    """What a verdict speaks of: a réalisation or a stage."""
    return internship(cohort, student, item) if isinstance(item, Internship) else realisation(cohort, student, item)


def journal(cohort: Cohort, student: Student, internship: Internship, slug: str) -> str:
    """A report or a review of a stage."""
    root = _root(cohort, student, internship)
    return root + InPortfolio.JOURNAL.format(internship=internship.slug, slug=slug)


def watch(cohort: Cohort, student: Student, entry: WatchEntry | None = None) -> str:
    """The technology watch, or one entry of it."""
    page = InPortfolio.WATCH_ENTRY.format(slug=entry.slug) if entry else InPortfolio.WATCH
    return student_root(cohort, student) + page


def free(cohort: Cohort, student: Student, page: FreePage) -> str:
    """A free page of the student's."""
    return f"{student_root(cohort, student)}{page.slug}.html"


def framework(item: Framework) -> str:
    """A référentiel."""
    return AtRoot.FRAMEWORK.format(framework=file_name(item.id))


def competency(framework: Framework, code: str) -> str:
    """A competency of a référentiel; a detail is a place in the page of the competency that it belongs to."""
    return _placed(competency_file(framework, home_of(framework, code)), framework, code)


def competency_file(framework: Framework, code: str) -> str:
    """File named after a competency of a référentiel."""
    return AtRoot.COMPETENCY.format(framework=file_name(framework.id), code=file_name(code))


def organisation(item: Organisation) -> str:
    """A host organisation that has a file of its own."""
    return AtRoot.ORGANISATION.format(slug=item.slug)


def _placed(page: str, framework: Framework, code: str) -> str:
    return page if home_of(framework, code) == code else f"{page}#{anchor(code)}"


def _root(cohort: Cohort, student: Student, item: Realisation | Internship | str) -> str:
    """Folder of the portfolio that holds a record."""
    former = "" if isinstance(item, str) else item.origin
    return f"{former}/" if former else student_root(cohort, student)


def _slug(item: Realisation | Internship | str) -> str:
    return item if isinstance(item, str) else item.slug
