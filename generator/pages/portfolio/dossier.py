"""« Prêt pour l'oral ? »: what a commission asks of a candidate, and what it will find in the portfolio.

It is advice, which the team reads, and the students, who build the team's edition: a commission reads the facts.
"""

from collections.abc import Iterable, Iterator

from generator.addressing import addresses
from generator.addressing.spec import PageSpec, templated
from generator.addressing.table import InCohort, InPortfolio
from generator.model.framework import Standing
from generator.model.school import Cohort
from generator.pages import navigation
from generator.pages.elements import Ref, Row
from generator.pages.portfolio.portfolio import Portfolio
from generator.pages.setting import Setting
from generator.rules.checks import Outcome
from generator.rules.readiness import Answer, Assessed, ExamAnswer, Readiness

_KEYS = {Outcome.MET: "met", Outcome.NOT_MET: "not-met", Outcome.TO_JUDGE: "to-judge", Outcome.EXEMPT: "exempt"}
_ANSWERS = {Answer.READY: "met", Answer.TO_FINISH: "to-finish", Answer.NOT_READY: "not-met"}


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the page of a candidate whose référentiel lists requirements."""
    known = owner.setting.team.examiners
    found = known.judge(owner.cohort, owner.student) if known else None
    if not found or not found.items:
        return
    write = owner.setting.language.write
    judged = [item for item in found.items if item.finding.outcome is not Outcome.TO_JUDGE]
    content = templated(
        "dossier",
        subtitle=owner.subtitle,
        day=owner.setting.day(found.day),
        oral=found.day == owner.cohort.oral_on,
        exams=tuple(_exam(owner, one) for one in found.exams),
        exempt=found.exempt,
        lines=tuple(
            _line(owner, item) for item in sorted(judged, key=lambda item: item.finding.outcome is not Outcome.NOT_MET)
        ),
        yours=tuple(_line(owner, item) for item in found.yours),
        withheld=tuple(
            Row(title=write(one.title), reason=write(one.reason), remedy=write(one.remedy)) for one in found.withheld
        ),
        links=_links(owner),
        apart=owner.setting.school.verdicts_missing,
    )
    title, terms = owner.setting.text("Prêt pour l'oral ?"), ", ".join(link.title for link in content.links)
    url, scope = owner.page(InPortfolio.DOSSIER), owner.scope(owner.home)
    yield PageSpec(url=url, title=title, scope=scope, content=content, terms=terms)


def plan_cohort(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...]) -> Iterator[PageSpec]:
    """Yield the class's table, for its team."""
    if (known := setting.team.examiners) is None:
        return
    here = [owner for owner in owners if not owner.student.gone(setting.today)]
    people = [(owner, known.judge(cohort, owner.student)) for owner in here]
    exams = {one.key: setting.language.write(one.label) for _, found in people for one in found.exams}
    columns = {item.requirement.id: item.requirement.title for _, found in people for item in found.items}
    if columns:
        yield PageSpec(
            url=addresses.in_cohort(cohort, InCohort.DOSSIERS),
            title=setting.text("Prêts pour l'oral ?"),
            scope=navigation.scope(setting, cohort),
            content=templated(
                "dossiers",
                exams=tuple(exams.values()),
                columns=tuple(columns.items()),
                rows=tuple(_row(owner, found, exams, columns) for owner, found in people),
            ),
        )


def _row(owner: Portfolio, found: Readiness, exams: Iterable[str], columns: Iterable[str]) -> Row:
    outcomes = {item.requirement.id: _KEYS[item.finding.outcome] for item in found.items}
    answers = {one.key: Row(key=_ANSWERS[one.answer], lacking=one.lacking) for one in found.exams}
    return Row(
        student=Ref(owner.student.name, owner.page(InPortfolio.DOSSIER) if found.items else None),
        answers=tuple(answers.get(key) for key in exams),
        exempt=found.exempt,
        outcomes=tuple(outcomes.get(column, "") for column in columns),
    )


def _exam(owner: Portfolio, one: ExamAnswer) -> Row:
    """Say what may be said of a candidate before an épreuve: « E5 : à finir (2) »."""
    return Row(
        label=owner.setting.language.write(one.label), title=one.title(owner.student.option),
        key=_ANSWERS[one.answer], lacking=one.lacking,
    )  # fmt: skip


def _line(owner: Portfolio, item: Assessed) -> Row:
    write, requirement = owner.setting.language.write, item.requirement
    return Row(
        title=requirement.title,
        outcome=_KEYS[item.finding.outcome],
        hard=requirement.hard,
        why=write(item.finding.why),
        remedy=requirement.advice or write(item.finding.remedy) if item.finding.remedy else "",
        source=" ".join(map(write, item.sources)),
        standing="" if requirement.standing is Standing.OURS else requirement.standing.name.lower(),
    )


def _links(owner: Portfolio) -> tuple[Ref, ...]:
    say, printed = owner.setting.text, owner.page(InPortfolio.PRINTED)
    rows = (
        (owner.coverage.tableau, Ref(say("Tableau de synthèse"), owner.page(InPortfolio.SYNTHESIS))),
        (owner.tree.known, Ref(say("Toutes les preuves"), owner.page(InPortfolio.COMPETENCIES))),
        (owner.stages, Ref(say("Stages"), owner.page(InPortfolio.INTERNSHIPS))),
        (owner.setting.has(printed), Ref(say("Tout imprimer"), printed)),
    )
    return tuple(link for there, link in rows if there)
