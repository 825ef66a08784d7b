"""What a commission opens first in an archive: who, in which order, each paper and page, where proof is thin."""

from collections.abc import Iterator

from msgspec import Struct

from generator.coverage import student_coverage
from generator.coverage.tables import CompetencyCoverage
from generator.model.state import State
from generator.outputs.papers.candidate import ExamCandidate


class ArchivedCandidate(Struct, frozen=True, kw_only=True):
    """A candidate, with links from the archive's own folder."""

    name: str
    option: str
    home: str
    tableau: str
    printed: str
    """The whole portfolio to print."""
    papers: tuple[tuple[str, str], ...]
    """(what it is, where)."""
    headline: str
    thin: tuple[str, ...]
    """Competencies whose proof a commission will want to ask about, with why."""


class Opening(Struct, frozen=True, kw_only=True):
    """The page."""

    kind: str = "ouvrir"
    title: str
    school: str
    session: str
    frozen: str
    commit: str
    entries: tuple[ArchivedCandidate, ...]


def entry(
    one: ExamCandidate, *, home: str, tableau: str, printed: str, papers: tuple[tuple[str, str], ...]
) -> ArchivedCandidate:
    """Sum up a candidate from what the jury reads."""
    coverage = student_coverage(one.student, one.cohort, one.framework)
    return ArchivedCandidate(
        name=one.student.name,
        option=one.student.option or "",
        home=home,
        tableau=tableau if coverage.tableau is not None else "",
        printed=printed,
        papers=papers,
        headline=f"{coverage.covered} / {len(coverage.judged)}",
        thin=tuple(_thin(one, (coverage.competencies[code] for code in coverage.judged))),
    )


def _thin(one: ExamCandidate, found: Iterator[CompetencyCoverage]) -> Iterator[str]:
    for item in found:
        why = _why(item)
        if why:
            competency = one.framework.by_id[item.competency]
            yield f"{competency.id} {competency.title} : {why}"


def _why(item: CompetencyCoverage) -> str:
    if not item.state.covers:
        return "aucune preuve"
    if item.only_observed:
        return "situations observées seulement"
    return "déclarée, sans production" if item.state is State.DECLARED else ""
