"""One student's coverage: each competency takes the strongest of its own claims and its descendants'."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TypeAlias

from vitrail.content.frameworks.queries import ancestors, judged, lineage, scope
from vitrail.content.model.framework import Framework
from vitrail.content.model.school import Cohort
from vitrail.content.model.state import State
from vitrail.content.model.student import Student
from vitrail.content.values.folding import grouped
from vitrail.knowledge.coverage.claims import JudgedClaim, judged_claims
from vitrail.knowledge.coverage.tableau import tableau_of
from vitrail.knowledge.coverage.tables import CompetencyCoverage, Evidence, StudentCoverage

Evoked: TypeAlias = tuple[str, str]
"""(internship slug, report or review slug)."""


def student_coverage(student: Student, cohort: Cohort, framework: Framework | None) -> StudentCoverage:
    """Compute a student's coverage from their records and their class's years alone; no framework, no coverage.

    ``cohort`` is read for its slug, session and school years, never for its other students.

    >>> counted = student_coverage(student(), cohort(), framework())
    >>> counted.judged, counted.gaps
    (('X1.1', 'X1.2', 'X2.1'), ('X1.2', 'X2.1'))
    """
    name = f"{cohort.slug}/{student.slug}"
    if framework is None:
        return StudentCoverage(student=name, framework=None, option=student.option)
    option = student.option
    claims = judged_claims(student, student.counted, framework)
    counted = scope(framework, option).counted
    evidence, pending, outside = [], [], []
    for claimed in chain.from_iterable(claims.values()):
        code, slug = claimed.claim.competency, claimed.realisation.slug
        if code and code in counted:
            evidence.append(_evidence(claimed, code))
        elif code and code in framework.by_id and option is not None:
            outside.append((slug, code))
        else:  # ambiguous without an option, or of one option alone while none is chosen
            pending.append((slug, claimed.claim.cited))
    return StudentCoverage(
        student=name,
        framework=framework.id,
        option=option,
        competencies=_competencies(student, framework, evidence),
        judged=judged(framework, option),
        tableau=tableau_of(student, cohort, framework, claims),
        pending=tuple(sorted(pending)),
        out_of_option=tuple(sorted(outside)),
    )


def _evidence(judged: JudgedClaim, code: str) -> Evidence:
    work = judged.realisation
    return Evidence(
        realisation=work.slug,
        competency=code,
        state=judged.state,
        sentence=judged.claim.sentence,
        observed=work.observed,
        verdict=judged.verdict,
        tutor=judged.tutor,
    )


def _competencies(
    student: Student, framework: Framework, evidence: Iterable[Evidence]
) -> Mapping[str, CompetencyCoverage]:
    """Sum the evidence up the tree, the strongest first, leaves first, so that a parent can count its children."""
    codes = scope(framework, student.option).tree
    gathered: dict[str, list[Evidence]] = {code: [] for code in codes}
    ordered = sorted(evidence, key=lambda piece: (-piece.state.strength, piece.realisation, piece.competency))
    for piece in ordered:
        for code in (piece.competency, *ancestors(framework, piece.competency)):
            if code in gathered:
                gathered[code].append(piece)
    evoked = _evoked(student, framework)
    done: dict[str, CompetencyCoverage] = {}
    for code in reversed(codes):
        children = [done[child].state for child in scope(framework, student.option).children.get(code, ())]
        done[code] = _competency(gathered[code], children, evoked.get(code, ()))
    return {code: done[code] for code in codes}


def _competency(evidence: list[Evidence], children: list[State], evoked: Iterable[Evoked]) -> CompetencyCoverage:
    covering = {piece.realisation: piece.observed for piece in evidence if piece.state.covers}
    return CompetencyCoverage(
        state=evidence[0].state if evidence else State.UNCOVERED,
        evidence=tuple(evidence),
        realisations=len(covering),
        observed=sum(covering.values()),
        validated=children.count(State.VALIDATED),
        covered=sum(state.covers for state in children),
        children=len(children),
        evoked=tuple(evoked),
    )


def _evoked(student: Student, framework: Framework) -> Mapping[str, tuple[Evoked, ...]]:
    """Map each competency to the reports and reviews that evoke it or one below it: shown, never covering."""
    told = ((stage.slug, account) for stage in student.stages for account in stage.accounts)
    evoking = grouped((code, (slug, item.slug)) for slug, item in told for code in lineage(framework, item.evokes))
    return {code: tuple(sorted({*pairs})) for code, pairs in evoking.items()}
