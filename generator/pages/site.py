"""Which pages exist: one stream, school first, then each class with its portfolios."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.addressing.spec import PageSpec
from generator.coverage.tables import Coverage
from generator.language import Language
from generator.model.audience import Audience
from generator.model.ledger import Measure
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.pages import facts
from generator.pages.portfolio import (
    competencies,
    crossing,
    dossier,
    internship,
    printed,
    productions,
    realisation,
    student,
    synthesis,
)
from generator.pages.portfolio.portfolio import portfolio
from generator.pages.school import calendar, competency, framework, free, matrix, notices, organisation, status, watch
from generator.pages.school import cohort as cohort_page
from generator.pages.school import school as school_page
from generator.pages.school.team import TeamView
from generator.pages.setting import Setting

WIDE = frozenset(
    {
        "school",
        "cohort",
        "matrix",
        "calendar",
        "student",
        "synthesis",
        "crossing",
        "productions",
        "dossiers",
        "status",
        "framework",
        "organisations",
        "not_found",
    }
)
"""Kinds that take the whole width: homes and wide tables; what is read stands beside its navigation."""


Pages: TypeAlias = Callable[[], Iterator[PageSpec]]
"""What plans pages when it is called."""


class Part(Struct, frozen=True, kw_only=True):
    """Pages that are planned together: those of one portfolio, or those that stand before."""

    pages: Pages
    facts: tuple[str, ...] = ()
    """What the pages are made from, when it is known without planning them: equal facts give equal pages."""


def setting_for(  # noqa: PLR0913, PLR0917 - the whole input of a site, each by name
    school: School,
    coverage: Coverage,
    audience: Audience,
    language: Language,
    today: date,
    team: TeamView | None = None,
    *,
    attachments: Mapping[str, str] | None = None,
    measures: Mapping[str, Measure] = MappingProxyType({}),
    also: Collection[str] = (),
    made: frozenset[str] | None = None,
) -> Setting:
    """Gather the whole input of a site.

    Args:
        school: the records, already pruned to the audience.
        coverage: what was counted from these records.
        audience: who reads.
        language: of the site.
        today: the build's clock.
        team: ledger and diagnostics; ignored unless the audience is the team.
        attachments: file of the portfolios → its address; when None, each keeps its path.
        measures: file of the portfolios → its weight, its pixels, its pages.
        also: addresses that other rooms publish (matrice.csv, calendrier.html, dossier.html…): linked when named here.
        made: addresses of the portfolios to print that are wanted now; None for all.
    """
    setting = Setting(
        school=school,
        coverage=coverage,
        audience=audience,
        language=language,
        today=today,
        team=team if audience is Audience.TEAM else None,
        attachments=attachments,
        measures=measures,
        also=frozenset((*also, *calendar.published(school, audience))),
        printed=made,
    )
    return replace(setting, also=setting.also.union(dossier.published(setting), printed.published(school, audience)))


class Parts(Struct, frozen=True, kw_only=True, dict=True):
    """The parts of a site, in an order that depends on nothing but the records; each is planned when asked."""

    setting: Setting

    def __iter__(self) -> Iterator[Part]:
        """Yield them, the widest first."""
        school = self.setting.school
        cards = [tuple(map(facts.card, cohort.students)) for cohort in school.cohorts]
        everyone = facts.of_everyone(self.setting, cards)
        yield Part(pages=partial(_finished, _school, self.setting), facts=(self.shared, everyone))
        yield Part(pages=partial(_finished, status.plan, self.setting))
        for cohort, people in zip(school.cohorts, cards, strict=True):
            yield from self.of_class(cohort, people)

    def of_class(self, cohort: Cohort, cards: Sequence[str] = ()) -> Iterator[Part]:
        """Yield the part of a class, then those of its students, whose cards may be known."""
        cards = cards or tuple(map(facts.card, cohort.students))
        own = facts.of_cohort(self.setting, cohort, cards)
        yield Part(pages=partial(_finished, _cohort, self.setting, cohort), facts=(self.shared, own))
        for person, known in zip(cohort.students, cards, strict=True):
            yield self.portfolio(cohort, person, known)

    def portfolio(self, cohort: Cohort, person: Student, card: str = "") -> Part:
        """Return the part of one student, whose card may be known."""
        own = facts.of_portfolio(self.setting, cohort, person, card or facts.card(person))
        return Part(pages=partial(_finished, _portfolio, self.setting, cohort, person), facts=(self.shared, own))

    @cached_property
    def shared(self) -> str:
        """What all parts share."""
        return facts.of_school(self.setting)


def _finished(plan: Callable[..., Iterator[PageSpec]], setting: Setting, *of: object) -> Iterator[PageSpec]:
    """Yield the pages of a plan with their width, and the sizes of the pictures that their texts show."""
    for spec in plan(setting, *of):
        yield replace(spec, wide=spec.content.kind in WIDE, pictures=setting.pictures(spec.targets))


def _school(setting: Setting) -> Iterator[PageSpec]:
    for subject in (school_page, framework, competency, organisation, notices):
        yield from subject.plan(setting)


def _cohort(setting: Setting, cohort: Cohort) -> Iterator[PageSpec]:
    for subject in (cohort_page, matrix, calendar):
        yield from subject.plan(setting, cohort)
    yield from dossier.plan_cohort(setting, cohort)
    yield from competency.plan_cohort(setting, cohort)


def pages_of_texts(setting: Setting, cohort: Cohort, person: Student) -> Iterator[PageSpec]:
    """Plan the pages of a portfolio that are their author's text, one after the other."""

    def plan(setting: Setting) -> Iterator[PageSpec]:
        owner = portfolio(setting, cohort, person)
        for room in (realisation, internship, watch, free, student):
            yield from room.plan(owner)

    return _finished(plan, setting)


def _portfolio(setting: Setting, cohort: Cohort, person: Student) -> Iterator[PageSpec]:
    owner = portfolio(setting, cohort, person)
    for room in (
        student,
        synthesis,
        crossing,
        dossier,
        competencies,
        productions,
        realisation,
        internship,
        watch,
        free,
        printed,
    ):
        yield from room.plan(owner)
