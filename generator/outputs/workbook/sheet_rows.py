"""Rows of a workbook that somebody drew: what is free in them, how tall they are."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


def tall(sheet: Worksheet, text: str) -> float:
    """Return the height of a row that holds a text: a spreadsheet does not find it when the model sets one."""
    width = max(10.0, (sheet.column_dimensions["A"].width or 0) * _FILLED)
    lines = sum(max(1, ceil(len(part) / width)) for part in text.split("\n"))
    return min(lines * _LINE, _TALLEST)


def last_row(sheet: Worksheet) -> int:
    """Return the last row that is printed with the table, which stands in the first printed area."""
    area = re.search(r"(\d+)$", str(sheet.print_area or "").partition(",")[0])
    return int(area[1]) if area else sheet.max_row
