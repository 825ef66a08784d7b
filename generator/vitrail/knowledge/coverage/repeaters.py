"""Repeaters: the works of a former class count in the new one (« vient de: 2024-2026/roux-maelle »).

The former portfolio keeps its pages; the new one borrows records of it, after the audience's cut, so that nobody sees
here what they may not see there. A former record with the slug of a record of the new portfolio is not borrowed.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec.structs import replace

from vitrail.content.model.realisation import Realisation
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Former, Student
from vitrail.content.values.folding import fold

_People: TypeAlias = Mapping[str, tuple[Cohort, Student]]


def with_former(school: School) -> School:
    """Return the school with the records that each repeater borrows from their former portfolios, nearest first.

    >>> years = cohort(student()), cohort(student(comes_from="c/lea", realisations=()), slug="d", name="D")
    >>> after = with_former(school(*years)).cohorts[1].students[0]
    >>> [(former.portfolio, len(former.realisations)) for former in after.former]
    [('c/lea', 1)]
    """
    people = {fold(_name(cohort, student)): (cohort, student) for cohort, student in school.everyone}
    if not any(student.comes_from for _, student in people.values()):
        return school
    later = _later(people)
    return school.with_students(
        lambda cohort, student: replace(
            _student(cohort, student, people), later=later.get(fold(_name(cohort, student)), "")
        )
    )


def _later(people: _People) -> Mapping[str, str]:
    """Map each portfolio that others continue to the last that does; two that name each other are both last."""
    lines = {
        name: [fold(_name(*former)) for former in _line(_name(cohort, student), student, people)]
        for name, (cohort, student) in people.items()
        if student.comes_from
    }
    later: dict[str, str] = {}
    for name, line in sorted(lines.items(), key=lambda pair: len(pair[1])):  # the longest is written last
        for former in line:
            if name not in lines.get(former, ()):
                later[former] = _name(*people[name])
    return later


def _name(cohort: Cohort, student: Student) -> str:
    return f"{cohort.slug}/{student.slug}"


def _student(cohort: Cohort, student: Student, people: _People) -> Student:
    if not student.comes_from:
        return student
    works = {item.slug: item for item in student.realisations}
    stages = {item.slug for item in student.internships}
    formers = []
    for former, before in _line(_name(cohort, student), student, people):
        brought = _brought(former, before, student, frozenset(works), frozenset(stages))
        kept = (verdict for verdict in before.verdicts if _holds(verdict.realisation, verdict.fingerprint, works))
        verdicts = (*brought.verdicts, *kept)
        formers.append(replace(brought, verdicts=verdicts))
        works |= {item.slug: item for item in brought.realisations}
        stages |= {item.slug for item in brought.internships}
    own = tuple(_cited(item, stages) for item in student.realisations)
    return replace(student, former=tuple(formers), realisations=own)


def _cited(item: Realisation, stages: set[str]) -> Realisation:
    """Drop from a réalisation the stages that neither this portfolio nor a former one has."""
    kept = tuple(slug for slug in item.internships if slug in stages)
    return item if kept == item.internships else replace(item, internships=kept)


def _line(name: str, student: Student, people: _People) -> Iterator[tuple[Cohort, Student]]:
    """Yield the former portfolios, nearest first, as each names the one before; a cycle ends the line."""
    seen = {fold(name)}
    while student.comes_from and (key := fold(student.comes_from)) in people and key not in seen:
        seen.add(key)
        cohort, student = people[key]
        yield cohort, student


def _brought(
    cohort: Cohort, before: Student, student: Student, works: frozenset[str], stages: frozenset[str]
) -> Former:
    origin, same = _name(cohort, before), before.framework == student.framework
    kept = tuple(item for item in before.submitted if item.slug not in works)
    lent = tuple(replace(item, origin=origin) for item in before.internships if item.slug not in stages)
    names = {item.subject for item in kept} | {item.subject for item in lent}
    return Former(
        portfolio=origin,
        cohort=cohort.name,
        years=cohort.years,
        session=before.session or cohort.session,
        option=before.option,
        realisations=tuple(_work(item, origin, stages, same=same) for item in kept),
        internships=lent,
        verdicts=tuple(item for item in before.verdicts if item.subject in names) if same else (),
    )


def _work(item: Realisation, origin: str, stages: frozenset[str], *, same: bool) -> Realisation:
    """Return a former réalisation; codes of another référentiel mean nothing in the new one."""
    linked = tuple(slug for slug in item.internships if slug not in stages)
    lent = replace(item, origin=origin, internships=linked)
    return lent if same else replace(lent, claims=(), self_assessment=(), situations=())


def _holds(slug: str | None, fingerprint: str | None, works: Mapping[str, Realisation]) -> bool:
    """True if a former verdict was sealed on the very text that the new portfolio holds under the same name."""
    work = works.get(slug or "")
    return work is not None and not work.origin and fingerprint is not None and fingerprint == work.fingerprint
