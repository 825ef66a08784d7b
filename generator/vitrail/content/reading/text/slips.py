"""Slips of one line, recognised in the text as written where the parser stopped: one function each, and one table.

The editor, the form and ``check --corriger`` apply what ``slip`` proposes; a new slip is a function, its row in
``SLIPS`` and its sentence, a reason of a code in ``diagnostics/codes/yaml.txt``.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from vitrail.content.reading.text.yaml_fixes import Mend, YamlFault, bounded
from vitrail.content.values.folding import CODE
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

Slip: TypeAlias = Callable[[Sequence[str], int], YamlFault | None]
"""Function that looks at one line (from 0) of some lines, and gives the slip that it sees there."""
_GLUED = regex(r"\s*(?:-\s+)*([^\W\d_][\w '’-]{0,40}):[^\s:/]")
_CODED = regex(rf"(?P<indent> *)(?:[•·*–—]\s*)?(?P<code>{CODE})(?![\w.])[\s–—-]*(?P<said>[^:]*)")
_ASSIGNED = regex(r"(?P<indent> *)(?P<key>[^\W\d_][\w '’-]{0,40}?)(?P<sign> *= +)\S.*")


def slip(lines: Sequence[str], at: int) -> YamlFault | None:
    """Return the slip of a line where the parser stopped, or of the line above, whose end it may have noticed there."""
    seen = (see(lines, number) for see in SLIPS for number in (at, at - 1) if 0 <= number < len(lines))
    return next(filter(None, seen), None)


def glued(lines: Sequence[str], number: int) -> YamlFault | None:
    """See « titre:Mon projet », which lacks a space after its colon."""
    if (match := _GLUED.match(lines[number])) is None:
        return None
    column = match.end(1)
    mend = Mend(mark("Mettre une espace après les deux-points"), ((number, column + 1, number, column + 1, " "),))
    return YamlFault("YAM008.space", number, column, {"key": match[1].strip()}, mend)


def uncoded(lines: Sequence[str], number: int) -> YamlFault | None:
    """See a code without its colon in a list of codes, below a key: indented, it would be part of the phrase above."""
    match = _CODED.fullmatch(lines[number].rstrip())
    margin = match.end("indent") if match else 0
    above = (line for line in reversed(lines[:number]) if line.strip() and len(line) - len(line.lstrip(" ")) < margin)
    if match is None or not next(above, "").rstrip().endswith(":"):
        return None
    text = f": {match['said']}" if match["said"] else ":"
    column = match.end("code")
    mend = Mend(mark("Mettre « : » après le code"), ((number, column, number, match.end(), text),))
    return YamlFault("YAM008.code", number, column, {}, mend)


def assigned(lines: Sequence[str], number: int) -> YamlFault | None:
    """See « titre = Mon projet », as in TOML, with the lines of the same margin that are alike."""
    if (match := _ASSIGNED.fullmatch(lines[number].rstrip())) is None:
        return None
    alike = ((at, like) for at, line in enumerate(lines) if (like := _ASSIGNED.fullmatch(line.rstrip())))
    pieces = ((at, *like.span("sign"), ": ") for at, like in alike if like["indent"] == match["indent"])
    mend = bounded(
        mark("Écrire « : » au lieu de « = »"), ((at, start, at, end, text) for at, start, end, text in pieces)
    )
    return YamlFault("YAM008.equals", number, match.end("key"), {"key": match["key"]}, mend)


SLIPS: tuple[Slip, ...] = (glued, uncoded, assigned)
"""The slips, in the order in which they are tried."""
