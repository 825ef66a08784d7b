"""The chrome's own words, and what every site holds whoever its students are: theme, templates, addresses.

A value that is among these is no secret and would be met on every page: it is never searched (``privacy.declared``,
which knows the sentences of our catalogues besides). Only data are read: what a module writes is a sentence or an
address.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from generator.addressing.table import AtRoot, InCohort, InPortfolio
from generator.chrome.theme import theme_dir
from generator.language import SUPPORTED, Language

_PIECES = ("*.html", "partials/*.html")
"""Material's pages and what they are made of."""
_TAG = re.compile(r"<[^>]*>")


class Words(Struct, frozen=True, kw_only=True):
    """One language."""

    menu: str
    close: str
    trail: str
    navigation: str
    contents: str
    search: str
    results: str
    elsewhere: str
    keys: str
    made: str
    edition_jury: str
    edition_equipe: str
    palettes: Mapping[str, tuple[str, str]]
    """Scheme that a page has (names of Material's) → the word of the button that leaves it, and what it does."""


@cache
def words(language: str) -> Words:
    """French unless we have the language: a page in a half-known language must still say « Menu »."""
    say = Language(language).gettext
    return Words(
        menu=say("Menu"),
        close=say("Fermer le menu"),
        trail=say("Vous êtes ici"),
        navigation=say("Navigation"),
        contents=say("Sur cette page"),
        search=say("Rechercher"),
        results=say("Résultats de la recherche"),
        elsewhere=say("Ailleurs dans ce site :"),
        keys=say("Ouvrir la recherche par Ctrl K ou /"),
        made=say("Site produit par Vitrail"),
        edition_jury=say("Édition du jury"),
        edition_equipe=say("Édition de l'équipe"),
        palettes={
            "default": (say("Sombre"), say("Passer au thème sombre")),
            "slate": (say("Clair"), say("Passer au thème clair")),
        },
    )


def wording(site_name: str) -> Iterator[str]:
    """Yield what the theme, our templates and our addresses write around a school's own words.

    Material's templates are read as text: to render them would cost each check the half second that importing MkDocs
    takes, for the same words.
    """
    yield site_name
    yield from _written()


def _material() -> Iterator[Path]:
    """The templates of Material's pages, with the words of the languages that we publish in."""
    package = find_spec("material")
    for folder in (package.submodule_search_locations if package else None) or ():
        room = Path(folder) / "templates"
        yield from (path for pattern in _PIECES for path in room.glob(pattern))
        yield from (room / "partials" / "languages" / f"{code}.html" for code in SUPPORTED)


def _ours() -> Iterator[Path]:
    """Our templates, and the features that the theme asks of Material."""
    yield from theme_dir().rglob("*.html")
    yield from theme_dir().glob("*.yml")


@cache
def _written() -> tuple[str, ...]:
    pages = (path.read_text("utf-8") for path in sorted((*_material(), *_ours())))
    templates = (form for page in pages for form in (page, _TAG.sub(" ", page)))
    return (*templates, *AtRoot, *InCohort, *InPortfolio)
