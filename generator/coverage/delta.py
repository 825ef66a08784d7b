"""What a change of the files does to coverage: the steps that a reviewer wants to read, competency by competency."""

from collections.abc import Iterator

from msgspec import Struct

from generator.coverage.tables import Coverage, StudentCoverage
from generator.model.state import State


class Progress(Struct, frozen=True, kw_only=True):
    """A competency that the exam judges, in another state than before."""

    student: str
    """``class/student``."""
    competency: str
    before: State
    after: State

    @property
    def first(self) -> bool:
        """True if nothing covered it before."""
        return self.after.covers and not self.before.covers


class OptionChange(Struct, frozen=True, kw_only=True):
    """A student's option is another: the same codes mean other competencies."""

    student: str
    before: str
    after: str
    """Empty while it is not chosen."""
    realisations: tuple[str, ...]
    """Those whose claims are no longer the same competencies: to be read again."""


class Delta(Struct, frozen=True, kw_only=True):
    """Everything that moved, by student, in the order of the référentiel."""

    options: tuple[OptionChange, ...] = ()
    steps: tuple[Progress, ...] = ()
    reopened: tuple[tuple[str, str], ...] = ()
    """(``class/student``, réalisation) whose verdict was on other words than those it now holds."""


def delta(before: Coverage, after: Coverage) -> Delta:
    """Compare two states of a school; a student who was not there had nothing covered, one who left says nothing.

    >>> from generator.coverage import compute
    >>> before, after = compute(school(cohort(student(realisations=())))), compute(school())
    >>> [(step.competency, str(step.before), str(step.after)) for step in delta(before, after).steps]
    [('X1.1', 'non couverte', 'justifiée')]
    """
    was = {student.student: student for group in before.cohorts for student in group.students}
    now = [student for group in after.cohorts for student in group.students]
    return Delta(
        options=tuple(
            moved
            for student in now
            if student.student in was
            for moved in _option_change(was[student.student], student)
        ),
        steps=tuple(step for student in now for step in _steps(was.get(student.student), student)),
        reopened=tuple(
            (student.student, work)
            for student in now
            if student.student in was
            for work in sorted(_in_state(student, State.CHANGED) & _in_state(was[student.student], State.VALIDATED))
        ),
    )


def _steps(was: StudentCoverage | None, now: StudentCoverage) -> Iterator[Progress]:
    for code in now.judged:
        earlier = was.competencies.get(code) if was and was.framework == now.framework else None
        before = earlier.state if earlier else State.UNCOVERED
        after = now.competencies[code].state
        if before is not after:
            yield Progress(student=now.student, competency=code, before=before, after=after)


def _option_change(was: StudentCoverage, now: StudentCoverage) -> Iterator[OptionChange]:
    if was.option == now.option or was.framework != now.framework:
        return
    before, after = _claimed(was), _claimed(now)
    moved = sorted(name for name in before.keys() & after.keys() if before[name] != after[name])
    yield OptionChange(student=now.student, before=was.option or "", after=now.option or "", realisations=tuple(moved))


def _claimed(student: StudentCoverage) -> dict[str, frozenset[str]]:
    """Return what each réalisation claims, out of the option too; what waits for an option, as it is written."""
    claims: dict[str, set[str]] = {}
    claimed = ((proof.realisation, proof.competency) for proof in student.proofs)
    for name, code in (*claimed, *student.out_of_option, *student.pending):
        claims.setdefault(name, set()).add(code)
    return {name: frozenset(codes) for name, codes in claims.items()}


def _in_state(student: StudentCoverage, state: State) -> set[str]:
    return {proof.realisation for proof in student.proofs if proof.state is state}
