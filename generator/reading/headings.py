"""The headings of a Markdown text, found without rendering it, and the first with nothing written under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from generator.reading.code_spans import without_code, without_comments

_ATX = re.compile(r" {0,3}(#{1,6})(?!#)(.*)")
_SETEXT = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_UNDERLINES = "=- \t"
"""How the line under a title may end: asked before the pattern, which most lines do not deserve."""
_ATTRIBUTES = re.compile(r"\{:?[^{}]{0,200}\}\s*$")
_RULE = "-*_ \t\r"
"""What a line between two parts is drawn with; it says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A title, without its marks."""

    title: str
    level: int
    first: int
    """Its line, from 0."""
    last: int
    """The line of its underline, or the same."""


def headings(text: str) -> tuple[Heading, ...]:
    """Give the titles of a Markdown text, in order."""
    return tuple(heading for heading in _headings(text) if heading.title)


def bare(text: str, found: Sequence[Heading]) -> Heading | None:
    """Give the first heading with nothing under it, not even a part of its own; code and pictures are something."""
    lines = without_comments(text).split("\n") if found else []
    for heading, following in zip_longest(found, found[1:]):
        if following and following.level > heading.level:
            continue
        under = lines[heading.last + 1 : following.first if following else len(lines)]
        if not any(line.strip(_RULE) for line in under):
            return heading
    return None


def _headings(text: str) -> Iterator[Heading]:
    previous = ""
    for number, line in enumerate(without_code(text, inline=False).split("\n")):
        underline = bool(line) and line[-1] in _UNDERLINES and _SETEXT.fullmatch(line) is not None
        if "#" in line and (match := _ATX.fullmatch(line)):
            title = _unmarked(match[2].strip().rstrip("#"))
            yield Heading(title=title, level=len(match[1]), first=number, last=number)
        elif underline and previous.strip() and not _ATX.fullmatch(previous):
            level = 1 if "=" in line else 2
            yield Heading(title=_unmarked(previous), level=level, first=number - 1, last=number)
        previous = "" if underline else line


def _unmarked(title: str) -> str:
    return " ".join(_ATTRIBUTES.sub("", title.strip()).replace("**", "").replace("`", "").split())
