"""The tableau de synthèse that every candidate keeps: an official workbook, read by its labels wherever they stand."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.importing.citing import Owner
from generator.importing.draft import UNKNOWN, Draft, Treatment, day, period, to_do
from generator.language import ToldError, mark
from generator.model.framework import Framework
from generator.values.folding import fold

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST = 20_000_000
"""Bytes of a workbook, opened: the official one is a hundredth of that."""
_ROWS, _COLUMNS = 500, 60
_LONG = 10
_SECTIONS = (
    (re.compile(r"realisations? en cours de formation"), ("formation", "")),
    (re.compile(r"realisations? en milieu professionnel.*premiere"), ("stage", "1")),
    (re.compile(r"realisations? en milieu professionnel.*(?:seconde|deuxieme)"), ("stage", "2")),
)
_BULLET = re.compile(r"^[-–—•▸▪●*·o]\s+|^[-–—•▸▪●*·]")
_ADDRESS = re.compile(r"https?://\S+")
_LIST = re.compile(r"(?:documents?|productions?)[^:]{0,20}:\s*", re.IGNORECASE)
_TICK = re.compile(r"[x✓✔☑✗✘☒√●■•1v]+|oui|ok", re.IGNORECASE)
_NO_TICK = frozenset({"", "non", "0", "n/a", "na", "n", "/", "☐", "▢"})
_CANDIDATE = re.compile(r"nom\b.{0,20}prenom\s*:\s*(.+)|candidate?\s*:\s*(\D+)")
_SESSION = re.compile(r"session\s*:?\s*(\d{4})")


class NotATableError(ToldError):
    """The file is no such workbook."""


class _Layout(Struct, kw_only=True):
    period: int = 0
    columns: dict[int, str] = {}
    """Column → code."""
    sections: dict[int, tuple[str, str]] = {}
    """Row of a section's title → the context and the year of what stands below it."""
    candidate: str = ""
    """Folded name that the sheet bears."""
    session: int | None = None


def read_workbook(name: str, raw: bytes, reader: Owner) -> tuple[Draft, ...]:
    """Return a draft for each réalisation of a workbook.

    Raises NotATableError: no sheet has the labels of the table, the file is no workbook, or it is another candidate's.
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
        if layout := _layout(sheet, reader.framework):
            theirs = set(re.findall(r"\w+", layout.candidate))
            if theirs and not any(theirs & set(re.findall(r"\w+", fold(one))) for one in reader.names):
                raise NotATableError(
                    "« {file} » porte le nom de « {candidate} », et non de {name} : rien n'est importé.",
                    file=name,
                    candidate=layout.candidate,
                    name=" ".join(reader.names),
                )
            return _finished(_merged(_drafts(name, sheet, layout)), layout, reader)
    raise NotATableError(
        "« {file} » n'a pas les repères du tableau de synthèse : une colonne « Période », les compétences de "
        "{framework}, des bandes « Réalisations en cours de formation » et « en milieu professionnel ».",
        file=name,
        framework=reader.framework.short_title,
    )


def _finished(drafts: tuple[Draft, ...], layout: _Layout, reader: Owner) -> tuple[Draft, ...]:
    """Say what each still lacks, and first of all that the sheet is for another session."""
    for draft in drafts:
        draft.codes = dict(sorted(draft.codes.items()))
        if draft.keys["période"] == UNKNOWN:
            said = mark("« {title} » : titre et rubrique.", title=draft.title)
        else:
            said = mark("« {title} » : titre, période et rubrique.", title=draft.title)
        draft.note(said, Treatment.CONVERTED)
        to_do(draft)
    if drafts and layout.session and reader.session and layout.session != reader.session:
        drafts[0].note(
            mark(
                "Le tableau est celui de la session {theirs}, le portfolio celui de la session {mine}.",
                theirs=layout.session,
                mine=reader.session,
            )
        )
        drafts[0].notes.insert(0, drafts[0].notes.pop())
    return drafts


def _layout(sheet: Worksheet, framework: Framework) -> _Layout | None:
    columns = [(table, code) for table in framework.tables for codes in table.columns.values() for code in codes]
    titles = {
        fold(name): code
        for table, code in columns
        for name in (framework.by_id[code].title, table.printed_labels.get(code, code))
    }
    long = [title for title in titles if len(title) > _LONG]  # after its code: « B1.1 Gérer le patrimoine »
    found = _Layout()
    for row, column, text in _cells(sheet):
        folded, head = fold(text), not found.sections
        if head and (said := _CANDIDATE.match(folded)):
            found.candidate = (said[1] or said[2]).strip(" .…_")
        elif head and (year := _SESSION.search(folded)):
            found.session = int(year[1])
        if section := next((context for pattern, context in _SECTIONS if pattern.match(folded)), None):
            found.sections[row] = section
        elif folded.startswith("periode") and not found.period:
            found.period = column
        elif head and (code := titles.get(folded) or next((titles[one] for one in long if folded.endswith(one)), None)):
            found.columns.setdefault(column, code)
    return found if found.period and found.columns and found.sections else None


def _cells(sheet: Worksheet) -> Iterator[tuple[int, int, str]]:
    for cells in sheet.iter_rows(max_row=_ROWS, max_col=_COLUMNS):
        for cell in cells:
            value = day(cell.value) if isinstance(cell.value, datetime | date) else str(cell.value or "")
            if cell.row and cell.column and value.strip():
                yield cell.row, cell.column, value.strip()


def _drafts(name: str, sheet: Worksheet, layout: _Layout) -> list[Draft]:
    rows: dict[int, dict[int, str]] = {}
    for row, column, text in _cells(sheet):
        rows.setdefault(row, {})[column] = text
    section = "", ""
    drafts: list[Draft] = []
    for row, cells in sorted(rows.items()):
        section = layout.sections.get(row, section)
        if row in layout.sections or not section[0]:
            continue
        title = cells.get(1, "")
        bare = not any(cells.get(column) for column in (layout.period, *layout.columns))
        if drafts and bare and (_BULLET.match(title) or _ADDRESS.match(title)):
            drafts[-1].productions += _documents(title.splitlines())
            continue
        if title:
            drafts.append(_row(f"{name}:{row}", title, cells.get(layout.period, ""), section))
        if drafts:  # a réalisation may go on over several rows
            _tick(drafts[-1], cells, layout)
    return drafts


def _tick(draft: Draft, cells: Mapping[int, str], layout: _Layout) -> None:
    """Add the codes whose cells are ticked; what is written there and says neither yes nor no is told."""
    for column, code in sorted(layout.columns.items()):
        said = cells.get(column, "")
        if _TICK.fullmatch(re.sub(r"\s", "", said)):
            draft.codes[code] = ""
        elif fold(said) not in _NO_TICK:
            draft.note(
                mark("« {said} » dans la colonne {code} n'est pas une coche : laissé de côté.", said=said, code=code)
            )


def _row(place: str, text: str, when: str, section: tuple[str, str]) -> Draft:
    title, *documents = [line for line in text.splitlines() if line.strip()]
    context, year = section
    keys = {"période": period(when) or UNKNOWN, "contexte": context, "mode": "vécue"}
    if year and keys["période"] == UNKNOWN:
        keys["année"] = year
    title = _BULLET.sub("", title.strip()).strip()
    left = [f"période: {when}"] if when and keys["période"] == UNKNOWN else []
    productions = list(_documents(documents))
    return Draft(title=title, place=place, keys=keys, left=left, productions=productions, body=_BODY)


def _merged(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """Make one of a réalisation that stands in several sections: the same title, and the same days."""
    found: dict[tuple[str, str], Draft] = {}
    for number, one in enumerate(drafts):
        when = one.keys["période"]
        before = found.setdefault((fold(one.title), when if when != UNKNOWN else str(number)), one)
        if before is not one:
            contexts = dict.fromkeys((*re.findall(r"\w+", before.keys["contexte"]), one.keys["contexte"]))
            before.keys["contexte"] = f"[{', '.join(contexts)}]" if len(contexts) > 1 else one.keys["contexte"]
            before.codes |= one.codes
            before.productions = list(dict.fromkeys((*before.productions, *one.productions)))
            before.notes += one.notes
    return tuple(found.values())


_BODY = "## Contexte et besoin\n\n## Ce que j'ai fait\n\n## Difficultés et solutions\n\n## Bilan"


def _documents(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the documents of lines, one each, or several between commas after « Documents : »."""
    for line in lines:
        bare = _BULLET.sub("", line.strip()).strip()
        listed = _LIST.match(bare)
        for one in re.split(r",\s*", bare[listed.end() :]) if listed else (bare,):
            if found := _ADDRESS.search(one):
                yield one.replace(found[0], "").strip(" :-–") or found[0], "lien", found[0]
            elif one:
                yield one, "état", "manquante"
