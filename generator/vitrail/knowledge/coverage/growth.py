"""Coverage over time: today's evidence, counted from the end of the term in which its work was finished.

Only the dates of works are used. A state is today's, not that of the day: a later verdict shows at the moment of the
work.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec.structs import replace

from vitrail.content.model.realisation import Realisation
from vitrail.content.model.state import State
from vitrail.knowledge.coverage.tables import CompetencyCoverage, StudentCoverage

_ENDS = ((1, 1), (4, 1), (8, 1))
"""(month, day) of the day after the end of each term: three terms a school year, whatever its holidays."""
MOST_TERMS = 9


def finished(works: Iterable[Realisation]) -> Mapping[str, date]:
    """Map each dated réalisation to the day it was finished; one that goes on, to the day it began.

    >>> {slug: str(day) for slug, day in finished([work()]).items()}
    {'four': '2026-02-06'}
    """
    return {work.slug: work.period.end or work.period.start for work in works if work.period}


def terms(days: Iterable[date], today: date) -> tuple[date, ...]:
    """Return the last days of the terms from that of the first day to that of the last, today's term left out.

    The latest only, when there are more than ``MOST_TERMS``: a mistyped year must not draw a century.

    >>> [str(end) for end in terms([read_date("5/1/2026"), read_date("6/6/2026")], read_date("15/3/2031"))]
    ['2026-03-31', '2026-07-31']
    """
    past = [day for day in days if day <= today]
    first, last = min(past, default=today), max(past, default=today)
    years = range(max(first.year, last.year - MOST_TERMS), last.year + 2)
    ends = [date(year, month, day) - timedelta(days=1) for year in years for month, day in _ENDS]
    held = [end for end in ends if first <= end < today]
    return tuple(held[: sum(end < last for end in held) + 1][-MOST_TERMS:])


def by(coverage: StudentCoverage, days: Mapping[str, date], day: date) -> StudentCoverage:
    """Return a coverage with only the evidence of works finished by a day.

    >>> from vitrail.knowledge.coverage import compute
    >>> counted = compute(school()).student("c", "lea")
    >>> days = finished([work()])
    >>> [by(counted, days, read_date(day)).covered for day in ("5/2/2026", "6/2/2026")]
    [0, 1]
    """
    competencies: dict[str, CompetencyCoverage] = {}
    for code, whole in coverage.competencies.items():
        kept = tuple(piece for piece in whole.evidence if days.get(piece.realisation, date.max) <= day)
        competencies[code] = replace(whole, evidence=kept, state=kept[0].state if kept else State.UNCOVERED)
    return replace(coverage, competencies=competencies)


def appeared(competency: CompetencyCoverage, days: Mapping[str, date]) -> date | None:
    """Return the day the first work that covers a competency was finished; None if none covers it or has a date.

    >>> from vitrail.knowledge.coverage import compute
    >>> counted = compute(school()).student("c", "lea")
    >>> str(appeared(counted.competencies["X1.1"], finished([work()])))
    '2026-02-06'
    """
    return min(
        (days[piece.realisation] for piece in competency.evidence if piece.state.covers and piece.realisation in days),
        default=None,
    )
