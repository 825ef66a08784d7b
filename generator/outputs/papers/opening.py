"""What a commission opens first in an archive: who, in which order, each paper and page, where proof is thin."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from generator.addressing import addresses
from generator.addressing.table import InPortfolio
from generator.coverage import student_coverage
from generator.coverage.tables import StudentCoverage
from generator.outputs.papers.candidate import ExamCandidate
from generator.outputs.papers.oral import weakness
from generator.outputs.papers.parts import PrintedPaper


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


class Opening(PrintedPaper, frozen=True, kw_only=True):
    """The page."""

    kind: str = "ouvrir"
    school: str
    session: str
    frozen: str
    commit: str
    entries: tuple[ArchivedCandidate, ...]
    others: tuple[tuple[str, str], ...]
    """Papers that are no candidate's in particular: (what it is, where)."""


def entry(one: ExamCandidate, page: Callable[[str], str], papers: tuple[tuple[str, str], ...]) -> ArchivedCandidate:
    """Sum up a candidate from what the jury reads; ``page`` links an address of the site, empty when it has no page."""
    coverage = student_coverage(one.student, one.cohort, one.framework)
    rows = (InPortfolio.HOME, InPortfolio.SYNTHESIS, InPortfolio.PRINTED)
    home, tableau, printed = (page(addresses.in_portfolio(one.cohort, one.student, row)) for row in rows)
    return ArchivedCandidate(
        name=one.student.name,
        option=one.student.option or "",
        home=home,
        tableau=tableau if coverage.tableau is not None else "",
        printed=printed,
        papers=papers,
        headline=f"{coverage.covered} / {len(coverage.judged)}",
        thin=tuple(_thin(one, coverage)),
    )


def _thin(one: ExamCandidate, coverage: StudentCoverage) -> Iterator[str]:
    for code in coverage.judged:
        if why := weakness(coverage.competencies[code]):
            yield f"{code} {one.framework.by_id[code].title} : {why}"
