"""The official tableau de synthèse, filled: the circulaire's own workbook, read by its labels and never redrawn.

A candidate downloads the model of their session; what is written stands where the model says. A model whose labels are
missing, or of another session, is refused: a table in the wrong cells would cost more than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from generator.coverage import student_coverage
from generator.coverage.tables import Tableau, TableRow
from generator.language import Language, mark
from generator.outputs.papers import sheet_rows
from generator.outputs.papers.candidate import Candidate
from generator.outputs.papers.stage import NoPaperError
from generator.outputs.spreadsheets import printable
from generator.pages import addresses
from generator.reading.folding import fold

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_NAME, _NUMBER, _SCHOOL, _ADDRESS = "NOM et prénom", "N° candidat", "Centre de formation", "Adresse URL du portfolio"
_SESSION = re.compile(r"session\D{0,5}((?:\d{4}\D?)+)")
"""In a folded text: « session 2026 », « session : 2026 », « session 2025-2026 », of which the last year counts."""
_BOX = re.compile(r"^[▢☐□]\s*(\S+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A workbook, and what its candidate must know."""

    raw: bytes
    notes: tuple[str, ...] = ()
    """Phrases of ours."""


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


def fill(model: bytes, one: Candidate, language: Language) -> Filled:
    """Write a candidate's table into a model.

    Raises:
        NoPaperError: when the référentiel has no such table, or the model is not an empty one of the session.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  # 0.1 s that only this command pays
    from openpyxl.worksheet.worksheet import Worksheet  # noqa: PLC0415  # the same

    tableau = student_coverage(one.student, one.cohort, one.framework).tableau
    if tableau is None:
        raise NoPaperError(mark("« {framework} » n'a pas de tableau de synthèse.", framework=one.framework.short_title))
    try:
        book = load_workbook(BytesIO(model))
    except Exception as error:  # a damaged workbook raises anything
        message = mark(
            "Ce modèle ne s'ouvre pas : ouvrez-le dans un tableur et enregistrez-le au format .xlsx, sans mot de passe."
        )
        raise NoPaperError(message) from error
    found = _read([sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)], one, tableau)
    notes = [*_head(found, one), *_undated(tableau)]
    for section, name, rows in reversed(tableau.bands):  # from the last: rows that are added move only what is done
        _band(found, section, name, rows, tableau, language)
    book.template = False
    raw = BytesIO()
    book.save(raw)
    return Filled(raw=raw.getvalue(), notes=tuple(notes))


def _read(sheets: list[Worksheet], one: Candidate, tableau: Tableau) -> _Model:
    """Find the sheet to fill, and its landmarks.

    Raises:
        NoPaperError: with those that are missing, or the session that it is for.
    """
    refused: NoPaperError | None = None
    for sheet in sheets:
        labels = {fold(cell.value): cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
        if any(text.startswith(fold(tableau.table.title)) for text in labels):
            try:
                return _landmarks(sheet, labels, one, tableau)
            except NoPaperError as error:  # a sheet of explanations may bear the same title
                refused = refused or error
    message = mark(
        "Aucune feuille de ce modèle n'a pour titre « {title} » : prenez le modèle .xlsx joint à la circulaire.",
        title=tableau.table.title,
    )
    raise refused or NoPaperError(message)


def _landmarks(sheet: Worksheet, labels: Mapping[str, Cell], one: Candidate, tableau: Tableau) -> _Model:
    found = {int(years[1].strip(" -/")[-4:]) for years in map(_SESSION.search, labels) if years}
    if found and one.session and one.session not in found:
        message = mark(
            "Ce modèle est celui de la session {found}, {name} se présente à la session {session} : prenez celui "
            "de la bonne circulaire.",
            found=str(max(found)),
            name=one.student.name,
            session=str(one.session),
        )
        raise NoPaperError(message)
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
            "Ce modèle n'est pas celui du tableau attendu ; il y manque : {missing}. Prenez le modèle .xlsx joint à la "
            "circulaire, sans en changer les titres.",
            missing=tuple(missing),
        )
        raise NoPaperError(message)
    return _Model(sheet=sheet, labels=labels, period=period.column, columns=columns, bands=bands)


def _head(model: _Model, one: Candidate) -> Iterator[str]:
    """Write who the candidate is after the labels, and tick their option; yield what could not be written.

    Raises:
        NoPaperError: when the model says already whose it is.
    """
    student = one.student
    values = {
        _NAME: f"{student.last_name.upper()} {student.first_name}".strip(),
        _NUMBER: one.number,
        _SCHOOL: one.school.name or "",
        _ADDRESS: one.address(addresses.student(one.cohort, student)),
    }
    for label, value in values.items():
        cell = model.after(label)
        if cell is not None and fold(str(cell.value)).removeprefix(fold(label)).strip(" :"):
            raise NoPaperError(_filled(label))
        if cell is not None and value:
            cell.value, _ = printable(f"{str(cell.value).rstrip()} {value}")
        elif cell is None and value and label != _ADDRESS:  # no model before that of 2026 asks for an address
            yield mark("Le modèle n'a pas de place pour « {label} » : écrivez-le à la main.", label=label)
    boxes = [(cell, found[1]) for cell in model.labels.values() if (found := _BOX.match(str(cell.value)))]
    for cell, option in boxes:
        if student.option and fold(option) == fold(student.option):
            cell.value = f"☒ {option}"
    if not student.option or fold(student.option) not in {fold(option) for _, option in boxes}:
        yield mark("Aucune option n'est cochée : faites-le à la main, ou écrivez « option: » dans l'index.md.")
    if not any(_SESSION.search(text) for text in model.labels) or not one.session:
        yield mark("La session du modèle n'a pas pu être vérifiée : comparez-la à celle du candidat.")


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
    model: _Model, section: str, name: str, rows: tuple[TableRow, ...], tableau: Tableau, language: Language
) -> None:
    """Write the rows under a band's title, adding lines to the model when it has too few."""
    first = model.bands[section] + 1
    free = _free(model, first)
    if not free:
        raise NoPaperError(_filled(name))
    if len(rows) > free:  # before the last one, which closes the band
        sheet_rows.insert(model.sheet, first + max(1, free - 1), len(rows) - free, like=first)
    for number, row in enumerate(rows, first):
        told = "\n".join((_line(row.title), *(f"• {_line(document)}" for document in row.documents)))
        sheet_rows.write(model.sheet, number, 1, told)
        sheet_rows.write(model.sheet, number, model.period, language.table_period(row.period))
        for code in row.marks & model.columns.keys():
            sheet_rows.write(model.sheet, number, model.columns[code], tableau.table.mark)
        sheet_rows.grow(model.sheet, number, told)


def _free(model: _Model, first: int) -> int:
    """Count the rows from ``first`` that are empty, of single cells, drawn like the first, above the next band."""
    below = [row for row in model.bands.values() if row > first]
    end = min([*below, sheet_rows.last_row(model.sheet) + 1])
    columns = (1, model.period, *model.columns.values())
    number = first
    while number < end and all(sheet_rows.is_empty(model.sheet, number, column) for column in columns):
        if sheet_rows.is_drawn(model.sheet, number) != sheet_rows.is_drawn(model.sheet, first):
            break
        number += 1
    return number - first


def _line(text: str) -> str:
    return " ".join(text.split())
