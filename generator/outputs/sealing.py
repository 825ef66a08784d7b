"""Write into an evaluation file the seal of what its verdicts judged, and keep that beside it; change nothing else."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from generator.model.realisation import Realisation
from generator.model.student import Student
from generator.model.verdict import Role, Verdict
from generator.outputs import writing
from generator.reading.seals.fingerprint import fingerprint, is_former
from generator.reading.seals.sealed import FOLDER, dumped, file_name, loaded, sealed
from generator.reading.text.parse import parse_yaml, prose
from generator.values.document import Document, Value

_BREAK = re.compile("\r\n|\r|\n")
"""Where the reading ends a line; the other signs that YAML takes for one are text to it."""
_SEAL = "empreinte"


def unsealed(student: Student) -> Mapping[Verdict, Realisation]:
    """Give the verdicts that bear no seal yet, with what they judge."""
    works = {item.slug: item for item in student.realisations}
    return {
        verdict: works[verdict.realisation]
        for verdict in student.verdicts
        if verdict.fingerprint is None and verdict.opinion and verdict.realisation in works and _counts(verdict)
    }


def sealed_before(student: Student) -> Mapping[Verdict, Realisation]:
    """Give the verdicts whose seal has no version and still matches, with what they judge."""
    works = {item.slug: item for item in student.realisations}
    return {
        verdict: works[verdict.realisation]
        for verdict in student.verdicts
        if verdict.fingerprint
        and verdict.realisation in works
        and is_former(verdict.fingerprint)
        and works[verdict.realisation].holds(verdict.fingerprint)
    }


def _counts(verdict: Verdict) -> bool:
    """Whether its author may speak: one who is not of the team yet would have judged a text that changes meanwhile."""
    return verdict.by_team or verdict.role is Role.TUTOR


def seal(raw: bytes, prints: Mapping[int, str]) -> tuple[bytes, tuple[int, ...]]:
    """Give the seal of each entry, by its place in the file (from 0): a new line, or in place of the old seal.

    What was written is read again, and must say the same but for the seals.

    Returns:
        The new bytes, and the entries that no line can be added to (braces on one line): they were left alone.

    Raises:
        UnicodeDecodeError: the file is not UTF-8; it is read, and not rewritten.
    """
    if (written := _together(raw, prints)) is not None:
        return written, ()
    left = []
    for index in sorted(prints):
        written = _together(raw, {index: prints[index]})
        if written is None:
            left.append(index)
        else:
            raw = written
    return raw, tuple(left)


def _together(raw: bytes, prints: Mapping[int, str]) -> bytes | None:
    """Write these seals; None when one cannot be, or when another word of the file would change."""
    bom = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
    text = raw.removeprefix(bom).decode("utf-8")
    document = parse_yaml("", raw)
    lines = _lines(text)
    # From the bottom, so that the places above stay those that were read.
    for index in sorted(prints, key=lambda one: document.source.at(one).line, reverse=True):
        entry = document.items[index]
        sealed_already = isinstance(entry, dict) and _SEAL in entry
        write = _put if sealed_already else _insert
        if not write(lines, document, index, prints[index]):
            return None
    written = bom + "".join(lines).encode()
    return written if parse_yaml("", written).items == _expected(document, prints) else None


def _lines(text: str) -> list[str]:
    ends = [match.end() for match in _BREAK.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


def _insert(lines: list[str], document: Document, index: int, seal: str) -> bool:
    """Add a line above the second key of an entry, set in as that key is; say whether there is such a place."""
    places = sorted(place for route, place in document.keys.items() if route[:1] == (index,) and len(route) == 2)  # noqa: PLR2004  # an entry and its key
    first = places[0][0] if places else 0
    line, column = next((place for place in places if place[0] > first), (0, 0))
    margin = lines[line - 1][: column - 1] if line else "-"
    if margin.strip():
        return False
    found = _BREAK.search(lines[line - 2])
    lines.insert(line - 1, f"{margin}{_SEAL}: {seal}{found[0] if found else chr(10)}")
    return True


def _put(lines: list[str], document: Document, index: int, seal: str) -> bool:
    """Write a seal in place of another; say whether it was found."""
    entry = document.items[index]
    old = entry.get(_SEAL) if isinstance(entry, dict) else None
    place = document.source.at(index, _SEAL)
    line, start = lines[place.line - 1], place.column - 1
    if not isinstance(old, str) or old not in line[start:]:
        return False
    lines[place.line - 1] = line[:start] + line[start:].replace(old, seal, 1)
    return True


def _expected(document: Document, prints: Mapping[int, str]) -> tuple[Value, ...]:
    return tuple(
        {**item, _SEAL: prints[index]} if index in prints and isinstance(item, dict) else item
        for index, item in enumerate(document.items)
    )


def kept_text(evaluations: str, work: Realisation, disk: Mapping[str, Path]) -> tuple[str, bytes] | None:
    """Give the file to keep beside an evaluation file: its path from the portfolios' root, and its bytes.

    None when the work changed since it was read: its seal would cover what nobody saw.
    """
    beside = PurePosixPath(evaluations)
    try:
        found = sealed(work, prose(disk[work.source.path].read_bytes()))
    except OSError:
        return None
    if fingerprint(found) != work.fingerprint:
        return None
    name = file_name(work.slug, work.fingerprint)
    return str(beside.with_name(f"{beside.stem}{FOLDER}") / name), dumped(found)


def keep(path: Path, raw: bytes, seal: str) -> None:
    """Write a sealed text, unless it is there, be it with the line ends of another system.

    Raises UnwrittenError: the disk refused.
    """
    try:
        writing.create(path, raw)
    except FileExistsError:
        there = path.read_bytes()
        if loaded(there, seal) is None:
            writing.replace(path, raw, read=there)
