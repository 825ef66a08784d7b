"""« Prêt pour l'oral ? »: each requirement of the référentiel, judged on what a portfolio holds.

A requirement is data of the référentiel (``model.framework.Requirement``): its words, its source, whether it is
official, for which sessions, voies and forms of the exam it holds. What is judged is one of the :data:`CHECKS`.
A check never guesses: what no file can show is *to be judged* by the candidate, with what to look at.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.model.framework import Check, Requirement
from generator.rules.readiness import papers, works
from generator.rules.readiness.candidate import AssessedCandidate, Observation, Outcome

__all__ = ["CHECKS", "TEAM_ONLY", "Assessed", "AssessedCandidate", "Outcome", "assess", "failures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A requirement with what was found."""

    requirement: Requirement
    finding: Observation

    @property
    def failed(self) -> bool:
        """True if it is hard and not met: the candidate is not ready."""
        return self.requirement.hard and self.finding.outcome is Outcome.NOT_MET


CHECKS: Mapping[Check, Callable[[AssessedCandidate], Observation]] = {
    Check.COVERED: works.covered,
    Check.STATED: works.stated,
    Check.TABLE: works.tableau,
    Check.PERIODS: works.periods,
    Check.PRODUCTIONS: works.documents,
    Check.CERTIFICATES: papers.certificates,
    Check.SHEETS: papers.sheets,
    Check.SHEETS_COVER: papers.sheets_cover,
    Check.NETWORK: papers.network,
    Check.ADDRESS: papers.address,
    Check.INTERNSHIPS: papers.internships,
    Check.DRAFTS: works.drafts,
    Check.VERDICTS: works.verdicts,
    Check.SITUATIONS: works.situations,
    Check.WATCH: works.watch,
    Check.YOURS: papers.yours,
}
"""Check → what it looks at."""

TEAM_ONLY = frozenset({Check.DRAFTS, Check.VERDICTS, Check.INTERNSHIPS, Check.CERTIFICATES})
"""Checks whose findings are for the candidate and their team: a commission does not read them."""


def assess(candidate: AssessedCandidate) -> tuple[Assessed, ...]:
    """Judge every requirement that holds for a candidate, in the référentiel's order."""
    return tuple(
        Assessed(requirement=item, finding=CHECKS[item.check](candidate))
        for item in candidate.framework.requirements
        if _holds(item, candidate)
    )


def _holds(item: Requirement, candidate: AssessedCandidate) -> bool:
    student, cohort = candidate.student, candidate.cohort
    form = student.exam_form or cohort.exam_form
    return (
        item.holds(student.session or cohort.session)
        and (not item.pathways or student.pathway.value in item.pathways)
        and (not item.forms or form is None or form.value in item.forms)
    )


def failures(assessed: Iterable[Assessed]) -> Iterator[Assessed]:
    """Yield the hard requirements that are not met."""
    return (item for item in assessed if item.failed)
