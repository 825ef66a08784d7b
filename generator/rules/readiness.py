"""« Prêt pour l'oral ? »: the requirements of the référentiel that hold for a candidate, each judged by its check.

A requirement is data of the référentiel (``model.framework.Requirement``): its words, its source, whether it is
official, for which sessions, voies and forms of the exam it holds.
"""

from collections.abc import Collection
from enum import StrEnum

from msgspec import Struct

from generator.coverage.tables import CountedSchool
from generator.diagnostics import Diagnostic
from generator.language import mark
from generator.model.audience import Audience
from generator.model.framework import Check, Framework, Requirement
from generator.model.school import Cohort, Exemption
from generator.model.student import Student
from generator.rules.checks import CHECKS, CheckedStudent, Observation, Outcome, exempted, not_met, to_judge
from generator.values.folding import fold

_OF_WORKS = frozenset({Check.STATED, Check.PERIODS, Check.PRODUCTIONS, Check.NETWORK})
"""Checks on each réalisation."""
TEAM_ONLY = frozenset({Check.DRAFTS, Check.VERDICTS, Check.INTERNSHIPS, Check.CERTIFICATES})
"""Checks whose findings are for the candidate and their team: a commission does not read them."""


class Readiness(StrEnum):
    """What may be said of a candidate; the values are identifiers of the JSON."""

    READY = "prêt"
    TO_JUDGE = "à juger"
    """Nothing hard misses, and something hard is not known to be met."""
    NOT_READY = "pas prêt"


class Assessed(Struct, frozen=True, kw_only=True):
    """A requirement with what was found."""

    requirement: Requirement
    finding: Observation
    sources: tuple[str, ...]
    """What was read, in the référentiel's own words."""

    @property
    def failed(self) -> bool:
        """True if it is hard and not met: the candidate is not ready."""
        return self.requirement.hard and self.finding.outcome is Outcome.NOT_MET

    @property
    def open(self) -> bool:
        """True if it is hard and only the candidate can say whether it is met: nobody calls them ready."""
        return self.requirement.hard and self.finding.outcome is Outcome.TO_JUDGE

    @property
    def exempt(self) -> bool:
        """True if the team does not ask it: it is neither met nor missing."""
        return self.finding.outcome is Outcome.EXEMPT


def readiness(found: Collection[Assessed]) -> Readiness:
    """Say whether a candidate is ready: only one of whom something is asked, and nothing hard is open."""
    if any(item.failed for item in found):
        return Readiness.NOT_READY
    return Readiness.TO_JUDGE if not found or any(item.open for item in found) else Readiness.READY


def asked(framework: Framework, student: Student, cohort: Cohort) -> tuple[Requirement, ...]:
    """Return the requirements that hold for a candidate, in the référentiel's order."""
    form = student.exam_form or cohort.exam_form
    return tuple(
        item
        for item in framework.requirements
        if item.holds(student.session)
        and (not item.pathways or (student.pathway and student.pathway.value in item.pathways))
        and (not item.forms or form is None or form.value in item.forms)
    )


def asked_of(
    framework: Framework | None, student: Student, cohort: Cohort, audience: Audience
) -> tuple[Requirement, ...]:
    """Return what an audience may read of them: nothing for the public, and the team's own for the team alone."""
    if framework is None or audience is Audience.PUBLIC:
        return ()
    every = asked(framework, student, cohort)
    return tuple(item for item in every if audience is Audience.TEAM or item.check not in TEAM_ONLY)


def assess(
    known: CountedSchool, cohort: Cohort, student: Student, diagnostics: tuple[Diagnostic, ...]
) -> tuple[Assessed, ...]:
    """Judge every requirement that holds for a candidate, in the référentiel's order; nothing without a référentiel.

    ``diagnostics`` are those of the portfolio.
    """
    framework, coverage = known.school.framework_of(student), known.coverage.student(cohort.slug, student.slug)
    if framework is None or coverage is None:
        return ()
    one = CheckedStudent(
        school=known.school, cohort=cohort, student=student, framework=framework, coverage=coverage,
        today=known.today, diagnostics=diagnostics,
    )  # fmt: skip
    exempt = {fold(given.point): given for given in cohort.exemptions if given.student == student.slug}
    return tuple(
        Assessed(
            requirement=item,
            finding=_exempted(exempt.get(fold(item.title))) or _nothing(item.check, student) or CHECKS[item.check](one),
            sources=framework.sources_of(item),
        )
        for item in asked(framework, student, cohort)
    )


def _exempted(given: Exemption | None) -> Observation | None:
    """What is said of a point that the team does not ask; why, to the team alone (``coverage.view``)."""
    if given is None or given.on is None or not given.complete:
        return None
    if not given.reason:
        return exempted(mark("Dispense accordée le {day}.", day=given.on))
    return exempted(
        mark("Dispense accordée par {by} le {day} : {reason}", by=given.by or "", day=given.on, reason=given.reason)
    )


def _nothing(check: Check, student: Student) -> Observation | None:
    """What is said where there is nothing to look at, and so nothing that satisfies."""
    if check in _OF_WORKS and not student.counted:
        remedy = mark("Écrivez « statut: soumise » dans celles qui sont prêtes.")
        return not_met(mark("Aucune réalisation n'est soumise."), remedy)
    if check is Check.INTERNSHIPS and not student.stages:
        return to_judge(mark("Aucun stage ni emploi n'est décrit."), mark("Décrivez les vôtres, ou voyez l'équipe."))
    return None
