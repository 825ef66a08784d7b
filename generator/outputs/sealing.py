"""Write verdicts, each in a file of its own; seal those that people wrote by hand; keep what they judged beside."""

import hashlib
import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import yaml
from msgspec import Struct

from generator.language import ToldError
from generator.memo.files import VERDICTS
from generator.model.student import Judged, Student
from generator.model.verdict import Role, Verdict
from generator.outputs import writing
from generator.reading.seals.sealed import FOLDER, dumped, file_name, fingerprint, is_former, loaded, sealed
from generator.reading.text.parse import parse_yaml, prose
from generator.reading.text.yaml_tree import UNSEEN
from generator.values.document import Document, Value
from generator.values.folding import fold
from generator.values.lengths import shorten

_BARE = re.compile(r"\d+|\d{4}-\d{2}-\d{2}|v\d+:[0-9a-f]+")
"""The reading takes every value as it is written: a number needs no quotes, nor does a day or a seal."""
_NEAR = 20
"""Characters that are quoted on each side of a sign that nobody sees."""

_BREAK = re.compile("\r\n|\r|\n")
"""Where the reading ends a line; the other signs that YAML takes for one are text to it."""
_SEAL = "empreinte"
_LONGEST = 40
"""Characters of a work's or a person's name in a file's name: Windows counts those of the whole path."""
_DIGITS = 12


def unsealed(student: Student) -> Mapping[Verdict, Judged]:
    """Return the verdicts that bear no seal yet, with what they judge."""
    return {
        verdict: work
        for verdict, work in _judged(student)
        if verdict.fingerprint is None and verdict.opinion and _counts(verdict)
    }


def sealed_before(student: Student) -> Mapping[Verdict, Judged]:
    """Return the verdicts whose seal has no version and still matches, with what they judge."""
    return {
        verdict: work
        for verdict, work in _judged(student)
        if verdict.fingerprint and is_former(verdict.fingerprint) and work.holds(verdict.fingerprint)
    }


def _judged(student: Student) -> Iterator[tuple[Verdict, Judged]]:
    works = student.judged
    return ((verdict, works[verdict.subject]) for verdict in student.verdicts if verdict.subject in works)


def _counts(verdict: Verdict) -> bool:
    """True if its author may speak: one who is not of the team yet would have judged a text that changes meanwhile."""
    return verdict.by_team or verdict.role is Role.TUTOR


def seal(raw: bytes, prints: Mapping[int, str]) -> tuple[bytes, tuple[int, ...]]:
    """Write the seal of each entry, by its place in the file (from 0): a new line, or in place of the old seal.

    What was written is read again, and must say the same but for the seals. Gives the new bytes, and the entries that
    no line can be added to (braces on one line): they were left alone. Raises UnicodeDecodeError: the file is not
    UTF-8; it is read, and not rewritten.
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
    for index in sorted(prints, key=lambda index: document.source.at(index).line, reverse=True):
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
    places = sorted(place[:2] for route, place in document.keys.items() if route[:1] == (index,) and len(route) == 2)  # noqa: PLR2004  # an entry and its key
    first = places[0][0] if places else 0
    line, column = next((place for place in places if place[0] > first), (0, 0))
    margin = lines[line - 1][: column - 1] if line else "-"
    if margin.strip():
        return False
    match = _BREAK.search(lines[line - 2])
    lines.insert(line - 1, f"{margin}{_SEAL}: {seal}{match[0] if match else chr(10)}")
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


class KeptText(Struct, frozen=True, kw_only=True):
    """Where the sealed text of a work is, and whether it was put there now."""

    path: Path
    made: bool = True


def keep(evaluations: Path, work: Judged, disk: Mapping[str, Path]) -> KeptText | None:
    """Write what a verdict judges beside its file, before it bears the seal.

    What is there stays, be it with the line ends of another system. None when the work changed since it was read: its
    seal would cover what nobody saw. Raises UnwrittenError: the disk refused.
    """
    try:
        text = sealed(work, lambda path: prose(disk[path].read_bytes()) if path else "")
    except (OSError, KeyError):
        return None
    if fingerprint(text) != work.fingerprint:
        return None
    path = _shelf(evaluations) / file_name(work.slug, work.fingerprint)
    try:
        writing.create(path, dumped(text))
    except FileExistsError:
        there = path.read_bytes()
        if loaded(there, work.fingerprint) is None:
            writing.replace(path, dumped(text), read=there)
        return KeptText(path=path, made=False)
    return KeptText(path=path)


def _shelf(evaluations: Path) -> Path:
    """Return the folder of a student's sealed texts: it stands beside their file of verdicts, or their folder."""
    alone = evaluations.parent.name == VERDICTS
    return evaluations.with_name(f"{evaluations.stem}{FOLDER}") if alone else Path(f"{evaluations.parent}{FOLDER}")


class UnaddableError(ToldError):
    """A text that cannot be kept in a file as it is."""


class Given(Struct, frozen=True, kw_only=True):
    """One reading as it was written: a file of its own, and the text that it seals."""

    file: Path
    raw: bytes
    kept: KeptText | None = None


def give(
    folder: Path, student: str, work: Judged, said: Sequence[Mapping[str, str | int]], disk: Mapping[str, Path]
) -> Given | None:
    """Write what one person says of one work into a new file of ``folder`` (``evaluations``).

    The file is named after the work, who speaks, the day and its own bytes: two people, two clones of one school or
    two branches never write different words under one name, and nothing that is there is written over. None when the
    work changed since it was read, whose seal would cover what nobody saw. Raises UnaddableError: a sign cannot be
    kept; UnwrittenError: the disk refused.
    """
    raw = written(said)
    head = said[-1]
    by = re.sub("[^a-z0-9]+", "-", fold(str(head["par"]))).strip("-")
    words = (work.slug[:_LONGEST], by[:_LONGEST] or "avis", str(head["le"]))
    file = folder / student / f"{'.'.join(words)}-{hashlib.sha256(raw).hexdigest()[:_DIGITS]}.yml"
    sealed_there = any(_SEAL in entry for entry in said)
    kept = keep(file, work, disk) if sealed_there else None
    if sealed_there and kept is None:
        return None
    with suppress(FileExistsError):  # the same words, given twice in one second
        writing.create(file, raw)
    return Given(file=file, raw=raw, kept=kept)


def written(said: Sequence[Mapping[str, str | int]]) -> bytes:
    """Return the bytes of a file that holds these entries; it is read again, and must say the same.

    Raises UnaddableError: a text holds a sign that the reading replaces.
    """
    entries = tuple({key: _kept(value) for key, value in entry.items()} for entry in said)
    for text in (value for entry in entries for value in entry.values()):
        _check_signs(text)
    raw = "".join(map(_block, entries)).encode()
    reread = [list(entry.values()) if isinstance(entry, dict) else entry for entry in parse_yaml("", raw).items]
    if reread != [list(entry.values()) for entry in entries]:
        raise UnaddableError("Cet avis ne peut pas être gardé tel quel : retapez son commentaire.")
    return raw


def _kept(value: str | int) -> str:
    """Return a value as it is read again: without spaces around it, nor at the end of its lines."""
    return "\n".join(line.rstrip() for line in str(value).strip().splitlines())


def _check_signs(text: str) -> None:
    """Raise UnaddableError: a sign that nobody sees, and that is read as a space, is in a text."""
    if match := UNSEEN.search(text):
        sign = f"U+{ord(match[0]):04X} {unicodedata.name(match[0], '')}".rstrip()
        near = shorten(UNSEEN.sub("", text[max(0, match.start() - _NEAR) : match.end() + _NEAR]))
        raise UnaddableError(
            "Un signe qui ne se voit pas ne peut pas être gardé, {sign}, près de « {near} » : effacez-le, ou retapez "
            "ces mots, puis recommencez.",
            sign=sign,
            near=near,
        )


def _block(entry: Mapping[str, str]) -> str:
    """Write each key on its line, with the lines of its text below it when it has several."""
    lines = "\n".join(f"{key}: {_scalar(text)}" for key, text in entry.items()).split("\n")
    return "".join(f"{'- ' if number == 0 else '  '}{line}".rstrip(" ") + "\n" for number, line in enumerate(lines))


def _scalar(text: str) -> str:
    """Write a text as YAML: its lines below a bar when it has several, quoted where something else would be read."""
    if "\n" in text:
        return "|\n" + "\n".join(f"  {line}" for line in text.split("\n"))
    if _BARE.fullmatch(text):
        return text
    plain = yaml.safe_dump(text, allow_unicode=True, width=10_000_000, default_style='"' if ":" in text else None)
    return plain.removesuffix("\n").removesuffix("\n...").strip()
