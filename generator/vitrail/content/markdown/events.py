"""The events of a Markdown text, each with its place in the text that was parsed."""

from typing import Literal, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal[
    "paragraph", "heading", "quote", "list", "item", "table", "head", "row", "cell", "note", "terms", "term", "meaning",
    "admonition", "details", "tabs", "tab", "title",
    "em", "strong", "strike", "link", "image", "plain",
    "text", "html", "code", "fence", "soft", "break", "rule", "task", "reference",
]  # fmt: skip
"""The first two lines are blocks, the third inline elements, the last leaves.

``note`` is the text of a footnote and ``reference`` its mark in a sentence; ``terms``, ``term`` and ``meaning`` are a
list of definitions; ``fence`` is a block of code, ``plain`` one of the tags that authors may write, ``html`` any other
tag, which is text.
"""

OPEN, CLOSE, LEAF = 1, -1, 0
READ = frozenset({"text", "code", "fence", "html"})
"""Leaves that hold the author's words."""


class Event(Struct, frozen=True, gc=False):
    """The beginning (``edge`` is 1) or end (-1) of an element, or a leaf (0); ``start``, ``end`` are parsed bytes.

    A text has hundreds: msgspec creates them in a quarter of the time of any other kind of record.
    """

    kind: Kind
    edge: int
    start: int
    end: int
    text: str = ""
    """A leaf's text or code; a link's target; a footnote's label; an admonition's kind."""
    title: str = ""
    """Title of a link or picture; info string of a fence."""
    number: int | None = None
    """A heading's level; a list's first number (None: bullets); 1 for a done task, an open block, a fenced code."""
    aligned: tuple[str, ...] = ()
    """Alignment of each column of a table: ``left``, ``center``, ``right`` or empty."""
    size: tuple[str, str] = ("", "")
    """Width and height of a picture, in pixels, if its author wrote ``=300x200``."""
    written: str = ""
    """How a link is written: ``inline``, ``reference``, ``auto`` (in angle brackets), ``bare`` (an address alone)."""
