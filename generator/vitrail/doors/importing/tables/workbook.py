"""Reading of a candidate's tableau de synthèse, by its labels wherever they are, in any program's file."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from vitrail.content.extracts.pieces import UnopenedError
from vitrail.content.extracts.sheets import Grid, grids
from vitrail.content.frameworks.citing import shortens
from vitrail.content.model.framework import Framework
from vitrail.content.values.folding import fold
from vitrail.content.values.lengths import clip
from vitrail.doors.importing.citing import Owner
from vitrail.doors.importing.draft import UNKNOWN, Draft, Imported, Note, Treatment
from vitrail.doors.importing.tables.rows import OFFICIAL, Band, TableLayout, merged, read_rows
from vitrail.ground.language import ToldError, mark
from vitrail.ground.regex import regex

_TITLES = regex(r"(?:intitules?|titres?|realisations?|projets?|activites?|missions?)\b")
"""Folded beginning of the head of the column of titles."""
_WORD = regex(r"[^\W\d_]{2}")
_BAND = regex(
    r"(?:realisations? )?(?:en |au |pendant |durant |periode de )?(?:le |la )?"
    r"(?:milieu|stages?|entreprise|alternance|formation|lycee)\b"
)
"""Folded beginning of a band, which must also give its year, when nothing else tells it from a title."""
_LONG = 10
"""Letters from which a competency's title is recognised among other words of a cell."""
_FEWEST = 3
"""Fewest columns of competencies in a tableau without a period, or without any of the model's bands."""
_BANDS = (
    (regex(r"milieu professionnel|\bstages?\b|entreprise|alternance|apprenti"), "stage"),
    (regex(r"\bformation\b|\blycee\b"), "formation"),
)
_YEARS = ((regex(r"premiere|\b1(?:ere|re|er)?\b"), "1"), (regex(r"seconde|deuxieme|\b2(?:eme|nde|nd|e)?\b"), "2"))
_PLACES = (("formation", ""), ("stage", "1"), ("stage", "2"))
"""Context and year of the bands, from the first, when their words do not give them."""
_CANDIDATE = regex(r"(?:nom\b.{0,20}prenom|candidate?|nom(?: de famille)?)\s*:\s*(\D*)")
_SESSION = regex(r"session\s*:?\s*(\d{4})")
_AROUND = 600
"""Characters, at most, of the text around a table that are told."""
_PARTICLE = 3
"""Fewest letters of a word by which a family is recognised: « Le », « de » are in many names."""


class NotATableError(ToldError):
    """The file is no tableau de synthèse, or does not open."""


class NothingTakenError(NotATableError):
    """The file is a tableau de synthèse, but somebody else's, or empty."""


def read_workbook(name: str, raw: bytes, reader: Owner) -> Imported:
    """Make a draft of each réalisation of a workbook, or of a table in a document.

    Raises NotATableError: no sheet has the labels of the tableau, the file does not open, or nothing is taken from it.
    """
    try:
        sheets = grids(raw)
    except UnopenedError as error:
        raise NotATableError(
            "« {file} » ne s'ouvre pas : enregistrez-le au format .xlsx ou .ods, sans mot de passe.", file=name
        ) from error
    known = [(sheet, layout) for sheet in sheets if not sheet.hidden and (layout := _layout(sheet, reader.framework))]
    if not known:
        raise NotATableError(
            "« {file} » n'a pas les repères du tableau : une colonne par compétence de {framework}, une colonne "
            "« Période ».",
            file=name,
            framework=reader.framework.short_title,
        )
    drafts: list[Draft] = []
    notes = list(_unread(name, sheets, [sheet for sheet, _ in known]))
    for sheet, layout in known:
        said = "\n".join((sheet.above, *_labels(sheet, layout)))
        _guard(name, said, reader)
        place = f"{name} ({sheet.name})" if sheet.name and len(known) > 1 else name
        layout.turn = date(reader.session - 1, 9, 1) if reader.session else None
        if words := clip(" ".join(sheet.above.split()), _AROUND):
            text = mark("Hors du tableau, laissé de côté : « {words} ».", words=words)
            notes.append(Note(fate=Treatment.KEPT, place=place, text=text))
        rows, beside = read_rows(place, sheet, layout)
        drafts += rows
        notes += (*_of_session(place, said, reader), *beside)
    if not drafts:
        raise NothingTakenError(
            "« {file} » a les repères du tableau, et rien sous eux : écrivez le titre de chaque réalisation dans la "
            "colonne « Réalisations ».",
            file=name,
        )
    return Imported(drafts=_finished(merged(drafts)), files={}, notes=tuple(notes))


def _unread(name: str, sheets: Iterable[Grid], known: list[Grid]) -> Iterator[Note]:
    """Report the sheets left aside: hidden ones, and those that are no tableau."""
    hidden = mark("elle est masquée : affichez-la pour qu'elle soit lue")
    other = mark("elle n'a pas les repères du tableau")
    for sheet in sheets:
        if sheet.name and sheet.cells and sheet not in known:
            why = hidden if sheet.hidden else other
            text = mark("La feuille « {sheet} » est laissée de côté : {why}.", sheet=sheet.name, why=why)
            yield Note(name, text, Treatment.KEPT)


def _layout(sheet: Grid, framework: Framework) -> TableLayout | None:
    """Find the row that names the competencies, the columns, and the bands below; None if this is no tableau."""
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
    beside = (period, *heads[head]) if period else tuple(heads[head])
    title = _title(sheet, head, beside)
    bands = dict(_bands(sheet, head, title, beside))
    marked = period and any(OFFICIAL.match(fold(band.text)) for band in bands.values())
    if not marked and len(heads[head]) < _FEWEST:
        return None
    return TableLayout(head=head, columns=heads[head], title=title, period=period, bands=bands)


def _title(sheet: Grid, head: int, others: tuple[int, ...]) -> int:
    """Find the column of titles among those that hold words: the one named so by its head, else the first."""
    texts = [cell for row in range(head + 1, sheet.rows + 1) for cell in sheet.said(row)]
    words = Counter(column if _WORD.search(text) else -column for column, text in texts)
    free = set(range(1, sheet.columns + 1)) - set(others)
    worded = [column for column in sorted(free) if words[column] > words[-column]]
    heads = ((row, column) for row in (head, head - 1, head - 2) for column in worded)
    named = (column for row, column in heads if _TITLES.match(fold(sheet.at(row, column).text)))
    return next(named, next(iter(worded), 1))


def _titled(sheet: Grid, row: int, framework: Framework) -> Iterator[tuple[int, str]]:
    """Yield the columns of a row headed by the title of a competency, its code or its printed name."""
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
        short = {titles[title] for title in titles if shortens(cell.text, title)} if named not in titles else set()
        if cell.head is None and (named in titles or len(short) == 1):
            yield column, titles.get(named) or short.pop()


def _bands(sheet: Grid, head: int, title: int, columns: tuple[int, ...]) -> Iterator[tuple[int, Band]]:
    """Yield the bands by their row: a single merged cell, one colour, or the words of a band and nothing else."""
    place = 0
    for row in range(head + 1, sheet.rows + 1):
        first = next((column for column in (title, *range(1, title)) if sheet.at(row, column).text), title)
        if _is_band(sheet, row, first, columns):
            text = " ".join(sheet.at(row, first).text.split())
            folded = fold(text)
            usual = _PLACES[min(place, len(_PLACES) - 1)]
            context = next((word for pattern, word in _BANDS if pattern.search(folded)), usual[0])
            year = next((number for pattern, number in _YEARS if pattern.search(folded)), usual[1])
            yield row, Band(context=context, year="" if context == "formation" else year, text=text)
            place += 1


def _is_band(sheet: Grid, row: int, first: int, columns: tuple[int, ...]) -> bool:
    title, beside = sheet.at(row, first), [sheet.at(row, column) for column in columns]
    anchor, folded = title.head or (row, first), fold(title.text)
    bare = all(not cell.text or cell.head == anchor for cell in beside)
    if not folded or anchor[0] != row or not bare or title.text.startswith(("-", "•", "*", "http")):
        return False
    plain = all(cell.fill == title.fill and not cell.diagonals for cell in beside)
    coloured = title.fill and plain and not title.head and title.fill != sheet.at(row + 1, first).fill
    said = OFFICIAL.match(folded) or (plain and _BAND.match(folded) and any(way.search(folded) for way, _ in _YEARS))
    return bool(all(cell.head == anchor for cell in beside) or coloured or said)


def _labels(sheet: Grid, layout: TableLayout) -> Iterator[str]:
    """Yield the texts above the table; a label is joined with its value in the next cell."""
    for row in range(1, layout.head):
        cells = [sheet.at(row, column).text for column in range(1, sheet.columns + 1)]
        said = [text for number, text in enumerate(cells) if text and sheet.at(row, number + 1).head is None]
        for text, following in zip(said, (*said[1:], ""), strict=False):
            yield f"{text} {following}" if text.rstrip().endswith(":") else text


def _guard(name: str, said: str, reader: Owner) -> None:
    """Raise NothingTakenError if the table bears another family name than the student's; first names do not count."""
    matches = (_CANDIDATE.match(fold(line)) for line in said.splitlines())
    candidate = next((match[1].strip(" .…_") for match in matches if match and match[1].strip(" .…_:")), "")
    words = re.findall(r"\w+", fold(reader.names[0])) if reader.names else []
    family = [word for word in words if len(word) >= _PARTICLE] or words
    if candidate and family and not set(family) & set(re.findall(r"\w+", candidate)):
        raise NothingTakenError(
            "« {file} » porte le nom de « {candidate} », et non de {name} : rien n'est importé.",
            file=name,
            candidate=candidate,
            name=" ".join(reader.names),
        )


def _of_session(place: str, said: str, reader: Owner) -> Iterator[Note]:
    """Report a sheet that is for another session."""
    year = _SESSION.search(fold(said))
    if year and reader.session and int(year[1]) != reader.session:
        text = mark(
            "Le tableau est celui de la session {theirs}, le portfolio celui de la session {mine}.",
            theirs=int(year[1]),
            mine=reader.session,
        )
        yield Note(place, text)


def _finished(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Sort the codes of each draft, and note what was read of its row."""
    for draft in drafts:
        draft.codes = dict(sorted(draft.codes.items()))
        if draft.keys["période"] == UNKNOWN:
            said = mark("« {title} » : titre et rubrique.", title=draft.title)
        else:
            said = mark("« {title} » : titre, période et rubrique.", title=draft.title)
        draft.note(said, Treatment.CONVERTED)
    return drafts
