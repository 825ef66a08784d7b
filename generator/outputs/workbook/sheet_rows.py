"""Rows of a workbook that somebody drew: what is free in them, how a text is written, how more are made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from math import ceil
from typing import TYPE_CHECKING

from generator.outputs.spreadsheets import printable

if TYPE_CHECKING:
    from openpyxl.styles.colors import Color
    from openpyxl.worksheet.worksheet import Worksheet

_LINE = 15.0
"""Points of a line of text."""
_TALLEST = 409.0
"""Points of the tallest row that a spreadsheet accepts."""
_FILLED = 0.85
"""Share of a column's width that is written before a word goes to the next line, in bold letters."""


def is_blank(sheet: Worksheet, row: int, column: int) -> bool:
    """True if nothing is written in a cell."""
    value = sheet.cell(row, column).value
    return value is None or not str(value).strip()


def is_empty(sheet: Worksheet, row: int, column: int) -> bool:
    """True if a cell is free to be written: nothing in it, and no part of merged ones."""
    cell = sheet.cell(row, column)
    return is_blank(sheet, row, column) and not any(cell.coordinate in area for area in sheet.merged_cells.ranges)


def is_drawn(sheet: Worksheet, row: int) -> bool:
    """True if a row has borders."""
    border = sheet.cell(row, 1).border
    return any(side is not None and side.style for side in (border.left, border.right, border.top, border.bottom))


def look(sheet: Worksheet, row: int, column: int) -> tuple[object, object]:
    """Return how a cell is filled, and the diagonals that cross it: a mark may be drawn and not written."""
    cell = sheet.cell(row, column)
    fill, border = cell.fill, cell.border
    filled = None if fill.fill_type in {None, "none"} else (fill.fill_type, _colour(fill.fgColor))
    crossed = border.diagonal is not None and border.diagonal.style and (border.diagonalUp or border.diagonalDown)
    return filled, bool(crossed)


def _colour(colour: Color | None) -> object:
    return None if colour is None else (colour.type, colour.value, colour.tint)


def height(sheet: Worksheet) -> float:
    """Return the height of the printed rows, in points; a row without one has the sheet's own."""
    usual = float(sheet.sheet_format.defaultRowHeight or _LINE)
    rows = (sheet.row_dimensions[row] for row in range(1, last_row(sheet) + 1))
    return sum(float(row.height or usual) for row in rows if not row.hidden)


def write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write a text as a text, whatever it begins with: the cell says so, no apostrophe is printed."""
    from openpyxl.styles import Alignment  # noqa: PLC0415  # 0.1 s that only this command pays

    cell = sheet.cell(row, column)
    cell.value, cell.quotePrefix = printable(text)
    cell.data_type = "s"
    cell.alignment = Alignment(horizontal=cell.alignment.horizontal, vertical=cell.alignment.vertical, wrap_text=True)


def grow(sheet: Worksheet, row: int, text: str) -> None:
    """Give a row the height of its text: a spreadsheet does not do it when the model sets one."""
    width = max(10.0, (sheet.column_dimensions["A"].width or 0) * _FILLED)
    lines = sum(max(1, ceil(len(part) / width)) for part in text.split("\n"))
    tallest = max(sheet.row_dimensions[row].height or _LINE, lines * _LINE)
    sheet.row_dimensions[row].height = min(tallest, _TALLEST)


def last_row(sheet: Worksheet) -> int:
    """Return the last row that is printed with the table, which stands in the first printed area."""
    area = re.search(r"(\d+)$", _areas(sheet)[0])
    return int(area[1]) if area else sheet.max_row


def _areas(sheet: Worksheet) -> list[str]:
    """The printed areas, without the sheet's name; one that is empty when none is set."""
    return [area.rpartition("!")[2] for area in str(sheet.print_area or "").split(",")]


def insert(sheet: Worksheet, at: int, count: int, *, like: int) -> None:
    """Add rows that look like another; what stands below moves, with its merged cells, heights and the printed area."""
    first, *others = _areas(sheet)
    merged = [str(area) for area in sheet.merged_cells.ranges if area.min_row >= at]
    for area in merged:
        sheet.unmerge_cells(area)
    below = range(at, sheet.max_row + 1)
    looks = {row: (sheet.row_dimensions[row].height, sheet.row_dimensions[row].hidden) for row in below}
    sheet.insert_rows(at, count)
    for row, (height, hidden) in looks.items():
        sheet.row_dimensions[row + count].height, sheet.row_dimensions[row + count].hidden = height, hidden
    for area in merged:
        sheet.merge_cells("".join(_moved(area, count)))
    for line in sheet.iter_rows(min_row=at + count):
        for cell in line:
            if cell.hyperlink:
                cell.hyperlink.ref = cell.coordinate
    for row in range(at, at + count):
        sheet.row_dimensions[row].height, sheet.row_dimensions[row].hidden = sheet.row_dimensions[like].height, False
        for column in range(1, sheet.max_column + 1):
            style = sheet.cell(like, column)._style  # type: ignore[union-attr]  # noqa: SLF001  # openpyxl's way
            sheet.cell(row, column)._style = copy(style)  # type: ignore[union-attr]  # noqa: SLF001  # the same
    if first:
        start, _, end = first.rpartition(":")
        grown = f"{start}:{''.join(_moved(end, count))}"
        sheet.print_area = ",".join((grown, *others))


def _moved(area: str, count: int) -> Iterator[str]:
    """Cut a reference at its numbers, each moved down."""
    for part in re.split(r"(\d+)", area):
        yield str(int(part) + count) if part.isdigit() else part
