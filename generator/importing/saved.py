"""A saved page, or one that a program rendered beforehand: its own words as Markdown, the rest told apart."""

import re
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

from generator.extracts.apart import SideProcess
from generator.extracts.pieces import UnopenedError
from generator.importing.headers import SourcePage
from generator.importing.markup import to_markdown
from generator.language import Phrase, mark
from generator.model.markup import allowed

_FURNITURE: Final = (
    "nav, footer, aside, form, iframe, noscript, [role=navigation], [role=search], .menu, .navbar, .sidebar"
)
_MAIN: Final = ("main", "[role=main]", "article", ".entry-content", "#content", "#main", ".content", "body")
_SHORTEST: Final = 15
"""Characters of a page below which only its scripts show something."""
_LISTS: Final = frozenset({"category", "tag", "author", "feed", "page", "categories", "tags", "etiquettes"})


class SavedPage(Struct, frozen=True, kw_only=True):
    """What a page in HTML says."""

    title: str = ""
    day: str = ""
    text: str = ""
    furniture: tuple[str, ...] = ()
    """Menus, side bars and foots: their words."""
    scripted: bool = False
    """Whether only scripts would show something."""


def read_saved(place: str, raw: bytes, side: SideProcess) -> tuple[SourcePage | None, Phrase | None, tuple[str, ...]]:
    """Cut a saved page as ``headers.read_page`` does; None and what there is to say of it; the words around."""
    pure = PurePosixPath(place)
    if _LISTS & set(pure.parts[:-1]) or pure.stem in {"404", "search"}:
        return None, mark("Liste de pages, ou page d'un outil : laissée de côté."), ()
    try:
        found = side.run(read_html, raw)
    except UnopenedError as error:
        return None, mark("Cette page ne se lit pas ({why}).", why=error.reason), ()
    if found.scripted:
        text = mark("Seul un script affiche cette page : ouvrez-la, puis « Enregistrer sous », « Page Web complète ».")
        return None, text, found.furniture
    keys = {"date": found.day} if found.day else {}
    return SourcePage(path=pure, keys=keys, heading=found.title, body=found.text), None, found.furniture


def read_html(raw: bytes) -> SavedPage:
    """Read a page here. Raises anything for what is none."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  # only there

    soup = BeautifulSoup(raw, "html.parser")
    scripts = len(soup.find_all("script"))
    for node in soup.find_all(["script", "style", "template", "svg"]):
        node.decompose()
    titled = str(soup.title.get_text()) if soup.title else ""
    found = soup.select("main time[datetime], article time[datetime], time[datetime]")
    day = _day(str(found[0].get("datetime", ""))) if found else ""
    furniture = []
    for node in soup.select(_FURNITURE):
        if not node.decomposed and (words := " ".join(node.get_text(" ").split())):
            furniture.append(words)
            node.extract()
    main: Any = next((one for way in _MAIN if (one := soup.select_one(way)) is not None), soup)
    heading = main.find("h1")
    title = " ".join(heading.get_text(" ").split()) if heading else re.split(r"\s+[|–—-]\s+", titled.strip())[0]
    if heading:
        heading.extract()
    for node in main.select("time[datetime]"):
        node.extract()
    for image in main.find_all("img"):
        _picture(image)
    for link in main.find_all("a", href=True):
        if not allowed(str(link["href"])):
            link.unwrap()
    text = to_markdown(str(main))
    outside = [] if main.name in {"body", "[document]"} else _around(soup, main)
    return SavedPage(
        title=title,
        day=day,
        text=text,
        furniture=tuple(dict.fromkeys((*furniture, *outside))),
        scripted=scripts > 0 and len(text) < _SHORTEST and not main.find("img"),
    )


def _around(soup: Any, main: Any) -> list[str]:  # noqa: ANN401  # Beautiful Soup's
    """Return the words that stand outside the page's own."""
    main.extract()
    left = soup.body or soup
    words = " ".join(left.get_text(" ").split())
    return [words] if words else []


def _picture(image: Any) -> None:  # noqa: ANN401  # the same
    """Give a picture the address of its file: what loads late, and what a server makes smaller, name it elsewhere."""
    source = str(image.get("data-src") or image.get("data-lazy-src") or image.get("src") or "")
    asked = parse_qs(urlsplit(source).query).get("url") if "/_next/image" in source else None
    image["src"] = asked[0] if asked else source
    if image["src"].startswith("data:"):
        image.decompose()


def _day(said: str) -> str:
    try:
        return f"{datetime.fromisoformat(said.strip()[:10]):%Y-%m-%d}"
    except ValueError:
        return ""
