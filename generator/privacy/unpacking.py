"""Every text that a file of the site holds: its name, its content with and without tags, what is packed in it."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import AnyStr
from urllib.parse import unquote

from msgspec import Struct

from generator.privacy import pdf

_TAG = re.compile(r"<[^<>]*>")
_MARKED_UP = (".svg", ".xml", ".rels")
_ZIPPED = (".zip", ".xlsx", ".docx", ".pptx", ".odt", ".ods", ".odp", ".odg")
_ZIP_HEAD = b"PK\x03\x04"
_SEALED = (
    *(b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"\x5d\0\0", b"\x1f\x9d", b"\x1f\xa0", b"LZIP", b"\x04\x22\x4d\x18"),
    *(b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"MSCF", b"!<arch>\n", b"\x28\xb5\x2f\xfd"),
    *(bytes([first]) + b"\x2a\x4d\x18" for first in range(0x50, 0x60)),
)
"""How archives and compressed files that are no zip begin: gzip, bzip2, xz, lzma, compress, lzip, lz4; 7z, RAR,
cabinet, ar, Zstandard. To open some would ask for limits in each, where an honest author can zip plain files."""
_TAR, _TAR_AT = b"ustar", 257
_PRINTABLE = bytes(byte if 0x20 <= byte < 0x7F or byte >= 0xC0 else 0x20 for byte in range(256))  # noqa: PLR2004  # ASCII, Latin letters
"""Among numbers, what is no letter separates words."""
_BLOCK, _OVERLAP = 4_000_000, 64_000
"""Bytes searched at once, and how many of them again with the next: no value is as long."""
_DEPTH = 3
"""Archives in one another that are opened."""


class UnsearchableError(Exception):
    """Something in the file cannot be read, or holds more than anybody would search: it must not be published."""


class Budget(Struct):
    """What may be unpacked of one file, whatever the depth of its archives."""

    size: int = 200_000_000
    """Bytes; an archive that claims more is never published (``outputs.formats``)."""
    members: int = 50_000

    def spend(self, size: int) -> None:
        """Take what one member holds. Raises UnsearchableError: nothing is left."""
        self.size -= size
        self.members -= 1
        if self.size < 0 or self.members < 0:
            raise UnsearchableError


def texts_of(url: str, raw: bytes, budget: Budget | None = None, depth: int = _DEPTH) -> Iterator[str]:
    """Yield the texts of a file, in blocks that overlap. Raises UnsearchableError: a part of it cannot be searched."""
    if raw.startswith(_SEALED) or raw[_TAR_AT:].startswith(_TAR):
        raise UnsearchableError
    name, left = url.lower(), budget or Budget()
    yield unquote(url)
    binary = b"\0" in raw[:512]
    for block in _blocks(raw):
        yield from _readings(name, block, binary=binary)
    if name.endswith(".pdf"):
        try:
            for text in pdf.texts(raw):
                left.spend(len(text))
                yield from _blocks(text)
        except pdf.BombError as error:
            raise UnsearchableError from error
    if raw.startswith(_ZIP_HEAD) or (name.endswith(_ZIPPED) and zipfile.is_zipfile(BytesIO(raw))):
        yield from _members(raw, left, depth - 1)


def _blocks(whole: AnyStr) -> Iterator[AnyStr]:
    return (whole[start : start + _BLOCK] for start in range(0, max(1, len(whole) - _OVERLAP), _BLOCK - _OVERLAP))


def _readings(name: str, block: bytes, *, binary: bool) -> Iterator[str]:
    """A block as text, as what stands among numbers, without its tags."""
    content = block.decode("utf-8", "ignore")
    yield content
    if binary:
        yield block.translate(_PRINTABLE).decode("latin-1")
    if name.endswith(_MARKED_UP):
        yield _TAG.sub(" ", content)


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
