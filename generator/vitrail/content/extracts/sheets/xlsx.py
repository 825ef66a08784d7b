"""Read the sheets of an Excel workbook with openpyxl, and the checkboxes that lie over their cells (VML)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from itertools import chain, repeat
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element  # the class of a node: defusedxml parses

from defusedxml.ElementTree import fromstring
from msgspec.structs import replace

from vitrail.content.extracts.pieces import Allowance
from vitrail.content.extracts.sheets.grid import COLUMNS, ROWS, Grid, GridCell, merged, shade
from vitrail.ground.regex import regex

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles.colors import Color
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

_SIGNS: Final = {"wingdings": "ûüýþ", "wingdings 2": "OPQRSTUV", "webdings": "ar", "marlett": "ab"}
"""Symbol font → letters that it draws as a tick, a cross, or either in a box."""
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_UNSAID: Final = regex(r'"[^"]*"|\[[^\]]*\]|\\.')
"""Literal words, colours and conditions in a number format."""
_BOX: Final = regex(r"<x:ClientData ObjectType=\"Checkbox\">(.*?)</x:ClientData>", re.DOTALL | re.IGNORECASE)
_ANCHOR: Final = regex(r"<x:Anchor>\s*(\d+),[^,]*,\s*(\d+),", re.IGNORECASE)
_CHECKED: Final = regex(r"<x:Checked>\s*1", re.IGNORECASE)
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MERGED: Final = regex(rb"""<(?:\w+:)?mergeCell\s[^<>]*?ref=["']([A-Z]+\d+:[A-Z]+\d+)""")
_Signs = Mapping[tuple[int, int], str]


def xlsx_grids(raw: bytes, parts: Mapping[str, bytes]) -> tuple[Grid, ...]:
    """Return the sheets of a workbook, in order; raises anything if it is damaged."""
    from openpyxl import load_workbook  # 0.1 s that only this reading pays
    from openpyxl.worksheet.cell_range import CellRange  # as above

    areas = (CellRange(area.decode()).size for part in parts.values() for area in _MERGED.findall(part))
    joined = sum(area["rows"] * area["columns"] for area in areas)
    Allowance().spend(signs=3 * joined)  # openpyxl makes a cell of each, as of « <c r= s=> »
    drawn = tuple(_drawn(parts))
    book = load_workbook(BytesIO(raw), data_only=True, rich_text=True)
    pairs = zip(book.worksheets, chain(_boxes(parts), repeat({})), strict=False)
    return tuple(_ticked(grid_of(sheet, drawn), signs) for sheet, signs in pairs)


def grid_of(sheet: Worksheet, drawn: tuple[tuple[int, int], ...] = ()) -> Grid:
    """Return a sheet as a grid; ``drawn`` has the cells at which pictures and shapes begin."""
    last_row, last_column = min(ROWS, sheet.max_row), min(COLUMNS, sheet.max_column)  # asking for a cell makes it
    cells = {
        (row, column): read
        for row, line in enumerate(sheet.iter_rows(max_row=last_row, max_col=last_column), start=1)
        for column, cell in enumerate(line, start=1)
        if (read := _cell(cell)) != GridCell()
    }
    tinted = tuple(_corners(area) for rule in sheet.conditional_formatting for area in rule.sqref.ranges)
    joined = chain.from_iterable(merged(cells, *_corners(area)) for area in sheet.merged_cells.ranges)
    hidden = sheet.sheet_state != "visible"
    return Grid(cells={**cells, **dict(joined)}, name=sheet.title, hidden=hidden, drawn=drawn, tinted=tinted)


def _corners(area: CellRange) -> tuple[tuple[int, int], tuple[int, int]]:
    return (area.min_row, area.min_col), (area.max_row, area.max_col)


def _cell(cell: Cell | MergedCell) -> GridCell:
    border, font = cell.border, cell.font
    style = border.diagonal is not None and border.diagonal.style
    diagonals = int(bool(border.diagonalUp)) + int(bool(border.diagonalDown)) if style else 0
    signs = _SIGNS.get(str(font.name or "").lower(), "")
    text = _text(cell)
    if signs and text and len(text) == 1:
        text = "✓" if text in signs else "☐"
    crossed = text if font.strike else _crossed(cell)
    remark = " ".join(cell.comment.text.split()) if cell.comment else ""
    return GridCell(text=text, fill=_fill(cell), diagonals=diagonals, crossed=crossed, remark=remark)


def _crossed(cell: Cell | MergedCell) -> str:
    """Return the words of a rich text that are struck through."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock  # 0.1 s that only this reading pays

    parts = cell.value if isinstance(cell.value, CellRichText) else ()
    return " ".join(str(part.text) for part in parts if isinstance(part, TextBlock) and part.font.strike)


def _text(cell: Cell | MergedCell) -> str:
    value: object = cell.value
    if isinstance(value, datetime | date):
        by_month = "d" not in _UNSAID.sub("", str(cell.number_format)).lower()
        return f"{value:%m/%Y}" if by_month else f"{value:%d/%m/%Y}"
    return "" if value is None else str(value).strip()


def _fill(cell: Cell | MergedCell) -> str:
    fill = cell.fill
    kind = fill.fill_type
    if kind in {None, "none"}:
        return ""
    shade = _colour(fill.fgColor)
    return shade if kind == "solid" else f"{kind} {shade}"


def _colour(colour: Color | None) -> str:
    """Return a colour as text; one of the theme by its number, but for black and white, whose tints are computed."""
    from openpyxl.styles.colors import COLOR_INDEX  # 0.1 s that only this reading pays

    if colour is None:
        return ""
    if colour.type == "rgb":
        return shade(str(colour.rgb))
    if colour.type == "indexed":
        return shade(COLOR_INDEX[colour.indexed]) if colour.indexed < len(COLOR_INDEX) else ""
    if colour.theme in {0, 1}:
        light = round(255 * (1 + min(colour.tint, 0) if colour.theme == 0 else max(colour.tint, 0)))
        return shade(f"{light:02x}" * 3)
    return f"theme {colour.theme} {colour.tint:.2f}"


def _drawn(parts: Mapping[str, bytes]) -> Iterator[tuple[int, int]]:
    """Yield the cells in which pictures and shapes begin."""
    for name, content in parts.items():
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name):
            for corner in fromstring(content).iter(f"{_DRAWING}from"):
                row, column = corner.find(f"{_DRAWING}row"), corner.find(f"{_DRAWING}col")
                yield _number(row) + 1, _number(column) + 1


def _number(node: Element | None) -> int:
    return int((node.text or "0")[:6]) if node is not None else 0


def _boxes(parts: Mapping[str, bytes]) -> Iterator[_Signs]:
    """Yield for each sheet of a workbook its checkboxes: cell at which the box begins → ☒ or ☐."""
    book = fromstring(parts["xl/workbook.xml"])
    paths = targets(parts, "xl/workbook.xml")
    for node in book.iter():
        if node.tag.endswith("}sheet"):
            yield dict(_signs(parts, paths.get(str(node.get(_ID)), "")))


def _ticked(grid: Grid, signs: _Signs) -> Grid:
    """Write the checkboxes of a sheet in its empty cells: a cell with text is one that a box is linked to."""
    cells = dict(grid.cells)
    for place, sign in signs.items():
        if not grid.at(*place).text:
            cells[place] = replace(cells.get(place, GridCell()), text=sign)
    return replace(grid, cells=cells, drawn=tuple(place for place in grid.drawn if place not in signs))


def _signs(parts: Mapping[str, bytes], sheet: str) -> Iterator[tuple[tuple[int, int], str]]:
    for target in targets(parts, sheet).values():
        for box in _BOX.finditer(parts.get(target, b"").decode("utf-8", "replace") if target.endswith(".vml") else ""):
            if corner := _ANCHOR.search(box[1]):
                yield (int(corner[2]) + 1, int(corner[1]) + 1), "☒" if _CHECKED.search(box[1]) else "☐"


def targets(parts: Mapping[str, bytes], name: str) -> Mapping[str, str]:
    """Return the relationships of a part: id → path of the target."""
    folder, _, own = name.rpartition("/")
    raw = parts.get(f"{folder}/_rels/{own}.rels")
    nodes = fromstring(raw) if raw else ()
    return {
        str(node.get("Id")): posixpath.normpath(posixpath.join("/", folder, str(node.get("Target")))).lstrip("/")
        for node in nodes
    }
