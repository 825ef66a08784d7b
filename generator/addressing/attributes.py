"""Links as finished pages write them: attributes of tags, never the same letters in somebody's text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

_TAG = re.compile(r"""<[A-Za-z][^\s<>/]*+\s(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
"""A tag with attributes; a value may hold ``>``. In a text, ``<`` is written ``&lt;``."""
_LINK = re.compile(
    r"""(\s(?:href|src)=)(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++))|[^\s"']*+(?:"[^"]*+"|'[^']*+')|\S++|\s"""
)
"""A link of a tag, or what stands before the next one: another attribute is read whole, whatever its value holds."""


def links_of(html: str) -> Iterator[str]:
    """Yield the addresses of a page's ``href`` and ``src``, unescaped, in order."""
    for tag in _TAG.findall(html):
        if "href=" in tag or "src=" in tag:
            yield from (unescape(_written(found)) for found in _LINK.finditer(tag) if found[1])


def with_links(html: str, change: Callable[[str], str | None]) -> str:
    """Rewrite the links of a page.

    Args:
        html: the page.
        change: address, unescaped → the attribute's new value, escaped; empty takes the attribute away, None keeps it.
    """

    def attribute(found: re.Match[str]) -> str:
        if not found[1] or (new := change(unescape(_written(found)))) is None:
            return found[0]
        return f'{found[1]}"{new}"' if new else ""

    return _TAG.sub(lambda tag: _LINK.sub(attribute, tag[0]), html)


def _written(found: re.Match[str]) -> str:
    return found[2] or found[3] or found[4] or ""
