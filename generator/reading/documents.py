"""From the disk to a Document: a file is opened once, never when it is too big, and refusals are values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from generator.diagnostics import Diagnostic, Place
from generator.model.source import Source
from generator.reading.document import Document
from generator.reading.parse import MAX_BYTES, parse_markdown, parse_yaml, too_big
from generator.reading.tree import File

Opener: TypeAlias = Callable[[File], Document]
"""How a page or a data file is read; tests and caches give their own."""


def opener(root: Path) -> Opener:
    """Read files below a folder."""

    def read(file: File) -> Document:
        return read_document(root, file)

    return read


def read_document(root: Path, file: File) -> Document:
    """Read a Markdown or YAML file; what the system refuses is a rejected document (STR010)."""
    if file.size > MAX_BYTES:
        return too_big(file.path, file.size)
    try:
        with open(root / file.disk, "rb", buffering=0) as stream:  # noqa: PTH123 - a third faster than Path.open
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        fault = Diagnostic.at("STR010", Place(path=file.path))
        return Document(source=Source(path=file.path), diagnostics=(fault,), rejected=True)
    parse = parse_yaml if file.path.lower().endswith((".yml", ".yaml")) else parse_markdown
    return parse(file.path, raw)
