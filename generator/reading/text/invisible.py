"""Characters that nobody sees: what YAML takes for ends of line, refuses, or cannot measure, becomes spaces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_BREAKS = str.maketrans("\u0085\u2028\u2029", "   ")
"""PyYAML counts these as ends of line, editors do not: they would move every place after them."""
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """What was read otherwise than YAML would: a code and its place in the YAML text, from 0."""

    code: str
    line: int
    column: int
    values: Mapping[str, str | int] = field(default_factory=dict)


def visible(text: str) -> tuple[list[str], list[Mend]]:
    """Cut YAML into lines without invisible signs; each stays as long as it was, so that places hold."""
    if "\u2028" in text or "\u2029" in text or "\x85" in text:
        text = text.translate(_BREAKS)
    lines = text.split("\n")
    mends = _characters(lines) if _FORBIDDEN.search(text) else []
    if text.startswith("\t") or "\n\t" in text:
        mends += _tabs(lines)
    return lines, mends


def _characters(lines: list[str]) -> list[Mend]:
    """Control characters come with text pasted from a PDF or a word processor."""
    mends = []
    for number, line in enumerate(lines):
        if found := _FORBIDDEN.search(line):
            lines[number] = _FORBIDDEN.sub(" ", line)
            mends.append(Mend(code="YAM028", line=number, column=found.start()))
    return mends


def _tabs(lines: list[str]) -> list[Mend]:
    """A tab becomes one space when no line is set in by spaces: the nesting then cannot be mistaken."""
    if any(line.startswith(" ") and line.strip() for line in lines):
        return []
    set_in = [number for number, line in enumerate(lines) if line.startswith("\t")]
    for number in set_in:
        bare = lines[number].lstrip("\t")
        lines[number] = " " * (len(lines[number]) - len(bare)) + bare
    first = next((number for number in set_in if lines[number].strip()), None)
    return [] if first is None else [Mend(code="YAM006", line=first, column=0)]
