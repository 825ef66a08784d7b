"""Where a record comes from, so that whatever is said of it later can name file, line and column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from generator.diagnostics import Place

UNPRINTED = "unprinted"
"""Metadata of a field that is on no page: it counts in no key of a page, in no search for private names."""


def unprinted(**how: Any) -> Any:  # noqa: ANN401  # what ``dataclasses.field`` takes and gives
    """Declare a field that is on no page, such as a place in a file; never the words of an author."""
    return field(compare=False, repr=False, metadata={UNPRINTED: True}, **how)


TEXTUAL = "textual"
"""Metadata of a field that moves with any edit of a text, and that no page of a class or of the school shows."""


def textual(**how: Any) -> Any:  # noqa: ANN401  # what ``dataclasses.field`` takes and gives
    """Declare such a field: a record as printed is what a class may know of it (``model.card``, ``pages.facts``)."""
    return field(repr=False, metadata={TEXTUAL: True}, **how)


Route: TypeAlias = tuple[str | int, ...]
"""The way to a value inside the front matter: canonical keys and list indexes, e.g. ("productions", 0, "fichier")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file, its digest and the marks of its values."""

    path: str
    """Relative to the portfolios' root, with ``/`` on every system."""
    digest: str = textual(default="")
    """SHA-256 of the file's bytes, hexadecimal."""
    marks: Mapping[Route, tuple[int, int]] = unprinted(default_factory=dict)
    """Line and column, from 1, of each value; the route () is the opening ``---``."""

    def at(self, *route: str | int) -> Place:
        """Return the place of a value, or of the nearest enclosing one that is written."""
        for length in range(len(route), -1, -1):
            if mark := self.marks.get(route[:length]):
                return Place(path=self.path, line=mark[0], column=mark[1])
        return Place(path=self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A target that a body's Markdown or HTML names: a picture shown or a file linked."""

    target: str
    line: int
    column: int
    image: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A Markdown text, by reference: the text itself is read again when its page is rendered.

    Records stay small so that a build of an académie never holds every word of it in one process.
    """

    path: str
    digest: str = textual(default="")
    """SHA-256 of the text to the last space: two spaces at the end of a line are a line break."""
    line: int = textual(default=1)
    """Line of the file on which the body starts."""
    words: int = textual(default=0)
    headings: tuple[str, ...] = textual(default=())
    bare_heading: tuple[str, int] | None = textual(default=None)
    """The first heading with nothing under it, and its line in the file."""
    links: tuple[Link, ...] = textual(default=())
    """No more than ``reading.schemas.prose.MAX_LINKS``."""
    nodes: int = textual(default=0)
    """Blocks, links, emphases, pieces of text: the events of its parse."""
    refused: str = ""
    """Why it is not shown, a phrase of ours; empty when it is (set by ``texts``)."""

    @property
    def empty(self) -> bool:
        """True if there is nothing to read."""
        return self.words == 0
