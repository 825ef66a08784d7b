"""Aggregation: records in, tables of plain numbers out. It knows neither pages nor files."""

from __future__ import annotations

from generator.coverage.cohorts import cohort_coverage, joined
from generator.coverage.students import student_coverage
from generator.coverage.tables import Coverage
from generator.coverage.view import view
from generator.model.school import School

__all__ = ["compute", "joined", "student_coverage", "view"]


def compute(school: School) -> Coverage:
    """Count everything once, for the audience whose view of the school this is (``coverage.view.view``)."""
    return Coverage(cohorts=tuple(cohort_coverage(cohort, school.frameworks) for cohort in school.cohorts))
