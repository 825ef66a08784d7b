"""What a body shows and links to, found without rendering it: linear in the size of the text, whatever it holds."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from generator.model.source import Link
from generator.reading.code_spans import without_code

_TOKEN = re.compile(r"\\.|!\[|\[|\]", re.DOTALL)
_DESTINATION = re.compile(
    r"\(\s{0,20}(?:<([^<>\n]{0,2000})>|((?:[^\s()\\]|\\.|\([^\s()]{0,500}\)){0,2000}))"
    r"(?:\s{1,20}(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\)))?\s{0,20}\)"
)
_DEFINITION = re.compile(
    r"^ {0,3}\[([^\[\]\n]{1,200})\]:[ \t]{0,20}\n?[ \t]{0,20}(?:<([^<>\n]{1,2000})>|(\S{1,2000}))", re.MULTILINE
)
_IMAGE_REFERENCE = re.compile(r"!\[([^\[\]]{0,200})\](?:\[([^\[\]\n]{0,200})\])?")
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})((?:\s|/)[^<>]{0,2000})>")
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(src|href|poster|data)\s{0,5}=\s{0,5}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)
_AUTOLINK = re.compile(r"<((?:https?|ftp|mailto):[^\s<>]{1,2000})>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@lru_cache(maxsize=2)
def scan(text: str, first_line: int) -> tuple[Link, ...]:
    """Find links and pictures outside code, in order; ``first_line`` is the line of the file where the text starts.

    The last text is remembered: its links are kept, then judged.
    """
    prose = without_code(text)
    found = [*_inline(prose), *_definitions(prose), *_tags(prose)]
    if not found:
        return ()
    starts = [0, *accumulate(len(line) + 1 for line in prose.split("\n"))]
    links = []
    for offset, target, image, label in sorted(set(found)):
        line = bisect_right(starts, offset) - 1
        link = Link(target=target, line=first_line + line, column=offset - starts[line] + 1, image=image, text=label)
        links.append(link)
    return tuple(links)


_Found = tuple[int, str, bool, str]
"""Offset, target, whether it is a picture, and its text."""


def _inline(prose: str) -> list[_Found]:
    """Match brackets with a stack: ``[![vue](vue.png)](page.md)`` gives both, 20 000 open brackets cost one pass."""
    found: list[_Found] = []
    if "](" not in prose:
        return found
    stack: list[re.Match[str]] = []
    for token in _TOKEN.finditer(prose):
        if token.group() in {"[", "!["}:
            stack.append(token)
        elif token.group() == "]" and stack:
            opening = stack.pop()
            if destination := _DESTINATION.match(prose, token.end()):
                group = 1 if destination[1] is not None else 2
                label = prose[opening.end() : min(token.start(), opening.end() + 200)]
                found.append((opening.start(), _target(destination[group]), opening.group()[0] == "!", label))
    return [one for one in found if one[1]]


def _definitions(prose: str) -> list[_Found]:
    definitions = list(_DEFINITION.finditer(prose)) if "]:" in prose else []
    if not definitions:
        return []
    pictures = {(match[2] or match[1]).casefold() for match in _IMAGE_REFERENCE.finditer(prose)}
    return [
        (match.start(), _target(match[2] or match[3]), match[1].casefold() in pictures, match[1])
        for match in definitions
        if not match[1].startswith(("^", "*"))  # footnotes and abbreviations
    ]


def _tags(prose: str) -> list[_Found]:
    if "<" not in prose:
        return []
    found = [(match.start(), html.unescape(match[1]), False, "") for match in _AUTOLINK.finditer(prose)]
    for tag in _TAG.finditer(prose):
        for attribute in _ATTRIBUTE.finditer(tag[2]):
            target = html.unescape(attribute[2] or attribute[3] or attribute[4] or "").strip()
            image = attribute[1].lower() != "href"
            if target:
                found.append((tag.start(2) + attribute.start(), target, image, ""))
    return found


def _target(written: str) -> str:
    return _ESCAPE.sub(r"\1", html.unescape(written)).strip()
