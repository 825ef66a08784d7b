"""Productions whose file cannot be published: they stay on their page, with the reason, and prove nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.model.realisation import Production, ProductionState, Realisation
from generator.model.school import School
from generator.model.student import Student


def without_refused(school: School, refused: Mapping[str, str]) -> School:
    """Note on each production that its file is refused.

    Args:
        school: the records.
        refused: path of a file in the portfolios → why it cannot be published.
    """
    if not refused:
        return school
    return replace(
        school,
        cohorts=tuple(
            replace(cohort, students=tuple(_student(student, refused) for student in cohort.students))
            for cohort in school.cohorts
        ),
    )


def _student(student: Student, refused: Mapping[str, str]) -> Student:
    if not any(production.file in refused for work in student.realisations for production in work.productions):
        return student
    return replace(student, realisations=tuple(_realisation(work, refused) for work in student.realisations))


def _realisation(work: Realisation, refused: Mapping[str, str]) -> Realisation:
    return replace(work, productions=tuple(_production(item, refused) for item in work.productions))


def _production(item: Production, refused: Mapping[str, str]) -> Production:
    """A confidential one keeps its file to itself: it is never published, so nothing is refused of it."""
    reason = refused.get(item.file or "") if item.state is ProductionState.ONLINE else None
    return replace(item, refused=reason) if reason else item
