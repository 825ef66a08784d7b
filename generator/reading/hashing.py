"""A file known by its bytes, or by its size alone when it is so large that nothing of it is ever published."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

LARGE = 25_000_000
"""Bytes beyond which a file is refused, as a page and as an attachment."""


def hash_file(path: Path) -> str:
    """Hash a file, never holding more of it than what may be published.

    Raises:
        OSError: when it cannot be read.
    """
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123  # a third faster than Path.open
        size = os.fstat(stream.fileno()).st_size
        return f"{size}" if size > LARGE else hashlib.sha256(stream.read(size)).hexdigest()
