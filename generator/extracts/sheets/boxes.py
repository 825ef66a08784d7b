"""The boxes that a form lays over the cells of an Excel sheet: read where the old program draws them (VML)."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Final

from defusedxml.ElementTree import fromstring
from msgspec.structs import replace

from generator.extracts.sheets.grid import Grid, GridCell

_BOX: Final = re.compile(r"<x:ClientData ObjectType=\"Checkbox\">(.*?)</x:ClientData>", re.DOTALL | re.IGNORECASE)
_ANCHOR: Final = re.compile(r"<x:Anchor>\s*(\d+),[^,]*,\s*(\d+),", re.IGNORECASE)
_CHECKED: Final = re.compile(r"<x:Checked>\s*1", re.IGNORECASE)
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Signs = Mapping[tuple[int, int], str]


def boxes(parts: Mapping[str, bytes], sheets: int) -> tuple[Signs, ...]:
    """Return what each sheet of a workbook has ticked or not, by the cell in which the box begins."""
    book = fromstring(parts["xl/workbook.xml"])
    paths = _targets(parts, "xl/workbook.xml")
    nodes = [node for node in book.iter() if node.tag.endswith("}sheet")]
    signs = [dict(_signs(parts, paths.get(str(node.get(_ID)), ""))) for node in nodes]
    return (*signs[:sheets], *({} for _ in range(sheets - len(signs))))


def ticked(grid: Grid, signs: Signs) -> Grid:
    """Write the boxes of a sheet in its empty cells: a cell that says something is what its box is linked to."""
    cells = dict(grid.cells)
    for place, sign in signs.items():
        if not grid.at(*place).text:
            cells[place] = replace(cells.get(place, GridCell()), text=sign)
    return replace(grid, cells=cells, drawn=tuple(place for place in grid.drawn if place not in signs))


def _signs(parts: Mapping[str, bytes], sheet: str) -> Iterator[tuple[tuple[int, int], str]]:
    for target in _targets(parts, sheet).values():
        for box in _BOX.finditer(parts.get(target, b"").decode("utf-8", "replace") if target.endswith(".vml") else ""):
            if corner := _ANCHOR.search(box[1]):
                yield (int(corner[2]) + 1, int(corner[1]) + 1), "☒" if _CHECKED.search(box[1]) else "☐"


def _targets(parts: Mapping[str, bytes], name: str) -> Mapping[str, str]:
    """Return what a part of a workbook names, by the name that it has there."""
    folder, _, own = name.rpartition("/")
    raw = parts.get(f"{folder}/_rels/{own}.rels")
    nodes = fromstring(raw) if raw else ()
    return {
        str(node.get("Id")): posixpath.normpath(posixpath.join("/", folder, str(node.get("Target")))).lstrip("/")
        for node in nodes
    }
