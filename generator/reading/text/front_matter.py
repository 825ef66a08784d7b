"""Where the front matter begins and ends: two lines of three dashes, with the slips that editors make."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING = re.compile(r"\s*^---[^\S\n]*$\n?", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[^\S\n]*$\n?", re.MULTILINE)
_ALMOST = re.compile(r"^[^\S\n]*[-‐‑–—−_=]{1,12}[^\S\n]*$", re.MULTILINE)
_KEY_LINE = re.compile(r"\s*^[^\W\d_][\w '’-]{0,40}[ \u00a0\u202f]?:(?:[^\S\n]|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A Markdown file cut in two; lines count from 1 in the file."""

    body: str
    body_line: int = 1
    yaml: str | None = None
    """Text between the dashes; None when there is no front matter."""
    yaml_line: int = 1
    opening: int = 1
    """Line of the opening dashes."""
    closed: bool = True
    almost: int | None = None
    """Line that looks like closing dashes, when there are none."""


def split(text: str) -> Split:
    """Cut the front matter from the prose; blank lines before the opening dashes are tolerated."""
    opening = _OPENING.match(text)
    if opening is None:
        return Split(body=text)
    line = text.count("\n", 0, opening.start() + len(opening.group().rstrip())) + 1
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        almost = _ALMOST.search(text, opening.end())
        guess = text.count("\n", 0, almost.start()) + 1 if almost else None
        return Split(body="", yaml=text[opening.end() :], yaml_line=line + 1, opening=line, closed=False, almost=guess)
    yaml = text[opening.end() : closing.start()]
    body_line = line + 1 + yaml.count("\n") + 1
    return Split(body=text[closing.end() :], body_line=body_line, yaml=yaml, yaml_line=line + 1, opening=line)


def looks_forgotten(text: str) -> bool:
    """Whether a file without dashes starts with « clé: valeur », as if only the dashes were missing."""
    return _KEY_LINE.match(text) is not None
