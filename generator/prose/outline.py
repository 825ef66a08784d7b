"""The headings of a sanitised text: their anchors, and the passages that search finds."""

import re
from html import unescape

from msgspec import Struct

_HEADING = re.compile(r'<h([1-6]) id="([^"]*)"([^>]*)>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class Passage(Struct, frozen=True, kw_only=True):
    """What search indexes: the text under one heading (the first has none)."""

    anchor: str
    title: str
    text: str


def plain(html: str) -> str:
    """Text of sanitised HTML, white space collapsed."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def anchored(html: str, *, below: int = 1) -> tuple[str, tuple[Passage, ...]]:
    """Give every heading a link to itself, and push down those that would stand above the text's own title.

    ``below`` is the level of that title: 1 for a text that is its page's own, so that the title stays the only ``h1``;
    more where it is a part of a page, and then every heading goes down with it. The text is cut at its headings too.
    """
    parts: list[str] = []
    passages: list[Passage] = []
    anchor = title = ""
    done = 0
    for match in _HEADING.finditer(html):
        passages.append(Passage(anchor=anchor, title=title, text=plain(html[done : match.start()])))
        level, anchor, title = min(6, max(2, int(match[1])) + below - 1), match[2], plain(match[4])
        link = f'<a class="headerlink" href="#{anchor}" title="¶">¶</a>'
        parts += html[done : match.start()], f'<h{level} id="{anchor}"{match[3]}>{match[4]}{link}</h{level}>'
        done = match.end()
    passages.append(Passage(anchor=anchor, title=title, text=plain(html[done:])))
    return "".join((*parts, html[done:])), tuple(passages)
