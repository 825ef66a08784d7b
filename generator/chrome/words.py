"""What every site holds whoever its students are: the words of the theme, of our templates and addresses.

A value that is among these is no secret and would be met on every page: it is never searched (``privacy.declared``,
which knows the sentences of our catalogues besides). Only data are read: what a module writes is a sentence or an
address.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from generator.addressing.table import AtRoot, InCohort, InPortfolio
from generator.chrome.theme import theme_dir
from generator.language import SUPPORTED

_PIECES = ("*.html", "partials/*.html")
"""Material's pages and what they are made of."""
_TAG = re.compile(r"<[^>]*>")


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
