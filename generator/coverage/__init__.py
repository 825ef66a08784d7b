"""Aggregation: records in, tables of plain numbers out. It knows neither pages nor files."""

from __future__ import annotations

from generator.coverage.cohorts import cohort_coverage, joined
from generator.coverage.students import student_coverage
from generator.coverage.tables import Coverage, StudentCoverage
from generator.coverage.view import view
from generator.model.school import School

__all__ = ["compute", "joined", "student_coverage", "view"]


def compute(school: School, counted: tuple[School, Coverage] | None = None) -> Coverage:
    """Count everything once, for the audience whose view of the school this is (``coverage.view.view``).

    ``counted`` is another view of the same school, with its coverage: who is the same there is not counted again.
    """
    known: dict[int, StudentCoverage] = {}
    if counted and counted[0].frameworks is school.frameworks:
        for cohort, found in zip(counted[0].cohorts, counted[1].cohorts, strict=True):
            known |= {id(student): one for student, one in zip(cohort.students, found.students, strict=True)}
    return Coverage(cohorts=tuple(cohort_coverage(cohort, school.frameworks, known) for cohort in school.cohorts))
