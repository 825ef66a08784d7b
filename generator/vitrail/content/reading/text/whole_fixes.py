"""Fixes of a file whose keys cannot be found, or whose characters were damaged: edits of the decoded text."""

import re
import tomllib
from collections.abc import Callable, Iterator

from vitrail.content.model.markup import TURNING
from vitrail.content.reading.text.yaml_fixes import Mend, Piece, bounded
from vitrail.ground.language import mark
from vitrail.ground.regex import regex


def ruled(text: str, line: int) -> Mend:
    """Replace a line (numbered from 1) that looks like three dashes by three dashes."""
    width = len(text.split("\n")[line - 1])
    return Mend(_RULE_IT, ((line - 1, 0, line - 1, width, "---"),))


def opened(text: str) -> Mend | None:
    """Write dashes above the keys that begin a file, and below if they lack; None unless all lines are keys."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    last = next((number for number in range(first, len(lines)) if not lines[number].strip(" -")), len(lines))
    if not all(_KEYED.fullmatch(line) for line in lines[first:last]):
        return None
    above = (first, 0, first, 0, "---\n")
    if last < len(lines) and lines[last].startswith("---"):
        return Mend(_RULE_IT, (above,))
    below = (
        (last, 0, last, 0, "---\n")
        if last < len(lines)
        else (last - 1, len(lines[-1]), last - 1, len(lines[-1]), "\n---")
    )
    return Mend(_RULE_IT, (above, below))


_RULE_IT = mark("Écrire les trois tirets")
_KEYED = regex(r"[^\W\d_][^:#]{0,60}:(?:\s.*)?|\s+\S.*|-\s.*")
"""A key at the margin, or a line that belongs to the key above."""


UNSEEN = r"(?:[^\S\n]|[\u200b-\u200d\u2060\ufeff])*"
"""Spaces and signs of no width, which come with dashes that are pasted."""


def dashed(text: str, line: str, first: int) -> Mend:
    """Replace a word processor's long dashes by three dashes: the line that opens the keys, and the next like it."""
    lines = text.split("\n")
    rule = re.compile(f"{UNSEEN}{re.escape(line)}{UNSEEN}")
    same = [number for number, other in enumerate(lines) if number >= first and rule.fullmatch(other)][:2]
    return Mend(_RULE_IT, tuple((number, 0, number, len(lines[number]), "---") for number in same))


def straightened(text: str) -> Mend | None:
    """Remove bidirectional control characters."""
    return bounded(mark("Retirer ces signes"), _pieces(text, re.compile(f"[{TURNING}]"), lambda _: ""))


_DAMAGED = regex(r"[\u00c2-\u00f4][^\x00-\x7f]{1,3}")


def restored(text: str) -> Mend | None:
    """Restore the characters of UTF-8 that was decoded as Latin-1: « Ã© » was « é »."""
    return bounded(mark("Rétablir les accents"), _pieces(text, _DAMAGED, _restored))


def _restored(written: str) -> str | None:
    for length in range(len(written), 1, -1):
        try:
            return written[:length].encode("cp1252").decode("utf-8") + written[length:]
        except UnicodeError:
            continue
    return None


def _pieces(text: str, pattern: re.Pattern[str], new: Callable[[str], str | None]) -> Iterator[Piece]:
    for number, line in enumerate(text.split("\n")):
        place = 0
        while match := pattern.search(line, place):
            made = new(match[0])
            if made is not None:
                yield (number, match.start(), number, match.end(), made)
            place = match.end() if made is not None else match.start() + 1


_ASSIGNED = regex(r"(\s*[\w-]+)\s*=\s*(.*\S)\s*")


def retold(text: str) -> Mend | None:
    """Write a header of TOML as one of YAML, when each of its lines gives a simple value."""
    lines = text.split("\n")
    rules = [number for number, line in enumerate(lines) if line.strip() == "+++"][:2]
    if len(rules) < 2:  # noqa: PLR2004  # one above, one below
        return None
    pieces = [(number, 0, number, len(lines[number]), "---") for number in rules]
    for number in range(rules[0] + 1, rules[1]):
        match = _ASSIGNED.fullmatch(lines[number])
        if match and _simple(lines[number]):
            pieces.append((number, match.end(1), number, match.start(2), ": "))
        elif lines[number].strip() and not lines[number].lstrip().startswith("#"):
            return None
    return bounded(mark("Écrire cet en-tête en YAML"), sorted(pieces))


def _simple(line: str) -> bool:
    """True if a line of TOML gives a value that YAML writes in the same way."""
    try:
        [value] = tomllib.loads(line).values()
    except (tomllib.TOMLDecodeError, ValueError):
        return False
    return not isinstance(value, dict) and "{" not in line and "'''" not in line and '"""' not in line
