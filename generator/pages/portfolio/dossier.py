"""« Prêt pour l'oral ? »: what a commission asks of a candidate, and what the portfolio holds of it.

The public has no such page. The jury reads what the portfolio shows; what is between a candidate and their team
(drafts, papers, verdicts) only the team reads.
"""

from collections.abc import Iterator

from generator.addressing import addresses
from generator.addressing.spec import PageSpec, templated
from generator.addressing.table import InCohort, InPortfolio
from generator.coverage.tables import CountedSchool
from generator.model.framework import Standing
from generator.model.school import Cohort
from generator.pages import navigation
from generator.pages.elements import Ref, Row
from generator.pages.portfolio.portfolio import Portfolio
from generator.pages.setting import Setting
from generator.rules.checks import Outcome
from generator.rules.readiness import Assessed, asked_of, assess, readiness

_KEYS = {Outcome.MET: "met", Outcome.NOT_MET: "not-met", Outcome.TO_JUDGE: "to-judge", Outcome.EXEMPT: "exempt"}


def assessed(owner: Portfolio) -> tuple[Assessed, ...]:
    """Judge what this audience may read of a student's requirements; nothing for the public."""
    setting, cohort, student = owner.setting, owner.cohort, owner.student
    read = asked_of(setting.school.framework_of(student), student, cohort, setting.audience)
    told = setting.team.of_portfolio(cohort.slug, student.slug)
    day = cohort.judged_on(setting.asked, setting.today)
    known = CountedSchool(school=setting.school, coverage=setting.coverage, today=day)
    found = assess(known, cohort, student, told)
    return tuple(item for item in found if item.requirement in read)


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the page of a candidate whose référentiel lists requirements."""
    found = assessed(owner)
    if not found:
        return
    content = templated(
        "dossier",
        subtitle=owner.subtitle,
        missing=sum(item.failed for item in found),
        open=sum(item.open for item in found),
        exempt=sum(item.exempt for item in found),
        lines=tuple(_line(owner, item) for item in found),
        links=_links(owner),
        team=owner.setting.for_team,
        oral=owner.setting.day(owner.cohort.oral_on),
        apart=owner.setting.for_team and owner.setting.school.verdicts_missing,
    )
    title, terms = owner.setting.text("Prêt pour l'oral ?"), ", ".join(link.title for link in content.links)
    url, scope = owner.page(InPortfolio.DOSSIER), owner.scope(owner.home)
    yield PageSpec(url=url, title=title, scope=scope, content=content, terms=terms)


def plan_cohort(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...]) -> Iterator[PageSpec]:
    """Yield the class's table, for its team."""
    if not setting.for_team:
        return
    people = [(owner, assessed(owner)) for owner in owners]
    columns = tuple(dict.fromkeys(item.requirement.title for _, found in people for item in found))
    if columns:
        here = (pair for pair in people if not pair[0].student.gone(setting.today))
        rows = tuple(_row(owner, found, columns) for owner, found in here)
        yield PageSpec(
            url=addresses.in_cohort(cohort, InCohort.DOSSIERS),
            title=setting.text("Prêts pour l'oral ?"),
            scope=navigation.scope(setting, cohort),
            content=templated("dossiers", columns=columns, rows=rows),
        )


def _row(owner: Portfolio, found: tuple[Assessed, ...], columns: tuple[str, ...]) -> Row:
    outcomes = {item.requirement.title: _KEYS[item.finding.outcome] for item in found}
    return Row(
        student=Ref(owner.student.name, owner.page(InPortfolio.DOSSIER) if found else None),
        ready=readiness(found),
        exempt=sum(item.exempt for item in found),
        outcomes=tuple(outcomes.get(column, "") for column in columns),
    )


def _line(owner: Portfolio, item: Assessed) -> Row:
    write, requirement = owner.setting.language.write, item.requirement
    return Row(
        title=requirement.title,
        outcome=_KEYS[item.finding.outcome],
        hard=requirement.hard,
        why=write(item.finding.why),
        remedy=requirement.advice or write(item.finding.remedy) if item.finding.remedy else "",
        source=" ".join(item.sources),
        standing="" if requirement.standing is Standing.OURS else requirement.standing.name.lower(),
    )


def _links(owner: Portfolio) -> tuple[Ref, ...]:
    say, printed = owner.setting.text, owner.page(InPortfolio.PRINTED)
    rows = (
        (owner.coverage.tableau, Ref(say("Tableau de synthèse"), owner.page(InPortfolio.SYNTHESIS))),
        (owner.tree.known, Ref(say("Compétences"), owner.page(InPortfolio.COMPETENCIES))),
        (owner.stages, Ref(say("Stages"), owner.page(InPortfolio.INTERNSHIPS))),
        (owner.setting.has(printed), Ref(say("Tout imprimer"), printed)),
    )
    return tuple(link for there, link in rows if there)
