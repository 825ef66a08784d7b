"""The works that a teacher asks to take up again: the verdicts that ask, and later remarks of the same people."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.state import State
from vitrail.content.model.student import Judged, Student
from vitrail.content.model.verdict import Opinion, Verdict
from vitrail.knowledge.coverage.claims import judgement, said_of
from vitrail.knowledge.coverage.tables import Evidence, StudentCoverage


class AskedAgain(Struct, frozen=True, kw_only=True):
    """A réalisation or a stage to take up again."""

    work: Judged
    proofs: tuple[Evidence, ...]
    """The claims that wait for it; a stage has none."""
    said: tuple[Verdict, ...]
    """Comments and remarks, the latest first; empty when a bare opinion asks."""


def asked_again(student: Student, counted: StudentCoverage | None) -> Iterator[AskedAgain]:
    """Yield the works that a student is asked to take up again, in the order of their portfolio.

    >>> from vitrail.knowledge.coverage.students import student_coverage
    >>> from vitrail.content.model.verdict import Opinion
    >>> lea = student(verdicts=(verdict(Opinion.REWORK),))
    >>> counted = student_coverage(lea, cohort(), framework())
    >>> [again.work.slug for again in asked_again(lea, counted)]
    ['four']
    """
    waiting: dict[str, dict[str, Evidence]] = {}
    for proof in counted.proofs if counted else ():
        if proof.state is State.REWORK:
            waiting.setdefault(proof.realisation, {}).setdefault(proof.competency, proof)
    works: tuple[Judged, ...] = (*student.works, *student.stages)
    for work in works:
        said = said_of(student, work)
        proofs = tuple(waiting.get(work.subject, {}).values())
        asking = {proof.verdict: None for proof in proofs if proof.verdict}
        if isinstance(work, Internship) and (latest := judgement(said)) and latest.opinion is Opinion.REWORK:
            asking = {latest: None}
        if asking:
            yield AskedAgain(work=work, proofs=proofs, said=tuple(_with_remarks(said, tuple(asking))))


def _with_remarks(said: Iterable[Verdict], asking: tuple[Verdict, ...]) -> Iterator[Verdict]:
    """Yield the verdicts that ask, and the remarks of the same people since the first of them."""
    first = min(verdict.on for verdict in asking)
    by = {verdict.by for verdict in asking}
    for verdict in said:
        own = verdict.opinion is None and verdict.by in by and verdict.on >= first
        if (verdict in asking and verdict.comment) or (own and (verdict.passage or verdict.comment)):
            yield verdict
