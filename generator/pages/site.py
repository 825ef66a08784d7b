"""Which pages exist: one stream, school first, then each class with its portfolios."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.addressing.spec import PageSpec
from generator.model.school import Cohort
from generator.model.student import Student
from generator.pages import inputs, reading
from generator.pages.portfolio import (
    competencies,
    crossing,
    dossier,
    free,
    printed,
    productions,
    realisation,
    student,
    synthesis,
    watch,
)
from generator.pages.portfolio.internships import internship
from generator.pages.portfolio.portfolio import Portfolio, portfolio
from generator.pages.school import (
    calendar,
    competency,
    framework,
    holders,
    matrix,
    notices,
    organisation,
    regulation,
    status,
    transition,
    workshops,
)
from generator.pages.school import cohort as cohort_page
from generator.pages.school import school as school_page
from generator.pages.setting import Setting, sorted_students

WIDE = frozenset(
    "school cohort cohort_competency cohort_status matrix calendar student synthesis crossing productions dossier"
    " dossiers status framework organisations not_found".split()
)
"""Kinds that take the whole width: homes and wide tables; what is read stands beside its navigation."""
_Plan: TypeAlias = Callable[[Portfolio], Iterator[PageSpec]]
_TEXTS: tuple[_Plan, ...] = (realisation.plan, internship.plan, watch.plan, free.plan)
"""Pages of a portfolio that are their author's text, as its home is."""
_PORTFOLIO: tuple[_Plan, ...] = (
    student.plan,
    synthesis.plan,
    crossing.plan,
    dossier.plan,
    status.plan_portfolio,
    competencies.plan,
    productions.plan,
    reading.plan,
    *_TEXTS,
    printed.plan,
)
_SCHOOL: tuple[Callable[[Setting], Iterator[PageSpec]], ...] = (
    school_page.plan,
    framework.plan,
    transition.plan,
    competency.plan,
    organisation.plan,
    notices.plan,
)
_CLASS: tuple[Callable[[Setting, Cohort, tuple[Portfolio, ...]], Iterator[PageSpec]], ...] = (
    cohort_page.plan,
    matrix.plan,
    calendar.plan,
    dossier.plan_cohort,
    workshops.plan,
    holders.plan,
    status.plan_cohort,
)


Pages: TypeAlias = Callable[[], Iterator[PageSpec]]
"""What plans pages when it is called."""


class Part(Struct, frozen=True, kw_only=True):
    """Pages that are planned together: those of one portfolio, or those that stand before."""

    pages: Pages
    inputs: tuple[str, ...] = ()
    """What the pages are made from, when it is known without planning them: equal inputs give equal pages."""


class Parts(Struct, frozen=True, kw_only=True, dict=True):
    """The parts of a site, in an order that depends on nothing but the records; each is planned when asked."""

    setting: Setting

    def __iter__(self) -> Iterator[Part]:
        """Yield them, the widest first."""
        school = self.setting.school
        known = [tuple(map(inputs.of_student, cohort.students)) for cohort in school.cohorts]
        everyone = inputs.of_everyone(self.setting, known)
        yield Part(pages=partial(_finished, _school, self.setting), inputs=(self.shared, everyone))
        yield Part(pages=partial(_finished, status.plan, self.setting))
        yield Part(pages=partial(_finished, regulation.plan, self.setting))
        for cohort, people in zip(school.cohorts, known, strict=True):
            yield from self.of_class(cohort, people)

    def of_class(self, cohort: Cohort, people: Sequence[str] = ()) -> Iterator[Part]:
        """Yield the part of a class, then those of its students, whose inputs may be known."""
        people = people or tuple(map(inputs.of_student, cohort.students))
        own = inputs.of_cohort(self.setting, cohort, people)
        yield Part(pages=partial(_finished, _cohort, self.setting, cohort), inputs=(self.shared, own))
        for person, known in zip(cohort.students, people, strict=True):
            yield self.portfolio(cohort, person, known)

    def portfolio(self, cohort: Cohort, person: Student, known: str = "") -> Part:
        """Return the part of one student, whose inputs may be known."""
        own = inputs.of_portfolio(self.setting, cohort, person, known or inputs.of_student(person))
        return Part(pages=partial(_finished, _portfolio, self.setting, cohort, person), inputs=(self.shared, own))

    @cached_property
    def shared(self) -> str:
        """What all parts share."""
        return inputs.of_school(self.setting)


def _finished(plan: Callable[..., Iterator[PageSpec]], setting: Setting, *of: object) -> Iterator[PageSpec]:
    """Yield the pages of a plan with their width, where their texts lead, and the sizes of the pictures they show."""
    for spec in plan(setting, *of):
        targets = setting.links.targets(*spec.bodies)
        wide = spec.content.kind in WIDE
        yield replace(spec, wide=wide, targets=targets, pictures=setting.links.pictures(targets))


def _school(setting: Setting) -> Iterator[PageSpec]:
    for plan in _SCHOOL:
        yield from plan(setting)


def _cohort(setting: Setting, cohort: Cohort) -> Iterator[PageSpec]:
    """Yield the pages of a class; that of a portfolio which is alone has none."""
    owners = tuple(portfolio(setting, cohort, student) for student in sorted_students(cohort))
    for plan in _CLASS if cohort.slug else ():
        yield from plan(setting, cohort, owners)


def pages_of_texts(setting: Setting, cohort: Cohort, person: Student) -> Iterator[PageSpec]:
    """Plan the pages of a portfolio that are their author's text, one after the other."""
    return _finished(_portfolio, setting, cohort, person, (*_TEXTS, student.plan))


def _portfolio(
    setting: Setting, cohort: Cohort, person: Student, plans: tuple[_Plan, ...] = _PORTFOLIO
) -> Iterator[PageSpec]:
    owner = portfolio(setting, cohort, person)
    for plan in plans:
        for spec in plan(owner):
            yield replace(spec, displaced=owner.displaced.get(spec.url)) if owner.displaced else spec
