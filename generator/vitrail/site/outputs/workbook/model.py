"""The circulaire's model of the tableau: finds the sheet to fill, the cells by their labels, and the free rows.

A model without these labels, or of another session, is refused: a table in the wrong cells would be worse than none.
So is one in which something is written, chosen or drawn already.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from vitrail.content.extracts.sheets import Grid, marks
from vitrail.content.extracts.sheets.xlsx import grid_of
from vitrail.content.model.framework import Framework
from vitrail.content.values.folding import fold
from vitrail.ground.language import mark
from vitrail.ground.regex import regex
from vitrail.knowledge.coverage.tables import Tableau
from vitrail.site.outputs.papers.candidate import Candidate
from vitrail.site.outputs.papers.stage import NoPaperError

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_SESSION = regex(r"session\D{0,5}((?:\d{4}\D?)+)")
"""Session in a folded text: « session 2026 », « session : 2026 », « session 2025-2026 », whose last year counts."""
_SHORT = 25
"""Most letters of a cell that only names an option."""


class TableauModel(Struct, frozen=True, kw_only=True):
    """The landmarks of a model: the cells, rows and columns to fill."""

    sheet: Worksheet
    grid: Grid
    """The look of the sheet's cells: fills, diagonals, strikes."""
    labels: Mapping[str, Cell]
    """Folded text of each cell that has one → the cell."""
    period: int
    columns: Mapping[str, int]
    """Competency → its column."""
    columns_row: int
    """The row of the competencies' titles."""
    bands: Mapping[str, int]
    """Section → the row of its title."""
    sessions: Collection[int]
    """The sessions that its labels name."""

    def after(self, label: str) -> Cell | None:
        """Return the cell that begins with a label: the value goes in it, after the label."""
        return next((cell for text, cell in self.labels.items() if text.startswith(fold(label))), None)


def read_model(sheets: list[Worksheet], candidate: Candidate, tableau: Tableau) -> TableauModel:
    """Find the sheet to fill, and its landmarks.

    Raises NoPaperError: landmarks are missing, or the model is of another session.
    """
    from openpyxl.cell.rich_text import CellRichText  # 0.1 s that only this command pays

    refused: NoPaperError | None = None
    for sheet in sheets:
        labels = {
            fold(str(cell.value)): cell
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str | CellRichText)
        }
        if any(text.startswith(fold(tableau.table.title)) for text in labels):
            try:
                return _landmarks(sheet, labels, candidate, tableau)
            except NoPaperError as error:  # a sheet of explanations may have the same title
                refused = refused or error
    message = mark(
        "Aucune feuille de ce modèle n'a pour titre « {title} » : prenez le modèle .xlsx joint à la circulaire.",
        title=tableau.table.title,
    )
    raise refused or NoPaperError(message)


def _landmarks(sheet: Worksheet, labels: Mapping[str, Cell], candidate: Candidate, tableau: Tableau) -> TableauModel:
    sessions = {int(years[1].strip(" -/")[-4:]) for years in map(_SESSION.search, labels) if years}
    if sessions and candidate.student.session and candidate.student.session not in sessions:
        raise NoPaperError(
            "Ce modèle est celui de la session {found}, {name} se présente à la session {session} : prenez celui "
            "de la bonne circulaire.",
            found=str(max(sessions)),
            name=candidate.student.name,
            session=str(candidate.student.session),
        )
    titles = dict(_titles(labels, candidate.framework, tableau))
    wanted = {section: title for section, title, _ in tableau.bands}
    period = next((cell for text, cell in labels.items() if text.startswith("periode")), None)
    columns = {code: labels[fold(title)].column for code, title in titles.items() if fold(title) in labels}
    bands = {section: labels[fold(title)].row for section, title in wanted.items() if fold(title) in labels}
    missing = [
        *(["Période"] if period is None else []),
        *(title for code, title in titles.items() if code not in columns),
        *(title for section, title in wanted.items() if section not in bands),
    ]
    if period is None or missing or len(titles) < len(tableau.columns):
        raise NoPaperError(
            "Ce modèle n'est pas celui du tableau attendu ; il y manque : {missing}. Prenez le modèle .xlsx joint à la "
            "circulaire, sans en changer les titres.",
            missing=tuple(missing),
        )
    row = min(labels[fold(title)].row for title in titles.values())
    return TableauModel(
        sheet=sheet,
        grid=grid_of(sheet),
        labels=labels,
        period=period.column,
        columns=columns,
        columns_row=row,
        bands=bands,
        sessions=sessions,
    )


def _titles(labels: Mapping[str, Cell], framework: Framework, tableau: Tableau) -> Iterator[tuple[str, str]]:
    """Yield (column, its label): the printed label of a competency or situation, else its title or code."""
    named = {item.id: item.title for item in framework.situations} | {c.id: c.title for c in framework.by_id.values()}
    for code in tableau.columns:
        if title := named.get(code):
            written = (tableau.table.printed_labels.get(code, title), title, code)
            yield code, next((text for text in written if fold(text) in labels), title)


def refuse_chosen(model: TableauModel, options: Collection[str]) -> None:
    """Raise NoPaperError if an option of a model is chosen by its look: coloured, crossed or struck, unlike others."""
    cells = {text: model.grid.at(cell.row, cell.column) for text, cell in model.labels.items() if len(text) < _SHORT}
    named = {text: cell for text, cell in cells.items() if len(set(text.split()).intersection(options)) == 1}
    looks = {(cell.fill, cell.diagonals, cell.struck): text for text, cell in named.items()}
    if len(looks) > 1:
        raise NoPaperError(already_filled(looks[max(looks)]))


def free_rows(model: TableauModel, first: int) -> int:
    """Count the rows from ``first`` that are empty, not merged, with borders like the first, above the next band.

    Raises NoPaperError: one of the band's rows holds a period or a mark, written or drawn.
    """
    below = [row for row in model.bands.values() if row > first]
    end = min([*below, last_row(model.sheet) + 1])
    columns = tuple(model.columns.values())
    filled = (model.period, *columns)
    drawn = _is_drawn(model.sheet, first)
    rows = [number for number in range(first, end) if _is_drawn(model.sheet, number) == drawn]
    written = any(not _is_blank(model.sheet, number, column) for number in rows for column in filled)
    if written or any(marks(model.grid, rows, columns)):  # marks: a colour or a cross, which an import would read
        raise NoPaperError(already_filled(" ".join(str(model.sheet.cell(first - 1, 1).value or "").split())))
    for rank, number in enumerate(rows):
        if number != first + rank or not all(_is_empty(model.sheet, number, column) for column in (1, *filled)):
            return rank
    return len(rows)


def _is_blank(sheet: Worksheet, row: int, column: int) -> bool:
    """True if nothing is written in a cell."""
    value = sheet.cell(row, column).value
    return value is None or not str(value).strip()


def _is_empty(sheet: Worksheet, row: int, column: int) -> bool:
    """True if a cell may be written: it is blank, and no part of a merged area."""
    cell = sheet.cell(row, column)
    return _is_blank(sheet, row, column) and not any(cell.coordinate in area for area in sheet.merged_cells.ranges)


def _is_drawn(sheet: Worksheet, row: int) -> bool:
    """True if a row has borders."""
    border = sheet.cell(row, 1).border
    return any(side is not None and side.style for side in (border.left, border.right, border.top, border.bottom))


def last_row(sheet: Worksheet) -> int:
    """Return the last row of the first print area, which is the one that holds the table."""
    area = re.search(r"(\d+)$", str(sheet.print_area or "").partition(",")[0])
    return int(area[1]) if area else sheet.max_row


def already_filled(where: str) -> str:
    """Say that a place of a model, named by its label, is filled already."""
    return mark(
        "Ce modèle est déjà rempli, ou n'a pas de ligne libre, à « {where} » : prenez le modèle vierge.", where=where
    )
