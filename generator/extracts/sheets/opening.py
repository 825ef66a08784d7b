"""Read the tables of a workbook or a text of Office or LibreOffice, whose format is told by its parts."""

from collections.abc import Callable, Mapping
from typing import Final

from generator.extracts.apart import kept
from generator.extracts.decoding import decode
from generator.extracts.packed import packed
from generator.extracts.pieces import UnopenedError
from generator.extracts.sheets.grid import Grid
from generator.extracts.sheets.odf import odf_grids
from generator.extracts.sheets.plain import plain_grids
from generator.extracts.sheets.word import word_grids
from generator.extracts.sheets.xlsx import xlsx_grids
from generator.language import mark

LARGEST: Final = 20_000_000
"""Bytes of an unpacked workbook, at most: the official one is a hundredth of that."""
_READERS: Final[Mapping[str, Callable[[bytes, Mapping[str, bytes]], tuple[Grid, ...]]]] = {
    "xl/workbook.xml": xlsx_grids,
    "content.xml": odf_grids,
    "word/document.xml": word_grids,
}
"""Part that only one format has → its reader."""


def grids(raw: bytes) -> tuple[Grid, ...]:
    """Return the tables of a file, read in a separate process. Raises UnopenedError, with the reason."""
    return kept().run(read, raw)


def read(raw: bytes) -> tuple[Grid, ...]:
    """Read the tables of a file, in this process. Raises UnopenedError, and anything that damaged bytes raise."""
    if (text := decode(raw[:LARGEST]).text) is not None and not raw.startswith(b"PK"):
        return plain_grids(text)
    parts = packed(raw, LARGEST)
    reader = next((reads for part, reads in _READERS.items() if part in parts), None)
    if reader is None:
        raise UnopenedError(mark("elle est abîmée, et ne s'ouvre pas"))
    return reader(raw, parts)
