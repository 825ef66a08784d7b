"""A table as it looks: the text, colour and diagonals of its cells, the words struck through, the merged areas."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from vitrail.ground.regex import regex

ROWS, COLUMNS = 500, 60
"""Rows and columns of a sheet that are read, at most: a tableau de synthèse has some fifty rows and eight columns."""
_HEXADECIMAL: Final = regex(r"[0-9a-f]{6}")
_GREYISH: Final = 12
"""Difference, at most, between the red, the green and the blue of a grey, of 255."""


class GridCell(Struct, frozen=True, kw_only=True):
    """A cell."""

    text: str = ""
    """Its text; a date is « 12/01/2026 », or « 03/2026 » if the sheet shows its month alone."""
    fill: str = ""
    """Its colour, ``rrggbb`` if that is known; empty for none and for white."""
    diagonals: int = 0
    """Number of its diagonals that are drawn, 0 to 2."""
    crossed: str = ""
    """The words that are struck through."""
    remark: str = ""
    """The text of the cell's comment."""
    head: tuple[int, int] | None = None
    """First cell of the merged area that it is in, if it is another cell, whose text and look it then has."""

    @property
    def struck(self) -> bool:
        """True if its whole text is struck through."""
        return bool(self.text) and "".join(self.crossed.split()) == "".join(self.text.split())

    @property
    def grey(self) -> bool:
        """True if its colour is a grey."""
        if not _HEXADECIMAL.fullmatch(self.fill):
            return False
        parts = [int(self.fill[place : place + 2], 16) for place in (0, 2, 4)]
        return max(parts) - min(parts) <= _GREYISH


_NOTHING: Final = GridCell()


def merged(
    cells: Mapping[tuple[int, int], GridCell], head: tuple[int, int], last: tuple[int, int]
) -> Iterator[tuple[tuple[int, int], GridCell]]:
    """Yield the cells of a merged area but its first, with the text and look of the first."""
    same = replace(cells.get(head, _NOTHING), head=head, remark="")
    for row in range(head[0], min(last[0], ROWS) + 1):
        for column in range(head[1], min(last[1], COLUMNS) + 1):
            if (row, column) != head:
                yield (row, column), same


class Grid(Struct, frozen=True, kw_only=True):
    """A table; rows and columns are counted from 1."""

    cells: Mapping[tuple[int, int], GridCell] = {}
    name: str = ""
    """Name of the sheet, empty in a text document."""
    hidden: bool = False
    above: str = ""
    """Paragraphs outside the tables of a text document."""
    drawn: tuple[tuple[int, int], ...] = ()
    """Cells at which a picture or a shape begins."""
    tinted: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    """First and last cell of the areas that have conditional formatting."""

    def at(self, row: int, column: int) -> GridCell:
        """Return a cell, empty if it was never filled."""
        return self.cells.get((row, column), _NOTHING)

    def said(self, row: int) -> Iterator[tuple[int, str]]:
        """Yield the columns of a row that have text, with the text; cells merged into another are skipped."""
        for column in range(1, self.columns + 1):
            if (cell := self.at(row, column)).text and not cell.head:
                yield column, cell.text

    @property
    def rows(self) -> int:
        """The number of the last row that has a cell."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def columns(self) -> int:
        """The number of the last column that has a cell."""
        return max((column for _, column in self.cells), default=0)


def address(row: int, column: int) -> str:
    """Return the name of a cell, as in spreadsheets: « C12 »."""
    from openpyxl.utils import get_column_letter  # 0.1 s, only for imports

    return f"{get_column_letter(column)}{row}"


def shade(written: str) -> str:
    """Normalise a colour for a grid: lower case, without opacity; empty for white."""
    colour = written.lower().lstrip("#")[-6:] if re.fullmatch(r"#?(?:[0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}", written) else ""
    return "" if colour == "ffffff" else colour
