"""Another implementation of CommonMark and GFM reads the same: markdown-it-py, which shares no code with ours."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from tests.deep import sized
from vitrail.content.markdown import parse
from vitrail.content.reading.text.parse import parse_markdown
from vitrail.ground.language import Language
from vitrail.site.prose.writer import Writer

ROOT = Path(__file__).parents[2]
ORACLE = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).use(deflist_plugin)
_OURS = re.compile(
    r"^ *(?:!!!|\?\?\?|===[!+]? +\")|^ *> *\[!|\[\^|<|\[[ xX]\] |\]\([^)\n]* |https?://|www\.|\]\([^)\n]*\\",
    re.MULTILINE,
)
"""What is more than CommonMark: framed blocks, footnotes, tags, tasks, targets that are mended, bare addresses."""


class _Shape(HTMLParser):
    """The elements and the words of a page, without what only dresses them."""

    def __init__(self):
        super().__init__()
        self.shape = []

    def handle_starttag(self, tag, attrs):
        if tag in {"div", "span"}:
            return
        kept = {
            name: unquote(value or "")
            for name, value in attrs
            if name in {"href", "src", "alt", "title", "start"} and value and value[0] != "#"
        }
        aligned = [value for name, value in attrs if name in {"align", "style"}]
        self.shape.append((tag, tuple(sorted(kept.items())), *(one.removeprefix("text-align:") for one in aligned)))

    def handle_endtag(self, tag):
        if tag not in {"div", "span", "hr", "br", "img"}:
            self.shape.append(f"/{tag}")

    def handle_data(self, data):
        words = data.split()
        if words and self.shape and isinstance(self.shape[-1], list):
            self.shape[-1].extend(words)
        elif words:
            self.shape.append(words)


def shape(html):
    """Give what two pages must share; a void element has no end, and a body without rows may be left out."""
    found = _Shape()
    found.feed(html.replace("<s>", "<del>").replace("</s>", "</del>"))
    found.close()
    merged = [one if isinstance(one, str | tuple) else "".join(one) for one in found.shape]
    text = repr(merged)
    return text.replace("('tbody', ()), '/tbody', ", "")


def ours(text):
    """Give our HTML before it is cleaned."""
    return Writer(parse(text), Language()).write()


def bodies():
    """Give the texts of the sample school and of those of the tests, with what is more than CommonMark taken out."""
    for folder in ("portfolios", "tests/portfolios", "docs"):
        for file in sorted((ROOT / folder).rglob("*.md")):
            text = parse_markdown(file.name, file.read_bytes()).text if file.is_file() else ""
            yield file, "\n\n".join(part for part in re.split(r"\n{2,}", text) if not _OURS.search(part))


@pytest.mark.slow
def test_the_texts_of_the_schools_are_read_as_by_another_implementation():
    """Element by element and word by word."""
    compared = [(str(file), shape(ours(text)) == shape(ORACLE.render(text))) for file, text in bodies() if text]
    assert [file for file, same in compared if not same] == []
    assert len(compared) > 300


PIECES = st.sampled_from(
    [*"*_`~>#-+.1)(|\\&!", "a", "é", " ", "\n", "\n\n", "    ", "- ", "1. ", "> ", "## ", "```\n", "---\n",
     "|a|b|\n|-|-|\n", "[a](b.md)",
     "![a](b.png 'T')", "**gras**", "&amp;", "`x`", "mot "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=sized(75, 300), deadline=None)
def test_signs_in_any_order_are_read_as_by_another_implementation(text):
    """Where the two differ, pulldown-cmark is known to: definition lists, tables cut short, strikes of one tilde.

    And an item without a word before two empty lines, after which it begins another list.
    """
    differs = r"~|^ *:|\||(?:[-*+]|\d[.)])[ \t]*\n[ \t>]*\n"
    if _OURS.search(text) or re.search(differs, text, re.MULTILINE) or "===" in text:
        return
    assert shape(ours(text)) == shape(ORACLE.render(text))
