"""The tableau de synthèse of one student: réalisations in their bands, a mark under each competency they work on.

Every submitted réalisation has its row, unless every claim it makes was refused. A mark stands under the column that a
claim names or lies beneath; citing a parent of columns marks none of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from vitrail.content.frameworks.queries import columns_of, lineage, situations_of, table_for, words_of
from vitrail.content.model.framework import Framework
from vitrail.content.model.realisation import Context, Realisation
from vitrail.content.model.school import Cohort
from vitrail.content.model.state import State
from vitrail.content.model.student import Former, Student
from vitrail.content.values.folding import fold
from vitrail.ground.language import Period
from vitrail.knowledge.coverage.claims import JudgedClaim
from vitrail.knowledge.coverage.tables import Tableau, TableRow

_Claims: TypeAlias = Mapping[str, tuple[JudgedClaim, ...]]
"""Réalisation → its claims, each with its state."""
_Years: TypeAlias = tuple[Period | None, ...]
TRAINING_BAND = "formation"
_YEAR_STARTS = 9
"""September: a school year that the class does not date runs from the first of it to the last day of August."""


def tableau_of(student: Student, cohort: Cohort, framework: Framework, claims: _Claims) -> Tableau | None:
    """Fill the student's tableau; None when the référentiel has none for their session.

    >>> from vitrail.knowledge.coverage.claims import judged_claims
    >>> lea = student()
    >>> claims = judged_claims(lea, lea.counted, framework())
    >>> filled = tableau_of(lea, cohort(), framework(), claims)
    >>> [(title, [row.marks for row in rows]) for _, title, rows in filled.bands]
    [('En formation', [('X1.1',)]), ('En première année', []), ('En seconde année', [])]
    """
    session = student.session or cohort.session
    table = table_for(framework, session)
    if table is None:
        return None
    competencies = columns_of(framework, table, student.option)
    situations = tuple(item.id for item in situations_of(framework, student.option)) if table.with_situations else ()
    columns = (*situations, *competencies)
    known = {section for section, _ in table.sections}
    rows: dict[str, list[TableRow]] = {section: [] for section in known}
    words = frozenset(words_of(framework, table))
    number = len(framework.years)
    years = {"": _years_of(cohort, session, number)}
    years |= {former.portfolio: _years_of(former, former.session, number) for former in student.former}
    for realisation, own in _listed(student, claims):
        row = _row(realisation, own, framework, frozenset(columns))
        listed = not words.isdisjoint(map(fold, realisation.exams))
        for band in _bands_of(realisation, student, years[realisation.origin], proposed=listed):
            rows[band if band in known else table.sections[0][0]].append(row)
    bands = (  # a row that fell back into a band where it is already appears once
        (section, title, tuple({row.realisation: row for row in rows[section]}.values()))
        for section, title in table.sections
    )
    return Tableau(table=table, columns=columns, bands=tuple(bands))


def _bands_of(realisation: Realisation, student: Student, years: _Years, *, proposed: bool) -> Iterator[str]:
    """Yield the bands of a réalisation: formation, and for work done at a host the school years that it touches.

    Personal work is listed only when it is proposed for the tableau, under formation. A réalisation without a
    context is listed under formation too, so that no row is lost.
    """
    contexts = set(realisation.contexts)
    if not contexts or Context.TRAINING in contexts or (proposed and Context.PERSONAL in contexts):
        yield TRAINING_BAND
    if contexts & {Context.INTERNSHIP, Context.APPRENTICESHIP}:
        yield from _professional(realisation, student, years)


def _years_of(cohort: Cohort | Former, session: int | None, number: int) -> _Years:
    """Return the years of the diploma, from the class's dates, else from the session that ends the last."""
    dated = (*cohort.years, *[None] * number)[: max(number, len(cohort.years))]
    if session is None:
        return dated
    return tuple(year or _school_year(session - len(dated) + place) for place, year in enumerate(dated))


def _school_year(opening: int) -> Period:
    return Period(start=date(opening, _YEAR_STARTS, 1), end=date(opening + 1, _YEAR_STARTS - 1, 31))


def _professional(realisation: Realisation, student: Student, years: _Years) -> Iterator[str]:
    """Yield the bands of work at a host; between two years, or outside both, the nearest before."""
    periods = _periods(realisation, student)
    ranks = enumerate(years, 1)
    touched = [rank for rank, year in ranks if year and any(period.touches(year) for period in periods)]
    for rank in touched or [_nearest(realisation, student, periods, years)]:
        yield f"pro-{rank}"


def _nearest(realisation: Realisation, student: Student, periods: tuple[Period, ...], years: _Years) -> int:
    """Return the year to which work that touches none goes: the last begun by its date, else that of its stage."""
    if periods and any(years[1:]):
        start = min(period.start for period in periods)
        return max((rank for rank, year in enumerate(years, 1) if year and year.start <= start), default=1)
    ranks = [item.rank for item in student.stages if item.slug in realisation.internships and item.rank]
    return min(ranks, default=1)


def _periods(realisation: Realisation, student: Student) -> tuple[Period, ...]:
    """Return the réalisation's own period, else those of its stages."""
    if realisation.period:
        return (realisation.period,)
    spans = (item.span for item in student.stages if item.slug in realisation.internships)
    return tuple(span for span in spans if span)


def _listed(student: Student, claims: _Claims) -> Iterator[tuple[Realisation, list[JudgedClaim]]]:
    """Yield the réalisations that have a row, with the claims that are not refused."""
    for realisation in sorted(student.counted, key=Realisation.sort_key):
        own = claims[realisation.slug]
        kept = [claimed for claimed in own if claimed.state is not State.REFUSED]
        if realisation.listed and (kept or not own):
            yield realisation, kept


def _row(
    realisation: Realisation, claims: Iterable[JudgedClaim], framework: Framework, columns: frozenset[str]
) -> TableRow:
    named = lineage(framework, (claimed.claim.competency for claimed in claims if claimed.claim.competency))
    return TableRow(
        realisation=realisation.slug,
        title=realisation.title,
        documents=tuple(item.title for item in realisation.productions if item.there),
        period=realisation.period,
        marks=tuple(sorted(columns.intersection(named.union(realisation.situations)))),
    )
