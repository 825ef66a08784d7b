"""Which pages exist: those of the school, of a class, of a portfolio."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from msgspec.structs import replace

from vitrail.content.addressing.spec import PageSpec
from vitrail.content.model.school import Cohort
from vitrail.site.pages.portfolio import (
    competencies,
    crossing,
    dossier,
    printed,
    productions,
    realisation,
    rehearsal,
    student,
    synthesis,
    texts,
)
from vitrail.site.pages.portfolio.internships import internship
from vitrail.site.pages.portfolio.portfolio import Portfolio, portfolio
from vitrail.site.pages.school import calendar, competency, framework, holders, matrix, organisation, regulation, status
from vitrail.site.pages.school import cohort as cohort_page
from vitrail.site.pages.school import school as school_page
from vitrail.site.pages.setting import Setting, sorted_students

WIDE = frozenset(
    "school cohort cohort_competency cohort_status matrix calendar student synthesis crossing productions dossier"
    " dossiers status framework organisations not_found".split()
)
"""Kinds of pages that take the whole width: homes and wide tables; texts stand beside their navigation."""
_Plan: TypeAlias = Callable[[Portfolio], Iterator[PageSpec]]
_TEXTS: tuple[_Plan, ...] = (realisation.plan, internship.plan, texts.plan)
_PORTFOLIO: tuple[_Plan, ...] = (
    student.plan,
    synthesis.plan,
    crossing.plan,
    dossier.plan,
    rehearsal.plan,
    status.plan_portfolio,
    competencies.plan,
    productions.plan,
    texts.plan_files,
    *_TEXTS,
    printed.plan,
)
_WIDE: Mapping[str, tuple[Callable[[Setting], Iterator[PageSpec]], ...]] = {
    "school": (school_page.plan, framework.plan, competency.plan, organisation.plan, school_page.plan_others),
    "status": (status.plan,),
    "regulation": (regulation.plan,),
}
"""Kind → its planners, for the pages about everybody: the school's own, the state of every file, the regulations."""
_CLASS: tuple[Callable[[Setting, Cohort, tuple[Portfolio, ...]], Iterator[PageSpec]], ...] = (
    cohort_page.plan,
    matrix.plan,
    calendar.plan,
    dossier.plan_cohort,
    cohort_page.plan_workshops,
    holders.plan,
    status.plan_cohort,
)


def wide_pages(kind: str, setting: Setting) -> Iterator[PageSpec]:
    """Plan the pages about everybody, of one kind: « school », « status », « regulation »."""
    for plan in _WIDE[kind]:
        yield from _finished(setting, plan(setting))


def class_pages(setting: Setting, cohort: Cohort) -> Iterator[PageSpec]:
    """Plan the pages of a class; none for the class without slug, which holds a portfolio built alone."""
    owners = tuple(portfolio(setting, cohort, student) for student in sorted_students(cohort))
    for plan in _CLASS if cohort.slug else ():
        yield from _finished(setting, plan(setting, cohort, owners))


def portfolio_pages(owner: Portfolio, *, texts_first: bool = False) -> Iterator[PageSpec]:
    """Plan the pages of a portfolio: its home first, or the pages of texts, since somebody may be writing one."""
    for plan in dict.fromkeys((*_TEXTS, *_PORTFOLIO)) if texts_first else _PORTFOLIO:
        for spec in _finished(owner.setting, plan(owner)):
            yield replace(spec, displaced=owner.displaced.get(spec.url)) if owner.displaced else spec


def _finished(setting: Setting, specs: Iterator[PageSpec]) -> Iterator[PageSpec]:
    """Add to pages their readers, their width, the targets of their links and the sizes of their pictures."""
    for spec in specs:
        targets = setting.links.targets(*spec.bodies)
        wide = spec.content.kind in WIDE
        yield replace(spec, team=setting.for_team, wide=wide, targets=targets, pictures=setting.links.pictures(targets))
