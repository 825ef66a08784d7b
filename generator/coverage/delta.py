"""What a change of the files does to coverage: the steps that a reviewer wants to read, competency by competency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.coverage.tables import Coverage, StudentCoverage
from generator.model.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A competency that the exam judges, in another state than before."""

    student: str
    """``class/student``."""
    framework: str
    competency: str
    before: State
    after: State

    @property
    def first(self) -> bool:
        """Whether nothing covered it before."""
        return self.after.covers and not self.before.covers


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """A réalisation whose verdict was on other words than those it now holds."""

    student: str
    realisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """Everything that moved, by student, in the order of the référentiel."""

    steps: tuple[Progress, ...] = ()
    reopened: tuple[Reopened, ...] = ()


def delta(before: Coverage, after: Coverage) -> Delta:
    """Compare two states of a school; a student who was not there had nothing covered, one who left says nothing."""
    was = {one.student: one for group in before.cohorts for one in group.students}
    now = [one for group in after.cohorts for one in group.students]
    return Delta(
        steps=tuple(step for one in now for step in _steps(was.get(one.student), one)),
        reopened=tuple(page for one in now if one.student in was for page in _reopened(was[one.student], one)),
    )


def _steps(was: StudentCoverage | None, now: StudentCoverage) -> Iterator[Progress]:
    for code in now.judged:
        earlier = was.competencies.get(code) if was and was.framework == now.framework else None
        before = earlier.state if earlier else State.UNCOVERED
        after = now.competencies[code].state
        if before is not after:
            yield Progress(
                student=now.student, framework=now.framework or "", competency=code, before=before, after=after
            )


def _reopened(was: StudentCoverage, now: StudentCoverage) -> Iterator[Reopened]:
    sealed = _pages(was, State.VALIDATED)
    for page in sorted(_pages(now, State.CHANGED) & sealed):
        yield Reopened(student=now.student, realisation=page)


def _pages(one: StudentCoverage, state: State) -> set[str]:
    """The réalisations with a claim in this state."""
    return {proof.realisation for item in one.competencies.values() for proof in item.evidence if proof.state is state}
