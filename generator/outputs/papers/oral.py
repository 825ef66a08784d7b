"""« Oral blanc »: one A4 a candidate, the référentiel's indicators as questions, the thinnest proof first."""

from collections.abc import Iterator

from msgspec import Struct

from generator.coverage import student_coverage
from generator.coverage.tables import CompetencyCoverage, Evidence, StudentCoverage
from generator.model.framework import Competency
from generator.model.state import State
from generator.outputs.papers.candidate import Candidate
from generator.outputs.papers.parts import PrintedPaper

_COMPETENCIES = 7
"""Competencies that one page holds, with room to write."""
_QUESTIONS = 2
_PROOFS = 2
"""For a competency: the paper of an oral is one page."""
_BY_STATE = {
    State.UNCOVERED: "sans preuve",
    State.REFUSED: "refusée",
    State.REWORK: "à reprendre",
    State.CHANGED: "modifiée depuis sa validation",
}
_WEAKNESS = (
    "sans preuve", "refusée", "à reprendre", "observée", "sans production jointe", "modifiée depuis sa validation",
    "sans phrase", "",
)  # fmt: skip
"""From what a jury asks about first to what is well proved."""


class OralProof(Struct, frozen=True, kw_only=True):
    """A réalisation that proves a competency, and what is thin in it."""

    title: str
    sentence: str
    weakness: str


class Topic(Struct, frozen=True, kw_only=True):
    """A competency to ask about."""

    code: str
    title: str
    weakness: str
    questions: tuple[str, ...]
    unverified: bool
    """Whether the source of these indicators could not be read."""
    proofs: tuple[OralProof, ...]


class OralSheet(Struct, frozen=True, kw_only=True):
    """One candidate's page."""

    name: str
    option: str
    headline: str
    topics: tuple[Topic, ...]
    others: int
    """Competencies of the exam that are not on the page."""
    drafts: int


class MockOral(PrintedPaper, frozen=True, kw_only=True):
    """What the template prints."""

    kind: str = "oral"
    session: str
    sheets: tuple[OralSheet, ...]


def mock_oral(people: tuple[Candidate, ...], title: str) -> MockOral:
    """Prepare the pages of the candidates, in the order given."""
    return MockOral(title=title, session=str(people[0].student.session or ""), sheets=tuple(map(_sheet, people)))


def _sheet(candidate: Candidate) -> OralSheet:
    coverage = student_coverage(candidate.student, candidate.cohort, candidate.framework)
    codes = _asked(candidate, coverage)
    topics = sorted(
        (_topic(candidate, candidate.framework.by_id[code], coverage.competencies.get(code)) for code in codes),
        key=lambda topic: _WEAKNESS.index(topic.weakness),
    )
    return OralSheet(
        name=candidate.student.name,
        option=candidate.student.option or "",
        headline=f"{coverage.covered} / {len(coverage.judged)}",
        topics=tuple(topics[:_COMPETENCIES]),
        others=max(0, len(topics) - _COMPETENCIES),
        drafts=sum(item.status.value == "brouillon" for item in candidate.student.realisations),
    )


def _asked(candidate: Candidate, coverage: StudentCoverage) -> Iterator[str]:
    """Yield the competencies of the oral: the columns of the tableau, else those that the exam judges."""
    tableau = coverage.tableau
    full = tableau is None or not tableau.table.with_situations  # the 2011 table is not asked to be full
    for code in coverage.judged if tableau is None else tableau.columns:
        counted = coverage.competencies.get(code)
        if code in candidate.framework.by_id and (full or (counted and counted.evidence)):
            yield code


def _topic(candidate: Candidate, competency: Competency, counted: CompetencyCoverage | None) -> Topic:
    proofs = sorted(_proofs(candidate, counted), key=lambda proof: _WEAKNESS.index(proof.weakness))
    return Topic(
        code=competency.id,
        title=competency.title,
        weakness=weakness(counted),
        questions=tuple(item.text for item in competency.indicators[:_QUESTIONS]),
        unverified=competency.indicators_unverified,
        proofs=tuple(proofs[:_PROOFS]),
    )


def _proofs(candidate: Candidate, counted: CompetencyCoverage | None) -> Iterator[OralProof]:
    works = {item.slug: item for item in candidate.student.works}
    seen: set[str] = set()
    for item in counted.evidence if counted else ():
        if item.realisation in works and item.realisation not in seen:
            seen.add(item.realisation)
            work = works[item.realisation]
            yield OralProof(title=work.title, sentence=item.sentence or "", weakness=_weakness(item))


def weakness(counted: CompetencyCoverage | None) -> str:
    """Name what is thin in the best proof of a competency; nothing when it is well proved."""
    covering = (item for item in counted.evidence if item.state.covers) if counted else ()
    return max(map(_weakness, covering), key=_WEAKNESS.index, default="sans preuve")


def _weakness(item: Evidence) -> str:
    if item.observed and item.state.covers:
        return "observée"
    if item.state is State.DECLARED:
        return "sans production jointe" if item.sentence else "sans phrase"
    return _BY_STATE.get(item.state, "")
