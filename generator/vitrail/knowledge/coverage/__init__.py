"""Counts competencies: records in, tables of plain numbers out. It knows neither pages nor files."""

from collections.abc import Iterable, Mapping

from vitrail.content.frameworks.queries import scope
from vitrail.content.model.framework import Framework
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.state import State
from vitrail.content.values.folding import grouped
from vitrail.knowledge.coverage.students import student_coverage
from vitrail.knowledge.coverage.tables import (
    CohortCoverage,
    CompetencyCoverage,
    CompetencyInCohort,
    Coverage,
    StudentCoverage,
)
from vitrail.knowledge.coverage.view import view

__all__ = ["compute", "joined", "student_coverage", "view"]


def compute(school: School, counted: tuple[School, Coverage] | None = None) -> Coverage:
    """Count the coverage of every student and class, in the view that one audience has (``coverage.view.view``).

    ``counted`` is another view of the school, with its coverage: students that are the same object are reused from it.

    >>> counted = compute(school()).student("c", "lea")
    >>> counted.covered, counted.gaps
    (1, ('X1.2', 'X2.1'))
    """
    known: dict[int, StudentCoverage] = {}
    if counted and counted[0].frameworks is school.frameworks:
        for cohort, known_cohort in zip(counted[0].cohorts, counted[1].cohorts, strict=True):
            known |= {id(student): kept for student, kept in zip(cohort.students, known_cohort.students, strict=True)}

    def group(cohort: Cohort) -> CohortCoverage:
        students = (
            known.get(id(student)) or student_coverage(student, cohort, school.framework_of(student))
            for student in cohort.students
        )
        return joined(cohort.slug, tuple(students), school.frameworks)

    return Coverage(cohorts=tuple(map(group, school.cohorts)))


def joined(cohort: str, students: tuple[StudentCoverage, ...], frameworks: Mapping[str, Framework]) -> CohortCoverage:
    """Count a class's competencies from coverages already computed, so that one changed student costs one student.

    >>> pain = framework()
    >>> counted = student_coverage(student(), cohort(), pain)
    >>> joined("c", (counted,), {pain.id: pain}).competencies[pain.id]["X1.1"]
    CompetencyInCohort(asked=1, covered=1, validated=0, realisations=1)
    """
    groups = grouped((student.framework or "", student) for student in students)
    counts = {name: _counts(frameworks[name], groups[name]) for name in sorted(groups) if name in frameworks}
    return CohortCoverage(cohort=cohort, students=students, competencies=counts)


def _counts(framework: Framework, students: Iterable[StudentCoverage]) -> Mapping[str, CompetencyInCohort]:
    asked = ((student, frozenset(scope(framework, student.option).asked)) for student in students)
    gathered = grouped(
        (code, (code in wanted, own)) for student, wanted in asked for code, own in student.competencies.items()
    )
    return {item.id: _count(gathered[item.id]) for item in framework.competencies if item.id in gathered}


def _count(pairs: list[tuple[bool, CompetencyCoverage]]) -> CompetencyInCohort:
    """Count a competency over the students it is asked of; réalisations also over those asked for its details alone."""
    wanted = [coverage for is_asked, coverage in pairs if is_asked]
    return CompetencyInCohort(
        asked=len(wanted),
        covered=sum(coverage.state.covers for coverage in wanted),
        validated=sum(coverage.state is State.VALIDATED for coverage in wanted),
        realisations=sum(coverage.realisations for _, coverage in pairs),
    )
