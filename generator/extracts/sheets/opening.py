"""The tables of a file, whose format is told by what it holds: a workbook or a text, of Office or of LibreOffice."""

from collections.abc import Callable, Mapping
from typing import Final

from generator.extracts.apart import kept
from generator.extracts.packed import packed
from generator.extracts.pieces import UnopenedError
from generator.extracts.sheets.grid import Grid
from generator.extracts.sheets.odf import odf_grids
from generator.extracts.sheets.word import word_grids
from generator.extracts.sheets.xlsx import xlsx_grids
from generator.language import mark

LARGEST: Final = 20_000_000
"""Bytes of a workbook, opened: the official one is a hundredth of that."""
_READERS: Final[Mapping[str, Callable[[bytes, Mapping[str, bytes]], tuple[Grid, ...]]]] = {
    "xl/workbook.xml": xlsx_grids,
    "content.xml": odf_grids,
    "word/document.xml": word_grids,
}
"""The part that tells a format → what reads it."""


def grids(raw: bytes) -> tuple[Grid, ...]:
    """Return the tables of a file, read in a process apart. Raises UnopenedError: they cannot be read, and why."""
    return kept().run(read, raw)


def read(raw: bytes) -> tuple[Grid, ...]:
    """Read them here. Raises UnopenedError, and anything that damaged bytes do."""
    parts = packed(raw, LARGEST)
    reader = next((reads for part, reads in _READERS.items() if part in parts), None)
    if reader is None:
        raise UnopenedError(mark("elle est abîmée, et ne s'ouvre pas"))
    return reader(raw, parts)
