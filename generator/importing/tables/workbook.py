"""The tableau de synthèse that every candidate keeps, read by its labels wherever they stand, in any program's file."""

import re
from collections.abc import Iterator

from generator.extracts.pieces import UnopenedError
from generator.extracts.sheets import Grid, grids
from generator.importing.citing import Owner
from generator.importing.draft import UNKNOWN, Draft, Treatment
from generator.importing.tables.rows import OFFICIAL, TableLayout, merged, read_rows
from generator.language import ToldError, mark
from generator.model.framework import Framework
from generator.values.folding import fold

_LONG = 10
"""Signs from which a title is known among the other words of its cell."""
_FEWEST = 3
"""Columns of competencies that make a table one of ours, when nothing else does."""
_BANDS = (
    (re.compile(r"milieu professionnel|\bstages?\b|entreprise|alternance|apprenti"), "stage"),
    (re.compile(r"\bformation\b|\blycee\b"), "formation"),
)
_YEARS = (
    (re.compile(r"premiere|\b1(?:ere|re|er)?\b"), "1"),
    (re.compile(r"seconde|deuxieme|\b2(?:eme|nde|nd|e)?\b"), "2"),
)
_PLACES = (("formation", ""), ("stage", "1"), ("stage", "2"))
"""What the bands are, from the first, when their words do not say it."""
_CANDIDATE = re.compile(r"(?:nom\b.{0,20}prenom|candidate?|nom(?: de famille)?)\s*:\s*(\D*)")
_SESSION = re.compile(r"session\s*:?\s*(\d{4})")
_PARTICLE = 3
"""Letters of a word of a name below which it is shared by many: « Le », « de »."""


class NotATableError(ToldError):
    """The file is no such workbook."""


class NotTheirsError(NotATableError):
    """It is one, of somebody else."""


def read_workbook(name: str, raw: bytes, reader: Owner) -> tuple[Draft, ...]:
    """Return a draft for each réalisation of a workbook, or of a table in a document.

    Raises NotATableError: nothing has the labels of the table, the file does not open, or it is another candidate's.
    """
    try:
        sheets = grids(raw)
    except UnopenedError as error:
        raise NotATableError(
            "« {file} » ne s'ouvre pas : enregistrez-le au format .xlsx ou .ods, sans mot de passe.", file=name
        ) from error
    known = [(sheet, layout) for sheet in sheets if (layout := _layout(sheet, reader.framework))]
    if not known:
        raise NotATableError(
            "« {file} » n'a pas les repères du tableau : une colonne par compétence de {framework}, une colonne "
            "« Période ».",
            file=name,
            framework=reader.framework.short_title,
        )
    drafts: list[Draft] = []
    for sheet, layout in known:
        said = "\n".join((sheet.above, *_labels(sheet, layout)))
        _guard(name, said, reader)
        drafts += _with_session(read_rows(name, sheet, layout), said, reader)
    return _finished(merged(drafts))


def _layout(sheet: Grid, framework: Framework) -> TableLayout | None:
    """Find the row that names the competencies, then the bands below it."""
    heads = {row: columns for row in range(1, sheet.rows + 1) if (columns := dict(_titled(sheet, row, framework)))}
    head = max(heads, key=lambda row: len(heads[row]), default=0)
    if not head:
        return None
    period = next(
        (
            column
            for row in range(max(1, head - 2), head + 3)
            for column in range(1, sheet.columns + 1)
            if re.match(r"periodes?\b|dates?\b", fold(sheet.at(row, column).text)) and column not in heads[head]
        ),
        0,
    )
    bands = dict(_bands(sheet, head, (period, *heads[head]) if period else tuple(heads[head])))
    marked = period and any(OFFICIAL.match(fold(sheet.at(row, 1).text)) for row in bands)
    if not marked and len(heads[head]) < _FEWEST:
        return None
    return TableLayout(head=head, columns=heads[head], period=period, bands=bands)


def _titled(sheet: Grid, row: int, framework: Framework) -> Iterator[tuple[int, str]]:
    """Yield the columns of a row that bear the title of a competency, its code or its printed name."""
    codes = [(table, code) for table in framework.tables for codes in table.columns.values() for code in codes]
    titles = {
        fold(name): code
        for table, code in codes
        for name in (framework.by_id[code].title, table.printed_labels.get(code, code))
    }
    long = [title for title in titles if len(title) > _LONG]  # after its code, or before its details
    for column in range(1, sheet.columns + 1):
        cell, folded = sheet.at(row, column), fold(sheet.at(row, column).text)
        named = next((title for title in long if folded.endswith(title) or folded.startswith(title)), folded)
        if cell.head is None and named in titles:
            yield column, titles[named]


def _bands(sheet: Grid, head: int, columns: tuple[int, ...]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the titles of bands: rows that are one cell, or of one colour, or that say so and hold nothing else."""
    place = 0
    for row in range(head + 1, sheet.rows + 1):
        title, beside = sheet.at(row, 1), [sheet.at(row, column) for column in columns]
        folded = fold(title.text)
        bare = all(not cell.text or cell.head == (row, 1) for cell in beside)
        joined = all(cell.head == (row, 1) for cell in beside)
        coloured = title.fill and all(cell.fill == title.fill for cell in beside) and not title.head
        if not folded or not bare or title.text.startswith(("-", "•", "*", "http")):
            continue
        if joined or OFFICIAL.match(folded) or (coloured and title.fill != sheet.at(row + 1, 1).fill):
            usual = _PLACES[min(place, len(_PLACES) - 1)]
            context = next((word for pattern, word in _BANDS if pattern.search(folded)), usual[0])
            year = next((number for pattern, number in _YEARS if pattern.search(folded)), usual[1])
            yield row, (context, "" if context == "formation" else year)
            place += 1


def _labels(sheet: Grid, layout: TableLayout) -> Iterator[str]:
    """Yield what stands above the table, a label with its value when that is in the next cell."""
    for row in range(1, layout.head):
        cells = [sheet.at(row, column).text for column in range(1, sheet.columns + 1)]
        said = [text for number, text in enumerate(cells) if text and sheet.at(row, number + 1).head is None]
        for text, following in zip(said, (*said[1:], ""), strict=False):
            yield f"{text} {following}" if text.rstrip().endswith(":") else text


def _guard(name: str, said: str, reader: Owner) -> None:
    """Raise NotTheirsError when the table bears the name of another family: first names are shared."""
    matches = (_CANDIDATE.match(fold(line)) for line in said.splitlines())
    candidate = next((match[1].strip(" .…_") for match in matches if match and match[1].strip(" .…_:")), "")
    words = re.findall(r"\w+", fold(reader.names[0])) if reader.names else []
    family = [word for word in words if len(word) >= _PARTICLE] or words
    if candidate and family and not set(family) & set(re.findall(r"\w+", candidate)):
        raise NotTheirsError(
            "« {file} » porte le nom de « {candidate} », et non de {name} : rien n'est importé.",
            file=name,
            candidate=candidate,
            name=" ".join(reader.names),
        )


def _with_session(drafts: list[Draft], said: str, reader: Owner) -> list[Draft]:
    """Say on the first draft that the sheet is for another session."""
    year = _SESSION.search(fold(said))
    if drafts and year and reader.session and int(year[1]) != reader.session:
        drafts[0].note(
            mark(
                "Le tableau est celui de la session {theirs}, le portfolio celui de la session {mine}.",
                theirs=int(year[1]),
                mine=reader.session,
            )
        )
        drafts[0].notes.insert(0, drafts[0].notes.pop())
    return drafts


def _finished(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Say what each still lacks."""
    for draft in drafts:
        draft.codes = dict(sorted(draft.codes.items()))
        if draft.keys["période"] == UNKNOWN:
            said = mark("« {title} » : titre et rubrique.", title=draft.title)
        else:
            said = mark("« {title} » : titre, période et rubrique.", title=draft.title)
        draft.note(said, Treatment.CONVERTED)
    return drafts
