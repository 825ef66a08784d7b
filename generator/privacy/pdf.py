"""What a PDF says outside its pages: names of actions and texts of its metadata, packed or not.

No parser: bytes are searched, and the object streams that may hide them are inflated. What this cannot see, and a
reader must know (docs/securite.md): streams packed by another filter than Flate, and the words of the pages, which
most programs write as numbers of glyphs.
"""

import re
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 400
"""Bytes before a stream in which its dictionary is looked for."""
_INFLATED = 64_000_000
"""Bytes that all the object streams of a file may hold."""
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f][0-9A-Fa-f\s]{7,8000})>")
_WIDE = re.compile(rb"\(\xfe\xff((?:\\.|[^\\()]){1,8000})\)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_COST = 8_000
"""What opening one costs, in bytes: a hundred thousand empty ones are a bomb too."""


class BombError(Exception):
    """The object streams hold more than anybody writes."""


def parts(raw: bytes) -> Iterator[bytes]:
    """Yield the file as it is, then each of its object streams inflated. Raises BombError: they hold too much."""
    yield raw
    left = _INFLATED
    view = memoryview(raw)
    for match in _STREAM.finditer(raw):
        if b"ObjStm" not in raw[max(0, match.start() - _DICTIONARY) : match.start()]:
            continue
        try:
            part = zlib.decompressobj().decompress(view[match.end() :], left)
        except zlib.error:
            part = b""
        left -= len(part) + _COST
        if left <= 0:
            raise BombError
        yield part


def texts(raw: bytes) -> Iterator[str]:
    """Yield the texts of metadata: plain, as UTF-16, in hexadecimal. Raises BombError: as ``parts``."""
    for part in parts(raw):
        yield part.decode("latin-1")
        whole = (digits for found in _HEXADECIMAL.findall(part) if len(digits := b"".join(found.split())) % 2 == 0)
        packed = (bytes.fromhex(digits.decode()) for digits in whole)
        yield " ".join(
            raw[2:].decode("utf-16-be", "ignore") if raw[:2] == b"\xfe\xff" else raw.decode("latin-1") for raw in packed
        )
        yield " ".join(
            _ESCAPED.sub(_unescaped, match[1]).decode("utf-16-be", "ignore") for match in _WIDE.finditer(part)
        )


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 8) & 0xFF]) if match[1].isdigit() else match[1]
