"""What the commission controls (circulaire, session 2023, annexe 6): nothing here that is unverified is an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from generator.coverage.tables import Coverage, StudentCoverage
from generator.diagnostics import Diagnostic
from generator.frameworks.queries import columns_of, sheet_for, situations_of, table_for
from generator.model.framework import Framework
from generator.model.realisation import Context, Realisation
from generator.model.school import School
from generator.model.student import Student
from generator.rules.walking import counted, framework_of, students, submitted

_SECOND_BLOC = frozenset({"bloc 2", "b2", "bloc2", "fiche", "fiches"})
_FIRST_BLOC = frozenset({"bloc 1", "b1", "bloc1"})
_SHEETS = 2
"""Réalisations that the bloc 2 fiches describe (a secondary source says two)."""


def diagnose(school: School, coverage: Coverage, today: date) -> Iterator[Diagnostic]:
    """Yield what a file would be blamed for: gaps in the tableau, fiches, réalisations that say too little."""
    del today
    for cohort, student in students(school):
        framework = framework_of(school, student)
        for item in submitted(student):
            yield from _realisation(item)
        if framework is None:
            continue
        yield from _tableau(student, framework)
        yield from _sheets(student, framework)
        yield from _situations(student, framework)
        yield from _observed(student, framework, coverage.student(cohort.slug, student.slug))


def _realisation(item: Realisation) -> Iterator[Diagnostic]:
    source = item.source
    if not item.claims and not item.unrecognised:
        yield Diagnostic.at("EXA004", source.at())
    if not item.contexts and not source.marks.get(("contexte",)):
        yield Diagnostic.at("EXA009", source.at())
    if item.contexts == (Context.PERSONAL,) and not _FIRST_BLOC.intersection(item.exams):
        yield Diagnostic.at("EXA011", source.at("contexte"))
    for claim in item.claims:
        if not claim.sentence:
            yield Diagnostic.at("EXA005", claim.place or source.at("competences"), code=claim.cited)


def proposed(student: Student) -> tuple[Realisation, ...]:
    """Give the submitted réalisations that a student proposes for the two fiches, oldest first."""
    found = (item for item in counted(student) if _SECOND_BLOC.intersection(item.exams))
    return tuple(sorted(found, key=Realisation.sort_key))


def mobilised(framework: Framework, items: Iterable[Realisation]) -> frozenset[str]:
    """Give what the réalisations mobilise: their claims and the ancestors of these."""
    cited = {claim.competency for item in items for claim in item.claims if claim.competency}
    up = {code: item.parent for code, item in framework.by_id.items()}
    found: set[str] = set()
    for start in cited:
        code: str | None = start
        while code and code not in found:
            found.add(code)
            code = up.get(code)
    return frozenset(found)


def _tableau(student: Student, framework: Framework) -> Iterator[Diagnostic]:
    """Yield the columns that no submitted work fills; a portfolio that has not begun is not blamed."""
    items = list(counted(student))
    table = table_for(framework, student.session)
    if not items or table is None or table.with_situations:
        return  # the 2011 table is not asked to be full
    done = mobilised(framework, items)
    for code in columns_of(framework, table, student.option):
        if code not in done:
            yield Diagnostic.at("EXA001", student.source.at(), code=code, title=framework.by_id[code].title)


def _sheets(student: Student, framework: Framework) -> Iterator[Diagnostic]:
    """Yield what the candidates for the two fiches leave aside."""
    candidates = proposed(student)
    table = sheet_for(framework, student.session)
    if not candidates or table is None or student.option is None:
        return
    place = student.source.at()
    if len(candidates) != _SHEETS:
        yield Diagnostic.at("EXA003", place, count=len(candidates))
    if len(candidates) < _SHEETS:
        return
    done = mobilised(framework, candidates)
    for code in columns_of(framework, table, student.option):
        if code not in done:
            yield Diagnostic.at("EXA002", place, code=code, title=framework.by_id[code].title)


def _situations(student: Student, framework: Framework) -> Iterator[Diagnostic]:
    items = list(counted(student))
    met = {code for item in items for code in item.situations}
    for situation in situations_of(framework, student.option) if items else ():
        if situation.id not in met:
            yield Diagnostic.at("EXA010", student.source.at(), code=situation.id, title=situation.title)


def _observed(student: Student, framework: Framework, counted: StudentCoverage | None) -> Iterator[Diagnostic]:
    """Yield judged competencies that only watched work covers."""
    for code in counted.judged if counted else ():
        if counted and code in counted.competencies and counted.competencies[code].only_observed:
            yield Diagnostic.at("EXA007", student.source.at(), code=code, title=framework.by_id[code].title)
