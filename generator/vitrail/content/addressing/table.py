"""Every address of the site, by the folder that holds it, and from these the names that authors may not take there.

A row is an address from its folder; ``{…}`` is filled from records: a code, the name of an author's file.
"""

from collections.abc import Iterable
from enum import StrEnum


class AtRoot(StrEnum):
    """From the site's root."""

    SCHOOL = "index.html"
    GUIDE = "lire.html"
    LEGAL = "mentions-legales.html"
    STATUS = "etat.html"
    NOT_FOUND = "404.html"
    FRAMEWORKS = "referentiels/index.html"
    FRAMEWORK = "referentiels/{framework}/index.html"
    COMPETENCY = "referentiels/{framework}/{code}.html"
    TRANSITION = "referentiels/{framework}/suite/index.html"
    REGULATION = "referentiels/{framework}/stages/index.html"
    ORGANISATIONS = "organisations/index.html"
    ORGANISATION = "organisations/{slug}.html"
    OWN = "docs/{page}.html"
    OWN_FILE = "docs/{file}"
    ROBOTS = "robots.txt"
    ASSETS = "assets/{file}"
    FONTS = "fonts/{file}"
    SEARCH = "search/search_index.js"
    WORDS = "search/words.js"


class InCohort(StrEnum):
    """From a class's folder."""

    HOME = "index.html"
    MATRIX = "matrice.{extension}"
    CALENDAR = "calendrier.html"
    DOSSIERS = "dossiers.html"
    WORKSHOPS = "ateliers.html"
    STATUS = AtRoot.STATUS
    COMPETENCY = "competences/{code}.html"
    SEARCH = AtRoot.SEARCH


class InPortfolio(StrEnum):
    """From a portfolio's folder; a row with ``/{…}`` belongs to a section, whose files authors name."""

    HOME = "index.html"
    SYNTHESIS = "synthese.html"
    CROSSING = "matrice.html"
    COMPETENCIES = "competences.html"
    PRINTED = "imprimer.{extension}"
    PRODUCTIONS = "productions.html"
    DOSSIER = "dossier.html"
    REHEARSAL = "avant-oral.html"
    STATUS = AtRoot.STATUS
    REALISATION = "realisations/{slug}.html"
    INTERNSHIPS = "stages/index.html"
    INTERNSHIP = "stages/{slug}.html"
    JOURNAL = "stages/{internship}/{slug}.html"
    WATCH = "veille/index.html"
    WATCH_ENTRY = "veille/{slug}.html"
    SEARCH = AtRoot.SEARCH


def _names(rows: Iterable[str]) -> frozenset[str]:
    """Return the first step of each address: a folder's name, or a file's name without its suffix."""
    return frozenset(row.partition("/")[0].partition(".")[0] for row in rows)


def displaced(slug: str) -> str:
    """Return the name under which a free page is published when the site makes a page of its own name."""
    return f"page-{slug}"


SECTIONS = _names(row for row in InPortfolio if "/{" in row)
"""Folders of a portfolio whose pages are an author's files, one each."""
RESERVED_AT_ROOT = _names(AtRoot)
"""Names refused to classes, and to the free pages of a portfolio that is a whole site."""
RESERVED_IN_COHORT = _names(InCohort) | RESERVED_AT_ROOT
"""Names refused to students; those of the school too, since people put « organisations » in a class."""
RESERVED_IN_PORTFOLIO = _names(
    (InPortfolio.HOME, InPortfolio.SYNTHESIS, InPortfolio.COMPETENCIES, InPortfolio.DOSSIER, InPortfolio.SEARCH)
)
"""Names refused to free pages ever since these exist; nothing is added here: ``TAKEN_LATER`` has the newer ones."""
TAKEN_LATER = _names(InPortfolio) - SECTIONS - RESERVED_IN_PORTFOLIO
"""Names that free pages could have before the site made such pages: theirs move, with a remark and a redirect."""
RESERVED_IN_SECTION = frozenset({"index"})
"""Names refused to pages in the folder of a list: réalisations, stages, articles, organisations, competencies."""
