"""The changes in a work since a verdict was sealed: the keys, the files and the paragraphs that differ."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import chain, groupby

from msgspec.structs import replace

from vitrail.content.markdown.events import READ
from vitrail.content.markdown.parsed import parse
from vitrail.content.model.student import Judged
from vitrail.content.model.verdict import Change, Row, Sealed, SealedPart, Verdict
from vitrail.content.reading.context import Work
from vitrail.content.reading.disk.roles import FileRole, SourceFile
from vitrail.content.reading.seals.sealed import find_sealed, sealed
from vitrail.ground.regex import regex

MOST = 40
"""Differences that a page shows: beyond, the work is another one, and is read whole."""
LONGEST = 1_200
"""Characters of each value or paragraph that a page shows."""
_COMPARED = 400
"""Paragraphs beyond which those that differ are given as one: matching them takes the square of their number."""
_DIGEST = regex("sha256:[0-9a-f]{64}|octets:[0-9]+")


def changes(before: Sealed, now: Sealed) -> tuple[Change, ...]:
    """Return the differences between a sealed work and the same work now: keys, files, then paragraphs in order."""
    return (*_keys(before, now), *_files(before, now), *_paragraphs(before.text, now.text))


def _keys(before: Sealed, now: Sealed) -> Iterator[Change]:
    was, became = dict(before.keys), dict(now.keys)
    for key in {**was, **became}:
        old, new = Counter(was.get(key, ())), Counter(became.get(key, ()))
        if old != new:
            yield Change(part=SealedPart.KEY, name=key, before=_said(old - new), after=_said(new - old))


def _said(rows: Iterable[Row]) -> tuple[str, ...]:
    """Write rows for a reader, without digests: two rows that differ by a file's content alone are written the same."""
    return tuple(" · ".join(cell for cell in row if cell and not _DIGEST.fullmatch(cell)) for row in rows)


def _files(before: Sealed, now: Sealed) -> Iterator[Change]:
    was, became = ({path: (digest,) for path, digest in work.files} for work in (before, now))
    for path in sorted({**was, **became}):
        if was.get(path) != became.get(path):
            yield Change(part=SealedPart.FILE, name=path, before=was.get(path, ()), after=became.get(path, ()))


def _paragraphs(before: Sequence[str], now: Sequence[str]) -> Iterator[Change]:
    old, new = _cut(before), _cut(now)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(old), len(new)) > _COMPARED:
        yield Change(part=SealedPart.TEXT, before=tuple(old), after=tuple(new))
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Change(part=SealedPart.TEXT, before=tuple(old[i1:i2]), after=tuple(new[j1:j2]))


def _cut(lines: Sequence[str]) -> list[str]:
    """Cut a text at its blank lines."""
    return ["\n".join(group) for filled, group in groupby(lines, key=bool) if filled]


def shortened(differences: tuple[Change, ...]) -> tuple[Change, ...]:
    """Cut differences to the number and the length that a page can show."""
    return tuple(
        replace(change, before=_short(change.before), after=_short(change.after))
        for change in differences[: MOST + 1]  # one too many says that there are more
    )


def _short(texts: tuple[str, ...]) -> tuple[str, ...]:
    cut = tuple(text if len(text) <= LONGEST else f"{text[:LONGEST]}…" for text in texts[:MOST])
    return cut if len(texts) <= MOST else (*cut, "…")


def with_changes(
    work: Work, files: Iterable[SourceFile], judged: Mapping[str, Judged], verdicts: Iterable[Verdict]
) -> tuple[Verdict, ...]:
    """Return the verdicts with the changes since their seal, if its text was kept, and whether the passage is gone."""
    kept = [placed.file.disk for placed in files if placed.role is FileRole.SEALED and placed.file.fate is None]

    @cache
    def since(subject: str, seal: str) -> tuple[Change, ...]:
        item = judged.get(subject)
        before = None if item is None or item.holds(seal) else find_sealed(kept, seal, work.own.disk)
        return shortened(changes(before, sealed(item, work.text_of))) if item and before else ()

    @cache
    def words(subject: str) -> str:
        return said(sealed(judged[subject], work.text_of))

    def moved(verdict: Verdict) -> bool:
        subject = verdict.subject
        return bool(verdict.passage) and subject in judged and not says(words(subject), verdict.passage or "")

    return tuple(
        replace(
            verdict,
            since=since(verdict.subject, verdict.fingerprint) if verdict.fingerprint else (),
            moved=moved(verdict),
        )
        for verdict in verdicts
    )


def said(work: Sealed) -> str:
    """Return the letters and digits of a work's text and sealed keys, for ``says``."""
    text = "".join(event.text for event in parse("\n".join(work.text)).events if event.kind in READ)
    values = chain.from_iterable(chain.from_iterable(row) for _, row in work.keys)
    return "\n".join((_letters(text), *map(_letters, values)))


def says(page: str, passage: str) -> bool:
    """True if a passage is among the words of a page (``said``), whatever its spaces, punctuation and typography."""
    wanted = _letters(passage)
    return bool(wanted) and wanted in page


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text).casefold()))
