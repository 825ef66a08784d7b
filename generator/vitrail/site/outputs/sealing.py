"""Writes verdicts, each reading in a file of its own, seals those written by hand, keeps the sealed texts beside."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import yaml
from msgspec import Struct

from vitrail.content.extracts.rewriting import rewritten
from vitrail.content.model.student import Judged, Student
from vitrail.content.model.verdict import Role, Verdict
from vitrail.content.reading.seals.sealed import FOLDER, dumped, file_name, fingerprint, loaded, sealed
from vitrail.content.reading.text.parse import parse_yaml, prose
from vitrail.content.reading.text.yaml_tree import UNSEEN
from vitrail.content.values.document import Document, Value
from vitrail.content.values.folding import fold
from vitrail.content.values.lengths import shorten
from vitrail.ground.diagnostics import Place, TextEdit
from vitrail.ground.language import ToldError
from vitrail.ground.memo.files import VERDICTS
from vitrail.ground.regex import regex
from vitrail.site.outputs import writing

_BARE = regex(r"\d+|\d{4}-\d{2}-\d{2}|v\d+:[0-9a-f]+")
"""Values that need no quotes: our YAML reader takes numbers, days and seals as text, as written."""
_NEAR = 20
"""Characters that a message quotes on each side of an invisible sign."""

_BREAK = regex("\r\n|\r|\n")
"""Line ends for our YAML reader; the others that YAML knows are text to it."""
_SEAL = "empreinte"
_LONGEST = 40
"""Most characters of a work's or a person's name in a file's name: Windows limits the whole path."""
_DIGITS = 12


def unsealed(student: Student) -> Mapping[Verdict, Judged]:
    """Map each verdict that has no seal yet to the work that it judges."""
    return {
        verdict: work
        for verdict, work in _judged(student)
        if verdict.fingerprint is None and verdict.opinion and _counts(verdict)
    }


def _judged(student: Student) -> Iterator[tuple[Verdict, Judged]]:
    works = student.judged
    return ((verdict, works[verdict.subject]) for verdict in student.verdicts if verdict.subject in works)


def _counts(verdict: Verdict) -> bool:
    """True if a verdict may be sealed: not by somebody outside the team, since the text may change until they join."""
    return verdict.by_team or verdict.role is Role.TUTOR


def seal(raw: bytes, prints: Mapping[int, str]) -> tuple[bytes, tuple[int, ...]]:
    """Write the seal of each entry, by its index in the file (from 0): as a new line, or in place of the old seal.

    The new bytes are parsed, and must be equal to the old ones but for the seals. Returns them with the entries that no
    line can be added to (braces on one line), which are left alone. Raises UnicodeDecodeError: the file is not UTF-8;
    such a file is read, but not rewritten.
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
    """Write some seals; None when one cannot be written, or when another value of the file would change."""
    lines = _BREAK.split(raw.decode("utf-8-sig"))
    document = parse_yaml("", raw)
    edits = [_edit(document, lines, index, seal) for index, seal in prints.items()]
    written = rewritten(raw, [edit for edit in edits if edit])
    return written if written and parse_yaml("", written).items == _expected(document, prints) else None


def _edit(document: Document, lines: Sequence[str], index: int, seal: str) -> TextEdit | None:
    """Return the edit that replaces the seal of an entry, else adds a line above its second key, indented like it.

    None if no key has a line of its own.
    """
    entry = document.items[index]
    if isinstance(entry, dict) and _SEAL in entry:
        return TextEdit(document.source.at(index, _SEAL), seal)
    places = sorted(place[:2] for route, place in document.keys.items() if route[:1] == (index,) and len(route) == 2)  # noqa: PLR2004  # an entry and its key
    line, column = next((place for place in places if place[0] > places[0][0]), (0, 0))
    margin = lines[line - 1][: column - 1]
    if not line or margin.strip():
        return None
    above = Place(path="", line=line, column=1, end_line=line, end_column=1)
    return TextEdit(above, f"{margin}{_SEAL}: {seal}\n")


def _expected(document: Document, prints: Mapping[int, str]) -> tuple[Value, ...]:
    return tuple(
        {**item, _SEAL: prints[index]} if index in prints and isinstance(item, dict) else item
        for index, item in enumerate(document.items)
    )


class KeptText(Struct, frozen=True, kw_only=True):
    """The file of a sealed text, and whether this call made it."""

    path: Path
    made: bool = True


def keep(evaluations: Path, work: Judged, disk: Mapping[str, Path]) -> KeptText | None:
    """Write the text that a verdict judges beside the file of the verdict, before the seal is written.

    A file that holds that text already stays, even with the line ends of another system. None when the work changed
    since it was read: the seal would cover a text that nobody saw. Raises UnwrittenError: the disk refused.
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
    except writing.TakenError:
        there = path.read_bytes()
        if loaded(there, work.fingerprint) is None:
            writing.replace(path, dumped(text), read=there)
        return KeptText(path=path, made=False)
    return KeptText(path=path)


def _shelf(evaluations: Path) -> Path:
    """Return the folder of a student's sealed texts: it is beside their file of verdicts, or their folder of them."""
    alone = evaluations.parent.name == VERDICTS
    return evaluations.with_name(f"{evaluations.stem}{FOLDER}") if alone else Path(f"{evaluations.parent}{FOLDER}")


class Given(Struct, frozen=True, kw_only=True):
    """One reading of a work, as written to the disk: its file, and the text that it seals."""

    file: Path
    raw: bytes
    kept: KeptText | None = None


def give(
    folder: Path, student: str, work: Judged, said: Sequence[Mapping[str, str | int]], disk: Mapping[str, Path]
) -> Given | None:
    """Write the verdicts of one person on one work into a new file of ``folder`` (``evaluations``).

    The file is named after the work, the author, the day and a digest of its bytes: two people, two clones of one
    school or two branches never write different bytes under one name, and no file is overwritten. None when the work
    changed since it was read: the seal would cover a text that nobody saw. Raises ToldError: a sign cannot be
    written; UnwrittenError: the disk refused.
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
    with suppress(writing.TakenError):  # the same words, given twice in one second
        writing.create(file, raw)
    return Given(file=file, raw=raw, kept=kept)


def written(said: Sequence[Mapping[str, str | int]]) -> bytes:
    """Return the bytes of a file with these entries; they are parsed, and must give the same entries.

    Raises ToldError: they do not, or a text has an invisible sign that the YAML reader replaces.
    """
    entries = tuple({key: _kept(value) for key, value in entry.items()} for entry in said)
    for text in (value for entry in entries for value in entry.values()):
        _check_signs(text)
    raw = "".join(map(_block, entries)).encode()
    reread = [list(entry.values()) if isinstance(entry, dict) else entry for entry in parse_yaml("", raw).items]
    if reread != [list(entry.values()) for entry in entries]:
        raise ToldError("Cet avis ne peut pas être gardé tel quel : retapez son commentaire.")
    return raw


def _kept(value: str | int) -> str:
    """Return a value as it will be read: without spaces around it, nor at the end of its lines."""
    return "\n".join(line.rstrip() for line in str(value).strip().splitlines())


def _check_signs(text: str) -> None:
    """Raise ToldError if a text has an invisible sign, which would be read as a space."""
    if match := UNSEEN.search(text):
        sign = f"U+{ord(match[0]):04X} {unicodedata.name(match[0], '')}".rstrip()
        near = shorten(UNSEEN.sub("", text[max(0, match.start() - _NEAR) : match.end() + _NEAR]))
        raise ToldError(
            "Un signe qui ne se voit pas ne peut pas être gardé, {sign}, près de « {near} » : effacez-le, ou retapez "
            "ces mots, puis recommencez.",
            sign=sign,
            near=near,
        )


def _block(entry: Mapping[str, str]) -> str:
    """Write an entry of a YAML list, each key on its line, a text of several lines below it."""
    lines = "\n".join(f"{key}: {_scalar(text)}" for key, text in entry.items()).split("\n")
    return "".join(f"{'- ' if number == 0 else '  '}{line}".rstrip(" ") + "\n" for number, line in enumerate(lines))


def _scalar(text: str) -> str:
    """Write a text as YAML: a block after a bar when it has several lines, in quotes where YAML needs them."""
    if "\n" in text:
        return "|\n" + "\n".join(f"  {line}" for line in text.split("\n"))
    if _BARE.fullmatch(text):
        return text
    plain = yaml.safe_dump(text, allow_unicode=True, width=10_000_000, default_style='"' if ":" in text else None)
    return plain.removesuffix("\n").removesuffix("\n...").strip()
