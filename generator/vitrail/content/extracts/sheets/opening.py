"""Read the tables of a workbook, a text of Office or LibreOffice, told by its parts, a CSV or a Markdown."""

import csv
import re
from collections.abc import Callable, Mapping
from typing import Final

from vitrail.content.extracts import formats
from vitrail.content.extracts.apart import kept
from vitrail.content.extracts.decoding import decode
from vitrail.content.extracts.pieces import UnopenedError
from vitrail.content.extracts.sheets.grid import COLUMNS, ROWS, Grid, GridCell
from vitrail.content.extracts.sheets.odf import odf_grids
from vitrail.content.extracts.sheets.word import word_grids
from vitrail.content.extracts.sheets.xlsx import xlsx_grids
from vitrail.ground.language import mark
from vitrail.ground.memo.files import LARGE
from vitrail.ground.regex import regex

_READERS: Final[Mapping[str, Callable[[bytes, Mapping[str, bytes]], tuple[Grid, ...]]]] = {
    "xl/workbook.xml": xlsx_grids,
    "content.xml": odf_grids,
    "word/document.xml": word_grids,
}
"""Part that only one format has → its reader."""
_BREAK = regex(r"<br ?/?>", re.IGNORECASE)
_LINK = regex(r"!?\[([^\[\]]+)\]\(([^()\s]+)\)")
_ESCAPED = regex(r"(?<!\\)\|")
_AROUND = 600
"""Characters around a table in Markdown, at most: a longer text is a page that holds a table."""


def grids(raw: bytes) -> tuple[Grid, ...]:
    """Return the tables of a file, read in a separate process. Raises UnopenedError, with the reason."""
    return kept().run(read, raw)


def tabled(raw: bytes) -> str | None:
    """Return the lines of a table: those of a text, or of the only sheet of a workbook, with tabs.

    None for other bytes, and for a workbook that has several sheets, or more rows than are read.
    """
    if (text := decode(raw).text) is not None:
        return text
    try:
        sheets = [grid for grid in grids(raw) if grid.cells and not grid.hidden]
    except UnopenedError:
        return None
    if len(sheets) != 1 or sheets[0].rows >= ROWS:
        return None
    rows, columns = (range(1, last + 1) for last in (sheets[0].rows, sheets[0].columns))
    return "\n".join("\t".join(" ".join(sheets[0].at(row, n).text.split()) for n in columns) for row in rows)


def read(raw: bytes) -> tuple[Grid, ...]:
    """Read the tables of a file, in this process. Raises UnopenedError, and anything that damaged bytes raise."""
    if (text := decode(raw[:LARGE]).text) is not None and not raw.startswith(b"PK"):
        return _plain(text)
    parts = formats.parts(raw)
    reader = next((reads for part, reads in _READERS.items() if part in parts), None)
    if reader is None:
        raise UnopenedError(mark("elle est abîmée, et ne s'ouvre pas"))
    return reader(raw, parts)


def _plain(text: str) -> tuple[Grid, ...]:
    """Return the tables of a text, as one grid."""
    lines = text.splitlines()
    piped = [line.strip() for line in lines if line.lstrip().startswith("|")]
    if not piped:
        sign = max(";\t,", key=text.count)
        rows = [*csv.reader(lines, delimiter=sign)] if sign in text else []
        return (Grid(cells=_cells(rows)),) if rows else ()
    above = "\n".join(line.strip("#* ") for line in lines if line.strip() and not line.lstrip().startswith("|"))
    tabled = [_ESCAPED.split(line.strip("|")) for line in piped if line.strip("|:- ")]
    return (Grid(cells=_cells(tabled), above=above),) if len(above) <= _AROUND else ()


def _cells(rows: list[list[str]]) -> dict[tuple[int, int], GridCell]:
    return {
        (row, column): GridCell(text=said)
        for row, texts in enumerate(rows[:ROWS], start=1)
        for column, text in enumerate(texts[:COLUMNS], start=1)
        if (said := _BREAK.sub("\n", _LINK.sub(r"\1\n\2", text)).strip(" *`_\ufe0f"))
    }
