"""A private value in a student's own words masks that page and nothing else: the build goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeVar

from generator.diagnostics import Diagnostic, Place
from generator.model.internship import Internship, Report, Review
from generator.model.organisation import Organisation
from generator.model.realisation import Realisation
from generator.model.school import Cohort, School
from generator.model.source import Body
from generator.model.student import FreePage, Student, WatchEntry
from generator.privacy.said import readings, strings
from generator.privacy.watch import Watch
from generator.reading.workbench import folder_of

Item = TypeVar("Item", Realisation, Report, Review, WatchEntry, FreePage, Internship, Organisation)


@dataclass(slots=True, kw_only=True)
class _Masker:
    """Looks at records and at the texts that they refer to; remembers what it masked."""

    watch: Watch
    text_of: Callable[[Body], str]
    leaked: Mapping[str, str]
    """What an earlier round published and should not have: path or folder → value met."""
    masked: dict[str, str] = field(default_factory=dict)
    """Path → value met."""

    def clean(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """Keep the items whose own words hold no private value."""
        return tuple(item for item in items if not self.dirty(item, item.source.path, item.body))

    def dirty(self, record: object, path: str, body: Body | None) -> bool:
        """Whether a record or its text holds a private value."""
        texts = readings(self.text_of(body)) if body else ()
        return self._met(path, self.leaked.get(path) or self.watch.first(("\n".join(strings(record)), *texts)))

    def shut(self, student: Student) -> bool:
        """Whether nothing of a portfolio may be shown: its very address leaks, or nobody knows which text does."""
        path = student.source.path
        return self._met(path, self.leaked.get(folder_of(path)) or self.watch.first((student.slug,)))

    def _met(self, path: str, found: str | None) -> bool:
        if found:
            self.masked[path] = found
        return found is not None


def mask(
    school: School,
    watch: Watch,
    text_of: Callable[[Body], str],
    leaked: Mapping[str, str] = MappingProxyType({}),
) -> tuple[School, tuple[Diagnostic, ...]]:
    """Drop from an audience's school every page whose author wrote a private value.

    Args:
        school: as the audience sees it.
        watch: the values it may not read.
        text_of: gives the text of a body.
        leaked: what an earlier round should not have published (``blame``).

    Returns:
        The school without these pages, and one diagnostic (PRV007) for each.
    """
    if not watch.values:
        return school, ()
    masker = _Masker(watch=watch, text_of=text_of, leaked=leaked)
    cleaned = replace(
        school,
        cohorts=tuple(_cohort(cohort, masker) for cohort in school.cohorts),
        organisations=masker.clean(school.organisations),
    )
    faults = (Diagnostic.at("PRV007", Place(path=path), value=value) for path, value in sorted(masker.masked.items()))
    return cleaned, tuple(faults)


def _cohort(cohort: Cohort, masker: _Masker) -> Cohort:
    """Clean a class, and the portfolios of it that may be shown."""
    return replace(
        cohort, students=tuple(_student(student, masker) for student in cohort.students if not masker.shut(student))
    )


def _student(student: Student, masker: _Masker) -> Student:
    """Clean a portfolio's pages; a presentation that leaks loses the student's words, not the portfolio."""
    stages = masker.clean(_internship(item, masker) for item in student.internships)
    shown = {item.slug for item in stages}
    cleaned = replace(
        student,
        internships=stages,
        realisations=tuple(
            replace(item, internships=tuple(slug for slug in item.internships if slug in shown))
            for item in masker.clean(student.realisations)
        ),
        watch=masker.clean(student.watch),
        pages=masker.clean(student.pages),
    )
    own = replace(cleaned, internships=(), realisations=(), watch=(), pages=(), verdicts=())
    if masker.dirty(own, student.source.path, student.body):
        return replace(cleaned, body=None, tagline=None, links=(), technologies=(), certifications=(), photo=None)
    return cleaned


def _internship(item: Internship, masker: _Masker) -> Internship:
    return replace(item, reports=masker.clean(item.reports), reviews=masker.clean(item.reviews))
