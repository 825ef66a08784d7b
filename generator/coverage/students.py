"""One student's coverage: each competency takes the strongest of its own claims and its descendants'."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec.structs import replace

from generator.coverage.claims import JudgedClaim, judged_claims
from generator.coverage.tableau import tableau_of
from generator.coverage.tables import CompetencyCoverage, Evidence, StudentCoverage
from generator.frameworks.queries import ancestors, children_in, judged, scope
from generator.model.framework import Framework
from generator.model.school import Cohort
from generator.model.state import State
from generator.model.student import Student

Evoked: TypeAlias = tuple[str, str]
"""(internship slug, report or review slug)."""


def student_coverage(student: Student, cohort: Cohort, framework: Framework | None) -> StudentCoverage:
    """Compute a student's coverage from their records and their class's years alone; no framework, no coverage.

    ``cohort`` is read for its slug, session and school years, never for its other students.
    """
    name = f"{cohort.slug}/{student.slug}"
    if framework is None:
        return StudentCoverage(student=name, framework=None, option=student.option)
    option = student.option
    claims = judged_claims(student, framework)
    counted = scope(framework, option).counted
    return StudentCoverage(
        student=name,
        framework=framework.id,
        option=option,
        competencies=_competencies(student, framework, _evidence(claims, counted)),
        judged=judged(framework, option),
        tableau=tableau_of(student, cohort, framework, claims),
        pending=tuple(sorted(_cited(claim) for claim in claims if _pending(claim, framework, counted, option))),
        out_of_option=tuple(sorted(_outside(claims, framework, counted, option))),
    )


def _evidence(claims: Iterable[JudgedClaim], counted: frozenset[str]) -> Iterator[Evidence]:
    for found in claims:
        code = found.claim.competency
        if code is None or code not in counted:
            continue
        levels = dict(found.realisation.self_assessment) if found.realisation.self_assessment else {}
        yield Evidence(
            realisation=found.realisation.slug,
            competency=code,
            state=found.state,
            sentence=found.claim.sentence,
            observed=found.realisation.observed,
            verdict=found.verdict,
            tutor=found.tutor,
            self_level=levels.get(code),
        )


def _competencies(
    student: Student, framework: Framework, evidence: Iterable[Evidence]
) -> Mapping[str, CompetencyCoverage]:
    """Sum the evidence up the tree, the strongest first, leaves first, so that a parent can count its children."""
    codes = scope(framework, student.option).tree
    gathered: dict[str, list[Evidence]] = {code: [] for code in codes}
    ordered = sorted(evidence, key=lambda piece: (-_STRENGTH[piece.state], piece.realisation, piece.competency))
    for piece in ordered:
        for code in (piece.competency, *ancestors(framework, piece.competency)):
            if code in gathered:
                gathered[code].append(piece)
    evoked = _evoked(student, framework)
    done: dict[str, CompetencyCoverage] = {}
    for code in reversed(codes):
        children = [done[child].state for child in children_in(framework, code, student.option)]
        done[code] = _competency(code, gathered[code], children, evoked.get(code, ()))
    return {code: done[code] for code in codes}


def _competency(
    code: str, evidence: list[Evidence], children: list[State], evoked: Iterable[Evoked]
) -> CompetencyCoverage:
    bare = CompetencyCoverage(
        competency=code,
        state=State.UNCOVERED,
        validated=children.count(State.VALIDATED),
        covered=sum(map(_COVERING.__contains__, children)),
        children=len(children),
        evoked=tuple(evoked),
    )
    if not evidence:
        return bare
    covering = {piece.realisation: piece.observed for piece in evidence if piece.state in _COVERING}
    observed = sum(covering.values())
    return replace(
        bare,
        state=evidence[0].state,
        evidence=tuple(evidence),
        realisations=len(covering),
        lived=len(covering) - observed,
        observed=observed,
    )


_STRENGTH: Mapping[State, int] = {state: state.strength for state in State}
"""This, and what is counted without a loop below: a class sorts tens of thousands of pieces of evidence."""
_COVERING: frozenset[State] = frozenset(state for state in State if state.covers)


def _evoked(student: Student, framework: Framework) -> Mapping[str, tuple[Evoked, ...]]:
    """Sort reports and reviews by the competencies they evoke, and by those above: shown, never covering."""
    found: dict[str, set[Evoked]] = {}
    for internship in student.stages:
        accounts = [(item.slug, item.evokes) for item in internship.reports]
        accounts += [(item.slug, item.evokes) for item in internship.reviews]
        for slug, evokes in accounts:
            for code in {above for cited in evokes for above in (cited, *ancestors(framework, cited))}:
                found.setdefault(code, set()).add((internship.slug, slug))
    return {code: tuple(sorted(pairs)) for code, pairs in found.items()}


def _cited(found: JudgedClaim) -> tuple[str, str]:
    return found.realisation.slug, found.claim.cited


def _pending(found: JudgedClaim, framework: Framework, counted: frozenset[str], option: str | None) -> bool:
    """True if the claim waits: it needs an option, or names what only one option has while none is chosen."""
    code = found.claim.competency
    return code is None or code not in framework.by_id or (option is None and code not in counted)


def _outside(
    claims: Iterable[JudgedClaim], framework: Framework, counted: frozenset[str], option: str | None
) -> Iterator[tuple[str, str]]:
    for found in claims:
        code = found.claim.competency
        if code and option is not None and code in framework.by_id and code not in counted:
            yield found.realisation.slug, code
