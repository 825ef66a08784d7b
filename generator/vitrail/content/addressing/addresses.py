"""The address of each record's page, by the rows of the table: flat files, only homes are ``index.html``.

Addresses start at the site's root, unquoted. A class without a slug is a single portfolio (docs/ecrire.md): its
student's home is the site's, and the pages of the school and of the class do not exist.
"""

import hashlib
from typing import TypeAlias

from vitrail.content.addressing.table import RESERVED_IN_SECTION, AtRoot, InCohort, InPortfolio
from vitrail.content.frameworks.queries import home_of
from vitrail.content.model.framework import Framework
from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.realisation import Realisation
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import FreePage, Student, WatchEntry
from vitrail.ground.regex import regex

Authored: TypeAlias = Realisation | Internship | WatchEntry | FreePage
"""The records of a student's files that have pages of their own."""
_ROWS = {Realisation: InPortfolio.REALISATION, Internship: InPortfolio.INTERNSHIP, WatchEntry: InPortfolio.WATCH_ENTRY}
_LONGEST = 80
"""Characters of a file name: a code is short, unless somebody is playing."""
_UNSAFE = regex(r"[^A-Za-z0-9._-]+")


def file_name(code: str) -> str:
    """Turn a competency's or framework's id into a file name: unchanged when it is safe, else with a short digest."""
    safe = _UNSAFE.sub("-", code)[:_LONGEST]
    if safe == code and code.casefold() not in RESERVED_IN_SECTION:
        return safe
    return f"{safe}-{hashlib.sha256(code.encode()).hexdigest()[:6]}"


def anchor(code: str) -> str:
    """Return the id of a competency's place in a page."""
    return f"c-{file_name(code)}"


def passage(heading: str) -> str:
    """Return the id of a heading of an author's text in the page of that text."""
    return f"t-{heading}"


def reading(url: str) -> str:
    """Return the address of the page that shows a text file, beside the file."""
    return f"{url}.html"


def row(slug: str) -> str:
    """Return the id of a réalisation's line in the tableau and among the productions."""
    return f"r-{file_name(slug)}"


def production(slug: str, rank: int) -> str:
    """Return the id of a réalisation's production, by its rank from 1, in the page of productions."""
    return f"{row(slug)}.{rank}"


def proof(code: str, slug: str) -> str:
    """Return the id of a réalisation under a competency in the page of all proofs."""
    return f"x-{file_name(code)}.{file_name(slug)}"


def cohort_root(cohort: Cohort) -> str:
    """Return the folder of a class, ending with ``/``; empty for a single portfolio."""
    return f"{cohort.slug}/" if cohort.slug else ""


def student_root(cohort: Cohort, student: Student) -> str:
    """Return the folder of a portfolio, ending with ``/``; empty for a single portfolio."""
    return cohort_root(cohort) + (f"{student.slug}/" if student.slug else "")


def in_cohort(cohort: Cohort, row: InCohort, **names: str) -> str:
    """Return the address of a page of a class, by its row; a row of several forms takes ``extension``, html if none."""
    return cohort_root(cohort) + row.format_map({"extension": "html", **names})


def in_portfolio(cohort: Cohort, student: Student, row: InPortfolio, **names: str) -> str:
    """Return the address of a page of a portfolio, by its row, as ``in_cohort`` does."""
    return student_root(cohort, student) + row.format_map({"extension": "html", **names})


def student(cohort: Cohort, student: Student) -> str:
    """Return the home of a portfolio."""
    return in_portfolio(cohort, student, InPortfolio.HOME)


def page_of(cohort: Cohort, student: Student, item: Authored) -> str:
    """Return the page of a student's record; a réalisation or a stage of a former class keeps its page there."""
    return _root(cohort, student, item) + _ROWS.get(type(item), "{slug}.html").format(slug=item.slug)


def journal(cohort: Cohort, student: Student, internship: Internship, slug: str) -> str:
    """Return the page of a report or of a review of a stage."""
    return _root(cohort, student, internship) + InPortfolio.JOURNAL.format(internship=internship.slug, slug=slug)


def framework(item: Framework) -> str:
    """Return the page of a référentiel."""
    return AtRoot.FRAMEWORK.format(framework=file_name(item.id))


def regulation(item: Framework, rule: str = "") -> str:
    """Return the page of what a référentiel's text asks of stages, or the place of one requirement there."""
    page = AtRoot.REGULATION.format(framework=file_name(item.id))
    return f"{page}#{rule}" if rule else page


def transition(item: Framework) -> str:
    """Return the page of what replaces the competencies of a référentiel."""
    return AtRoot.TRANSITION.format(framework=file_name(item.id))


def competency(framework: Framework, code: str, cohort: Cohort | None = None) -> str:
    """Return the page of a competency of a référentiel, or of its evidence in a class.

    A detail is an anchor in the page of the competency that it belongs to. In a class, the file name has the id of the
    framework, unless it is that of the class.
    """
    home = home_of(framework, code)
    if cohort is None:
        page = AtRoot.COMPETENCY.format(framework=file_name(framework.id), code=file_name(home))
    else:
        prefix = "" if framework.id == cohort.framework else f"{file_name(framework.id)}-"
        page = in_cohort(cohort, InCohort.COMPETENCY, code=prefix + file_name(home))
    return page if home == code else f"{page}#{anchor(code)}"


def own(item: FreePage) -> str:
    """Return the address of a page of the school's own."""
    return AtRoot.OWN.format(page=item.slug)


def organisation(item: Organisation) -> str:
    """Return the page of a host organisation that has a file of its own."""
    return AtRoot.ORGANISATION.format(slug=item.slug)


def _root(cohort: Cohort, student: Student, item: Authored) -> str:
    former = item.origin if isinstance(item, Realisation | Internship) else ""
    return f"{former}/" if former else student_root(cohort, student)
