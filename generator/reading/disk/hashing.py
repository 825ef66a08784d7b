"""A file known by its bytes, or by its size alone when it is so large that nothing of it is ever published.

A seal knows a file by its content, which is the same on a machine where git writes text with other line ends.
"""

from __future__ import annotations

import hashlib
import os
import re
from io import FileIO
from pathlib import Path

LARGE = 25_000_000
"""Bytes beyond which a file is refused, as a page and as an attachment."""

_ODD = bytes({*range(8), 11, *range(14, 27), *range(28, 32), 127})
"""Bytes that git counts as no text; back space, tab, form feed and escape are text."""
_SHARE = 128
"""Bytes of text for one odd byte, at least, in what git takes for text."""
_HEAD = 1024
"""Bytes among which a reader of PDF looks for the first line."""
_TABLE = re.compile(rb"startxref\s{1,4}([0-9]{1,9})\s")
_PARTS = re.compile(rb"xref\s|[0-9]{1,9} [0-9]{1,5} obj\b")


def hash_file(path: str | Path) -> str:
    """Hash a file, never holding more of it than what may be published. Raises OSError: when it cannot be read."""
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123  # a third faster than Path.open
        size = os.fstat(stream.fileno()).st_size
        return f"{size}" if size > LARGE else hashlib.sha256(read_whole(stream, size, LARGE)).hexdigest()


def hash_content(path: str | Path) -> str:
    """Say what a file holds, whatever line ends git gave to its text on this machine: ``sha256:…``, or its size alone.

    Raises OSError: when it cannot be read.
    """
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123  # a third faster than Path.open
        size = os.fstat(stream.fileno()).st_size
        if size > LARGE:
            return f"octets:{size}"
        return f"sha256:{hashlib.sha256(with_plain_ends(read_whole(stream, size, LARGE))).hexdigest()}"


def with_plain_ends(raw: bytes) -> bytes:
    r"""Give text with ``\n`` for ``\r\n``, and anything else as it is.

    Text is what ``core.autocrlf`` converts (git, ``convert.c``): no NUL, no lone ``\r``, and fewer than one odd byte in
    128. Git takes a PDF without compression for text, and breaks it: its parts are found by their offsets. Its plain
    form is then the one whose offsets are right.
    """
    pairs = raw.count(b"\r\n")
    if not pairs or raw.count(b"\r") != pairs or b"\0" in raw:
        return raw
    odd = len(raw) - len(raw.translate(None, _ODD))
    printable = len(raw) - odd - pairs - raw.count(b"\n")
    odd -= raw.endswith(b"\x1a")
    if printable // _SHARE < odd:
        return raw
    plain = raw.replace(b"\r\n", b"\n")
    return raw if b"%PDF-" in raw[:_HEAD] and not _finds_its_parts(plain) else plain


def _finds_its_parts(pdf: bytes) -> bool:
    """Whether the table of a PDF is where its end says."""
    ends = _TABLE.findall(pdf[-_HEAD:])
    return bool(ends) and _PARTS.match(pdf, int(ends[-1])) is not None


def read_whole(stream: FileIO, size: int, limit: int) -> bytes:
    """Read a file that is said to have ``size`` bytes; one that grew meanwhile is read on, to about ``limit``.

    Asking for the limit at once would be enough, but Python clears as much memory as is asked for.
    """
    raw = stream.read(size + 1) or b""
    return raw + (stream.read(limit) or b"") if len(raw) > size else raw
