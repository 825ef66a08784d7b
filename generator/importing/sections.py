"""The only page of a site, which is a portfolio by itself: cut at its titles, a part for each thing that it tells."""

import re
from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from generator.importing.headers import SourcePage
from generator.markdown.headings import headings
from generator.markdown.parsed import parse
from generator.values.folding import fold

_SEVERAL = 2
"""Headings of one level that part a page into works."""
_GATHERS = re.compile(r"(?:mes |nos )?(?:projets?|realisations?|travaux|stages?|experiences?|veilles?)\b.{0,30}")
"""Titles below which each title is a thing."""


def sections(page: SourcePage) -> list[SourcePage]:
    """Cut a page that gathers works, as one of its titles says; another is itself."""
    titles = (fold(one.title) for one in headings(parse(page.body)) if one.top)
    return list(_cut(page)) if any(map(_GATHERS.fullmatch, titles)) else [page]


def _cut(page: SourcePage) -> Iterator[SourcePage]:
    """Yield the parts of a page under titles of one level; what stands above the first has the title of the page."""
    parsed = parse(page.body)
    found = [one for one in headings(parsed) if one.title and one.top]
    levels = Counter(one.level for one in found)
    level = min((level for level, count in levels.items() if count >= _SEVERAL), default=0)
    starts = [(parsed.source[: one.start].count(b"\n"), one.title) for one in found if one.level <= level]
    lines = page.body.split("\n")
    above = "\n".join(lines[: starts[0][0] if starts else None])
    if above.strip():
        yield replace(page, body=above)
    for (start, title), end in zip(starts, [*(line for line, _ in starts[1:]), len(lines)], strict=False):
        body = "\n".join(lines[start + 1 : end])
        part = replace(page, heading=title, body=body, line=page.line and page.line + start + 1, keys={})
        yield from _cut(part) if _GATHERS.fullmatch(fold(title)) else (part,)
