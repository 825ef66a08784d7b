"""The rows of a tableau de synthèse as drafts: a title, a period, marked competencies, documents named below."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from vitrail.content.extracts.sheets import Grid, Mark, address, marks
from vitrail.content.values.dates import MONTHS, read_period
from vitrail.content.values.folding import fold, grouped
from vitrail.doors.importing.draft import UNKNOWN, Draft, Note, Treatment
from vitrail.doors.importing.periods import holds_two, is_school_year, period
from vitrail.ground.language import Period, mark
from vitrail.ground.regex import regex

_BULLET = regex(r"^[-–—•▸▪●*·o]\s+|^[-–—•▸▪●*·]")
_ADDRESS = regex(r"https?://\S+")
_LIST = regex(r"(?:documents?|productions?)[^:]{0,20}:\s*", re.IGNORECASE)
_TWO = 2
OFFICIAL = regex(r"realisations? en (?:cours de formation|milieu professionnel)")
"""The folded titles of the model's own bands."""
_FOOT = regex(
    r"(?:sous )?tota(?:l|ux)(?: general| des? .*)?|fait (?:a|le)\b.*|aucune?|neant|a (?:completer|definir|venir)"
    r"|(?:date et )?(?:signature|visa|cachet)s?(?: (?:et|du?|des?|la|le|l|candidate?|etudiante?|tuteur|tutrice"
    r"|signature|etablissement|entreprise|organisme|professeurs?|enseignants?|formateur|jury|cachet|visa))*"
)
"""The folded words of rows that are no réalisation: totals, signatures."""
_DAYS = frozenset((*map(fold, MONTHS), "janv", "fevr", "juil", "sept", "depuis", "annee", "scolaire"))


class Band(Struct, frozen=True, kw_only=True):
    """The title of a part of the table."""

    context: str = "formation"
    year: str = ""
    text: str = ""


class TableLayout(Struct, kw_only=True):
    """The rows and columns of the parts of a table."""

    head: int
    """The row of the competencies' titles."""
    columns: Mapping[int, str]
    """Column → code."""
    title: int = 1
    period: int = 0
    bands: Mapping[int, Band] = {}
    """Row of a band's title → the band."""
    turn: date | None = None
    """The first day of the second year of the candidate's class."""


def read_rows(name: str, grid: Grid, layout: TableLayout) -> tuple[list[Draft], list[Note]]:
    """Return the drafts of a table; report each cell that looks marked and is not understood.

    Notes are about rows of no draft, and titles of bands that are not the model's.
    """
    rows = [row for row in range(layout.head + 1, grid.rows + 1) if row not in layout.bands]
    by_row = grouped((sign.row, sign) for sign in marks(grid, rows, layout.columns, layout.title))
    drafts: list[Draft] = []
    owners: dict[int, Draft] = {}
    notes = [*_banded(name, layout), *_tinted(name, grid, layout)]
    for row in rows:
        free = {column: text for column, text in grid.said(row) if column not in layout.columns}
        foot = layout.period not in free and _FOOT.fullmatch(
            " ".join(re.findall(r"\w+", fold(next(iter(free.values()), ""))))
        )
        marked = by_row.get(row, [])
        if not foot and _begins(grid, row, layout, bare=not marked):
            drafts.append(_row(name, grid, row, layout))
        elif drafts and not foot:  # a réalisation may go on over several rows
            drafts[-1].productions += _documents(free.pop(layout.title, "").splitlines())
            _keep(drafts[-1], grid, row, layout, free)
        elif said := " ".join(free.values() or (sign.said for sign in marked if sign.sure)):
            text = mark("« {said} » n'est le titre d'aucune réalisation : laissé de côté.", said=said)
            notes.append(Note(f"{name}:{row}", text, Treatment.KEPT))
            continue
        if drafts:
            owners[row] = drafts[-1]
            _mark(drafts[-1], marked, layout)
    notes += _remarked(name, grid, owners)
    for row, column in grid.drawn:
        if row in owners and column in layout.columns:
            text = mark("{cell} : un dessin y est posé ; si c'est une coche, ajoutez {code}.",
                        cell=address(row, column), code=layout.columns[column])  # fmt: skip
            owners[row].note(text)
    return drafts, notes


def _banded(name: str, layout: TableLayout) -> Iterator[Note]:
    """Report the context that was given to bands that are not the model's."""
    for row, band in layout.bands.items():
        if not OFFICIAL.match(fold(band.text)):
            text = mark("Sous « {band} » : {context}.", band=band.text, context=band.context)
            yield Note(f"{name}:{row}", text, Treatment.CONVERTED)


def _remarked(name: str, grid: Grid, owners: Mapping[int, Draft]) -> Iterator[Note]:
    """Report the comments of cells."""
    for (row, column), cell in sorted(grid.cells.items()):
        if cell.remark:
            text = mark("{cell} : un commentaire y dit « {said} ».", cell=address(row, column), said=cell.remark)
            place = owners[row].place if row in owners else f"{name}:{row}"
            yield Note(place, text)


def _tinted(name: str, grid: Grid, layout: TableLayout) -> Iterator[Note]:
    """Report once that conditional formatting colours cells of a table: the colours are not in the file."""
    columns = range(min(layout.columns), max(layout.columns) + 1)
    areas = [(first, last) for first, last in grid.tinted if last[0] > layout.head
             and any(first[1] <= column <= last[1] for column in columns)]  # fmt: skip
    if areas:
        cells = tuple(f"{address(*first)}:{address(*last)}" for first, last in areas)
        text = mark("{cells} : une mise en forme conditionnelle y met des couleurs, qui ne sont pas lues.", cells=cells)
        yield Note(name, text)


def _begins(grid: Grid, row: int, layout: TableLayout, *, bare: bool) -> bool:
    """True if a réalisation begins in a row: the row has a title, which is no document of the réalisation above."""
    title = grid.at(row, layout.title)
    if not title.text or (title.head and title.head[0] != row):
        return False
    above = layout.bands and row < min(layout.bands)  # rows that explain the heads
    when = layout.period and grid.at(row, layout.period).text
    document = _BULLET.match(title.text) or _ADDRESS.match(title.text)
    return not (bare and not when and (document or above))


def _mark(draft: Draft, signs: list[Mark], layout: TableLayout) -> None:
    """Add the codes of marked cells; note the marks without a letter, and those that are not understood."""
    looks = [
        f"{address(sign.row, sign.column)} ({layout.columns[sign.column]})"
        for sign in signs
        if sign.sure and not sign.said
    ]
    draft.codes |= dict.fromkeys((layout.columns[sign.column] for sign in signs if sign.sure), "")
    if looks:
        draft.note(mark("Lu comme une coche, à sa couleur ou à sa croix : {cells}.", cells=tuple(looks)),
                   Treatment.CONVERTED)  # fmt: skip
    for sign in signs:
        cell, code = address(sign.row, sign.column), layout.columns[sign.column]
        if sign.sure:
            continue
        if sign.said:
            said = mark("{cell} : « {said} » dans la colonne {code} n'est pas une coche : laissé de côté.",
                        cell=cell, said=sign.said, code=code)  # fmt: skip
        else:
            said = mark("{cell} : colorée ou barrée, sans coche, dans la colonne {code} : laissée de côté.",
                        cell=cell, code=code)  # fmt: skip
        draft.note(said)


def _row(name: str, grid: Grid, row: int, layout: TableLayout) -> Draft:
    cell = grid.at(row, layout.title)
    title, *documents = [line for line in cell.text.splitlines() if line.strip()]
    title = _BULLET.sub("", title.strip()).strip()
    others = {
        column: beside.text
        for column in range(1, grid.columns + 1)
        if column not in {*layout.columns, layout.period}
        and ((beside := grid.at(row, column)).head or (row, column)) != (cell.head or (row, layout.title))
    }
    when = grid.at(row, layout.period).text if layout.period else ""
    read = period(when)
    if not read:
        read = next((period(text) for text in (*others.values(), cell.text) if holds_two(text)), "")
    dated = [column for column, text in others.items() if not read and period(text)]
    if len(dated) == _TWO:
        read = period(" au ".join(others.pop(column) for column in dated))
    band = next((layout.bands[above] for above in range(row, layout.head, -1) if above in layout.bands), Band())
    keys = {"période": read or UNKNOWN, "contexte": band.context, "mode": "vécue"}
    if band.year and not read:
        keys["année"] = band.year
    draft = Draft(title=title, place=f"{name}:{row}", keys=keys)
    draft.productions = list(_documents(documents))
    span = read_period(read)
    if band.year and layout.turn and isinstance(span, Period) and (band.year == "2") != (span.start >= layout.turn):
        draft.note(mark("« {when} » n'est pas de l'année que dit « {band} » : vérifiez la période, qui seule compte.",
                        when=read, band=band.text))  # fmt: skip
    _tell(draft, grid, row, layout, others, when, read=bool(read))
    return draft


def _tell(  # noqa: PLR0913, PLR0917  # what a row holds, each by name
    draft: Draft, grid: Grid, row: int, layout: TableLayout, others: dict[int, str], when: str, *, read: bool
) -> None:
    """Keep or note what has no place in a draft: a period that cannot be read, other columns, a struck title."""
    if read and set(re.findall(r"[a-z]{4,}", fold(when))) - _DAYS:  # it holds words besides its days
        draft.left.append(f"période: {' '.join(when.split())}")
    if when and not read:
        draft.left.append(f"période: {when}")
        draft.note(mark("{cell} : « {said} » n'est pas une période qui se lit ici.",
                        cell=address(row, layout.period), said=when))  # fmt: skip
    elif is_school_year(when):
        draft.note(mark("{cell} : « {said} » est une année entière ; écrivez les jours, ou les mois.",
                        cell=address(row, layout.period), said=when))  # fmt: skip
    title, cell = grid.at(row, layout.title), address(row, layout.title)
    if title.crossed and not title.struck:
        draft.note(mark("{cell} : « {said} » y est barré, et gardé ici.", cell=cell, said=title.crossed))
    elif title.struck:
        draft.note(mark("{cell} : ce titre est barré dans le tableau ; supprimez ce brouillon s'il est abandonné.",
                        cell=cell))  # fmt: skip
    _keep(draft, grid, row, layout, {at: text for at, text in others.items() if not (read and holds_two(text))})


def _keep(draft: Draft, grid: Grid, row: int, layout: TableLayout, others: Mapping[int, str]) -> None:
    """Keep the other columns of a row: an address makes a document, any other text a remark with the column's title."""
    for column, text in others.items():
        if _ADDRESS.search(text):
            draft.productions += _documents(text.splitlines())
        elif text:
            head = " ".join(grid.at(layout.head, column).text.split()) or address(row, column)
            draft.left.append(f"{head}: {text}")


def merged(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """Merge the drafts of one réalisation that is in several bands: same title, and same period."""
    kept: dict[tuple[str, str], Draft] = {}
    for number, draft in enumerate(drafts):
        when = draft.keys["période"]
        before = kept.setdefault((fold(draft.title), when if when != UNKNOWN else str(number)), draft)
        if before is not draft:
            contexts = dict.fromkeys((*re.findall(r"\w+", before.keys["contexte"]), draft.keys["contexte"]))
            before.keys["contexte"] = f"[{', '.join(contexts)}]" if len(contexts) > 1 else draft.keys["contexte"]
            before.codes |= draft.codes
            before.productions = list(dict.fromkeys((*before.productions, *draft.productions)))
            before.notes += draft.notes
    return tuple(kept.values())


def _documents(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the documents named by lines: one each, or several between commas after « Documents : »."""
    for line in lines:
        bare = _BULLET.sub("", line.strip()).strip()
        listed = _LIST.match(bare)
        for document in re.split(r",\s*", bare[listed.end() :]) if listed else (bare,):
            if match := _ADDRESS.search(document):
                yield document.replace(match[0], "").strip(" :-–") or match[0], "lien", match[0]
            elif document:
                yield document, "état", "manquante"
