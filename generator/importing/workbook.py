"""The tableau de synthèse that every candidate keeps: an official workbook, read by its labels wherever they stand."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from generator.importing.draft import Draft, Treatment, unread_period
from generator.language import ToldError, mark
from generator.model.framework import Framework
from generator.values.folding import fold

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST = 20_000_000
"""Bytes of a workbook, opened: the official one is a hundredth of that."""
_ROWS, _COLUMNS = 500, 60
_SECTIONS = (
    (re.compile(r"realisations? en cours de formation"), "formation"),
    (re.compile(r"realisations? en milieu professionnel.*premiere"), "stage"),
    (re.compile(r"realisations? en milieu professionnel.*(?:seconde|deuxieme)"), "stage"),
)
_BULLET = re.compile(r"^[-–—•▸▪●*·o]\s+|^[-–—•▸▪●*·]")
_ADDRESS = re.compile(r"https?://\S+")


class NotATableError(ToldError):
    """The file is no such workbook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    period: int
    columns: Mapping[int, str]
    """Column → code."""
    sections: Mapping[int, str]
    """Row of a section's title → the context of what stands below it."""


def read_workbook(name: str, raw: bytes, framework: Framework) -> tuple[Draft, ...]:
    """Return a draft for each réalisation of a workbook.

    Raises NotATableError: no sheet has the labels of the table, or the file is no workbook.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  # 0.1 s that only this command pays

    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            size = sum(part.file_size for part in archive.infolist())
        book = load_workbook(BytesIO(raw), data_only=True) if size <= LARGEST else None
    except Exception as error:  # the library raises a dozen kinds for a damaged file
        raise NotATableError(
            "« {file} » ne s'ouvre pas : enregistrez-le au format .xlsx, sans mot de passe.", file=name
        ) from error
    if book is None:
        raise NotATableError("« {file} » est trop gros pour un tableau de synthèse.", file=name)
    for sheet in book.worksheets:
        if layout := _layout(sheet, framework):
            return tuple(_drafts(name, sheet, layout))
    raise NotATableError(
        "« {file} » n'a pas les repères du tableau de synthèse : une colonne « Période », les compétences de "
        "{framework}, des bandes « Réalisations en cours de formation » et « en milieu professionnel ».",
        file=name,
        framework=framework.short_title,
    )


def _layout(sheet: Worksheet, framework: Framework) -> _Layout | None:
    titles = {}
    for table in framework.tables:
        for codes in table.columns.values():
            for code in codes:
                titles[fold(framework.by_id[code].title)] = code
                titles[fold(table.printed_labels.get(code, code))] = code
    period, columns, sections = 0, dict[int, str](), dict[int, str]()
    for row, column, text in _cells(sheet):
        folded = fold(text)
        if section := next((context for pattern, context in _SECTIONS if pattern.match(folded)), None):
            sections[row] = section
        elif folded.startswith("periode") and not period:
            period = column
        elif not sections and (found := titles.get(folded) or _named(folded, titles)):
            columns.setdefault(column, found)
    return _Layout(period=period, columns=columns, sections=sections) if period and columns and sections else None


def _named(folded: str, titles: Mapping[str, str]) -> str | None:
    """The competency whose title stands in a cell after its code (« B1.1 Gérer le patrimoine… »)."""
    return next((code for title, code in titles.items() if len(title) > 10 and folded.endswith(title)), None)  # noqa: PLR2004


def _cells(sheet: Worksheet) -> Iterator[tuple[int, int, str]]:
    for cells in sheet.iter_rows(max_row=_ROWS, max_col=_COLUMNS):
        for cell in cells:
            if cell.value is not None and str(cell.value).strip():
                yield cell.row, cell.column, str(cell.value)


def _drafts(name: str, sheet: Worksheet, layout: _Layout) -> Iterator[Draft]:
    rows: dict[int, dict[int, str]] = {}
    for row, column, text in _cells(sheet):
        rows.setdefault(row, {})[column] = text
    context, draft = "", None
    for row, cells in sorted(rows.items()):
        if row in layout.sections:
            context = layout.sections[row]
        elif context:
            codes = tuple(code for column, code in sorted(layout.columns.items()) if cells.get(column, "").strip())
            title = cells.get(1, "").strip()
            if title:
                if draft:
                    yield _finished(draft)
                draft = _row(f"{name}:{row}", title, cells.get(layout.period, ""), context, codes)
            elif draft and codes:  # a réalisation over several rows
                draft = replace(draft, codes=tuple(sorted({*draft.codes, *codes})))
    if draft:
        yield _finished(draft)


def _row(place: str, text: str, period: str, context: str, codes: tuple[str, ...]) -> Draft:
    title, *documents = [_BULLET.sub("", line.strip()).strip() for line in text.splitlines() if line.strip()]
    productions = tuple(_production(line) for line in documents if line)
    return Draft(
        title=title, place=place, period=period, context=context, codes=codes, productions=productions, body=_BODY
    )


_BODY = "## Contexte et besoin\n\n## Ce que j'ai fait\n\n## Difficultés et solutions\n\n## Bilan"


def _production(line: str) -> tuple[str, str, str]:
    if found := _ADDRESS.search(line):
        title = line.replace(found[0], "").strip(" :-–") or found[0]
        return title, "lien", found[0]
    return line, "état", "manquante"


def _finished(draft: Draft) -> Draft:
    one = draft.noting(Treatment.CONVERTED, mark("« {title} » : titre, période et rubrique.", title=draft.title))
    if draft.codes:
        one = one.noting(Treatment.TO_DO, mark("Dire en une phrase comment, pour {codes}.", codes=draft.codes))
    else:
        one = one.noting(Treatment.TO_DO, mark("Choisir les compétences : aucune case n'est cochée."))
    for title, key, _ in draft.productions:
        if key == "état":
            one = one.noting(Treatment.TO_DO, mark("Joindre « {title} ».", title=title))
    return unread_period(one)
