"""What a PDF says outside its pages: names of actions and texts of its metadata, packed or not.

No parser: bytes are searched, and the object streams that may hide them are inflated. What this cannot see, and a
reader must know (docs/securite.md): streams packed by another filter than Flate, and the words of the pages, which
most programs write as numbers of glyphs.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import islice

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


_NODE = re.compile(rb"/Type\s*/Pages(?![A-Za-z])")
_COUNT = re.compile(rb"/Count\s+(\d{1,6})(?!\d|\s+\d+\s+R)")
_NODES = 2_000
"""Nodes of the page tree that are read of one part; a document of a thousand pages has a hundred."""
_SPAN = 20_000
"""Bytes of a node: a number of bytes for each of the pages that it names."""


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


def pages(raw: bytes) -> int:
    """Count the pages as the file says them: the greatest number that a node of its page tree bears; else 0.

    A file that was saved again holds its former tree too, and one that lost pages may so be told a few too many.
    """
    if not raw.startswith(b"%PDF-"):
        return 0
    try:
        return max((found for part in parts(raw) for found in _counts(part)), default=0)
    except BombError:
        return 0


def _counts(part: bytes) -> Iterator[int]:
    """Yield what each node of a page tree counts; as many as are looked at, each within its own dictionary."""
    for node in islice(_NODE.finditer(part), _NODES):
        start = part.rfind(b"<<", max(0, node.start() - _SPAN), node.start())
        end = part.find(b">>", node.end(), node.end() + _SPAN)
        if start >= 0 and end >= 0 and (count := _COUNT.search(part, start, end)):
            yield int(count[1])


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
