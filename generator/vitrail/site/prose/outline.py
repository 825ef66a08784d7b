"""The headings of a sanitised text: their anchors, and the passages between them, which search indexes."""

import re
from html import unescape

from msgspec import Struct

from vitrail.content.values.folding import fold
from vitrail.ground.regex import regex
from vitrail.site.prose.slots import level

_HEADING = regex(r'<h([1-6]) id="([^"]*)"([^>]*)>(.*?)</h\1>', re.DOTALL)
_TAG = regex(r"<[^>]*>")
_FIRST = regex(r'<h2( id="[^"]*")[^>]*>(.*?)</h2>', re.DOTALL)


class Passage(Struct, frozen=True, kw_only=True):
    """An entry of the search index: the text under one heading (the first has none)."""

    anchor: str
    title: str
    text: str


def plain(html: str) -> str:
    """Return the text of sanitised HTML, white space collapsed."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def untitled(html: str, title: str) -> str:
    """Leave only the anchor of a first heading that repeats the title of its page.

    >>> untitled('<h2 id="glpi">GLPI</h2><p>Un</p>', "Glpi"), untitled('<h2 id="a">Avant</h2>', "GLPI")
    ('<span id="glpi"></span><p>Un</p>', '<h2 id="a">Avant</h2>')
    """
    first = _FIRST.match(html)
    same = first and fold(plain(first[2])) == fold(title)
    return f"<span{first[1]}></span>{html[first.end() :].lstrip()}" if first and same else html


def anchored(html: str) -> tuple[str, tuple[Passage, ...]]:
    """Give every heading a link to itself and a slot for its level; return the HTML, and its passages.

    The link is for pointers only, and its sign is in the style sheet: a heading's accessible name is its words, and it
    adds no stop to Tab.
    """
    parts: list[str] = []
    passages: list[Passage] = []
    anchor = title = ""
    done = 0
    for match in _HEADING.finditer(html):
        passages.append(Passage(anchor=anchor, title=title, text=plain(html[done : match.start()])))
        tag, anchor, title = f"h{level(max(2, int(match[1])))}", match[2], plain(match[4])
        link = f'<a class="headerlink" href="#{anchor}" tabindex="-1" aria-hidden="true"></a>'
        parts += html[done : match.start()], f'<{tag} id="{anchor}"{match[3]}>{match[4]}{link}</{tag}>'
        done = match.end()
    passages.append(Passage(anchor=anchor, title=title, text=plain(html[done:])))
    return "".join((*parts, html[done:])), tuple(passages)
