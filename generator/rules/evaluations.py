"""Verdicts that can be read but that say less than they seem to."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date

from generator.diagnostics import Diagnostic
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.model.verdict import Opinion, Role, Verdict
from generator.rules.walking import Ground, framework_of, students


def diagnose(ground: Ground) -> Iterator[Diagnostic]:
    """Yield verdicts without a fingerprint, dated after today, or with a level that the scale does not have."""
    for cohort in ground.school.cohorts:
        yield from _former(cohort)
    for cohort, student in students(ground.school):
        top = _top(ground.school, cohort, student)
        works = frozenset(item.slug for item in student.realisations)
        for verdict in student.verdicts:
            yield from _verdict(verdict, top, ground.today)
            if _awaits_seal(verdict, works):
                yield Diagnostic.at("EVA007", verdict.source.at(verdict.index, "avis"))


def _former(cohort: Cohort) -> Iterator[Diagnostic]:
    """Tell once a class of the seals without a version that still match: the others wait for a new verdict anyway."""
    found = [
        verdict
        for student in cohort.students
        for verdict in student.verdicts
        for work in student.realisations
        if verdict.fingerprint and work.slug == verdict.realisation and verdict.fingerprint == work.former_fingerprint
    ]
    if found:
        yield Diagnostic.at("EVA011", (cohort.source if cohort.source.path else found[0].source).at(), n=len(found))


def _top(school: School, cohort: Cohort, student: Student) -> int | None:
    framework = framework_of(school, student)
    return len(cohort.scale or (framework.scale if framework else ())) or None


def _verdict(verdict: Verdict, top: int | None, today: date) -> Iterator[Diagnostic]:
    source, index = verdict.source, verdict.index
    if verdict.on > today:
        yield Diagnostic.at("EVA009", source.at(index, "le"), day=verdict.on)
    if top and verdict.level is not None and not 1 <= verdict.level <= top:
        yield Diagnostic.at("EVA008", source.at(index, "niveau"), level=verdict.level, top=top)


def _awaits_seal(verdict: Verdict, works: Container[str | None]) -> bool:
    """Whether « vitrail review » would seal it: not while it judges nothing, or comes from outside the team."""
    governs = verdict.role is Role.TEACHER and verdict.by_team and verdict.opinion is Opinion.RETAINED
    return governs and not verdict.fingerprint and verdict.realisation in works
