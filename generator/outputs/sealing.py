"""Write into an evaluation file the fingerprint of what its verdicts judged, and change nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.model.student import Student
from generator.model.verdict import Role, Verdict

_ENTRY = re.compile(r"^(?P<dash>[ \t]*-[ \t]+)[^\W\d_][^:{\[]*:[ \t]")
"""First line of an entry written in block style: ``- réalisation: glpi``."""


def unsealed(student: Student) -> Mapping[Verdict, str]:
    """Verdicts that have no fingerprint yet, with the one of their réalisation as it is now."""
    prints = {item.slug: item.fingerprint for item in student.realisations}
    return {
        verdict: prints[verdict.realisation]
        for verdict in student.verdicts
        if verdict.fingerprint is None and verdict.opinion and verdict.realisation in prints and _counts(verdict)
    }


def _counts(verdict: Verdict) -> bool:
    """Whether its author may speak: one who is not of the team yet would have judged a text that changes meanwhile."""
    return verdict.by_team or verdict.role is Role.TUTOR


def seal(text: str, prints: Mapping[int, str]) -> tuple[str, tuple[int, ...]]:
    """Add ``empreinte`` to the entries that start on the given lines (from 1).

    Returns:
        The new text, and the lines of the entries that are not written in block style: they were left alone.
    """
    left = tuple(number for number in sorted(prints) if not _ENTRY.match(_line(text, number)))
    return "".join(_sealed(text, prints)), left


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if number <= len(lines) else ""


def _sealed(text: str, prints: Mapping[int, str]) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        ending = line[len(line.rstrip("\r\n")) :] or "\n"
        yield line if line.endswith(("\n", "\r")) else line + ending
        match = _ENTRY.match(line)
        if number in prints and match:
            yield f"{' ' * len(match['dash'])}empreinte: {prints[number]}{ending}"
