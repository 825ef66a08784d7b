"""Blank out what Markdown shows as code, so that an example of a link is not taken for one; offsets do not move."""

from __future__ import annotations

import re
from functools import lru_cache

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})(.*)")
_RUN = re.compile(r"`+")
_BETWEEN = re.compile(r"(\n[ \t]*\n)")
_NOT_NEWLINE = re.compile(r"[^\n]")


@lru_cache(maxsize=4)
def without_code(text: str, *, inline: bool = True) -> str:
    """Replace fenced blocks, comments and (``inline``) code between backticks by spaces.

    The last texts are remembered: each is asked for its links, its titles and its tags in turn.
    """
    if inline:
        text = without_code(text, inline=False)
        paragraphs = _BETWEEN.split(text) if "`" in text else (text,)
        return "".join(_without_spans(part) if "`" in part else part for part in paragraphs)
    if "```" in text or "~~~" in text:
        text = _without_fences(text)
    return without_comments(text)


def _without_fences(text: str) -> str:
    """Only a fence that is closed hides its text: in doubt, a link counts and its file is published."""
    lines = text.split("\n")
    fences = [_FENCE.fullmatch(line) if "```" in line or "~~~" in line else None for line in lines]
    longest = _longest_closing(fences)
    inside: str | None = None
    for number, fence in enumerate(fences):
        if inside is None:
            opened = fence is not None and len(fence[1]) <= longest[number].get(fence[1][0], 0)
            if fence is not None and opened and not (fence[1][0] == "`" and "`" in fence[2]):
                inside = fence[1]
                lines[number] = " " * len(lines[number])
            continue
        if fence and fence[1].startswith(inside) and not fence[2].strip():
            inside = None
        lines[number] = " " * len(lines[number])
    return "\n".join(lines)


def _longest_closing(fences: list[re.Match[str] | None]) -> list[dict[str, int]]:
    """For each line, the longest fence of each kind below it that could close one: found in one pass from the end."""
    longest: dict[str, int] = {}
    found: list[dict[str, int]] = []
    for fence in reversed(fences):
        found.append(longest)
        if fence and not fence[2].strip() and len(fence[1]) > longest.get(fence[1][0], 0):
            longest = longest | {fence[1][0]: len(fence[1])}
    return found[::-1]


def without_comments(text: str) -> str:
    """Replace comments by spaces; offsets do not move."""
    if "<!--" not in text:
        return text
    parts: list[str] = []
    done = 0
    while (start := text.find("<!--", done)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts += [text[done:start], _blank(text[start : end + 3])]
        done = end + 3
    return "".join([*parts, text[done:]])


def _without_spans(text: str) -> str:
    """In a paragraph, a run of backticks closes at the next run of the same length."""
    runs = list(_RUN.finditer(text))
    closing = _next_equal(runs)
    parts: list[str] = []
    done = 0
    for number, run in enumerate(runs):
        close = closing[number]
        if run.start() < done or close is None:
            continue
        end = runs[close].end()
        parts += [text[done : run.start()], _blank(text[run.start() : end])]
        done = end
    return "".join([*parts, text[done:]])


def _next_equal(runs: list[re.Match[str]]) -> list[int | None]:
    latest: dict[int, int] = {}
    found: list[int | None] = [None] * len(runs)
    for number in range(len(runs) - 1, -1, -1):
        length = len(runs[number].group())
        found[number] = latest.get(length)
        latest[length] = number
    return found


def _blank(text: str) -> str:
    return _NOT_NEWLINE.sub(" ", text)
