"""The effect of changed files on coverage, competency by competency, for whoever reviews the change."""

from collections.abc import Iterator

from msgspec import Struct

from vitrail.content.model.state import State
from vitrail.content.values.folding import grouped
from vitrail.knowledge.coverage.tables import Coverage, StudentCoverage


class Progress(Struct, frozen=True, kw_only=True):
    """A change in the state of a competency that the exam judges."""

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
    """A change of a student's option: the same codes then mean other competencies."""

    student: str
    before: str
    after: str
    """Empty while it is not chosen."""
    realisations: tuple[str, ...]
    """Slugs of those whose claims now mean other competencies: to be read again."""


class Delta(Struct, frozen=True, kw_only=True):
    """All changes, by student, in the order of the référentiel."""

    options: tuple[OptionChange, ...] = ()
    steps: tuple[Progress, ...] = ()
    reopened: tuple[tuple[str, str], ...] = ()
    """(``class/student``, réalisation) that was validated and whose text has changed since."""


def delta(before: Coverage, after: Coverage) -> Delta:
    """Compare two states of a school: a new student counts as having covered nothing, one who left is passed over.

    >>> from vitrail.knowledge.coverage import compute
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
    """Map each réalisation to the codes that it claims: out of the option too, and as written while none is chosen."""
    claimed = ((proof.realisation, proof.competency) for proof in student.proofs)
    claims = grouped((*claimed, *student.out_of_option, *student.pending))
    return {name: frozenset(codes) for name, codes in claims.items()}


def _in_state(student: StudentCoverage, state: State) -> set[str]:
    return {proof.realisation for proof in student.proofs if proof.state is state}
