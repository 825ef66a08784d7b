"""The table of a text: separated values, or the rows of Markdown with what is written around them."""

import csv
import re

from generator.extracts.sheets.grid import COLUMNS, ROWS, Grid, GridCell

_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]+)\]\(([^()\s]+)\)")
_ESCAPED = re.compile(r"(?<!\\)\|")
_AROUND = 600
"""Characters around a table in Markdown, at most: a longer text is a page that holds a table."""


def plain_grids(text: str) -> tuple[Grid, ...]:
    r"""Return the tables of a text, as one grid.

    >>> [cell.text for cell in plain_grids("Projet;B1.1\nGLPI;X")[0].cells.values()]
    ['Projet', 'B1.1', 'GLPI', 'X']
    """
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
