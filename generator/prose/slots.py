"""A text made once for every page that shows it: what depends on the page is a slot.

While a text is made, a slot is a mark that nobody who writes one can know; then the text is cut there.
"""

import posixpath
import re
from collections.abc import Mapping
from secrets import token_hex
from typing import TypeAlias
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

_MARK = token_hex(8)
PREFIXED = f"{_MARK}0;"
"""Stands for what each id, name and fragment of a text begins with in a page."""
_SLOTS = re.compile(rf' (?:href|src)="{_MARK}a(\d+);"|{_MARK}s(\d+);|{_MARK}(\d);')


class FileLink(Struct, frozen=True):
    """An attribute that leads to a file: what it says, the page that has the text knows."""

    name: str
    """Nothing stands for the size of a picture in pixels, when its author set none."""
    number: str
    """Of the link or picture among those of its text."""
    ways: tuple[tuple[str, str], ...]
    """Paths in the portfolios that it may mean, each with the fragment that is added."""


Slot: TypeAlias = FileLink | int
"""A number is the level of a heading; none is that of the prefix."""


class ShowingPage(Struct, frozen=True, kw_only=True):
    """The page that shows a text, or the part of it."""

    url: str
    targets: Mapping[str, str]
    """Path in the portfolios → address of every file that the text may lead to."""
    sizes: Mapping[str, tuple[int, int]] = {}
    """Path in the portfolios → width and height of a picture."""
    prefix: str
    below: int = 1
    """Level of the heading that the text stands under."""


class Cut(Struct, frozen=True):
    """A text cut at its slots."""

    parts: tuple[str, ...]
    slots: tuple[Slot, ...]

    def at(self, page: ShowingPage, kept: set[str]) -> str:
        """Return the text as a page shows it; ``kept`` receives the numbers of links that have their target."""
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
                        out.append(f' width="{size[0]}" height="{size[1]}"')
                    break
            out.append(part)
        return "".join(out)


class Slots:
    """The links of one text while it is made."""

    def __init__(self) -> None:
        self._links: list[FileLink] = []

    def put(self, link: FileLink) -> str:
        """Return what stands for the value of an attribute."""
        self._links.append(link)
        return f"{_MARK}a{len(self._links) - 1};"

    def cut(self, html: str) -> Cut:
        """Cut a text at the slots that are left of it."""
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
    """Return what stands for the level of a heading."""
    return f"{_MARK}{number};"


def size_for(value: str) -> str:
    """Return what stands for the size of a picture, from what stands for its address; nothing for another address."""
    return f"{_MARK}s{value[len(_MARK) + 1 :]}" if value.startswith(f"{_MARK}a") else ""


def relative(folder: str, target: str) -> str:
    """The way from a folder of the site to a file of it, as it stands in a page."""
    return quote(posixpath.relpath(f"/{target}", f"/{folder}"), safe="/.~-_")
