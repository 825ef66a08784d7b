"""The weeks of a stage, or the months of an apprentice, as cells to print: each with a letter, a word and its dates.

What a reader who is not of the team sees never says that a report is missing: reports and absences may be hidden from
them, and « ce qui manque » is the team's.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from generator.addressing import addresses
from generator.internships.calendar import Week, WeekState, ribbon
from generator.internships.counting import spent, weeks_of
from generator.internships.weeks import internship_days
from generator.language import mark
from generator.model.internships.internship import Internship
from generator.model.internships.period import Period
from generator.pages.portfolio.portfolio import Portfolio

_MOST_MONTHS = 60
"""A mistyped year must not fill a page."""
_LAST_DAY = date.max.toordinal()
_PASSED = "passed"


class WeekSign(Struct, frozen=True, kw_only=True):
    """How a week reads: its letter, its word, the end of its CSS class."""

    key: str
    letter: str
    word: str


SIGNS: Mapping[str, WeekSign] = {
    WeekState.REPORTED.value: WeekSign(key="reported", letter="R", word=mark("avec rapport")),
    WeekState.SILENT.value: WeekSign(key="silent", letter="–", word=mark("sans rapport")),
    WeekState.ABSENT.value: WeekSign(key="absent", letter="A", word=mark("absence")),
    WeekState.EXTENSION.value: WeekSign(key="extension", letter="P", word=mark("prolongation")),
    WeekState.UPCOMING.value: WeekSign(key="upcoming", letter="→", word=mark("à venir")),
    _PASSED: WeekSign(key=_PASSED, letter="·", word=mark("passée")),
}
"""State of a week → how it reads; the last one is what others than the team see of a week without report."""


class RibbonCell(Struct, frozen=True, kw_only=True):
    """A week or a month of the ribbon."""

    title: str
    when: str
    key: str
    letter: str
    word: str
    note: str = ""
    url: str | None = None
    """Its report."""


def cells(owner: Portfolio, item: Internship) -> tuple[RibbonCell, ...]:
    """Return the weeks of a stage, or the months of an apprentice, as the reader may know them."""
    return tuple(_months(owner, item) if item.apprenticeship else _weeks(owner, item))


def counts(weeks: Iterable[RibbonCell], owner: Portfolio) -> str:
    """Say how many cells read the same: « avec rapport : 4, sans rapport : 1 »."""
    found = Counter(cell.word for cell in weeks)
    pairs = (owner.setting.text("{word} : {number}", word=word, number=number) for word, number in found.items())
    return ", ".join(pairs)


def duration(owner: Portfolio, item: Internship) -> str:
    """Say how many weeks the stage counts, its extension apart (our reading); nothing for an apprentice."""
    if item.apprenticeship or not internship_days(item).all:
        return ""
    regular, longer = weeks_of([item], lambda days: days.regular), weeks_of([item], lambda days: days.extension)
    said = owner.setting.count("{n} semaine comptée", "{n} semaines comptées", regular)
    more = owner.setting.count("{n} semaine de prolongation", "{n} semaines de prolongation", longer) if longer else ""
    return owner.setting.text("{weeks}, plus {more}", weeks=said, more=more) if more else said


def presence(owner: Portfolio, item: Internship) -> str:
    """Say the days and hours of presence as the law counts them; an apprentice's only when written."""
    found = spent(item)
    if not found.hours or (item.apprenticeship and item.presence is None):
        return ""
    count = owner.setting.count
    days, hours = count("{n} jour", "{n} jours", found.days), count("{n} heure", "{n} heures", found.hours)
    if not found.months:
        return owner.setting.text("{days} de présence effective, soit {hours}", days=days, hours=hours)
    months = count("{n} mois", "{n} mois", found.months)
    say = owner.setting.text
    return say("{days} de présence effective, soit {hours} ou {months}", days=days, hours=hours, months=months)


def _weeks(owner: Portfolio, item: Internship) -> Iterator[RibbonCell]:
    for week in ribbon(item, owner.setting.today):
        sign = _sign(owner, week.state)
        title = owner.setting.text("Semaine {number}", number=week.number)
        yield _cell(owner, item, sign, title=title, when=week.period, report=week.report, note=_note(owner, week))


def _note(owner: Portfolio, week: Week) -> str:
    """Say what the state hides: an extension's report, a week that the regulation does not count."""
    extended = week.state is WeekState.EXTENSION
    parts = (
        owner.setting.text(SIGNS[WeekState.REPORTED.value].word) if extended and week.report else "",
        owner.setting.text("non comptée") if not week.counted else "",
    )
    return ", ".join(part for part in parts if part)


def _months(owner: Portfolio, item: Internship) -> Iterator[RibbonCell]:
    span, today = item.span, owner.setting.today
    reports = {report.number: report.slug for report in item.reports}
    for number, month in enumerate(_calendar_months(span, today) if span else (), 1):
        report, over = reports.get(number), month.end is not None and month.end < today
        past = WeekState.SILENT if over else WeekState.UPCOMING
        sign = _sign(owner, WeekState.REPORTED if report else past)
        title = owner.setting.text("Mois {number}", number=number)
        yield _cell(owner, item, sign, title=title, when=month, report=report, note="")


def _calendar_months(span: Period, today: date) -> Iterator[Period]:
    """Yield the calendar months that a contract touches; an open one lasts until today."""
    last, first = span.end or max(today, span.start), span.start.replace(day=1)
    for _ in range(_MOST_MONTHS):
        if first > last or first.day != 1:
            return
        length = monthrange(first.year, first.month)[1]
        yield Period(start=first, end=first.replace(day=length), by_month=True)
        first = date.fromordinal(min(first.toordinal() + length, _LAST_DAY))


def _sign(owner: Portfolio, state: WeekState) -> WeekSign:
    hidden = state is WeekState.SILENT and not owner.setting.for_team
    return SIGNS[_PASSED if hidden else state.value]


def _cell(  # noqa: PLR0913 - what a cell prints, each by name
    owner: Portfolio, item: Internship, sign: WeekSign, *, title: str, when: Period, report: str | None, note: str
) -> RibbonCell:
    return RibbonCell(
        title=title,
        when=owner.setting.period(when),
        key=sign.key,
        letter=sign.letter,
        word=owner.setting.text(sign.word),
        note=note,
        url=addresses.journal(owner.cohort, owner.student, item, report) if report else None,
    )
