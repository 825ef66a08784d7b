"""The Markdown that authors may write: a closed set of extensions, and raw HTML shown as the text it is.

Raw HTML is not cleaned, it is not read as HTML at all: the two processors that would pass it through are taken
out, so a forbidden tag stays visible to its author instead of vanishing with the prose after it. A few harmless
tags without attributes come back through ``PlainTags``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from pygments.style import Style, StyleMeta

from generator.model.markup import PLAIN_TAGS
from generator.prose import shortcuts
from generator.prose.budget import MAX_HTML, TooLongError

if TYPE_CHECKING:
    from markdown.core import Markdown as MarkdownType

EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "sane_lists",
    "tables",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.keys",
    "pymdownx.mark",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)
"""Ours and closed: a school's mkdocs.yml cannot add one, since each was tried against hostile input."""


class _NoColours(StyleMeta):
    """The colours of code are in the theme's sheet: Pygments has none to prepare, which it does anew for each block."""

    def __iter__(cls) -> Iterator[Any]:  # noqa: N805  # the method of a metaclass
        """Give no token a colour."""
        return iter(())


class _Uncoloured(Style, metaclass=_NoColours):
    """What Pygments asks for in order to name the parts of code."""


_OPTIONS: dict[str, dict[str, object]] = {
    "tables": {"use_align_attribute": True},
    "footnotes": {"BACKLINK_TITLE": "Retour au texte, note {}"},
    "pymdownx.highlight": {
        "use_pygments": True,
        "guess_lang": False,
        "linenums": None,
        "auto_title": False,
        "pygments_style": _Uncoloured,
    },
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.superfences": {"disable_indented_code_blocks": False},
}


class PlainTags(InlineProcessor):
    """Let ``<br>`` and ``<kbd>Ctrl</kbd>`` through; every other tag stays text."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  # the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Build the element; its text is parsed like any other."""
        del data
        name = m.group("void") or m.group("name")
        element = Element(name)
        if m.group("name"):
            element.text = m.group("text")
        return element, m.start(0), m.end(0)


_PLAIN = "|".join(tag for tag in PLAIN_TAGS if tag != "br")
_PLAIN_PATTERN = rf"<(?:(?P<void>br) ?/?|(?P<name>{_PLAIN})>(?P<text>[^<>]{{0,500}})</(?P=name))>"


_COMMENT_MARK = re.compile(r"(<!--|-->)")


class Comments(Preprocessor):
    """Drop ``<!-- notes to oneself -->`` outside fenced code; one that is never closed stays visible text.

    Markdown's own reader of raw HTML used to do it; without a comment processor, the hints that ``vitrail new``
    writes in comments would be published.
    """

    _FENCE = re.compile(r"^ {0,3}(?P<mark>`{3,}|~{3,})")

    def run(self, lines: list[str]) -> list[str]:
        """Work line by line so that every other line keeps its place."""
        kept: list[str] = []
        fence = ""
        closed = True
        inside = False
        last = max((number for number, line in enumerate(lines) if "-->" in line), default=-1)
        for number, line in enumerate(lines):
            if not inside:
                fence = self._fence_after(fence, line)
            if fence or not closed or not (inside or "<!--" in line):
                kept.append(line)
                continue
            shown, inside = self._shown(line, inside=inside)
            if inside and number >= last:
                closed = inside = False
                shown = line
            kept.append(shown)
        return kept

    @staticmethod
    def _shown(line: str, *, inside: bool) -> tuple[str, bool]:
        """What of a line is outside comments, and whether one is open at its end; a comment in a code span is code."""
        parts: list[str] = []
        ticks = 0
        for part in _COMMENT_MARK.split(line):
            if inside:
                inside = part != "-->"
            elif part == "<!--" and ticks % 2 == 0:
                inside = True
            else:
                ticks += part.count("`")
                parts.append(part)
        return "".join(parts), inside

    def _fence_after(self, fence: str, line: str) -> str:
        """The fence that is open after a line, empty outside code."""
        match = self._FENCE.match(line)
        if match is None:
            return fence
        mark = match["mark"]
        if not fence:
            return mark
        return "" if mark.startswith(fence) else fence


class Weight(Treeprocessor):
    """Refuse a page before it is written out: what is defined once and used everywhere is still one text in memory."""

    def run(self, root: Element) -> None:
        """Add up the texts and attributes of the page.

        Raises:
            TooLongError: when the page would be too long.
        """
        total = 0
        for element in root.iter():
            total += len(element.text or "") + len(element.tail or "") + sum(map(len, element.attrib.values()))
            if total > MAX_HTML:
                raise TooLongError


@cache
def converter() -> MarkdownType:
    """Build the process's one Markdown instance (10 ms); ``reset()`` makes it new for each page."""
    md = Markdown(extensions=list(EXTENSIONS), extension_configs=_OPTIONS, output_format="html", tab_length=4)
    md.preprocessors.deregister("html_block")
    md.inlinePatterns.deregister("html")
    md.inlinePatterns.register(PlainTags(_PLAIN_PATTERN, md), "plain_tags", 90)
    md.preprocessors.register(Comments(md), "comments", 35)
    md.treeprocessors.register(Weight(md), "weight", -10)
    shortcuts.install(md)
    return md
