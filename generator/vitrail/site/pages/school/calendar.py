"""The calendar of a class's stages, for the team, with missing papers and the days by which visits are due."""

from collections.abc import Iterator
from datetime import date, timedelta

from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import InCohort, InPortfolio
from vitrail.content.model.school import Cohort
from vitrail.ground.language import Period
from vitrail.knowledge.internships.calendar import Stay, class_calendar
from vitrail.knowledge.internships.weeks import COUNTING_RULE
from vitrail.site.pages import navigation
from vitrail.site.pages.elements import Ref, Row, dotted
from vitrail.site.pages.portfolio.internships.papers import expected
from vitrail.site.pages.portfolio.internships.weeks import SIGNS, cells, counts
from vitrail.site.pages.portfolio.portfolio import Portfolio
from vitrail.site.pages.setting import Setting
from vitrail.site.pages.svg.calendar import place
from vitrail.site.pages.svg.timeline import Span

_SUMMER = timedelta(days=92)
"""Added after the last year: a contract of apprenticeship lasts until the end of August."""


def plan(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...]) -> Iterator[PageSpec]:
    """Yield the calendar of a class, for the team."""
    if not setting.for_team:
        return
    by_slug = {owner.student.slug: owner for owner in owners}
    stays = [(by_slug[stay.student], stay) for stay in class_calendar(cohort, setting.school.frameworks, setting.today)]
    lines = tuple(_line(owner, stay) for owner, stay in stays)
    papers = dict.fromkeys(paper for line in lines for paper in line.missing)
    content = templated(
        "calendar",
        today=setting.say.day(setting.today),
        stays=lines,
        present=sum(stay.present for _, stay in stays),
        waiting=sum(bool(line.missing) for line in lines),
        papers=tuple((paper, tuple(line for line in lines if paper in line.missing)) for paper in papers),
        visits=tuple(line for line in lines if line.visit_due),
        drawing=_drawing(setting, cohort, owners, stays),
        counting=setting.say(COUNTING_RULE),
        expected=next((expected(owner) for owner in owners if owner.profile and owner.profile.internships), None),
        without=tuple(
            Ref(owner.student.name, owner.page(InPortfolio.INTERNSHIPS)) for owner in owners if not owner.internships
        ),
    )
    yield navigation.spec(
        setting, cohort, InCohort.CALENDAR, setting.say("Calendrier des stages"), content, terms=dotted(papers)
    )


def _line(owner: Portfolio, stay: Stay) -> Row:
    shown = cells(owner, stay.stage)
    return Row(
        student=Ref(owner.student.name, owner.home.url),
        hosts=owner.ref(stay.stage),
        when=owner.say.period(stay.span) or owner.say("sans dates"),
        moment=_moment(owner.setting, stay),
        present=stay.present,
        weeks=tuple((cell.key, SIGNS[cell.key][0]) for cell in shown),
        counts=counts(shown, owner),
        missing=tuple(owner.say(line.label) for line in stay.missing),
        visits=owner.say.count("{n} visite ou appel", "{n} visites ou appels", stay.visits) if stay.visits else "",
        visit_due=owner.say.day(stay.visit_due),
    )


def _moment(setting: Setting, stay: Stay) -> str:
    if stay.span is None:
        return ""
    if stay.present:
        return setting.say("en ce moment")
    if stay.span.start > setting.today:
        return setting.say("à venir")
    over = stay.span.end is not None and stay.span.end < setting.today
    return setting.say("terminé") if over else setting.say("entre deux périodes")


def _drawing(
    setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...], stays: list[tuple[Portfolio, Stay]]
) -> Row | None:
    """Place the dated stages, a lane a student, in the order of the class list."""
    rows = {owner.student.slug: list[Span]() for owner in owners}
    for owner, stay in stays:
        if span := owner.span(stay.stage, extension=stay.stage.extension, present=stay.present):
            rows[owner.student.slug].append(span)
    dated = tuple((owner.student.name, tuple(spans)) for owner in owners if (spans := rows[owner.student.slug]))
    return place(dated, setting.today, setting.language, _years(cohort))


def _years(cohort: Cohort) -> Period | None:
    """Return the years of the class with the summer that follows; None while promotion.yml does not give them."""
    whole = cohort.whole
    if whole is None or whole.end is None:
        return None
    return Period(start=whole.start, end=min(whole.end.replace(day=1), date.max - _SUMMER) + _SUMMER)
