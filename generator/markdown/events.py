"""What a Markdown text is made of: one stream of events, each with its place in the text that was parsed."""

from typing import Literal, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal[
    "paragraph", "heading", "quote", "list", "item", "table", "head", "row", "cell", "note", "terms", "term", "meaning",
    "admonition", "details", "tabs", "tab", "title",
    "em", "strong", "strike", "link", "image", "plain",
    "text", "html", "code", "fence", "soft", "break", "rule", "task", "reference",
]  # fmt: skip
"""The first two lines are blocks, the third what a sentence holds, the last leaves.

``note`` is the text of a footnote and ``reference`` its mark in a sentence; ``terms``, ``term`` and ``meaning`` are a
list of definitions; ``fence`` is a block of code, ``plain`` one of the tags that authors may write, ``html`` any other
tag, which is text.
"""

OPEN, CLOSE, LEAF = 1, -1, 0
READ = frozenset({"text", "code", "fence", "html"})
"""Leaves that are words of their author's."""


class Event(Struct, frozen=True, gc=False):
    """A beginning (``edge`` is 1), an end (-1) or a leaf (0); ``start``, ``end`` are bytes of the text parsed last.

    A text has hundreds: made by msgspec, they take a quarter of the time of any other record.
    """

    kind: Kind
    edge: int
    start: int
    end: int
    text: str = ""
    """A text or code as it reads; a target; the language line of a fence; a footnote's label; a kind of admonition."""
    title: str = ""
    """Of a link or picture."""
    number: int | None = None
    """Level of a heading, first number of a list (None: bullets), 1 for a task done or an open block, 0 otherwise."""
    aligned: tuple[str, ...] = ()
    """Of the columns of a table: ``left``, ``center``, ``right`` or nothing."""
    size: tuple[str, str] = ("", "")
    """Width and height of a picture, in pixels, where its author wrote ``=300x200``."""
    written: str = ""
    """How a link is written: ``inline``, ``reference``, ``auto`` (in angle brackets), ``bare`` (an address alone)."""
