"""Read the tables of a Word document from its XML: shaded cells, spans, diagonals, words struck through."""

from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element  # the class of a node: defusedxml parses

from defusedxml.ElementTree import fromstring
from msgspec.structs import replace

from vitrail.content.extracts.sheets.grid import COLUMNS, ROWS, Grid, GridCell, shade

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_VALUE: Final = f"{_W}val"
_OFF: Final = frozenset({"0", "false", "none", "nil"})


def word_grids(_raw: bytes, parts: Mapping[str, bytes]) -> tuple[Grid, ...]:
    """Return the tables of a document; raises anything if it is damaged."""
    body = fromstring(parts["word/document.xml"]).find(f"{_W}body")
    if body is None:
        return ()
    for box in body.iter(f"{_W}sdt"):
        _tick(box)
    above = "\n".join(_said(node) for node in body if node.tag == f"{_W}p")
    return tuple(_grid(table, above) for table in body.iter(f"{_W}tbl"))


def _tick(box: Element) -> None:
    """Replace the text of a checkbox control by ☒ or ☐, as its font draws other letters; other controls stay."""
    asked = box.find(f"{_W}sdtPr/{_W14}checkbox")
    said = [node for node in box.iter() if node.tag in {f"{_W}t", f"{_W}sym"}]
    if asked is None or not said:
        return
    ticked = asked.find(f"{_W14}checked")
    for node in said:
        node.tag, node.text = f"{_W}t", ""
    said[0].text = "☒" if ticked is not None and ticked.get(f"{_W14}val") not in _OFF else "☐"


def _grid(table: Element, above: str) -> Grid:
    cells: dict[tuple[int, int], GridCell] = {}
    for row, line in enumerate(table.findall(f"{_W}tr")[:ROWS], start=1):
        column = 1
        for node in line.iter(f"{_W}tc"):
            spanned = min(_number(node, "gridSpan"), COLUMNS)
            goes_on = node.find(f"{_W}tcPr/{_W}vMerge")
            if goes_on is not None and goes_on.get(_VALUE) != "restart" and (row - 1, column) in cells:
                over = cells[row - 1, column]
                cell = replace(over, head=over.head or (row - 1, column))
            else:
                cell = _cell(node)
            for covered in range(column, min(column + spanned, COLUMNS + 1)):
                cells[row, covered] = cell if covered == column or cell.head else replace(cell, head=(row, column))
            column += spanned
    return Grid(cells=cells, above=above)


def _cell(node: Element) -> GridCell:
    text = "\n".join(map(_said, node.iter(f"{_W}p"))).strip()
    fill = node.find(f"{_W}tcPr/{_W}shd")
    lines = (node.find(f"{_W}tcPr/{_W}tcBorders/{_W}{way}") for way in ("tl2br", "tr2bl"))
    diagonals = sum(line is not None and line.get(_VALUE, "") not in _OFF for line in lines)
    return GridCell(
        text=text,
        fill=shade(fill.get(f"{_W}fill", "")) if fill is not None else "",
        diagonals=diagonals,
        crossed=" ".join(_said(run) for run in node.iter(f"{_W}r") if _is_struck(run)).strip(),
    )


def _is_struck(run: Element) -> bool:
    lines = (run.find(f"{_W}rPr/{_W}{way}") for way in ("strike", "dstrike"))
    return any(line is not None and line.get(_VALUE) not in _OFF for line in lines)


def _number(node: Element, name: str) -> int:
    setting = node.find(f"{_W}tcPr/{_W}{name}")
    said = setting.get(_VALUE, "") if setting is not None else ""
    return max(1, int(said[:3])) if said.isascii() and said.isdigit() else 1


def _said(paragraph: Element) -> str:
    """Return the text of a paragraph, its checkboxes as signs."""
    return "".join(_words(paragraph))


def _words(paragraph: Element) -> Iterator[str]:
    for node in paragraph.iter():
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif node.tag == f"{_W}tab":
            yield "\t"
        elif node.tag == f"{_W}checkBox":  # a checkbox of Word 97
            ticked = node.find(f"{_W}checked")
            ticked = node.find(f"{_W}default") if ticked is None else ticked
            yield "☒" if ticked is not None and ticked.get(_VALUE) not in _OFF else "☐"
        elif node.tag == f"{_W}sym":
            yield "✓" if node.get(f"{_W}char", "").lower()[-2:] in {"fb", "fc", "fd", "fe"} else "•"
