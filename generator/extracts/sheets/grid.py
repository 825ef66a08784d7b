"""A table as it looks: what its cells say, their colour, what crosses them, which of them are one."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

ROWS, COLUMNS = 500, 60
"""What is looked at of a sheet: a tableau de synthèse has some fifty rows and eight columns."""
_HEXADECIMAL: Final = re.compile(r"[0-9a-f]{6}")
_GREYISH: Final = 12
"""How far the red, the green and the blue of a grey are from each other, of 255."""


class GridCell(Struct, frozen=True, kw_only=True):
    """A cell."""

    text: str = ""
    """A day is written 12/01/2026, and « 03/2026 » where the sheet shows its month alone."""
    fill: str = ""
    """Its colour, ``rrggbb`` where that is known; empty for none and for white."""
    diagonals: int = 0
    """How many of its two diagonals are drawn."""
    crossed: str = ""
    """The words through which a line goes."""
    remark: str = ""
    """What a comment of the cell says."""
    head: tuple[int, int] | None = None
    """The first cell of the area that it is merged into, when it is another; it has its text and its look."""

    @property
    def struck(self) -> bool:
        """True if a line goes through all that is written."""
        return bool(self.text) and "".join(self.crossed.split()) == "".join(self.text.split())

    @property
    def grey(self) -> bool:
        """True if its colour is no colour."""
        if not _HEXADECIMAL.fullmatch(self.fill):
            return False
        parts = [int(self.fill[place : place + 2], 16) for place in (0, 2, 4)]
        return max(parts) - min(parts) <= _GREYISH


_NOTHING: Final = GridCell()


def merged(
    cells: Mapping[tuple[int, int], GridCell], head: tuple[int, int], last: tuple[int, int]
) -> Iterator[tuple[tuple[int, int], GridCell]]:
    """Yield the cells of a merged area but its first, with what that one says."""
    same = replace(cells.get(head, _NOTHING), head=head, remark="")
    for row in range(head[0], min(last[0], ROWS) + 1):
        for column in range(head[1], min(last[1], COLUMNS) + 1):
            if (row, column) != head:
                yield (row, column), same


class Grid(Struct, frozen=True, kw_only=True):
    """A table; rows and columns are counted from 1."""

    cells: Mapping[tuple[int, int], GridCell] = field(default_factory=dict)
    name: str = ""
    """Of the sheet, empty in a document of texts."""
    hidden: bool = False
    above: str = ""
    """What is written before it, in a document of texts."""
    drawn: tuple[tuple[int, int], ...] = ()
    """The cells on which a picture or a shape is laid."""
    tinted: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    """First and last cell of the areas that a rule colours by what they hold."""

    def at(self, row: int, column: int) -> GridCell:
        """Return a cell; one that nobody touched is empty."""
        return self.cells.get((row, column), _NOTHING)

    def said(self, row: int) -> Iterator[tuple[int, str]]:
        """Yield the columns of a row that say something, with their words; those merged into another are not asked."""
        for column in range(1, self.columns + 1):
            if (cell := self.at(row, column)).text and not cell.head:
                yield column, cell.text

    @property
    def rows(self) -> int:
        """The last row in which something is, or is drawn."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def columns(self) -> int:
        """The last column, in the same way."""
        return max((column for _, column in self.cells), default=0)


def address(row: int, column: int) -> str:
    """Name a cell as spreadsheets do: « C12 »."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  # 0.1 s that only an import pays

    return f"{get_column_letter(column)}{row}"


def shade(written: str) -> str:
    """Write a colour as a grid holds it: lower case, without its opacity; white is none."""
    colour = written.lower().lstrip("#")[-6:] if re.fullmatch(r"#?(?:[0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}", written) else ""
    return "" if colour == "ffffff" else colour
