"""Works that wait for the team: never judged, or changed or answered since; and which teachers are to read them."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct

from vitrail.content.frameworks.queries import lineage
from vitrail.content.model.framework import Competency, Framework
from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.school import Cohort, School, Teacher
from vitrail.content.model.student import Judged, Student
from vitrail.content.model.verdict import Change, Opinion, SealedPart, Verdict
from vitrail.content.values.folding import fold
from vitrail.ground.language import mark
from vitrail.knowledge.coverage.claims import judgement, said_of

_SHORTEST = 4
"""Fewest letters of a word that is compared with titles: « de » and « des » are in every one."""


class Why(StrEnum):
    """Why a work waits; the values are identifiers of the JSON."""

    NEVER = "jamais lue"
    CHANGED = "modifiée depuis"
    ANSWERED = "répondu"


class Waiting(Struct, frozen=True, kw_only=True):
    """A réalisation or a stage to be read."""

    cohort: Cohort
    student: Student
    work: Judged
    why: Why
    since: date | None
    """Day of the last reading, or the last day of the work; None when neither is known."""
    changed: tuple[str, ...] = ()
    """Keys of the work that differ from what was read, « texte », « fichiers »; empty where that was not kept."""

    @property
    def place(self) -> str:
        """Name it as the command line does: class, student, réalisation or ``stages/<folder>``."""
        return f"{self.cohort.slug}/{self.student.slug}/{self.work.subject}".replace("//", "/").strip("/")

    @property
    def reason(self) -> str:
        """Say why it waits, of a réalisation or of a stage."""
        stage = isinstance(self.work, Internship)
        if self.why is Why.ANSWERED:
            return mark("répondu")
        if self.why is Why.CHANGED and self.since and self.changed:
            said = mark("modifié depuis le {day} : {parts}") if stage else mark("modifiée depuis le {day} : {parts}")
            return mark(said, day=self.since, parts=self.changed)
        if self.why is Why.CHANGED and self.since:
            day = self.since
            return mark("modifié depuis le {day}", day=day) if stage else mark("modifiée depuis le {day}", day=day)
        return mark("jamais lu") if stage else mark("jamais lue")


def listed(school: School, roots: Collection[str], today: date) -> Iterator[tuple[Cohort, Student]]:
    """Yield the students of some classes or portfolios, of all when none is named; one who left must be named.

    >>> [(group.slug, person.slug) for group, person in listed(school(), ["c"], read_date("1/3/2026"))]
    [('c', 'lea')]
    """
    for cohort, student in school.everyone:
        place = cohort.folder_of(student)
        under = not roots or any(f"{place}/".startswith(f"{root}/" if root else "") for root in roots)
        if place in roots if student.gone(today) else under:
            yield cohort, student


def waiting(people: Iterable[tuple[Cohort, Student]]) -> tuple[Waiting, ...]:
    """List the works of some students that a teacher has still to read, those that wait longest first.

    >>> [(item.work.slug, str(item.why)) for item in waiting([(cohort(), student())])]
    [('four', 'jamais lue')]
    """
    items = (
        item for cohort, student in people for work in to_judge(student) for item in _waiting(cohort, student, work)
    )
    return tuple(sorted(items, key=lambda item: (item.since or date.max, item.place)))


def to_judge(student: Student) -> tuple[Judged, ...]:
    """Return what a student hands in: submitted réalisations, and the stages that have a text or claims.

    >>> [handed.slug for handed in to_judge(student())]
    ['four']
    """
    return (*student.submitted, *(stage for stage in student.internships if stage.told))


def answer_to(latest: Verdict | None, work: Judged) -> str:
    """Return a student's answer to « à reprendre » that no teacher has read yet; empty without one.

    >>> answer_to(verdict(Opinion.REWORK), work(answer="C'est fait.")), answer_to(None, work(answer="C'est fait."))
    ("C'est fait.", '')
    """
    asked = latest is not None and latest.opinion is Opinion.REWORK
    return work.answer or "" if latest and asked and work.answer != latest.answered else ""


def _waiting(cohort: Cohort, student: Student, work: Judged) -> Iterator[Waiting]:
    latest = judgement(said_of(student, work))
    if latest is None:
        end = work.span.end or work.span.start if work.span else None
        yield Waiting(cohort=cohort, student=student, work=work, why=Why.NEVER, since=end)
    elif answer_to(latest, work):
        yield Waiting(cohort=cohort, student=student, work=work, why=Why.ANSWERED, since=latest.on)
    elif latest.fingerprint and not work.holds(latest.fingerprint):
        changed = tuple(dict.fromkeys(map(_changed, latest.since)))
        yield Waiting(cohort=cohort, student=student, work=work, why=Why.CHANGED, since=latest.on, changed=changed)


def _changed(change: Change) -> str:
    if change.part is SealedPart.KEY:
        return change.name
    return mark("fichiers") if change.part is SealedPart.FILE else mark("texte")


def readers(cohort: Cohort, work: Judged, framework: Framework | None) -> tuple[str, ...]:
    """Name the teachers of a class whose subjects a réalisation is about; a stage is everybody's to read.

    A teacher without subjects, or whose subjects name nothing of the référentiel, reads everything.

    >>> team = Teacher(name="M. Roy", subjects=("Vendre",)), Teacher(name="Mme Le Goff")
    >>> readers(cohort(team=team), work(), framework())
    ('Mme Le Goff',)
    """
    if isinstance(work, Internship):
        return tuple(teacher.name for teacher in cohort.team)
    claimed = [claim.competency for claim in work.claims if claim.competency]
    above = lineage(framework, claimed) if framework else frozenset(claimed)
    taught = ((teacher.name, frozenset(_taught(teacher, framework))) for teacher in cohort.team)
    return tuple(name for name, codes in taught if not codes or codes & above)


def _taught(teacher: Teacher, framework: Framework | None) -> Iterator[str]:
    for subject in teacher.subjects:
        name = fold(subject)
        words = {word for word in name.split() if len(word) >= _SHORTEST}
        for item in framework.competencies if framework else ():
            if _named(item, name, words):
                yield item.id


def _named(item: Competency, subject: str, words: set[str]) -> bool:
    """True if a subject is an option that owns an item, its code, or shares a word with its title."""
    own = {fold(item.id), fold(item.local_id), *map(fold, item.options)}
    return subject in own or not words.isdisjoint(fold(item.title).split())
