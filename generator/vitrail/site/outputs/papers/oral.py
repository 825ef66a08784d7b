"""« Oral blanc »: one A4 a candidate, the référentiel's indicators as questions, the thinnest proof first."""

from collections.abc import Iterator

from vitrail.content.addressing.spec import Content, templated
from vitrail.content.model.framework import Competency
from vitrail.knowledge.coverage import student_coverage
from vitrail.knowledge.coverage.tables import CompetencyCoverage, StudentCoverage
from vitrail.knowledge.coverage.weaknesses import WEAKNESSES, weakness, weakness_of_best
from vitrail.site.outputs.papers.candidate import Candidate
from vitrail.site.pages.elements import Row

_COMPETENCIES = 7
"""Most competencies of one page, so that there is room to write."""
_QUESTIONS = 2
_PROOFS = 2
"""Most proofs of a competency: the paper of an oral is one page."""


def mock_oral(people: tuple[Candidate, ...], title: str) -> Content:
    """Prepare the pages of the candidates, in the order given."""
    session = str(people[0].student.session or "")
    return templated("oral", title=title, session=session, sheets=tuple(map(_sheet, people)))


def _sheet(candidate: Candidate) -> Row:
    coverage = student_coverage(candidate.student, candidate.cohort, candidate.framework)
    codes = _asked(candidate, coverage)
    topics = sorted(
        (_topic(candidate, candidate.framework.by_id[code], coverage.competencies.get(code)) for code in codes),
        key=lambda topic: WEAKNESSES.index(topic.weakness),
    )
    return Row(
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


def _topic(candidate: Candidate, competency: Competency, counted: CompetencyCoverage | None) -> Row:
    proofs = sorted(_proofs(candidate, counted), key=lambda proof: WEAKNESSES.index(proof.weakness))
    return Row(
        code=competency.id,
        title=competency.title,
        weakness=weakness_of_best(counted),
        questions=tuple(item.text for item in competency.indicators[:_QUESTIONS]),
        unverified=competency.indicators_unverified,
        proofs=tuple(proofs[:_PROOFS]),
    )


def _proofs(candidate: Candidate, counted: CompetencyCoverage | None) -> Iterator[Row]:
    works = {item.slug: item for item in candidate.student.works}
    seen: set[str] = set()
    for item in counted.evidence if counted else ():
        if item.realisation in works and item.realisation not in seen:
            seen.add(item.realisation)
            work = works[item.realisation]
            yield Row(title=work.title, sentence=item.sentence or "", weakness=weakness(item))
