"""Verdicts that can be read, but that do not count or contradict others."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from vitrail.content.model.framework import Framework
from vitrail.content.model.realisation import Realisation
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Judged, Student
from vitrail.content.model.verdict import Opinion, Role, Verdict
from vitrail.content.reading.named import bare, find_person
from vitrail.content.values.folding import fold
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import mark
from vitrail.knowledge.coverage.tables import CountedSchool


def diagnose(known: CountedSchool) -> Iterator[Diagnostic]:
    """Yield verdicts without a seal, on an impossible day, off the scale, by a tutor of no stage, or given twice."""
    for cohort, student in known.school.everyone:
        top = len(known.school.scale_of(cohort, student))
        works = student.judged
        yield from _twice(student.verdicts)
        for verdict in student.verdicts:
            work = works.get(verdict.subject)
            if top and verdict.level is not None and not 1 <= verdict.level <= top:
                yield Diagnostic.at("EVA008", verdict.at("niveau"), level=verdict.level, top=top)
            yield from _dated(verdict, work, known.today)
            placed = isinstance(work, Realisation) and work.internships
            if work and not placed and _unheard_of(verdict, student):
                yield Diagnostic.at("EVA005.tutor", verdict.at("par"), name=verdict.by)
            if work and _awaits_seal(verdict):
                yield Diagnostic.at("EVA007", verdict.at("avis"))


def of_class(cohort: Cohort, people: Collection[str], framework: Framework | None) -> Iterator[Diagnostic]:
    """Yield a class's exemptions that do not count; its students are not looked at, ``people`` are their folders.

    An exemption is of somebody, of a requirement, and has a reason, an author and a day.
    """
    points = {fold(requirement.title) for requirement in framework.requirements} if framework else set()
    for exemption in cohort.exemptions if framework else ():
        if exemption.student not in people or fold(exemption.point) not in points or not exemption.complete:
            yield Diagnostic.at(
                "REF022.exemption", cohort.source.at("dispenses"), student=exemption.student, point=exemption.point
            )


def _dated(verdict: Verdict, work: Judged | None, today: date) -> Iterator[Diagnostic]:
    """Report a day on which nobody can have read the work."""
    start = work.span.start if work and work.span else None
    if verdict.on > today:
        yield Diagnostic.at("EVA009", verdict.at("le"), day=verdict.on, when=mark("après la date de référence"))
    elif start and verdict.on < start:
        when = mark("avant le début de ce travail ({start})", start=start)
        yield Diagnostic.at("EVA009", verdict.at("le"), day=verdict.on, when=when)


def _unheard_of(verdict: Verdict, student: Student) -> bool:
    """True if a tutor's verdict is by somebody whom no stage names."""
    named = {tutor.name for stage in student.stages for tutor in stage.tutors}
    return verdict.role is Role.TUTOR and find_person(verdict.by, named) is None


def _twice(verdicts: Iterable[Verdict]) -> Iterator[Diagnostic]:
    """Report a second verdict on one version of a work: by the same author, or a different one by another."""
    met: dict[tuple[str | None, ...], dict[str, Verdict]] = {}
    """Version of a work → its latest verdict by each author, and with each opinion."""
    for verdict in sorted(verdicts, key=lambda verdict: verdict.moment):
        if verdict.opinion and verdict.fingerprint and verdict.role is Role.TEACHER:
            before = met.setdefault((verdict.subject, verdict.competency, verdict.fingerprint), {})
            others = (before[opinion] for opinion in Opinion if opinion is not verdict.opinion and opinion in before)
            author = f"par {bare(verdict.by)}"
            if said := before.get(author) or max(others, key=lambda other: other.moment, default=None):
                yield Diagnostic.at("EVA013", verdict.at("par"), name=said.by)
            before |= {author: verdict, verdict.opinion: verdict}


def _awaits_seal(verdict: Verdict) -> bool:
    """True if « vitrail review » would seal it: not while it comes from outside the team."""
    governs = verdict.role is Role.TEACHER and verdict.by_team and verdict.opinion is Opinion.RETAINED
    return governs and not verdict.fingerprint
