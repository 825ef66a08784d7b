"""What another version of a file says otherwise, in words."""

import difflib
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from generator.authoring.answers import FileDifference
from generator.extracts.decoding import decode

_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")
_LONGEST: Final = 200_000
"""Bytes of a text whose words are compared."""
_AROUND: Final = 60
"""Signs that are shown around what differs."""
_PIECES: Final = 200
"""Pieces of a difference that are shown: beyond, one reads the file."""


def difference(now: bytes | None, then: bytes | None) -> FileDifference:
    """Say what becomes of a file when it is made what it was: its pieces, each kept (=), gone (-) or back (+)."""
    fate = "back" if now is None else "gone" if then is None else "changed"
    texts = [_text(raw) for raw in (now or b"", then or b"")]
    if fate != "changed" or None in texts:
        return FileDifference(what=fate)
    before, after = (text or "" for text in texts)
    return FileDifference(what=fate, pieces=tuple(islice(_pieces(before, after), _PIECES)))


def _text(raw: bytes) -> str | None:
    return decode(raw).text if len(raw) <= _LONGEST else None


def _pieces(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Compare lines, then the words of those that differ."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for change, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, back = "".join(old[first:last]), "".join(new[start:end])
        if change == "equal":
            yield "=", _shortened(gone)
        elif change == "replace":
            yield from _in_words(gone, back)
        else:
            yield ("-", gone) if gone else ("+", back)


def _in_words(gone: str, back: str) -> Iterator[tuple[str, str]]:
    old, new = _WORDS.findall(gone), _WORDS.findall(back)
    for change, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            yield "=", "".join(old[first:last])
            continue
        yield from (
            (sign, text) for sign, text in (("-", "".join(old[first:last])), ("+", "".join(new[start:end]))) if text
        )


def _shortened(text: str) -> str:
    return text if len(text) <= 2 * _AROUND else f"{text[:_AROUND]} … {text[-_AROUND:]}"
