"""Read the tables of OpenDocument workbooks and texts (LibreOffice) from their XML."""

from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element  # the class of a node: defusedxml parses

from defusedxml.ElementTree import fromstring
from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.extracts.sheets.grid import COLUMNS, ROWS, Grid, GridCell, merged, shade

_NAMES: Final = {"fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"} | {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"
    for name, path in (
        *(("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")),
        ("number", "datastyle"),
    )
}


class _Look(Struct, frozen=True, kw_only=True):
    fill: str = ""
    diagonals: int = 0
    struck: bool = False
    by_month: bool = False


def odf_grids(_raw: bytes, parts: Mapping[str, bytes]) -> tuple[Grid, ...]:
    """Return the tables of a workbook or of a text; raises anything if it is damaged."""
    trees = [fromstring(parts[name]) for name in ("styles.xml", "content.xml") if name in parts]
    looks = _looks(trees)
    text = trees[-1].find(f"{_named('office:body')}/{_named('office:text')}")
    above = "" if text is None else "\n".join(_said(node) for node in text.findall(_named("text:p")))
    return tuple(_grid(table, looks, above) for table in trees[-1].iter(_named("table:table")))


def _named(name: str) -> str:
    space, _, local = name.partition(":")
    return f"{{{_NAMES[space]}}}{local}"


def _looks(trees: list[Element]) -> Mapping[str, _Look]:
    """Return the styles by name, each with the values inherited from its parent, which is defined before it."""
    months = {
        str(style.get(_named("style:name")))
        for tree in trees
        for style in tree.iter(_named("number:date-style"))
        if style.find(_named("number:day")) is None
    }
    looks: dict[str, _Look] = {}
    for tree in trees:
        for style in tree.iter(_named("style:style")):
            parent = looks.get(str(style.get(_named("style:parent-style-name"))), _Look())
            name = str(style.get(_named("style:name")))
            looks[name] = _look(style, parent, style.get(_named("style:data-style-name")) in months)
    return looks


def _look(style: Element, look: _Look, by_month: bool) -> _Look:  # noqa: FBT001  # a fact of the style
    for node in style:
        if colour := node.get(_named("fo:background-color")):
            look = replace(look, fill=shade(colour))
        drawn = [node.get(_named(f"style:diagonal-{way}"), "none") for way in ("bl-tr", "tl-br")]
        if node.tag.endswith("cell-properties") and any(diagonal != "none" for diagonal in drawn):
            look = replace(look, diagonals=sum(diagonal != "none" for diagonal in drawn))
        if line := node.get(_named("style:text-line-through-style")):
            look = replace(look, struck=line != "none")
    return replace(look, by_month=by_month or look.by_month)


def _grid(table: Element, looks: Mapping[str, _Look], above: str) -> Grid:
    cells: dict[tuple[int, int], GridCell] = {}
    row = 1
    for line in table.iter(_named("table:table-row")):
        times = _count(line, "table:number-rows-repeated")
        for number in range(row, min(row + times, ROWS + 1)):
            _row(cells, number, line, looks)
        row += times
    return Grid(cells=cells, name=table.get(_named("table:name"), ""), above=above)


def _row(cells: dict[tuple[int, int], GridCell], row: int, line: Element, looks: Mapping[str, _Look]) -> None:
    column = 1
    for node in line:
        times = _count(node, "table:number-columns-repeated")
        if node.tag == _named("table:table-cell"):
            cell = _cell(node, looks)
            for repeated in range(column, min(column + times, COLUMNS + 1)):
                if cell != GridCell() and (row, repeated) not in cells:
                    cells[row, repeated] = cell
            last = (
                row + _count(node, "table:number-rows-spanned"),
                column + _count(node, "table:number-columns-spanned"),
            )
            cells.update(merged(cells, (row, column), (last[0] - 1, last[1] - 1)))
        column += times


def _cell(node: Element, looks: Mapping[str, _Look]) -> GridCell:
    look = looks.get(str(node.get(_named("table:style-name"))), _Look())
    day = (node.get(_named("office:date-value")) or "")[:10].split("-")
    if len(day) == 3:  # noqa: PLR2004  # year, month, day
        text = "/".join(reversed(day[:2] if look.by_month else day))
    else:
        text = "\n".join(_paragraphs(node)).strip()
    return GridCell(
        text=text,
        fill=look.fill,
        diagonals=look.diagonals,
        crossed=text if look.struck else " ".join(_crossed(node, looks)),
        remark=" ".join(_said(line) for line in node.findall(f"{_named('office:annotation')}/{_named('text:p')}")),
    )


def _crossed(node: Element, looks: Mapping[str, _Look]) -> Iterator[str]:
    """Yield the words of a cell that a style of their own strikes through."""
    for span in node.iter(_named("text:span")):
        if looks.get(str(span.get(_named("text:style-name"))), _Look()).struck:
            yield _said(span)


def _paragraphs(node: Element) -> Iterator[str]:
    """Yield the paragraphs of a cell, without those of its comment."""
    for child in node:
        if child.tag == _named("text:p"):
            yield _said(child)
        elif child.tag != _named("office:annotation"):
            yield from _paragraphs(child)


def _said(node: Element) -> str:
    """Return the text of a paragraph, its line breaks as newlines."""
    parts = [node.text or ""]
    for child in node:
        parts += ["\n" if child.tag == _named("text:line-break") else _said(child), child.tail or ""]
    return "".join(parts)


def _count(node: Element, name: str) -> int:
    number = node.get(_named(name), "1")
    return max(1, int(number[:7])) if number.isascii() and number.isdigit() else 1
