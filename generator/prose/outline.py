"""The headings of a sanitised text: their anchors, the table of contents, and the passages that search finds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_HEADING = re.compile(r'<h([1-6])( id="([^"]*)")?([^>]*)>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SLUG = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading with its anchor; ``text`` is plain."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What search indexes: the text under one heading (the first has none)."""

    anchor: str
    title: str
    text: str


def plain(html: str) -> str:
    """Text of sanitised HTML, white space collapsed."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def anchored(html: str, prefix: str) -> tuple[str, tuple[Heading, ...]]:
    """Give every heading a unique anchor and push them down so that the page's title stays the only ``h1``."""
    seen: dict[str, int] = {}
    headings: list[Heading] = []

    def mark(match: re.Match[str]) -> str:
        text = plain(match[5])
        anchor = match[3] or prefix + (_SLUG.sub("-", text.lower()).strip("-") or "titre")
        seen[anchor] = seen.get(anchor, 0) + 1
        if seen[anchor] > 1:
            anchor = f"{anchor}-{seen[anchor]}"
        level = max(2, int(match[1]))
        headings.append(Heading(level=level, anchor=anchor, text=text))
        link = f'<a class="headerlink" href="#{anchor}" title="¶">¶</a>'
        return f'<h{level} id="{anchor}"{match[4]}>{match[5]}{link}</h{level}>'

    return _HEADING.sub(mark, html), tuple(headings)


def passages(html: str, headings: tuple[Heading, ...]) -> tuple[Passage, ...]:
    """Cut an anchored text at its headings."""
    pieces = _HEADING.split(html)
    # re.split keeps the five groups of each match: text, then (level, id attribute, id, rest, title), text, …
    texts = [plain(piece) for piece in pieces[0::6]]
    first = Passage(anchor="", title="", text=texts[0])
    rest = (
        Passage(anchor=heading.anchor, title=heading.text, text=text)
        for heading, text in zip(headings, texts[1:], strict=True)
    )
    return (first, *rest)
