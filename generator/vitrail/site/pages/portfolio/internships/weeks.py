"""The weeks of a stage, or the months of an apprentice, as cells to print: each with a word and its dates.

Only the team is shown that a report is missing: from other readers reports and absences may be hidden, and « ce qui
manque » is not for them.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from vitrail.content.addressing import addresses
from vitrail.content.model.internships.internship import Internship
from vitrail.ground.language import Period, mark
from vitrail.knowledge.internships.calendar import WeekState, ribbon
from vitrail.knowledge.internships.counting import spent, weeks_of
from vitrail.knowledge.internships.weeks import internship_days
from vitrail.site.pages.elements import Row
from vitrail.site.pages.portfolio.portfolio import Portfolio

_MOST_MONTHS = 60
"""Most months shown: a mistyped year must not fill a page."""
_LAST_DAY = date.max.toordinal()
SIGNS: Mapping[str, tuple[str, str]] = {
    "reported": ("R", mark("avec rapport")),
    "silent": ("–", mark("sans rapport")),
    "absent": ("A", mark("absence")),
    "extension": ("P", mark("prolongation")),
    "upcoming": ("→", mark("à venir")),
    "passed": ("·", mark("passée")),
}
"""State of a week → its letter in a class's calendar and its word; the last is a week without report as others than the
team see it."""
_PASSED = mark("passé")
"""Word of a passed month, for others than the team."""


def cells(owner: Portfolio, item: Internship) -> tuple[Row, ...]:
    """Return the weeks of a stage, or the months of an apprentice, as the reader may know them."""
    return tuple(_months(owner, item) if item.apprenticeship else _weeks(owner, item))


def counts(weeks: Iterable[Row], owner: Portfolio) -> str:
    """Count the cells by their word: « avec rapport : 4, sans rapport : 1 »."""
    counted = Counter(cell.word for cell in weeks).items()
    return ", ".join(owner.say("{word} : {number}", word=word, number=number) for word, number in counted)


def duration(owner: Portfolio, item: Internship) -> str:
    """Say how many weeks the stage counts, its extension apart (our reading); nothing for an apprentice."""
    if item.apprenticeship or not internship_days(item).all:
        return ""
    regular, longer = weeks_of([item], lambda days: days.regular), weeks_of([item], lambda days: days.extension)
    said = owner.say.count("{n} semaine comptée", "{n} semaines comptées", regular)
    more = owner.say.count("{n} semaine de prolongation", "{n} semaines de prolongation", longer) if longer else ""
    return owner.say("{weeks}, plus {more}", weeks=said, more=more) if more else said


def presence(owner: Portfolio, item: Internship) -> str:
    """Say the days and hours of presence as the law counts them; an apprentice's only when written.

    The public reads of no absence, and so of no presence either.
    """
    counted, public = spent(item), owner.for_public
    if public or not counted.hours or (item.apprenticeship and item.presence is None):
        return ""
    days = owner.say.count("{n} jour", "{n} jours", counted.days)
    hours = owner.say.count("{n} heure", "{n} heures", counted.hours)
    if not counted.months:
        return owner.say("{days} de présence effective, soit {hours}", days=days, hours=hours)
    months = owner.say.count("{n} mois", "{n} mois", counted.months)
    return owner.say("{days} de présence effective, soit {hours} ou {months}", days=days, hours=hours, months=months)


def _weeks(owner: Portfolio, item: Internship) -> Iterator[Row]:
    for week in ribbon(item, owner.setting.today):
        # the state does not show these: the report of a week of extension, and whether the regulation counts the week
        hidden = week.state is WeekState.EXTENSION and week.report
        reported = owner.say(mark("avec rapport")) if hidden else ""
        notes = (reported, "" if week.counted else owner.say("non comptée"))
        title, note = owner.say("Semaine {number}", number=week.number), ", ".join(filter(None, notes))
        yield _cell(owner, item, week.state, title=title, when=week.period, report=week.report, note=note)


def _months(owner: Portfolio, item: Internship) -> Iterator[Row]:
    span, today = item.span, owner.setting.today
    reports = {report.number: report.slug for report in item.reports if report.told}
    for number, month in enumerate(_calendar_months(span, today) if span else (), 1):
        report, over = reports.get(number), month.end is not None and month.end < today
        state = WeekState.REPORTED if report else WeekState.SILENT if over else WeekState.UPCOMING
        title = owner.say("Mois {number}", number=number)
        yield _cell(owner, item, state, title=title, when=month, report=report, note="")


def _calendar_months(span: Period, today: date) -> Iterator[Period]:
    """Yield the calendar months that a contract touches; an open one lasts until today."""
    last, first = span.end or max(today, span.start), span.start.replace(day=1)
    for _ in range(_MOST_MONTHS):
        if first > last or first.day != 1:
            return
        length = monthrange(first.year, first.month)[1]
        yield Period(start=first, end=first.replace(day=length), by_month=True)
        first = date.fromordinal(min(first.toordinal() + length, _LAST_DAY))


def _cell(  # noqa: PLR0913 - what a cell prints, each by name
    owner: Portfolio, item: Internship, state: WeekState, *, title: str, when: Period, report: str | None, note: str
) -> Row:
    key = "passed" if state is WeekState.SILENT and not owner.for_team else state.name.lower()
    word = _PASSED if item.apprenticeship and key == "passed" else SIGNS[key][1]
    return Row(
        title=title,
        when=owner.say.period(when),
        key=key,
        word=owner.say(word),
        note=note,
        url=addresses.journal(owner.cohort, owner.student, item, report) if report else None,
    )
