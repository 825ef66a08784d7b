"""The tableau de synthèse, in the order and words of the official form; each mark leads to its evidence.

2019: the model of the circulaire, session 2026, annexe VI-1 (header, three bands, six competencies with their details);
2011: mandatory situations, then activities. Prints on A4 portrait.
"""

from collections.abc import Iterator
from typing import TypeAlias

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import Content, PageSpec, templated
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.model.realisation import Realisation
from vitrail.content.model.state import State
from vitrail.ground.language import FRENCH
from vitrail.knowledge.coverage.tables import Tableau, TableRow
from vitrail.site.pages.elements import Ref, Row
from vitrail.site.pages.lineage import Lineage
from vitrail.site.pages.portfolio.portfolio import Portfolio
from vitrail.site.pages.portfolio.productions import exhibits, framed

_ROWS_HEAD = {
    "realisations-professionnelles": "Réalisations professionnelles"
    " (intitulé et liste des documents et productions associés)"
}
"""Words of the official form, by table (cell A6 of the model of session 2026); the whole form is never translated."""

ONE_SHEET = 66
"""Most lines of a printed tableau that fit on its first A4, under the head of the form."""
_LINE = 50
"""Letters on a printed line of the column of titles and documents."""
_CODE = 4
"""Printed lines beside a QR code."""
_CLAIMS = "competences"
"""Anchor of the list of claims in the page of a réalisation."""
NARROW = 12
"""Most columns whose heads are written across; more are written upright."""


Band: TypeAlias = tuple[str, tuple[Row, ...]]
"""A section of the form: its title, its rows."""


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the table, when the référentiel has one for the student's option."""
    if shown := content(owner):
        yield owner.spec(InPortfolio.SYNTHESIS, owner.say("Tableau de synthèse"), shown)


def content(owner: Portfolio) -> Content | None:
    """Fill the table; None when the référentiel has none for the student's option."""
    framework, tableau = owner.tree.framework, owner.coverage.tableau
    if tableau is None:
        return None
    session = owner.student.session or owner.cohort.session
    columns = tuple(_column(owner.tree, tableau, code) for code in tableau.columns)
    every = tuple(_bands(owner, tableau))
    bands = tuple(band for band in every if band[1])
    dense = len(columns) > NARROW
    empty = (column for column in columns if column.code in tableau.empty_columns)
    return templated(
        "synthesis",
        diploma=framework.title.partition(" — ")[0].upper(),
        session=str(session or ""),
        title=tableau.table.title,
        name=f"{owner.student.last_name.upper()} {owner.student.first_name}".strip(),
        school=owner.setting.school.name or "",
        options=tuple((item.id, item.id == owner.student.option) for item in framework.options),
        site=owner.setting.school.address(owner.home.url),
        rows_head=_ROWS_HEAD.get(tableau.table.id, tableau.table.rows[:1].upper() + tableau.table.rows[1:]),
        period_head=tableau.table.period_column or "Période",
        columns=columns,
        bands=bands,
        without=tuple(title for title, rows in every if not rows),
        coded=any(row.code for _, rows in bands for row in rows),
        long=_height(bands) > ONE_SHEET,
        mark=tableau.table.mark,
        dense=dense,
        empty=tuple(column.code if dense else f"{column.code} {column.title}" for column in empty),
        note=tableau.table.note or "",
        unverified=tableau.table.unverified,
        annex=tableau.table.annex_by_session.get(session or 0, ""),
        for_candidate=not owner.for_public,
    )


def _column(tree: Lineage, tableau: Tableau, code: str) -> Row:
    if item := tree.get(code):
        details = () if tableau.table.with_situations else tuple(map(tree.title, item.children))
        return Row(code=item.id, title=item.title, hue=tree.hue(code), details=details, situation=False)
    situations = {item.id: item.title for item in tree.framework.situations}
    return Row(code=code, title=situations.get(code, code), hue="cobalt", details=(), situation=True)


def _bands(owner: Portfolio, tableau: Tableau) -> Iterator[Band]:
    placed: set[str] = set()
    for _, title, rows in tableau.bands:
        new = {row.realisation for row in rows} - placed
        yield title, tuple(_row(owner, tableau, row, first=row.realisation in new) for row in rows)
        placed |= new


def _row(owner: Portfolio, tableau: Tableau, row: TableRow, *, first: bool) -> Row:
    work = owner.by_slug[row.realisation]
    marks = tuple(_reason(owner, work, code) if code in row.marks else None for code in tableau.columns)
    page, anchor = owner.on_paper(work).partition("#")[0], next((mark.anchor for mark in marks if mark), "")
    return Row(
        id=addresses.row(work.slug) if first else "",
        title=row.title,
        url=owner.url(work),
        documents=tuple(Ref(item.title, framed(owner, work, item) or None) for item in work.productions if item.there),
        period=FRENCH.table_period(row.period),
        marks=marks,
        code=f"{page}#{anchor}" if page and anchor else page,
    )


def _height(bands: tuple[Band, ...]) -> int:
    """Guess how many lines the rows take on paper: a title, its documents or its code, and the air between two rows."""
    return sum(2 + sum(map(_lines, rows)) for _, rows in bands)


def _lines(row: Row) -> int:
    texts = (row.title, " ; ".join(document.title for document in row.documents))
    return 1 + max(_CODE if row.code else 0, sum(-(-len(text) // _LINE) for text in texts))


def _reason(owner: Portfolio, work: Realisation, column: str) -> Row:
    """Link a mark to the frame of the first claim on its column or beneath it; a situation, to the list of claims."""
    proofs = owner.proofs(work)
    cited = [
        code
        for code in filter(None, (claim.competency for claim in work.claims))
        if code in proofs and proofs[code].state is not State.REFUSED and owner.tree.within(code, column)
    ]
    anchor = addresses.anchor(cited[0]) if cited else _CLAIMS
    shown = next((exhibit for code in cited for exhibit in exhibits(owner, work, code) if exhibit.opened), None)
    proof = Row(title=shown.title, where=shown.where) if shown else None
    return Row(anchor=anchor, url=owner.proof(work, cited[0]) if cited else f"{owner.url(work)}#{anchor}", proof=proof)


def crosses(owner: Portfolio) -> dict[str, str]:
    """Map each proof that a mark leads to, by its id in the page of proofs, to the cell of its first mark.

    In the order of the form.
    """
    cells = dict[str, str]()
    page, tableau = owner.page(InPortfolio.SYNTHESIS), owner.coverage.tableau
    for _, rows in _bands(owner, tableau) if tableau else ():
        marks = ((row.id, mark) for row in rows if row.id for mark in row.marks if mark and mark.anchor != _CLAIMS)
        for line, mark in marks:
            cells.setdefault(mark.url.partition("#")[2], f"{page}#{line}.{mark.anchor}")
    return cells
