"""Which pages exist: one stream, school first, then each class with its portfolios."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from generator.coverage.tables import Coverage
from generator.language import Language
from generator.model.audience import Audience
from generator.model.school import Cohort, School
from generator.pages import (
    calendar,
    competencies,
    competency,
    framework,
    free,
    guide,
    internship,
    legal,
    matrix,
    not_found,
    organisation,
    realisation,
    status,
    student,
    synthesis,
    watch,
)
from generator.pages import (
    cohort as cohort_page,
)
from generator.pages import school as school_page
from generator.pages.portfolio import portfolio
from generator.pages.setting import Setting
from generator.pages.spec import PageSpec
from generator.pages.team import TeamView

WIDE = frozenset(
    {
        "school",
        "cohort",
        "matrix",
        "calendar",
        "student",
        "synthesis",
        "status",
        "framework",
        "organisations",
        "not_found",
    }
)
"""Kinds that take the whole width: homes and wide tables; what is read stands beside its navigation."""


def plan(  # noqa: PLR0913, PLR0917 - the whole input of a site, each by name
    school: School,
    coverage: Coverage,
    audience: Audience,
    language: Language,
    today: date,
    team: TeamView | None = None,
    *,
    attachments: Mapping[str, str] | None = None,
    also: Collection[str] = (),
) -> Iterator[PageSpec]:
    """Yield every page of a site, in an order that depends on nothing but the records.

    Args:
        school: the records, already pruned to the audience.
        coverage: what was counted from these records.
        audience: who reads.
        language: of the site.
        today: the build's clock.
        team: ledger and diagnostics; ignored unless the audience is the team.
        attachments: file of the portfolios → its address; when None, each keeps its path.
        also: addresses that other rooms publish (matrice.csv, calendrier.html, dossier.html…): linked when named here.
    """
    setting = Setting(
        school=school,
        coverage=coverage,
        audience=audience,
        language=language,
        today=today,
        team=team if audience is Audience.TEAM else None,
        attachments=attachments,
        also=frozenset((*also, *calendar.published(school, audience))),
    )
    for spec in _pages(setting):
        yield replace(spec, wide=True) if spec.content.kind in WIDE else spec


def _pages(setting: Setting) -> Iterator[PageSpec]:
    for subject in (school_page, framework, competency, organisation, guide, legal, status, not_found):
        yield from subject.plan(setting)
    for cohort in setting.school.cohorts:
        yield from _cohort(setting, cohort)


def _cohort(setting: Setting, cohort: Cohort) -> Iterator[PageSpec]:
    for subject in (cohort_page, matrix, calendar):
        yield from subject.plan(setting, cohort)
    yield from competency.plan_cohort(setting, cohort)
    for person in cohort.students:
        owner = portfolio(setting, cohort, person)
        for room in (student, synthesis, competencies, realisation, internship, watch, free):
            yield from room.plan(owner)
