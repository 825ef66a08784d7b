"""Searching a text for values that must not be there: whole words, whatever their accents, case or markup."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from io import BytesIO
from urllib.parse import unquote

SHORTEST = 5
"""Letters of the shortest value that is searched: « Li » would be found in half the texts."""
_WORD = re.compile(r"[a-z0-9]+")
_TAG = re.compile(r"<[^>]*>")
_ZIPPED = (".zip", ".xlsx", ".docx", ".pptx", ".odt", ".ods", ".odp", ".odg")
_BETWEEN = "[^a-z0-9]+"


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


def watch(private: Iterable[str], allowed: Iterable[str]) -> Watch:
    """Choose what to search for: long enough, and not words that the audience may read elsewhere."""
    readable = f" {' | '.join(' '.join(_WORD.findall(fold(text))) for text in allowed)} "
    found = set()
    for value in private:
        words = _WORD.findall(fold(value))
        if sum(map(len, words)) >= SHORTEST and f" {' '.join(words)} " not in readable:
            found.add(tuple(words))
    return Watch(values=tuple(sorted(found)))


@lru_cache(maxsize=4096)
def _phrase(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){_BETWEEN.join(words)}(?![a-z0-9])")


def fold(text: str) -> str:
    """Letters without accents or case, at the speed of the codec; other scripts are left out."""
    return unicodedata.normalize("NFKD", unescape(text)).encode("ascii", "ignore").decode("ascii").lower()


def texts_of(url: str, raw: bytes) -> Iterator[str]:
    """Every text that a file of the site holds: its name, its content with and without tags, what is zipped in it."""
    yield unquote(url)
    content = raw.decode("utf-8", "ignore") if b"\0" not in raw[:512] else raw.decode("latin-1")
    yield content
    if url.endswith((".html", ".svg")):
        yield _TAG.sub(" ", content)
    if url.endswith(_ZIPPED):
        yield from _members(raw)


def leak_in(url: str, raw: bytes, watch: Watch) -> str | None:
    """Give a value that a file of the site should not hold, or None."""
    return watch.first(*texts_of(url, raw)) if watch.values else None


def _members(raw: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            for item in archive.infolist():
                yield item.filename
                yield _TAG.sub(" ", archive.read(item).decode("utf-8", "ignore"))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return
