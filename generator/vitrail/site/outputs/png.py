"""PNG without anything but its pixels, when they need no other change: the same stream, checked, in a new file.

Decoding and encoding again would find the same pixels seven times slower, and write them larger than a good program
did. The kept bytes are verified first: every checksum, and that the compressed stream holds exactly the rows that the
head announces, not a byte more, so that nothing can hide in it. Unusual files are left to ``pictures``, which decodes.
"""

import struct
import zlib
from collections.abc import Iterator

from msgspec import Struct

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Colour type → samples a pixel."""
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_TRANSPARENCY = {0: 2, 2: 6}
"""Colour type → bytes of its transparent colour; a palette has one a colour, the other types have none."""
_PALETTE = 3
_FILTERS = frozenset(range(5))
_PIECE = 1 << 16
"""Bytes that are inflated at a time: a picture that unpacks to gigabytes is given up early."""
_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_TURNED = (b"Raw profile", b"XML:")
"""Beginnings of the texts where cameras and editors write that a picture must be turned."""


class _Head(Struct, frozen=True):
    width: int
    height: int
    depth: int
    colour: int

    @property
    def row(self) -> int:
        """Bytes of a row: its filter, then its samples."""
        return 1 + (self.width * self.depth * _CHANNELS[self.colour] + 7) // 8


def bare(raw: bytes, longest: int) -> tuple[bytes, int, int] | None:
    """Return a PNG of the same pixels and nothing else, with its size; None when it must be decoded to be published.

    ``longest``: pixels of the longest side that is published as it is.
    """
    chunks = list(_chunks(raw))
    names = [name for name, _ in chunks]
    head = _head(chunks[0]) if chunks and names[-1] == b"IEND" else None
    if head is None or max(head.width, head.height) > longest or not _usual(head, chunks):
        return None
    stream = b"".join(data for name, data in chunks if name == b"IDAT")
    if not _whole(head, stream):
        return None
    kept = [chunk for chunk in chunks if chunk[0] in {b"IHDR", b"PLTE", b"tRNS"}]
    written = (*kept, (b"IDAT", stream), (b"IEND", b""))
    file = b"".join(struct.pack(">I", len(data)) + name + data + _check(name, data) for name, data in written)
    return _SIGNATURE + file, head.width, head.height


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (name, content) of each chunk, up to the end or the first damaged one; bytes behind the end are dropped."""
    place = len(_SIGNATURE)
    while raw.startswith(_SIGNATURE) and place + 12 <= len(raw):
        length, name = struct.unpack_from(">I4s", raw, place)
        data = raw[place + 8 : place + 8 + length]
        end = raw[place + 8 + length : place + 12 + length]
        if end != _check(name, data):
            return
        yield name, data
        if name == b"IEND":
            return
        place += 12 + length


def _check(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(data, zlib.crc32(name)))


def _head(chunk: tuple[bytes, bytes]) -> _Head | None:
    name, data = chunk
    if name != b"IHDR" or len(data) != struct.calcsize(">IIBBBBB"):
        return None
    width, height, depth, colour, compression, filtering, interlaced = struct.unpack(">IIBBBBB", data)
    if not width or not height or depth not in _DEPTHS.get(colour, ()) or compression or filtering or interlaced:
        return None
    return _Head(width, height, depth, colour)


def _usual(head: _Head, chunks: list[tuple[bytes, bytes]]) -> bool:
    """True if the critical chunks are those that every program writes, in order, and nothing turns the picture."""
    critical = [name for name, _ in chunks if not name[0] & 0x20 or name == b"tRNS"]
    order = [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"]
    told = list(dict.fromkeys(critical))
    if told != [name for name in order if name in told] or b"IDAT" not in told:
        return False
    if len(critical) - critical.count(b"IDAT") != len(told) - 1 or not _together(chunks):
        return False
    if any(name == b"eXIf" or (name in _TEXTS and data.startswith(_TURNED)) for name, data in chunks):
        return False
    by_name = dict(chunks)
    return _coloured(head, by_name.get(b"PLTE"), by_name.get(b"tRNS"))


def _together(chunks: list[tuple[bytes, bytes]]) -> bool:
    """True if the parts of the stream follow one another."""
    places = [number for number, (name, _) in enumerate(chunks) if name == b"IDAT"]
    return places[-1] - places[0] == len(places) - 1


def _coloured(head: _Head, palette: bytes | None, transparency: bytes | None) -> bool:
    """True if palette and transparency are those that the colour type asks for."""
    if head.colour == _PALETTE:
        colours = len(palette or b"")
        if not colours or colours % 3 or colours > 3 << head.depth:
            return False
        return transparency is None or len(transparency) <= colours // 3
    if palette is not None:
        return False
    return transparency is None or len(transparency) == _TRANSPARENCY.get(head.colour)


def _whole(head: _Head, stream: bytes) -> bool:
    """True if a compressed stream holds the picture's rows, each with a known filter, and nothing else.

    It is inflated piece by piece: all rows at once take three times as long, most of it to allocate memory.
    """
    size, seen = head.row * head.height, 0
    filters = set[int]()
    opened = zlib.decompressobj()
    try:
        for place in range(0, len(stream), _PIECE):
            piece, rows = stream[place : place + _PIECE], b" "
            while rows and seen <= size:
                rows = opened.decompress(piece, _PIECE)
                piece = opened.unconsumed_tail
                filters.update(rows[-seen % head.row :: head.row])
                seen += len(rows)
    except zlib.error:
        return False
    return seen == size and opened.eof and not opened.unused_data and _FILTERS.issuperset(filters)
