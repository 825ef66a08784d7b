"""Slots: a text is rendered once for all the pages that show it, with slots for what depends on the page.

While a text is rendered, a slot is a random mark that no author can know; then the text is cut at the marks.
"""

import posixpath
from collections.abc import Mapping
from secrets import token_hex
from typing import TypeAlias
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from vitrail.ground.regex import regex

_HIGHEST = 600
"""Pixels: a picture of a text is seen whole on a laptop, and large when it is opened."""
_MARK = token_hex(8)
PREFIXED = f"{_MARK}0;"
"""The mark of the prefix of ids, names and fragments, which depends on the page."""
_SLOTS = regex(rf' (?:href|src)="{_MARK}a(\d+);"|{_MARK}s(\d+);|{_MARK}(\d);')


class FileLink(Struct, frozen=True):
    """A slot for an attribute whose value is the address of a file, or for the size of a picture."""

    name: str
    """Name of the attribute; empty for the size of a picture in pixels."""
    number: str
    """Number of the link or picture in its text."""
    ways: tuple[tuple[str, str], ...]
    """Paths in the portfolios that it may mean, each with its fragment."""


Slot: TypeAlias = FileLink | int
"""A number is the level of a heading; 0 is the prefix."""


class ShowingPage(Struct, frozen=True, kw_only=True):
    """The page, or part of a page, that shows a text."""

    url: str
    targets: Mapping[str, str]
    """Path in the portfolios → address, for every file that the text may link to."""
    sizes: Mapping[str, tuple[int, int]] = {}
    """Path in the portfolios → width and height of a picture."""
    prefix: str
    below: int = 1
    """Level of the heading above the text."""


class Cut(Struct, frozen=True):
    """A text cut at its slots."""

    parts: tuple[str, ...]
    slots: tuple[Slot, ...]

    def at(self, page: ShowingPage, kept: set[str]) -> str:
        """Return the text with its slots filled for a page; ``kept`` receives the numbers of links with a target."""
        out = [self.parts[0]]
        here = posixpath.dirname(page.url)
        for slot, part in zip(self.slots, self.parts[1:], strict=True):
            if isinstance(slot, int):
                out += str(min(6, slot + page.below - 1)) if slot else page.prefix, part
                continue
            for path, fragment in slot.ways:
                if (target := page.targets.get(path)) is not None:
                    kept.add(slot.number)
                    if slot.name:
                        out.append(f' {slot.name}="{relative(here, target)}{fragment}"')
                    elif size := page.sizes.get(path):
                        height = min(size[1], _HIGHEST)
                        out.append(f' width="{size[0] * height // size[1]}" height="{height}"')
                    break
            out.append(part)
        return "".join(out)


class Slots:
    """The links of one text while it is rendered."""

    def __init__(self) -> None:
        self._links: list[FileLink] = []

    def put(self, link: FileLink) -> str:
        """Record a link; return its mark, to use as the attribute's value."""
        self._links.append(link)
        return f"{_MARK}a{len(self._links) - 1};"

    def cut(self, html: str) -> Cut:
        """Cut a text at its marks."""
        parts, slots, done = list[str](), list[Slot](), 0
        for match in _SLOTS.finditer(html):
            parts.append(html[done : match.start()])
            link, size, number = match.groups()
            slots.append(
                int(number) if number else self._links[int(link)] if link else replace(self._links[int(size)], name="")
            )
            done = match.end()
        return Cut((*parts, html[done:]), tuple(slots))


def level(number: int) -> str:
    """Return the mark of a heading's level."""
    return f"{_MARK}{number};"


def size_for(value: str) -> str:
    """Return the mark of a picture's size, from the mark of its address; empty for another address."""
    return f"{_MARK}s{value[len(_MARK) + 1 :]}" if value.startswith(f"{_MARK}a") else ""


def relative(folder: str, target: str) -> str:
    """Return the relative URL, percent-encoded, from a folder of the site to a file of it."""
    return quote(posixpath.relpath(f"/{target}", f"/{folder}"), safe="/.~-_")
