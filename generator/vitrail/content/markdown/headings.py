"""The headings of a text, their anchors, and the first with nothing written under it."""

import re
from collections.abc import Sequence
from itertools import zip_longest
from urllib.parse import unquote

from msgspec import Struct

from vitrail.content.markdown.events import CLOSE, OPEN
from vitrail.content.markdown.parsed import Parsed
from vitrail.content.values.folding import fold
from vitrail.ground.regex import regex

_SLUG = regex(r"[^\w]+")
_SAYING = frozenset({"text", "code", "fence", "image", "html", "reference", "task"})


class Heading(Struct, frozen=True, kw_only=True):
    """A heading, its title without markup."""

    title: str
    level: int
    anchor: str
    """Its id, unique in the page."""
    start: int
    """Its first byte in the parsed text."""
    number: int
    """Index of its closing event."""
    top: bool
    """Whether it is outside any list, quote or framed block."""


def headings(parsed: Parsed) -> tuple[Heading, ...]:
    r"""Return the headings of a text in order; one without words has an anchor too.

    >>> [(heading.level, heading.title, heading.anchor) for heading in headings(parse("## Le parc\n\n### Le parc"))]
    [(2, 'Le parc', 'le-parc'), (3, 'Le parc', 'le-parc-2')]
    """
    told: list[Heading] = []
    seen: dict[str, int] = {}
    parts: list[str] | None = None
    depth = 0
    for number, event in enumerate(parsed.events):
        if event.kind != "heading":
            if parts is not None:
                parts.append(event.text if event.kind in {"text", "code", "html"} else " " if event.edge == 0 else "")
            else:
                depth += event.edge
        elif event.edge == OPEN:
            parts, opening = [], event
        elif event.edge == CLOSE:
            title = " ".join("".join(parts or ()).split())
            anchor = anchored(title, seen)
            level, start, top = opening.number or 1, opening.start, depth == 0
            told.append(Heading(title=title, level=level, anchor=anchor, start=start, number=number, top=top))
            parts = None
    return tuple(told)


def anchored(title: str, seen: dict[str, int]) -> str:
    """Return a title's anchor, unique in its page: « suite », then « suite-2 »; ``seen`` counts those given.

    >>> seen: dict[str, int] = {}
    >>> anchored("Le parc", seen), anchored("Le parc", seen)
    ('le-parc', 'le-parc-2')
    """
    slug = _SLUG.sub("-", title.lower()).strip("-") or "titre"
    while True:
        seen[slug] = seen.get(slug, 0) + 1
        if seen[slug] == 1:
            return slug
        slug = f"{slug}-{seen[slug]}"


def bare(parsed: Parsed, every: Sequence[Heading]) -> Heading | None:
    r"""Return the first heading without content under it, neither a subheading, nor text, code or a picture.

    A line of dashes is none, nor is a subtitle above numbered parts: « 1. Présentation ».

    >>> text = parse("## Vide\n\n## Plein\n\nMots")
    >>> bare(text, headings(text)).title
    'Vide'
    """
    top = [heading for heading in every if heading.top and re.search(r"\w", heading.title)]
    for heading, following in zip_longest(top, top[1:]):
        subtitle = heading in top[:2] and following and following.title[0] == "1" != heading.title[:1]
        if following and (following.level > heading.level or subtitle):
            continue
        under = parsed.events[heading.number + 1 : following.number if following else None]
        own = (event for event in under if not (following and event.start >= following.start))
        if not any(event.kind in _SAYING for event in own):
            return heading
    return None


def anchor_of(fragment: str) -> str:
    """Return the anchor in another text to which a link's fragment, percent-encoded or not, leads.

    >>> anchor_of("L%E2%80%99API-du-serveur")
    'l-api-du-serveur'
    """
    return anchored(unquote(fragment), {})


def loosened(fragment: str) -> str:
    """Normalise an anchor to compare spellings: forges drop the apostrophe that we turn into a dash, MkDocs accents.

    >>> loosened("Le_Parc--2"), loosened("#l%C3%A9-parc")
    ('leparc2', 'leparc')
    """
    return _SLUG.sub("", fold(unquote(fragment)))
