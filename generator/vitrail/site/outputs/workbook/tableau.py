"""Fills the official tableau de synthèse: the circulaire's own workbook, written beside its labels, never redrawn.

A candidate downloads the model of their session (``workbook.model`` reads it).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING
from zipfile import ZipFile

from vitrail.content.addressing import addresses
from vitrail.content.values.folding import fold
from vitrail.ground.language import Language, mark
from vitrail.ground.regex import regex
from vitrail.knowledge.coverage import student_coverage
from vitrail.knowledge.coverage.tables import Tableau, TableRow
from vitrail.site.outputs.papers.candidate import Candidate
from vitrail.site.outputs.papers.stage import NoPaperError
from vitrail.site.outputs.spreadsheets import printable
from vitrail.site.outputs.workbook.model import (
    TableauModel,
    already_filled,
    free_rows,
    last_row,
    read_model,
    refuse_chosen,
)
from vitrail.site.outputs.workbook.sheet_xml import SheetXml

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_NAME, _NUMBER, _SCHOOL, _ADDRESS = "NOM et prénom", "N° candidat", "Centre de formation", "Adresse URL du portfolio"
_BOX = regex(r"([▢☐□❏◻☒☑■✓✔])[\s\u00a0]*(\w+)")
_TICKED = "☒☑■✓✔"
_EMPTY_BOX, _TICKED_BOX = "☐", "☒"
_SMALLEST = 0.6
"""Scale, relative to the print of the empty model, below which one page is no longer readable."""
_LINE = 15.0
"""Points of a line of text."""
_TALLEST = 409.0
"""Points of the tallest row that a spreadsheet accepts."""
_FILLED = 0.85
"""Share of a column's width that a line of bold text fills before it wraps."""


def fill(model: bytes, candidate: Candidate, language: Language) -> tuple[bytes, tuple[str, ...]]:
    """Write a candidate's table into a model; return the workbook, and notes: phrases of ours.

    Raises NoPaperError: the référentiel has no such table, or the model is not an empty one of the session.
    """
    from openpyxl import load_workbook  # 0.1 s that only this command pays
    from openpyxl.worksheet.worksheet import Worksheet  # the same

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
        notes = [*_head(layout, xml, candidate), *_gaps(tableau)]
        for section, name, rows in reversed(
            tableau.bands
        ):  # last band first: added rows shift only bands already written
            _band(layout, xml, section, name, rows, tableau, language)
        _fit(layout, xml, empty, candidate)
        return xml.save(), tuple(notes)
    except (LookupError, ValueError) as error:  # a workbook that its program did not write as the norm says
        raise NoPaperError(
            "Ce modèle ne s'écrit pas : ouvrez-le dans un tableur et enregistrez-le de nouveau au format .xlsx."
        ) from error


def _fit(model: TableauModel, xml: SheetXml, empty: float, candidate: Candidate) -> None:
    """Print on one page while that is readable; else one page wide, with repeated heads and numbered pages."""
    below = min(model.bands.values())
    titles = f"${min(model.columns_row, below - 1)}:${below - 1}"
    tall = xml.height(last_row(model.sheet) + xml.added) * _SMALLEST > empty
    name = candidate.student.name.replace("&", "&&")
    xml.fit(tall=tall, titles=titles, footer=f"&L{name}&R&P / &N")


def _head(model: TableauModel, xml: SheetXml, candidate: Candidate) -> Iterator[str]:
    """Write the candidate's identity after the labels, tick their option, and yield notes on what is left by hand.

    Raises NoPaperError: the model is filled with an identity already.
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
        elif cell is None and value and label != _ADDRESS:  # models before 2026 have no address
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
    """Tick or empty each box before an option's name in a cell; yield whether it is ticked.

    One character replaces one, so that a text in several formats keeps each of them.
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


def _gaps(tableau: Tableau) -> Iterator[str]:
    """Yield a note for each row without a period, or without any cross."""
    rows = {row.realisation: row for _, _, rows in tableau.bands for row in rows}
    for row in rows.values():
        if row.period is None:
            yield mark("« {title} » n'a pas de période : la case reste vide.", title=row.title)
    for title in tableau.bare_rows:
        yield mark(
            "« {title} » n'a aucune croix : aucune de ses compétences n'est une colonne du tableau.", title=title
        )


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
    from openpyxl.utils import get_column_letter  # 0.1 s that only this command pays

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
    """Return the height of a row for a text: a spreadsheet does not compute it when the model sets one."""
    width = max(10.0, (sheet.column_dimensions["A"].width or 0) * _FILLED)
    lines = sum(max(1, ceil(len(part) / width)) for part in text.split("\n"))
    return min(lines * _LINE, _TALLEST)


def _line(text: str) -> str:
    return " ".join(text.split())
