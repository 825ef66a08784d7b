"""Two shortcuts through Markdown, proved equal to the library by a property test: they skip work, never change it.

Most of a réalisation is plain sentences; the library tries its eighteen patterns on each of them and its nineteen
kinds of block on each paragraph. What cannot match is left out here: half the time of a page.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.blockprocessors import ParagraphProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from markdown.core import Markdown

NEEDS = MappingProxyType(
    {
        "backtick": ("`", "\\"),
        "keys-custom": ("++", "\\"),
        "escape": ("\\",),
        "footnote": ("[^",),
        "reference": ("[",),
        "link": ("[",),
        "image_link": ("![",),
        "image_reference": ("![",),
        "short_reference": ("[",),
        "short_image_ref": ("![",),
        "autolink": ("<",),
        "automail": ("<",),
        "linebreak": ("  \n",),
        "plain_tags": ("<",),
        "entity": ("&",),
        "not_strong": ("*", "_"),
        "keys": ("++",),
        "not_tilde": ("~",),
        "sup_ins": ("^",),
        "mark": ("=",),
        "sub_del": ("~",),
        "strong_em": ("*",),
        "strong_em2": ("_",),
    }
)
"""Name of a pattern → the texts one of which every match of it contains; a pattern not listed is always tried."""


class Patterns(InlineProcessor):
    """Tries on a text only the patterns that it can match."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        names = {id(md.inlinePatterns[name]): name for name in NEEDS if name in md.inlinePatterns}
        self._patterns = tuple((item, NEEDS.get(names.get(id(item), ""), ("",))) for item in md.inlinePatterns)
        every = {re.escape(need) for _, needs in self._patterns for need in needs}
        self._any = re.compile("|".join(sorted(every)))

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803  # the library's names
        """Replace what the patterns match by placeholders; the library's own loop, with a look before each leap."""
        if isinstance(data, AtomicString) or not self._any.search(data):
            return data
        for index in range(patternIndex, len(self._patterns)):
            pattern, needs = self._patterns[index]
            start, matched = 0, any(need in data for need in needs)
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(pattern, data, index, start)  # type: ignore[attr-defined]
        return data


class PlainParagraph(ParagraphProcessor):
    """Takes a block of which every line begins with a letter, and no line could be a table's or a title's underline.

    Every other kind of block begins its first line, or a later one, with a sign, a digit or a space.
    """

    _LETTERS = re.compile(r"[^\W\d_][^\n]*(?:\n[^\W\d_][^\n]*)*")

    def test(self, parent: Element, block: str) -> bool:
        """Whether nothing but a paragraph can be meant."""
        del parent
        return self._LETTERS.fullmatch(block) is not None


def install(md: Markdown) -> None:
    """Put the shortcuts in place, once every pattern is registered."""
    md.treeprocessors.register(Patterns(md), "inline", 20)
    md.parser.blockprocessors.register(PlainParagraph(md.parser), "plain_paragraph", 200)
