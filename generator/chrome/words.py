"""What every site holds whoever its students are: the words of the theme, of our templates and addresses.

A value that is among these is no secret and would be met on every page: it is never searched (``privacy.declared``,
which knows the sentences of our catalogues besides). Only data are read: what a module writes is a sentence or an
address.
"""

import re
from collections.abc import Iterator
from functools import cache

from generator import THEME
from generator.addressing.table import AtRoot, InCohort, InPortfolio
from generator.chrome.assets import material_dir
from generator.language import SUPPORTED

_TAG = re.compile(r"<[^>]*>")


def wording(site_name: str) -> Iterator[str]:
    """Yield what the theme, our templates and our addresses write around a school's own words.

    Material's templates are read as text: to render them would cost each check the half second that importing MkDocs
    takes, for the same words.
    """
    yield site_name
    yield from _written()


@cache
def _written() -> tuple[str, ...]:
    """Material's pages and what they are made of, its words in our languages, our templates, features asked for."""
    room = material_dir()
    theirs = (*room.glob("*.html"), *room.glob("partials/*.html"))
    languages = (room / "partials" / "languages" / f"{code}.html" for code in SUPPORTED)
    paths = sorted((*theirs, *languages, *THEME.rglob("*.html"), *THEME.glob("*.yml")))
    pages = (path.read_text("utf-8") for path in paths)
    templates = (form for page in pages for form in (page, _TAG.sub(" ", page)))
    return (*templates, *AtRoot, *InCohort, *InPortfolio)
