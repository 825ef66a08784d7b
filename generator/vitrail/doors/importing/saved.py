"""Conversion of a saved or generated HTML page: its main text as Markdown, its menus and margins apart."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from vitrail.content.model.markup import allowed
from vitrail.doors.importing.cards import MARK, marked, unranked
from vitrail.doors.importing.headers import ReadPiece, SourcePage
from vitrail.doors.importing.markup import transcribed
from vitrail.doors.scaffolding.files import slug
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

_FURNITURE: Final = (
    "nav, footer, aside:not(main aside, article aside), form, iframe, noscript, svg, template, [role=navigation], "
    "[role=search], .menu, .navbar, .sidebar, sup:has(> a[href^='#cmnt']), p:has(> a[href^='#cmnt_ref']), "
    "p:has(> a[href^='#cmnt_ref']) ~ p"
)
_ENDS: Final = regex(r"\s+[|–—-]\s+")
"""Separator of the title of a page and that of its site."""
_MAIN: Final = ("main", "[role=main]", "article", ".entry-content", "#content", "#main", ".content", "body")
_HELD: Final = 3
"""Part of the words of a page, one in so many, that a node named as its text holds at least."""
_SHORTEST: Final = 15
"""Fewest characters of a page with scripts: below, only these would show its content."""


def read_html(path: PurePosixPath, raw: bytes) -> ReadPiece:
    """Convert a page, in this process. Raises any error on bytes that are no page."""
    from bs4 import BeautifulSoup  # only in the process apart

    stem, soup = slug(path.name), BeautifulSoup(raw, "html.parser")
    scripts = len(soup.find_all("script"))
    for node in soup.find_all(["script", "style"]):
        node.decompose()
    titled = _words(soup.title) if soup.title else ""
    dated = soup.select_one("main time[datetime], article time[datetime]") or soup.select_one("time[datetime]")
    day = _day(str(dated.get("datetime", ""))) if dated else ""
    if dated and day:
        dated.extract()
    taken = [node.extract() for node in soup.select(_FURNITURE)]
    main = _main(soup)
    unranked(main)
    heading = main.select_one(".doc-content > p.title") or main.find("h1")
    for image in heading.find_all("img") if heading else ():
        heading.insert_after(image.extract())
    title = _words(heading) if heading else _ENDS.split(titled)[0]
    if heading:
        heading.extract()
    for image in main.find_all("img"):
        _picture(image)
    for link in main.find_all("a", href=True):
        link["href"] = _asked(str(link["href"]), "google.com/url", "q")
        if not allowed(str(link["href"])):
            link.unwrap()
    cards = marked(main, title or stem.rpartition("-")[0])
    text, pictures = transcribed(str(main), stem)
    outside, *pieces = (piece.strip() for piece in text.split(MARK))
    works = tuple(
        SourcePage(path=path / f"{own.replace('/', '-')} {number}", keys={"tags": tags} if tags else {},
                   under=under, heading=own, body=piece, line=0)
        for number, ((under, own, tags), piece) in enumerate(zip(cards.taken, pieces[::2], strict=True), start=1)
    )  # fmt: skip
    body = "\n\n".join(filter(None, (outside, *pieces[1::2])))
    site = " – ".join(part for part in _ENDS.split(titled) if part not in title)
    said = (site, *map(_words, taken), *([] if main.name in {"body", "[document]"} else [_around(soup, main)]))
    around = tuple(dict.fromkeys(filter(None, said)))
    if scripts and len(body) < _SHORTEST and not works and not main.find("img"):
        why = mark("Seul un script affiche cette page : ouvrez-la, puis « Enregistrer sous », « Page Web complète ».")
        return ReadPiece(trouble=why, around=around)
    keys = {"date": day} if day else {}
    page = SourcePage(path=path, keys=keys, heading=title, body=body, line=0, gathers=cards.gathers)
    return ReadPiece(page=page, cards=works, around=around, pictures=pictures)


def _main(soup: Any) -> Any:  # noqa: ANN401  # Beautiful Soup's
    """Return the node of a page's own text: of several articles, the node that holds them all."""
    whole = len((soup.body or soup).get_text())
    for way in _MAIN:
        nodes = [node for node in soup.select(way) if not (way == "article" and node.find_parent("article"))]
        if len(nodes) == 1 and (way == "main" or len(nodes[0].get_text()) * _HELD >= whole):
            return nodes[0]
    return soup


def _around(soup: Any, main: Any) -> str:  # noqa: ANN401  # the same
    """Return the words outside the main node, which is removed."""
    main.extract()
    return _words(soup.body or soup)


def _words(node: Any) -> str:  # noqa: ANN401  # the same
    """Return the words of a node, with the alternative text and the file of each picture."""
    for image in node.find_all("img"):
        source = str(image.get("src") or "")
        image.replace_with(f" {image.get('alt') or ''} {'' if source.startswith('data:') else source} ")
    return " ".join(str(node.get_text(" ")).split())


def _picture(image: Any) -> None:  # noqa: ANN401  # the same
    """Set ``src`` to the picture's own file, which lazy loading and resizing servers give in other attributes."""
    source = str(image.get("data-src") or image.get("data-lazy-src") or image.get("src") or "")
    image["src"] = _asked(source, "/_next/image", "url")


def _asked(address: str, server: str, key: str) -> str:
    """Return the address that another one asks a server for."""
    return parse_qs(urlsplit(address).query).get(key, [address])[0] if server in address else address


def _day(said: str) -> str:
    try:
        return f"{datetime.fromisoformat(said.strip()[:10]):%Y-%m-%d}"
    except ValueError:
        return ""
