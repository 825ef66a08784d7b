"""The school's home: its own text, its classes, its référentiels."""

from collections.abc import Iterator

from msgspec.structs import replace

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import AtRoot, InCohort
from vitrail.content.model.school import Cohort
from vitrail.site.pages import navigation
from vitrail.site.pages.elements import Ref
from vitrail.site.pages.lineage import UNKNOWN
from vitrail.site.pages.setting import Setting


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the school's home; a single portfolio has none."""
    if setting.single:
        return
    school = setting.school
    newest = sorted(school.cohorts, key=lambda item: (-(item.session or 0), item.name))
    known = [tree.framework for tree in setting.used_trees]
    content = templated(
        "school",
        team=setting.for_team,
        academy=school.academy or "",
        type=school.kind or "",
        cohorts=tuple(_line(setting, cohort) for cohort in newest if cohort.slug),
        frameworks=tuple(
            Ref(setting.text("Référentiel {name}", name=item.short_title), addresses.framework(item)) for item in known
        ),
        hosts=len(setting.hosts),
        faults=setting.team.count,
    )
    scope = replace(navigation.school_scope(setting), trail=())
    yield PageSpec(url=AtRoot.SCHOOL, title=setting.site_name, scope=scope, content=content, body=school.body)


def _line(setting: Setting, cohort: Cohort) -> Ref:
    works = sum(len(student.realisations) for student in cohort.students)
    tree = setting.trees.get(cohort.framework or "", UNKNOWN)
    facts = (
        tree.framework.short_title,
        setting.text("session {year}", year=cohort.session) if cohort.session else "",
        setting.count("{n} portfolio", "{n} portfolios", len(cohort.students)),
        setting.count("{n} réalisation", "{n} réalisations", works),
    )
    return Ref(cohort.name, addresses.in_cohort(cohort, InCohort.HOME), " · ".join(filter(None, facts)))
