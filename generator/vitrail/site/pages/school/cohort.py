"""A class's home: its students; for the team with small rosaces, those with most gaps first."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import InCohort, InPortfolio
from vitrail.content.model.audience import Audience
from vitrail.content.model.pathway import Pathway
from vitrail.content.model.school import Cohort
from vitrail.knowledge.coverage import growth
from vitrail.knowledge.coverage.tables import CohortCoverage
from vitrail.knowledge.coverage.waiting import Why, waiting
from vitrail.knowledge.internships.profiles import profile_for
from vitrail.site.pages import navigation
from vitrail.site.pages.elements import Chip, Ref, Row
from vitrail.site.pages.lineage import UNKNOWN, Lineage, article
from vitrail.site.pages.portfolio import commission
from vitrail.site.pages.portfolio.internships.papers import of_class
from vitrail.site.pages.portfolio.portfolio import Portfolio, portfolio
from vitrail.site.pages.school.week import needs
from vitrail.site.pages.setting import Setting
from vitrail.site.pages.svg.panes import build

MOST_GAPS = 4
"""Most gaps named beside a student; the others are counted."""


def plan(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...]) -> Iterator[PageSpec]:
    """Yield the class's home."""
    team, calendar = setting.for_team, addresses.in_cohort(cohort, InCohort.CALENDAR)
    if setting.audience is Audience.JURY:
        owners = tuple(portfolio(setting, cohort, student) for student in setting.candidates(cohort))
    lines = [_line(owner) for owner in owners]
    if team:
        lines.sort(key=lambda line: (bool(line.left), -(len(line.gaps) + line.more_gaps)))
    teachers = cohort.team if team else ()
    content = templated(
        "cohort",
        team=team,
        facts=tuple(_facts(setting, cohort)),
        students=tuple(lines),
        gaps_first=team,
        passage=bool(setting.passage),
        needs=needs(setting, cohort, owners),
        matrix=addresses.in_cohort(cohort, InCohort.MATRIX) if setting.audience is not Audience.PUBLIC else "",
        calendar=calendar if setting.has(calendar) else "",
        blocs=tuple(_blocs(setting, cohort)),
        followed=tuple(_followed(setting, cohort)) if team else (),
        teachers=tuple(
            Ref(teacher.name, note=", ".join(filter(None, (teacher.role, *teacher.subjects)))) for teacher in teachers
        ),
    )
    url = addresses.in_cohort(cohort, InCohort.HOME)
    yield PageSpec(url=url, title=cohort.name, scope=navigation.scope(setting, cohort, inside=False), content=content)


def _facts(setting: Setting, cohort: Cohort) -> Iterator[str]:
    if tree := setting.trees.get(cohort.framework or ""):
        yield tree.framework.short_title
    if cohort.session:
        yield setting.text("session {year}", year=cohort.session)
    people = setting.examined(cohort)
    yield setting.count("{n} étudiant", "{n} étudiants", len(people))
    asked = profile_for(Pathway.SCHOOL, cohort, setting.school.framework_of(cohort))
    if setting.for_team and asked and asked.internships:
        if not asked.timed:
            yield setting.text("durées des stages non vérifiées")
        elif asked.doubts("R20"):
            yield setting.text("durées des stages sans source")


def _followed(setting: Setting, cohort: Cohort) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield how the stages are followed, as the class wrote it: label, place in the text, lines."""
    framework = setting.school.framework_of(cohort)
    for rule, label, lines in of_class(setting, cohort):
        if lines:
            yield label, article(framework, rule), lines


def _line(owner: Portfolio) -> Row:
    student, setting, team = owner.student, owner.setting, owner.setting.for_team
    gaps = owner.coverage.gaps if team else ()
    left = setting.text("a quitté la formation le {day}", day=setting.day(student.left_on))
    return Row(
        who=student.slug,
        name=student.name,
        url=owner.home.url,
        option=student.option or "",
        tagline=student.tagline or "",
        works=len(student.works),
        rosace=build(owner.tree, owner.coverage, setting.sign),
        facts=(commission.filled(owner), commission.stages(owner), commission.validated(owner))
        if setting.audience is Audience.JURY
        else (),
        gaps=tuple(map(owner.chip, gaps[:MOST_GAPS])),
        more_gaps=max(0, len(gaps) - MOST_GAPS),
        faults=len(setting.team.of_portfolio(owner.cohort.slug, student.slug)),
        status=owner.page(InPortfolio.STATUS),
        waits=_waits(owner) if team else "",
        withheld=setting.withheld(setting.school.visibility_of(student)),
        left=left if team and student.gone(setting.today) else "",
    )


def _waits(owner: Portfolio) -> str:
    """Count the works that a teacher has to read again, else those that nobody read."""
    count, reasons = owner.setting.count, [work.why for work in waiting([(owner.cohort, owner.student)])]
    if again := len(reasons) - reasons.count(Why.NEVER):
        return count("{n} à relire", "{n} à relire", again)
    return count("{n} à lire", "{n} à lire", len(reasons)) if reasons else ""


def _blocs(setting: Setting, cohort: Cohort) -> Iterator[tuple[Chip, tuple[Row, ...]]]:
    """Yield each bloc, with its page in the class, and the competencies of the judged level in it."""
    tree = setting.trees.get(cohort.framework or "", UNKNOWN)
    for root, rows in groupby(_competencies(setting, cohort, tree), key=lambda row: tree.roots[row.chip.code]):
        yield tree.chip(root, tree.page(root, cohort)), tuple(rows)


def _competencies(setting: Setting, cohort: Cohort, tree: Lineage) -> Iterator[Row]:
    counted = setting.coverage.cohort(cohort.slug)
    read = {person.slug for person in setting.examined(cohort)}
    judged = {
        code
        for person, student in zip(cohort.students, counted.students, strict=True)
        if person.slug in read and student.framework == cohort.framework
        for code in student.judged
    }
    counts = counted.competencies.get(tree.framework.id, {})
    first = _first_days(cohort, counted, judged)
    ends = growth.terms((day for days in first.values() for day in days), setting.today)
    for code in tree.ordered(judged & counts.keys()):
        item = counts[code]
        past = ((setting.language.month(end), sum(day <= end for day in first[code])) for end in ends)
        yield Row(
            chip=tree.chip(code, tree.page(code, cohort)),
            covered=item.covered,
            asked=item.asked,
            steps=(*past, (setting.text("aujourd'hui"), item.covered)),
            since=setting.language.month(min(first[code])) if first[code] else "",
        )


def _first_days(cohort: Cohort, counted: CohortCoverage, judged: set[str]) -> Mapping[str, list[date]]:
    """Map each competency to the days on which the students who cover it finished the first work that does."""
    days: dict[str, list[date]] = {code: [] for code in judged}
    for person, coverage in zip(cohort.students, counted.students, strict=True):
        ended = growth.finished(person.works)
        for code in judged & coverage.competencies.keys():
            if day := growth.appeared(coverage.competencies[code], ended):
                days[code].append(day)
    return days
