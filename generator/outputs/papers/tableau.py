"""The official tableau de synthèse, filled: the circulaire's own workbook, read by its labels and never redrawn.

A candidate downloads the model of their session; what is written stands where the model says. A model whose labels are
missing, or of another session, is refused: a table in the wrong cells would cost more than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from generator.coverage import student_coverage
from generator.coverage.tables import Tableau, TableRow
from generator.language import Language, mark
from generator.outputs.papers.candidate import Candidate
from generator.outputs.papers.stage import NoPaperError
from generator.outputs.spreadsheets import harmless
from generator.pages import addresses
from generator.reading.folding import fold

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_NAME, _NUMBER, _SCHOOL, _ADDRESS = "NOM et prénom", "N° candidat", "Centre de formation", "Adresse URL du portfolio"
_SESSION = re.compile(r"session (\d{4})")
_BOX = re.compile(r"^[▢☐□]\s*(\S+)$")
_LINE = 15.0
"""Points of a line of text."""
_FILLED = 0.85
"""Share of a column's width that is written before a word goes to the next line, in bold letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Model:
    """Where things go in a model."""

    sheet: Worksheet
    labels: Mapping[str, Cell]
    """Folded text of each cell that has one → the cell."""
    period: int
    columns: Mapping[str, int]
    """Competency → its column."""
    bands: Mapping[str, int]
    """Section → the row of its title."""

    def after(self, label: str) -> Cell | None:
        """Give the cell that begins with a label: the value stands in it, after the label."""
        return next((cell for text, cell in self.labels.items() if text.startswith(fold(label))), None)


def fill(model: bytes, one: Candidate, language: Language) -> bytes:
    """Write a candidate's table into a model.

    Raises:
        NoPaperError: when the référentiel has no such table, or the model is not that of the session.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  # 0.1 s that only this command pays
    from openpyxl.worksheet.worksheet import Worksheet  # noqa: PLC0415  # the same

    tableau = student_coverage(one.student, one.cohort, one.framework).tableau
    if tableau is None:
        raise NoPaperError(mark("« {framework} » n'a pas de tableau de synthèse.", framework=one.framework.short_title))
    try:
        book = load_workbook(BytesIO(model))
    except Exception as error:  # a damaged workbook raises anything
        raise NoPaperError(mark("Ce modèle n'est pas un classeur .xlsx lisible.")) from error
    found = _read([sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)], one, tableau)
    _head(found, one)
    for section, _, rows in reversed(tableau.bands):  # from the last: rows that are added move only what is done
        _band(found, section, rows, tableau, language)
    raw = BytesIO()
    book.save(raw)
    return raw.getvalue()


def _read(sheets: list[Worksheet], one: Candidate, tableau: Tableau) -> _Model:
    """Find the landmarks of a model.

    Raises:
        NoPaperError: with those that are missing, or the session that it is for.
    """
    for sheet in sheets:
        labels = {fold(cell.value): cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
        if not any(text.startswith(fold(tableau.table.title)) for text in labels):
            continue
        sessions = [int(text[1]) for text in map(_SESSION.fullmatch, labels) if text]
        if sessions and one.session and one.session not in sessions:
            message = mark(
                "Ce modèle est celui de la session {found}, {name} se présente à la session {session} : prenez celui "
                "de la bonne circulaire.",
                found=str(sessions[0]),
                name=one.student.name,
                session=str(one.session),
            )
            raise NoPaperError(message)
        return _landmarks(sheet, labels, one, tableau)
    raise NoPaperError(mark("Aucune feuille de ce modèle n'a pour titre « {title} ».", title=tableau.table.title))


def _landmarks(sheet: Worksheet, labels: Mapping[str, Cell], one: Candidate, tableau: Tableau) -> _Model:
    titles = {code: one.framework.by_id[code].title for code in tableau.columns if code in one.framework.by_id}
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
        message = mark(
            "Ce modèle n'est pas celui du tableau attendu ; il y manque : {missing}.", missing=tuple(missing)
        )
        raise NoPaperError(message)
    return _Model(sheet=sheet, labels=labels, period=period.column, columns=columns, bands=bands)


def _head(model: _Model, one: Candidate) -> None:
    """Write who the candidate is after the labels, and tick their option."""
    student = one.student
    values = {
        _NAME: f"{student.last_name.upper()} {student.first_name}".strip(),
        _NUMBER: one.number,
        _SCHOOL: one.school.name or "",
        _ADDRESS: one.address(addresses.student(one.cohort, student)),
    }
    for label, value in values.items():
        cell = model.after(label)
        if cell is not None and value:
            cell.value = f"{str(cell.value).rstrip()} {value}"
    for cell in model.labels.values():
        box = _BOX.match(str(cell.value))
        if box and student.option and fold(box[1]) == fold(student.option):
            cell.value = f"☒ {box[1]}"


def _band(model: _Model, section: str, rows: tuple[TableRow, ...], tableau: Tableau, language: Language) -> None:
    """Write the rows under a band's title, adding lines to the model when it has too few."""
    title = model.bands[section]
    below = [row for row in model.bands.values() if row > title]
    last = min(below) - 1 if below else max(_last_row(model.sheet), title + 1)
    if len(rows) > last - title:
        _insert(model.sheet, last + 1, len(rows) - (last - title), like=title + 1)
    for number, row in enumerate(rows, title + 1):
        told = "\n".join((row.title, *(f"• {document}" for document in row.documents)))
        _write(model.sheet, number, 1, told)
        _write(model.sheet, number, model.period, language.table_period(row.period))
        for code in row.marks & model.columns.keys():
            _write(model.sheet, number, model.columns[code], tableau.table.mark)
        _grow(model.sheet, number, told)


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write a text as a text, whatever it begins with."""
    from openpyxl.styles import Alignment  # noqa: PLC0415  # 0.1 s that only this command pays

    cell = sheet.cell(row, column)
    cell.value = harmless(text)
    cell.data_type = "s"
    cell.alignment = Alignment(horizontal=cell.alignment.horizontal, vertical=cell.alignment.vertical, wrap_text=True)


def _grow(sheet: Worksheet, row: int, text: str) -> None:
    """Give a row the height of its text: a spreadsheet does not do it when the model sets one."""
    width = max(10.0, (sheet.column_dimensions["A"].width or 0) * _FILLED)
    lines = sum(max(1, ceil(len(part) / width)) for part in text.split("\n"))
    sheet.row_dimensions[row].height = max(sheet.row_dimensions[row].height or _LINE, lines * _LINE)


def _last_row(sheet: Worksheet) -> int:
    """The last row that is printed."""
    area = re.search(r"(\d+)$", sheet.print_area or "")
    return int(area[1]) if area else sheet.max_row


def _insert(sheet: Worksheet, at: int, count: int, *, like: int) -> None:
    """Add rows that look like another; what stands below moves, with its merged cells, heights and the printed area."""
    last = _last_row(sheet)
    merged = [str(area) for area in sheet.merged_cells.ranges if area.min_row >= at]
    for area in merged:
        sheet.unmerge_cells(area)
    heights = {row: sheet.row_dimensions[row].height for row in range(at, sheet.max_row + 1)}
    sheet.insert_rows(at, count)
    for row, height in heights.items():
        sheet.row_dimensions[row + count].height = height
    for area in merged:
        sheet.merge_cells("".join(_moved(area, count)))
    for row in range(at, at + count):
        sheet.row_dimensions[row].height = sheet.row_dimensions[like].height
        for column in range(1, sheet.max_column + 1):
            looks = sheet.cell(like, column)._style  # type: ignore[union-attr]  # noqa: SLF001  # openpyxl's way
            sheet.cell(row, column)._style = copy(looks)  # type: ignore[union-attr]  # noqa: SLF001  # the same
    if sheet.print_area:
        sheet.print_area = re.sub(r"\d+$", str(last + count), sheet.print_area.rpartition("!")[2])


def _moved(area: str, count: int) -> Iterator[str]:
    for part in re.split(r"(\d+)", area):
        yield str(int(part) + count) if part.isdigit() else part
