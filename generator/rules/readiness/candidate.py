"""A candidate as the checks look at them, and what a check says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.coverage.tables import StudentCoverage
from generator.diagnostics import Diagnostic
from generator.language import mark
from generator.model.framework import Framework
from generator.model.realisation import Realisation
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.rules.walking import counted


class Outcome(StrEnum):
    """What was found of a requirement; the values are identifiers of the JSON."""

    MET = "satisfait"
    NOT_MET = "non satisfait"
    TO_JUDGE = "à juger par vous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What a check saw: phrases of ours."""

    outcome: Outcome
    why: str
    remedy: str = ""
    """What to do; empty when there is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedCandidate:
    """A student, with everything that the checks look at."""

    school: School
    cohort: Cohort
    student: Student
    framework: Framework
    coverage: StudentCoverage
    today: date
    diagnostics: tuple[Diagnostic, ...] = ()
    """Of this portfolio."""

    @property
    def works(self) -> tuple[Realisation, ...]:
        """The submitted réalisations, those of former classes too."""
        return tuple(counted(self.student))

    def named(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Name competencies, by their code in the référentiel."""
        found = (self.framework.by_id[code] for code in codes)
        return tuple(mark("{code} « {title} »", code=item.id, title=item.title) for item in found)


def met(why: str) -> Observation:
    """What satisfies a requirement."""
    return Observation(outcome=Outcome.MET, why=why)


def not_met(why: str, remedy: str) -> Observation:
    """What does not, and what to do."""
    return Observation(outcome=Outcome.NOT_MET, why=why, remedy=remedy)


def judge(why: str, remedy: str = "") -> Observation:
    """What no file can show."""
    return Observation(outcome=Outcome.TO_JUDGE, why=why, remedy=remedy)
