"""The last look before a site is published: nothing that its audience may not see is in any of its files."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from urllib.parse import unquote

_WORD = re.compile(r"\w+")
_ZIPPED = (".zip", ".xlsx", ".docx", ".pptx", ".odt", ".ods", ".odp", ".odg")
SHORTEST = 5
"""Letters of the shortest value that is searched: « Li » would be found in half the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A private value met in a file of the site."""

    url: str
    value: str


def searched(private: Iterable[str], allowed: Iterable[str]) -> frozenset[str]:
    """Choose the values to look for: long enough, and not words that the audience may read elsewhere."""
    open_values = {_folded(value) for value in allowed}
    found = (_folded(value) for value in private)
    return frozenset(value for value in found if len(value.replace(" ", "")) >= SHORTEST and value not in open_values)


def leaks(files: Mapping[str, bytes], values: frozenset[str]) -> Iterator[Leak]:
    """Search every file: its name, its text, and the members of what is zipped."""
    if not values:
        return
    wanted = _pattern(values)
    for url, raw in files.items():
        for text in (unquote(url), *_texts(url, raw)):
            for match in wanted.finditer(_folded(unescape(text))):
                yield Leak(url=url, value=match[0])


def _pattern(values: frozenset[str]) -> re.Pattern[str]:
    """One expression of whole words; the longest first so that the fullest value is named."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(values, key=len, reverse=True)))})(?!\w)")


def _texts(url: str, raw: bytes) -> Iterator[str]:
    """Every text that a file holds; a picture's or a PDF's metadata are in its bytes."""
    yield raw.decode("utf-8", "ignore") if b"\0" not in raw[:512] else raw.decode("latin-1")
    if url.endswith(_ZIPPED):
        try:
            with zipfile.ZipFile(BytesIO(raw)) as archive:
                for item in archive.infolist():
                    yield item.filename
                    yield archive.read(item).decode("utf-8", "ignore")
        except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
            return


def _folded(text: str) -> str:
    """Letters without accents or case, words parted by one space: « DUPONT-Léa » meets « dupont lea »."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(bare.casefold()))
