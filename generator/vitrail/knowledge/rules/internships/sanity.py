"""A stage's file that contradicts itself, its neighbours or its class: needs no regulation, holds for every voie."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, product

from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Student
from vitrail.content.values.folding import grouped
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import Period
from vitrail.knowledge.internships.calendar import ribbon
from vitrail.knowledge.internships.path import path_of
from vitrail.knowledge.internships.stages import dates_place, hosts_of, period_place
from vitrail.knowledge.internships.weeks import days_of, is_working_day
from vitrail.knowledge.rules.internships.trainee import weeks

_AROUND = timedelta(days=183)
_EARLY = timedelta(days=7)


def sanity(student: Student, cohort: Cohort) -> Iterator[Diagnostic]:
    """Yield the contradictions of a learner's stages."""
    for internship in student.internships:
        span, stage = internship.span, not internship.apprenticeship
        if span and stage:
            yield from _outside_years(internship, span, path_of(student, cohort).years or cohort.years)
        if span and not internship.unreadable:
            yield from _outside(internship, span)
            if stage:
                yield from _early_certificate(internship)
                yield from _reports(internship, span)
    yield from _overlaps(student)


def _outside(internship: Internship, span: Period) -> Iterator[Diagnostic]:
    """Report an absence of which a working day is no day of the stage, and a visit six months away: a mistyped year."""
    for index, absence in enumerate(internship.absences):
        if any(is_working_day(day) and not span.contains(day) for day in days_of((absence.period,))):
            place, away = internship.source.at("absences", index), absence.period.exact
            yield Diagnostic.at("STG306.absence", place, stage=internship.source.name, absence=away, span=span)
    for index, visit in enumerate(internship.follow_ups):
        if span.start - visit.on > _AROUND or (span.end is not None and visit.on - span.end > _AROUND):
            place = internship.source.at("suivi", index, "le")
            yield Diagnostic.at("STG306.visit", place, stage=internship.source.name, day=visit.on, span=span)


def _early_certificate(internship: Internship) -> Iterator[Diagnostic]:
    """Report an attestation delivered over a week before its last day: « en fin de stage » (our reading of R40)."""
    for host in hosts_of(internship):
        index, paper = host.certificate
        whole = all(period.certificate == paper for _, period in host.periods)
        day, end = paper.delivered_on, (host.span if whole else internship.periods[index].period).earliest_end
        if day and end and day < end - _EARLY:
            place = period_place(internship, index, "attestation", "delivree le")
            yield Diagnostic.at("STG306.certificate", place, stage=internship.source.name, day=day, end=end)


def _overlaps(student: Student) -> Iterator[Diagnostic]:
    """Report two stages of which some stretches share a day; one may lie in the hole of another."""
    dated = [(span.start, item.slug, span, item) for item in student.internships if (span := item.span)]
    for (_, _, span, earlier), (_, _, later_span, later) in combinations(sorted(dated, key=lambda stage: stage[:2]), 2):
        sure = not (earlier.by_month or later.by_month)
        if sure and any(mine.touches(theirs) for mine, theirs in product(earlier.stretches, later.stretches)):
            yield Diagnostic.at(
                "STG302",
                dates_place(later),
                stage=later.source.name,
                span=later_span,
                other=earlier.source.name,
                other_span=span,
            )


def _outside_years(internship: Internship, span: Period, years: tuple[Period | None, ...]) -> Iterator[Diagnostic]:
    """Report dates in other years than the path's; the summer between two years belongs to it."""
    if not years or not years[0] or not years[-1]:
        return
    whole = Period(start=years[0].start, end=years[-1].end)
    inside = whole.contains(span.latest_start) and (span.end is None or whole.contains(span.earliest_end or span.end))
    if not inside:
        yield Diagnostic.at("STG306", dates_place(internship), stage=internship.source.name, span=span, years=whole)


def _reports(internship: Internship, span: Period) -> Iterator[Diagnostic]:
    """Report a weekly report that is out of the stage, of no week, or the second of a week."""
    known = ribbon(internship, date.max)
    if not known or span.end is None:
        return
    by_number = grouped((report.number, report) for report in internship.reports)
    for report in internship.reports:
        number, place = report.number, report.source.at
        if not 1 <= number <= len(known):
            yield Diagnostic.at("STG303.week", place("semaine"), number=number, weeks=weeks(len(known)), span=span)
        if report.period and not report.period.touches(span):
            said, stage = report.period.exact, internship.source.name
            yield Diagnostic.at("STG303", place("du"), number=number, span=said, stage=stage, stage_span=span)
    for week in known:
        if len(reports := by_number.get(week.number, [])) > 1:
            slugs, last = tuple(sorted(report.source.name for report in reports)), reports[-1].source.at("semaine")
            yield Diagnostic.at(
                "STG303.twice", last, number=week.number, span=week.period, stage=internship.source.name, reports=slugs
            )
