"""The official tableau de synthèse, filled: the circulaire's own workbook, written where its labels say, never redrawn.

A candidate downloads the model of their session (``workbook.model`` reads it).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, TypeAlias
from zipfile import ZipFile

from generator.addressing import addresses
from generator.coverage import student_coverage
from generator.coverage.tables import Tableau, TableRow
from generator.language import Language, mark
from generator.outputs.papers.candidate import Candidate
from generator.outputs.papers.stage import NoPaperError
from generator.outputs.spreadsheets import printable
from generator.outputs.workbook.model import (
    TableauModel,
    already_filled,
    free_rows,
    last_row,
    read_model,
    refuse_chosen,
)
from generator.outputs.workbook.sheet_xml import SheetXml
from generator.values.folding import fold

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_NAME, _NUMBER, _SCHOOL, _ADDRESS = "NOM et prénom", "N° candidat", "Centre de formation", "Adresse URL du portfolio"
_BOX = re.compile(r"([▢☐□❏◻☒☑■✓✔])[\s\u00a0]*(\w+)")
_TICKED = "☒☑■✓✔"
_EMPTY_BOX, _TICKED_BOX = "☐", "☒"
_SMALLEST = 0.6
"""Share of the size at which the empty model prints, below which one page is no longer read."""
_LINE = 15.0
"""Points of a line of text."""
_TALLEST = 409.0
"""Points of the tallest row that a spreadsheet accepts."""
_FILLED = 0.85
"""Share of a column's width that is written before a word goes to the next line, in bold letters."""


Filled: TypeAlias = tuple[bytes, tuple[str, ...]]
"""A workbook, and what its candidate must know: phrases of ours."""


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
    layout = read_model([sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)], candidate, tableau)
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


def _fit(model: TableauModel, xml: SheetXml, empty: float, candidate: Candidate) -> None:
    """Keep one page while it is read as the empty model is, else one page wide, its heads repeated and numbered."""
    below = min(model.bands.values())
    titles = f"${min(model.columns_row, below - 1)}:${below - 1}"
    tall = xml.height(last_row(model.sheet) + xml.added) * _SMALLEST > empty
    name = candidate.student.name.replace("&", "&&")
    xml.fit(tall=tall, titles=titles, footer=f"&L{name}&R&P / &N")


def _head(model: TableauModel, xml: SheetXml, candidate: Candidate) -> Iterator[str]:
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
            raise NoPaperError(already_filled(label))
        if cell is not None and value:
            xml.append(cell.coordinate, printable(value)[0])
        elif cell is None and value and label != _ADDRESS:  # no model before that of 2026 asks for an address
            yield mark("Le modèle n'a pas de place pour « {label} » : écrivez-le à la main.", label=label)
    options = {fold(option.id) for option in candidate.framework.options}
    refuse_chosen(model, options)
    ticked = [
        option for cell in model.labels.values() for option in _tick(cell, xml, options, fold(student.option or ""))
    ]
    if not any(ticked):
        yield mark("Aucune option n'est cochée : faites-le à la main, ou écrivez « option: » dans l'index.md.")
    if not model.sessions or not candidate.student.session:
        yield mark("La session du modèle n'a pas pu être vérifiée : comparez-la à celle du candidat.")


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


def _band(  # noqa: PLR0913, PLR0917  # what is known of a band, each by name
    model: TableauModel,
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
    free = free_rows(model, first)
    if not free:
        raise NoPaperError(already_filled(name))
    if len(rows) > free:  # before the last one, which closes the band
        xml.insert(first + max(1, free - 1), len(rows) - free, like=first)
    for number, row in enumerate(rows, first):
        told = "\n".join((_line(row.title), *(f"• {_line(document)}" for document in row.documents)))
        xml.write(f"A{number}", *printable(told))
        xml.write(f"{get_column_letter(model.period)}{number}", language.table_period(row.period))
        for code in filter(model.columns.__contains__, row.marks):
            xml.write(f"{get_column_letter(model.columns[code])}{number}", tableau.table.mark)
        xml.grow(number, _tall(model.sheet, told))


def _tall(sheet: Worksheet, text: str) -> float:
    """Return the height of a row that holds a text: a spreadsheet does not find it when the model sets one."""
    width = max(10.0, (sheet.column_dimensions["A"].width or 0) * _FILLED)
    lines = sum(max(1, ceil(len(part) / width)) for part in text.split("\n"))
    return min(lines * _LINE, _TALLEST)


def _line(text: str) -> str:
    return " ".join(text.split())
