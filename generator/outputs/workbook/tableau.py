"""The official tableau de synthèse, filled: the circulaire's own workbook, read by its labels and never redrawn.

A candidate downloads the model of their session; what is written stands where the model says. A model whose labels are
missing, or of another session, is refused: a table in the wrong cells would cost more than none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias
from zipfile import ZipFile

from msgspec import Struct

from generator.addressing import addresses
from generator.coverage import student_coverage
from generator.coverage.tables import Tableau, TableRow
from generator.extracts.sheets import Grid, marks
from generator.extracts.sheets.xlsx import grid_of
from generator.language import Language, mark
from generator.model.framework import Framework
from generator.outputs.papers.candidate import Candidate
from generator.outputs.papers.stage import NoPaperError
from generator.outputs.spreadsheets import printable
from generator.outputs.workbook.sheet_rows import is_blank, is_drawn, is_empty, last_row, tall
from generator.outputs.workbook.sheet_xml import SheetXml
from generator.values.folding import fold

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_NAME, _NUMBER, _SCHOOL, _ADDRESS = "NOM et prénom", "N° candidat", "Centre de formation", "Adresse URL du portfolio"
_SESSION = re.compile(r"session\D{0,5}((?:\d{4}\D?)+)")
"""In a folded text: « session 2026 », « session : 2026 », « session 2025-2026 », of which the last year counts."""
_BOX = re.compile(r"([▢☐□❏◻☒☑■✓✔])[\s\u00a0]*(\w+)")
_TICKED = "☒☑■✓✔"
_EMPTY_BOX, _TICKED_BOX = "☐", "☒"
_SHORT = 25
"""Letters of a cell that names an option and says nothing else."""
_SMALLEST = 0.6
"""Share of the size at which the empty model prints, below which one page is no longer read."""


Filled: TypeAlias = tuple[bytes, tuple[str, ...]]
"""A workbook, and what its candidate must know: phrases of ours."""


class _Model(Struct, frozen=True, kw_only=True):
    """Where things go in a model."""

    sheet: Worksheet
    grid: Grid
    """The same, as it looks."""
    labels: Mapping[str, Cell]
    """Folded text of each cell that has one → the cell."""
    period: int
    columns: Mapping[str, int]
    """Competency → its column."""
    columns_row: int
    """The row of the competencies' titles."""
    bands: Mapping[str, int]
    """Section → the row of its title."""

    def after(self, label: str) -> Cell | None:
        """Return the cell that begins with a label: the value stands in it, after the label."""
        return next((cell for text, cell in self.labels.items() if text.startswith(fold(label))), None)


def fill(model: bytes, candidate: Candidate, language: Language) -> Filled:
    """Write a candidate's table into a model.

    Raises NoPaperError: when the référentiel has no such table, or the model is not an empty one of the session.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  # 0.1 s that only this command pays
    from openpyxl.worksheet.worksheet import Worksheet  # noqa: PLC0415  # the same

    tableau = student_coverage(candidate.student, candidate.cohort, candidate.framework).tableau
    if tableau is None:
        raise NoPaperError("« {framework} » ne demande aucun tableau.", framework=candidate.framework.short_title)
    try:
        book = load_workbook(BytesIO(model), rich_text=True)
    except Exception as error:  # a damaged workbook raises anything
        raise NoPaperError(
            "Ce modèle ne s'ouvre pas : ouvrez-le dans un tableur et enregistrez-le au format .xlsx, sans mot de passe."
        ) from error
    layout = _read([sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)], candidate, tableau)
    if "xl/vbaProject.bin" in ZipFile(BytesIO(model)).namelist():
        raise NoPaperError("Ce modèle contient un programme (macro) : enregistrez-le au format .xlsx, sans macro.")
    try:
        xml = SheetXml(model, layout.sheet.title)
        empty = xml.height(last_row(layout.sheet))
        notes = [*_head(layout, xml, candidate), *_undated(tableau)]
        for section, name, rows in reversed(tableau.bands):  # from the last: rows added move only what is done
            _band(layout, xml, section, name, rows, tableau, language)
        _fit(layout, xml, empty, candidate)
        return xml.save(), tuple(notes)
    except (LookupError, ValueError) as error:  # a workbook that its program did not write as the norm says
        raise NoPaperError(
            "Ce modèle ne s'écrit pas : ouvrez-le dans un tableur et enregistrez-le de nouveau au format .xlsx."
        ) from error


def _fit(model: _Model, xml: SheetXml, empty: float, candidate: Candidate) -> None:
    """Keep one page while it is read as the empty model is, else one page wide, its heads repeated and numbered."""
    below = min(model.bands.values())
    titles = f"${min(model.columns_row, below - 1)}:${below - 1}"
    tall = xml.height(last_row(model.sheet) + xml.added) * _SMALLEST > empty
    name = candidate.student.name.replace("&", "&&")
    xml.fit(tall=tall, titles=titles, footer=f"&L{name}&R&P / &N")


def _read(sheets: list[Worksheet], candidate: Candidate, tableau: Tableau) -> _Model:
    """Find the sheet to fill, and its landmarks.

    Raises NoPaperError: with those that are missing, or the session that it is for.
    """
    from openpyxl.cell.rich_text import CellRichText  # noqa: PLC0415  # 0.1 s that only this command pays

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
            except NoPaperError as error:  # a sheet of explanations may bear the same title
                refused = refused or error
    message = mark(
        "Aucune feuille de ce modèle n'a pour titre « {title} » : prenez le modèle .xlsx joint à la circulaire.",
        title=tableau.table.title,
    )
    raise refused or NoPaperError(message)


def _landmarks(sheet: Worksheet, labels: Mapping[str, Cell], candidate: Candidate, tableau: Tableau) -> _Model:
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
    return _Model(
        sheet=sheet,
        grid=grid_of(sheet),
        labels=labels,
        period=period.column,
        columns=columns,
        columns_row=row,
        bands=bands,
    )


def _titles(labels: Mapping[str, Cell], framework: Framework, tableau: Tableau) -> Iterator[tuple[str, str]]:
    """Yield (column, its label): what the paper prints of a competency or a situation, else its title or code."""
    named = {item.id: item.title for item in framework.situations} | {c.id: c.title for c in framework.by_id.values()}
    for code in tableau.columns:
        if title := named.get(code):
            written = (tableau.table.printed_labels.get(code, title), title, code)
            yield code, next((text for text in written if fold(text) in labels), title)


def _head(model: _Model, xml: SheetXml, candidate: Candidate) -> Iterator[str]:
    """Write who the candidate is after the labels, and tick their option; yield what could not be written.

    Raises NoPaperError: when the model says already whose it is.
    """
    student = candidate.student
    values = {
        _NAME: f"{student.last_name.upper()} {student.first_name}".strip(),
        _NUMBER: candidate.number,
        _SCHOOL: candidate.school.name or "",
        _ADDRESS: candidate.school.address(addresses.student(candidate.cohort, student)),
    }
    for label, value in values.items():
        cell = model.after(label)
        if cell is not None and fold(str(cell.value)).removeprefix(fold(label)).strip(" :"):
            raise NoPaperError(_filled(label))
        if cell is not None and value:
            xml.append(cell.coordinate, printable(value)[0])
        elif cell is None and value and label != _ADDRESS:  # no model before that of 2026 asks for an address
            yield mark("Le modèle n'a pas de place pour « {label} » : écrivez-le à la main.", label=label)
    options = {fold(option.id) for option in candidate.framework.options}
    _refuse_chosen(model, options)
    ticked = [
        option for cell in model.labels.values() for option in _tick(cell, xml, options, fold(student.option or ""))
    ]
    if not any(ticked):
        yield mark("Aucune option n'est cochée : faites-le à la main, ou écrivez « option: » dans l'index.md.")
    if not any(_SESSION.search(text) for text in model.labels) or not candidate.student.session:
        yield mark("La session du modèle n'a pas pu être vérifiée : comparez-la à celle du candidat.")


def _refuse_chosen(model: _Model, options: Collection[str]) -> None:
    """Refuse a model in which an option is chosen by its look: coloured, crossed or struck, unlike the others.

    Raises NoPaperError: one is.
    """
    cells = {text: model.grid.at(cell.row, cell.column) for text, cell in model.labels.items() if len(text) < _SHORT}
    named = {text: cell for text, cell in cells.items() if len(set(text.split()).intersection(options)) == 1}
    looks = {(cell.fill, cell.diagonals, cell.struck): text for text, cell in named.items()}
    if len(looks) > 1:
        raise NoPaperError(_filled(looks[max(looks)]))


def _tick(cell: Cell, xml: SheetXml, options: Collection[str], option: str) -> Iterator[bool]:
    """Write each box of a cell that stands before an option's name, ticked or empty; yield whether it is ticked.

    A box is one sign for another, so that a text in several formats keeps each of them.
    """

    def box(match: re.Match[str]) -> str:
        ticked = fold(match[2]) == option
        if fold(match[2]) not in options or not (ticked or match[1] in _TICKED):
            return match[0]
        return (_TICKED_BOX if ticked else _EMPTY_BOX) + match[0][1:]

    boxes = [fold(match[2]) for match in _BOX.finditer(str(cell.value)) if fold(match[2]) in options]
    if boxes:
        xml.change(cell.coordinate, lambda text: _BOX.sub(box, text))
        yield from (name == option for name in boxes)


def _undated(tableau: Tableau) -> Iterator[str]:
    rows = {row.realisation: row for _, _, rows in tableau.bands for row in rows}
    for row in rows.values():
        if row.period is None:
            yield mark("« {title} » n'a pas de période : la case reste vide.", title=row.title)


def _filled(where: str) -> str:
    return mark(
        "Ce modèle est déjà rempli, ou n'a pas de ligne libre, à « {where} » : prenez le modèle vierge.", where=where
    )


def _band(  # noqa: PLR0913, PLR0917  # what is known of a band, each by name
    model: _Model,
    xml: SheetXml,
    section: str,
    name: str,
    rows: tuple[TableRow, ...],
    tableau: Tableau,
    language: Language,
) -> None:
    """Write the rows under a band's title, adding lines to the model when it has too few."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  # 0.1 s that only this command pays

    first = model.bands[section] + 1
    free = _free(model, first)
    if not free:
        raise NoPaperError(_filled(name))
    if len(rows) > free:  # before the last one, which closes the band
        xml.insert(first + max(1, free - 1), len(rows) - free, like=first)
    for number, row in enumerate(rows, first):
        told = "\n".join((_line(row.title), *(f"• {_line(document)}" for document in row.documents)))
        xml.write(f"A{number}", *printable(told))
        xml.write(f"{get_column_letter(model.period)}{number}", language.table_period(row.period))
        for code in filter(model.columns.__contains__, row.marks):
            xml.write(f"{get_column_letter(model.columns[code])}{number}", tableau.table.mark)
        xml.grow(number, tall(model.sheet, told))


def _free(model: _Model, first: int) -> int:
    """Count the rows from ``first`` that are empty, of single cells, drawn like the first, above the next band.

    Raises NoPaperError: when one of the band's rows holds a period or a mark, written or drawn.
    """
    below = [row for row in model.bands.values() if row > first]
    end = min([*below, last_row(model.sheet) + 1])
    marks = (model.period, *model.columns.values())
    drawn = is_drawn(model.sheet, first)
    rows = [number for number in range(first, end) if is_drawn(model.sheet, number) == drawn]
    if any(not is_blank(model.sheet, number, column) for number in rows for column in marks):
        raise NoPaperError(_filled(_title(model, first - 1)))
    _refuse_drawn(model, rows, first - 1)
    for rank, number in enumerate(rows):
        if number != first + rank or not all(is_empty(model.sheet, number, column) for column in (1, *marks)):
            return rank
    return len(rows)


def _refuse_drawn(model: _Model, rows: list[int], title: int) -> None:
    """Refuse marks that are no text: what an import would read there, a colour or a cross.

    Raises NoPaperError: there is one.
    """
    if any(marks(model.grid, rows, tuple(model.columns.values()))):
        raise NoPaperError(_filled(_title(model, title)))


def _title(model: _Model, row: int) -> str:
    return _line(str(model.sheet.cell(row, 1).value or ""))


def _line(text: str) -> str:
    return " ".join(text.split())
