"""« Prêt pour l'oral ? »: the requirements on a candidate, and how far the portfolio meets them.

It is advice for the team, and for students, who build the team's edition; a commission reads only the facts.
"""

from collections.abc import Iterable, Iterator

from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import InCohort, InPortfolio
from vitrail.content.model.framework import Standing
from vitrail.content.model.school import Cohort
from vitrail.knowledge.rules.checks import Outcome
from vitrail.knowledge.rules.readiness import Answer, Assessed, ExamAnswer, ReadyLine
from vitrail.site.pages import navigation
from vitrail.site.pages.elements import Ref, Row, those
from vitrail.site.pages.portfolio.portfolio import Portfolio
from vitrail.site.pages.setting import Setting

_KEYS = {Outcome.MET: "met", Outcome.NOT_MET: "not-met", Outcome.TO_JUDGE: "to-judge", Outcome.EXEMPT: "exempt"}
_ANSWERS = {Answer.READY: "met", Answer.TO_FINISH: "to-finish", Answer.NOT_READY: "not-met"}


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the page of a candidate whose référentiel lists requirements."""
    judge = owner.setting.team.readiness
    readiness = judge(owner.cohort, owner.student) if judge else None
    if not readiness or not readiness.items:
        return
    write = owner.say.write
    judged = [item for item in readiness.items if item.finding.outcome is not Outcome.TO_JUDGE]
    content = templated(
        "dossier",
        subtitle=owner.subtitle,
        day=owner.say.day(readiness.day),
        oral=readiness.day == owner.cohort.oral_on,
        exams=tuple(_exam(owner, answer) for answer in readiness.exams),
        exempt=readiness.exempt,
        lines=tuple(
            _line(owner, item) for item in sorted(judged, key=lambda item: item.finding.outcome is not Outcome.NOT_MET)
        ),
        yours=tuple(_line(owner, item) for item in readiness.yours),
        withheld=tuple(
            Row(title=write(unread.title), reason=write(unread.reason), remedy=write(unread.remedy))
            for unread in readiness.withheld
        ),
        links=_links(owner),
        apart=owner.setting.school.verdicts_missing,
    )
    title, terms = owner.say("Prêt pour l'oral ?"), ", ".join(link.title for link in content.links)
    yield owner.spec(InPortfolio.DOSSIER, title, content, terms=terms)


def plan_cohort(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...]) -> Iterator[PageSpec]:
    """Yield the class's table, for its team: a column for each requirement that somebody does not meet."""
    if (ask := setting.team.ready) is None:
        return
    here = [owner for owner in owners if owner.student.awaited(setting.today)]
    people = [(owner, ask(cohort, owner.student)) for owner in here]
    exams = {key: label for _, line in people for key, label, *_ in line.exams}
    asked = {key: title for _, line in people for key, title, _ in line.outcomes}
    outcomes = {(key, outcome) for _, line in people for key, _, outcome in line.outcomes}
    columns = {key: title for key, title in asked.items() if (key, Outcome.NOT_MET) in outcomes}
    if asked:
        content = templated(
            "dossiers",
            exams=tuple(exams.values()),
            columns=tuple(columns.values()),
            yours=tuple(
                title for key, title in asked.items() if key not in columns and (key, Outcome.TO_JUDGE) in outcomes
            ),
            rows=tuple(_row(owner, line, exams, columns) for owner, line in people),
        )
        yield navigation.spec(setting, cohort, InCohort.DOSSIERS, setting.say("Prêts pour l'oral ?"), content)


def _row(owner: Portfolio, line: ReadyLine, exams: Iterable[str], columns: Iterable[str]) -> Row:
    outcomes = {key: _KEYS[outcome] for key, _, outcome in line.outcomes}
    answers = {key: Row(key=_ANSWERS[answer], lacking=lacking) for key, _, answer, lacking in line.exams}
    return Row(
        student=Ref(owner.student.name, owner.page(InPortfolio.DOSSIER) if line.outcomes else None),
        answers=tuple(answers.get(key) for key in exams),
        exempt=line.exempt,
        outcomes=tuple(outcomes.get(column, "") for column in columns),
    )


def _exam(owner: Portfolio, answer: ExamAnswer) -> Row:
    """Return how ready a candidate is for an épreuve: « E5 : à finir (2) »."""
    return Row(
        label=owner.say.write(answer.label), title=answer.title(owner.student.option),
        key=_ANSWERS[answer.answer], lacking=answer.lacking,
    )  # fmt: skip


def _line(owner: Portfolio, item: Assessed) -> Row:
    requirement = item.requirement
    return Row(
        title=requirement.title,
        outcome=_KEYS[item.finding.outcome],
        hard=requirement.hard,
        why=owner.say.write(item.finding.why),
        remedy=requirement.advice or owner.say.write(item.finding.remedy) if item.finding.remedy else "",
        source=" ".join(map(owner.say.write, item.sources)),
        standing="" if requirement.standing is Standing.OURS else requirement.standing.name.lower(),
    )


def _links(owner: Portfolio) -> tuple[Ref, ...]:
    printed = owner.page(InPortfolio.PRINTED)
    return those(
        (True, Ref(owner.say("Dix minutes avant l'oral"), owner.page(InPortfolio.REHEARSAL))),
        (owner.coverage.tableau, Ref(owner.say("Tableau de synthèse"), owner.page(InPortfolio.SYNTHESIS))),
        (owner.tree.known, Ref(owner.say("Toutes les preuves"), owner.page(InPortfolio.COMPETENCIES))),
        (owner.stages, Ref(owner.say("Stages"), owner.page(InPortfolio.INTERNSHIPS))),
        (owner.setting.has(printed), Ref(owner.say("Tout imprimer"), printed)),
    )
