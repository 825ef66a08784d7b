"""Find the cells that a person marked in the rows of a table: by a sign, a distinct colour, or drawn diagonals."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.extracts.sheets.grid import Grid, GridCell
from vitrail.ground.regex import regex

_TICK: Final = regex(r"[x✓✔✅☑✗✘☒√●■•1v]+|oui|ok|true|vrai", re.IGNORECASE)
_NO_TICK: Final = frozenset("non;0;n/a;na;n;/;☐;▢;false;faux;-;–;—;.".split(";"))
How = Literal["sign", "colour", "cross"]


class Mark(Struct, frozen=True, kw_only=True):
    """A cell that somebody marked, or seems to have marked."""

    row: int
    column: int
    how: How
    said: str = ""
    """Its text."""
    sure: bool = True
    """False if it looks marked but may mean the contrary: it is then not used."""


def marks(grid: Grid, rows: Collection[int], columns: Collection[int], title: int = 1) -> Iterator[Mark]:
    """Yield the marks of a table, row by row; ``title`` is the column of the rows' titles.

    A row is marked in one way: by signs, else by colours, else by crosses; its marks of another way are not sure. A
    colour counts if neither the row's title has it, nor the cells of its column in rows without a title; a grey in a
    row that has a real colour says « not this one ».
    """
    usual = _usual(grid, rows, columns, title)
    for row in rows:
        every = [mark for column in columns for mark in _cell(grid, row, column, title, usual[column])]
        ways: tuple[How, ...] = ("sign", "colour", "cross")
        way = next((how for how in ways if any(mark.how == how and mark.sure for mark in every)), None)
        seen = {grid.at(mark.row, mark.column).fill for mark in every if mark.how == "colour"}
        coloured = any(not GridCell(fill=fill).grey for fill in seen)
        for mark in every:
            grey = mark.how == "colour" and coloured and grid.at(row, mark.column).grey
            if grey and way == "colour":
                continue
            yield replace(mark, sure=mark.sure and mark.how == way)


def _cell(grid: Grid, row: int, column: int, title: int, usual: str) -> Iterator[Mark]:
    """Yield the mark of one cell, if any: its sign, else its colour, else its diagonals."""
    cell, beside = grid.at(row, column), grid.at(row, title)
    said = cell.text.strip()
    bare = "".join(said.split())
    if bare:
        if _TICK.fullmatch(bare):
            yield Mark(row=row, column=column, how="sign", said=said, sure=not cell.crossed)
        elif bare.casefold() not in _NO_TICK:
            yield Mark(row=row, column=column, how="sign", said=said, sure=False)
    elif cell.fill and cell.fill not in {usual, beside.fill}:
        yield Mark(row=row, column=column, how="colour")
    elif cell.diagonals and cell.diagonals != beside.diagonals:
        yield Mark(row=row, column=column, how="cross")


def _usual(grid: Grid, rows: Collection[int], columns: Collection[int], title: int) -> Mapping[int, str]:
    """Return for each column the most common colour in rows without a title: that of the template, not a mark."""
    free = [row for row in rows if not grid.at(row, title).text.strip()]
    fills = {column: Counter(grid.at(row, column).fill for row in free).most_common(1) for column in columns}
    return {column: common[0][0] if common else "" for column, common in fills.items()}
