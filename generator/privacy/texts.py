"""Every text that a file of the site holds: its name, its content with and without tags, what is packed in it."""

from __future__ import annotations

import re
import zipfile
from bz2 import BZ2File
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from gzip import GzipFile
from io import BufferedIOBase, BytesIO
from lzma import LZMAFile
from urllib.parse import unquote

from generator.privacy import pdf

_TAG = re.compile(r"<[^<>]*>")
_MARKED_UP = (".html", ".svg", ".xml", ".rels")
_ZIPPED = (".zip", ".xlsx", ".docx", ".pptx", ".odt", ".ods", ".odp", ".odg")
_ZIP_HEAD = b"PK\x03\x04"
_COMPRESSED: tuple[tuple[tuple[bytes, ...], Callable[[BytesIO], BufferedIOBase]], ...] = (
    ((b"\x1f\x8b",), lambda raw: GzipFile(fileobj=raw)),
    (tuple(b"BZh%d1AY&SY" % level for level in range(1, 10)), BZ2File),
    ((b"\xfd7zXZ\x00",), LZMAFile),
)
"""How a file that is compressed alone begins (« .tar.gz »: a tar itself is read as it is), and what opens it."""
_SEALED = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd")
"""How an archive begins that nothing here can open: 7z, RAR, Zstandard."""
_PRINTABLE = bytes(byte if 0x20 <= byte < 0x7F or byte >= 0xC0 else 0x20 for byte in range(256))  # noqa: PLR2004  # ASCII, Latin letters
"""Among numbers, what is no letter separates words."""
_BLOCK, _OVERLAP = 4_000_000, 64_000
"""Bytes searched at once, and how many of them again with the next: no value is as long."""
_DEPTH = 3
"""Archives in one another that are opened."""


class UnsearchableError(Exception):
    """Something in the file cannot be read, or holds more than anybody would search: it must not be published."""


@dataclass(slots=True)
class Budget:
    """What may be unpacked of one file, whatever the depth of its archives."""

    size: int = 200_000_000
    """Bytes; an archive that claims more is never published (``outputs.kinds``)."""
    members: int = 50_000

    def spend(self, size: int) -> None:
        """Take what one member holds.

        Raises:
            UnsearchableError: when nothing is left.
        """
        self.size -= size
        self.members -= 1
        if self.size < 0 or self.members < 0:
            raise UnsearchableError


def texts_of(url: str, raw: bytes, budget: Budget | None = None, depth: int = _DEPTH) -> Iterator[str]:
    """Give the texts of a file, long ones in blocks that overlap.

    Raises:
        UnsearchableError: when a part of the file cannot be searched.
    """
    name, left = url.lower(), budget or Budget()
    yield unquote(url)
    binary = b"\0" in raw[:512]
    for block in _blocks(raw):
        yield from _readings(name, block, binary=binary)
    if name.endswith(".pdf"):
        yield from _pdf(raw, left)
    if raw.startswith(_ZIP_HEAD) or (name.endswith(_ZIPPED) and zipfile.is_zipfile(BytesIO(raw))):
        yield from _members(raw, left, depth - 1)
    yield from _inside(url, raw, left, depth - 1)


def _inside(url: str, raw: bytes, budget: Budget, depth: int) -> Iterator[str]:
    """Texts of a file that is compressed alone."""
    if raw.startswith(_SEALED):
        raise UnsearchableError
    opener = next((opener for heads, opener in _COMPRESSED if raw.startswith(heads)), None)
    if opener is None:
        return
    if depth < 0:
        raise UnsearchableError
    try:
        with opener(BytesIO(raw)) as stream:
            content = stream.read(budget.size + 1)
    except Exception as error:  # damaged, but other programs may open it
        raise UnsearchableError from error
    budget.spend(len(content))
    yield from texts_of(url.rpartition(".")[0], content, budget, depth)


def _blocks(raw: bytes) -> Iterator[bytes]:
    if len(raw) <= _BLOCK:
        yield raw
        return
    for start in range(0, len(raw), _BLOCK - _OVERLAP):
        yield raw[start : start + _BLOCK]


def _readings(name: str, block: bytes, *, binary: bool) -> Iterator[str]:
    """A block as text, as what stands among numbers, without its tags."""
    content = block.decode("utf-8", "ignore")
    yield content
    if binary:
        yield block.translate(_PRINTABLE).decode("latin-1")
    if name.endswith(_MARKED_UP):
        yield _TAG.sub(" ", content)


def _pdf(raw: bytes, budget: Budget) -> Iterator[str]:
    try:
        for text in pdf.texts(raw):
            budget.spend(len(text))
            yield from _pieces(text)
    except pdf.BombError as error:
        raise UnsearchableError from error


def _pieces(text: str) -> Iterable[str]:
    """A text in blocks, as bytes are."""
    if len(text) <= _BLOCK:
        return (text,)
    return (text[start : start + _BLOCK] for start in range(0, len(text), _BLOCK - _OVERLAP))


def _members(raw: bytes, budget: Budget, depth: int) -> Iterator[str]:
    """Texts of an archive's files, an archive in an archive included."""
    if depth < 0:
        raise UnsearchableError
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            for item in archive.infolist():
                budget.spend(item.file_size)
                yield from texts_of(item.filename, archive.read(item), budget, depth)
    except Exception as error:  # a damaged archive raises anything, but other programs may open it
        raise UnsearchableError from error
