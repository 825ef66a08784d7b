"""The object streams of a PDF: the packed parts in which names of actions may be.

There is no parser: bytes are searched, and the streams inflated. Streams packed by another filter than Flate are not
seen (docs/securite.md).
"""

import zlib
from collections.abc import Iterator

from vitrail.ground.regex import regex

_STREAM = regex(rb"stream\r?\n")
_DICTIONARY = 400
"""Bytes before a stream in which its dictionary is looked for."""
_INFLATED = 64_000_000
"""Most bytes that all the object streams of a file may hold."""
_COST = 8_000
"""Bytes added for each stream that is opened: a hundred thousand empty ones are a bomb too."""


class BombError(Exception):
    """The object streams hold more than any program writes."""


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
