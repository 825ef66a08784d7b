"""Searching a text for values that must not be there: whole words, whatever their accents, case or markup."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from io import BytesIO
from urllib.parse import unquote

from generator.privacy import pdf

SHORTEST = 5
"""Letters of the shortest value that is searched: « Li » would be found in half the texts."""
_WORD = re.compile(r"[a-z0-9]+")
_TAG = re.compile(r"<[^>]*>")
_ZIPPED = (".zip", ".xlsx", ".docx", ".pptx", ".odt", ".ods", ".odp", ".odg")
_BETWEEN = "[^a-z0-9]+"
_PRINTABLE = bytes(byte if 0x20 <= byte < 0x7F or byte >= 0xC0 else 0x20 for byte in range(256))  # noqa: PLR2004  # ASCII, Latin letters
"""Among numbers, what is no letter separates words."""
_CIVILITIES = frozenset({"m", "mme", "mlle", "mr", "monsieur", "madame", "mademoiselle", "dr"})
_DEPTH = 3
"""Archives in one another that are opened."""
_UNPACKED = 200_000_000
"""Bytes of the largest archive that is opened; a larger one is never published (``outputs.kinds``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Values to search for; empty when the audience may read everything."""

    values: tuple[tuple[str, ...], ...] = ()
    """The words of each value, folded."""

    def first(self, *texts: str) -> str | None:
        """Give a value found in one of the texts, folded, or None.

        A page is cut into words once; only a value whose every word is there is then searched as a phrase.
        """
        for text in texts:
            folded = fold(text)
            words = frozenset(_WORD.findall(folded))
            for value in self.values:
                if words.issuperset(value) and (match := _phrase(value).search(folded)):
                    return match[0]
        return None


NOTHING = Watch()
"""For an audience that may read everything."""


def watch(private: Iterable[str], allowed: Iterable[str]) -> Watch:
    """Choose what to search for: long enough, and not words that the audience may read elsewhere."""
    readable = f" {' | '.join(' '.join(_WORD.findall(fold(text))) for text in allowed)} "
    found = set()
    for value in private:
        for words in _forms(_WORD.findall(fold(value))):
            if sum(map(len, words)) >= SHORTEST and f" {' '.join(words)} " not in readable:
                found.add(tuple(words))
    return Watch(values=tuple(sorted(found)))


def _forms(words: list[str]) -> Iterator[list[str]]:
    """A name as it was typed, and without « Mme »; a surname alone may be anybody's, or a common word."""
    yield words
    if len(words) > 2 and words[0] in _CIVILITIES:  # noqa: PLR2004  # a first and a last name stay
        yield words[1:]


@lru_cache(maxsize=4096)
def _phrase(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){_BETWEEN.join(words)}(?![a-z0-9])")


def fold(text: str) -> str:
    """Letters without accents or case, at the speed of the codec; other scripts are left out."""
    return unicodedata.normalize("NFKD", unescape(text)).encode("ascii", "ignore").decode("ascii").lower()


def texts_of(url: str, raw: bytes, depth: int = _DEPTH) -> Iterator[str]:
    """Every text that a file of the site holds: its name, its content with and without tags, what is packed in it."""
    yield unquote(url)
    content = raw.decode("utf-8", "ignore")
    yield content
    if b"\0" in raw[:512]:
        yield raw.translate(_PRINTABLE).decode("latin-1")
    if url.endswith((".html", ".svg", ".xml", ".rels")):
        yield _TAG.sub(" ", content)
    if url.endswith(".pdf"):
        with suppress(pdf.BombError):
            yield from pdf.texts(raw)
    if url.endswith(_ZIPPED) and depth:
        yield from _members(raw, depth - 1)


def leak_in(url: str, raw: bytes, watch: Watch) -> str | None:
    """Give a value that a file of the site should not hold, or None."""
    return watch.first(*texts_of(url, raw)) if watch.values else None


def _members(raw: bytes, depth: int) -> Iterator[str]:
    """Texts of an archive's files, an archive in an archive included."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _UNPACKED:
                return
            for item in archive.infolist():
                yield from texts_of(item.filename, archive.read(item), depth)
    except Exception:  # noqa: BLE001  # a damaged archive raises anything; what cannot be opened is not read by anybody
        return
