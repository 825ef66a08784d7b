"""The headings of a sanitised text: their anchors, the table of contents, and the passages that search finds."""

import re
from html import unescape

from msgspec import Struct

_HEADING = re.compile(r'<h([1-6]) id="([^"]*)"([^>]*)>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class OutlineHeading(Struct, frozen=True, kw_only=True):
    """A heading with its anchor; ``text`` is plain."""

    level: int
    anchor: str
    text: str


class Passage(Struct, frozen=True, kw_only=True):
    """What search indexes: the text under one heading (the first has none)."""

    anchor: str
    title: str
    text: str


def plain(html: str) -> str:
    """Text of sanitised HTML, white space collapsed."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def anchored(html: str, *, below: int = 1) -> tuple[str, tuple[OutlineHeading, ...]]:
    """Give every heading a link to itself, and push down those that would stand above the text's own title.

    ``below`` is the level of that title: 1 for a text that is its page's own, so that the title stays the only ``h1``;
    more where it is a part of a page, and then every heading goes down with it.
    """
    headings: list[OutlineHeading] = []

    def mark(match: re.Match[str]) -> str:
        anchor, level = match[2], min(6, max(2, int(match[1])) + below - 1)
        headings.append(OutlineHeading(level=level, anchor=anchor, text=plain(match[4])))
        link = f'<a class="headerlink" href="#{anchor}" title="¶">¶</a>'
        return f'<h{level} id="{anchor}"{match[3]}>{match[4]}{link}</h{level}>'

    return _HEADING.sub(mark, html), tuple(headings)


def passages(html: str, headings: tuple[OutlineHeading, ...]) -> tuple[Passage, ...]:
    """Cut an anchored text at its headings."""
    pieces = _HEADING.split(html)
    # re.split keeps the four groups of each match: text, then (level, id, rest, title), text, …
    texts = [plain(piece) for piece in pieces[0::5]]
    first = Passage(anchor="", title="", text=texts[0])
    rest = (
        Passage(anchor=heading.anchor, title=heading.text, text=text)
        for heading, text in zip(headings, texts[1:], strict=True)
    )
    return (first, *rest)
