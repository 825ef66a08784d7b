"""A stage's file that contradicts itself, its neighbours or its class: needs no regulation, holds for every voie."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from generator.diagnostics import Diagnostic
from generator.internships.calendar import weeks_of
from generator.internships.stages import certificate_of, dates_place, hosts_of, period_place
from generator.internships.weeks import days_of, is_working_day
from generator.language import Value
from generator.model.internships.internship import Internship, Report
from generator.model.internships.period import Period
from generator.model.school import Cohort
from generator.model.student import Student
from generator.rules.internships import amounts

_AROUND = timedelta(days=183)
_EARLY = timedelta(days=7)


def sanity(student: Student, cohort: Cohort) -> Iterator[Diagnostic]:
    """Yield the contradictions of a learner's stages."""
    for internship in student.internships:
        yield from _absences(internship)
        yield from _follow_ups(internship)
        if not internship.apprenticeship:
            yield from _early_certificate(internship)
            yield from _outside_years(internship, cohort)
            yield from _reports(internship)
    yield from _overlaps(student)


def _absences(internship: Internship) -> Iterator[Diagnostic]:
    """An absence of which a working day is no day of the stage."""
    span = internship.span
    if span is None or internship.unreadable:
        return
    for index, absence in enumerate(internship.absences):
        if any(is_working_day(day) and not span.contains(day) for day in days_of((absence.period,))):
            place, away = internship.source.at("absences", index), amounts.span(absence.period)
            yield Diagnostic.at("STG308", place, stage=internship.slug, absence=away, span=amounts.span(span))


def _follow_ups(internship: Internship) -> Iterator[Diagnostic]:
    """A visit or a call more than six months before the first day or after the last one: a mistyped year."""
    span = internship.span
    if span is None or internship.unreadable:
        return
    for index, visit in enumerate(internship.follow_ups):
        early = visit.on < span.start - _AROUND
        if early or (span.end is not None and visit.on > span.end + _AROUND):
            place = internship.source.at("suivi", index, "le")
            yield Diagnostic.at("STG309", place, stage=internship.slug, day=visit.on, span=amounts.span(span))


def _early_certificate(internship: Internship) -> Iterator[Diagnostic]:
    """An attestation delivered more than a week before its last day: « en fin de stage » (our reading of R40)."""
    if internship.unreadable:
        return
    for host in hosts_of(internship):
        found = certificate_of(host)
        if found is None or found[1].delivered_on is None:
            continue
        index, paper = found
        whole = all(part.certificate == paper for _, part in host.periods)
        day, end = found[1].delivered_on, host.end if whole else internship.periods[index].period.end
        if end and day < end - _EARLY:
            place = period_place(internship, index, "attestation", "delivree le")
            yield Diagnostic.at("STG311", place, stage=internship.slug, day=day, end=end)


def _overlaps(student: Student) -> Iterator[Diagnostic]:
    dated = [(item, span) for item in student.internships if (span := item.span)]
    dated.sort(key=lambda pair: (pair[1].start, pair[0].slug))
    for (earlier, span), (later, later_span) in combinations(dated, 2):
        if _share_a_day(earlier, later):
            values: dict[str, Value] = {"stage": later.slug, "span": amounts.span(later_span)}
            values |= {"other": earlier.slug, "other_span": amounts.span(span)}
            yield Diagnostic.at("STG302", dates_place(later), **values)


def _share_a_day(one: Internship, other: Internship) -> bool:
    """True if some period of one touches some period of the other: a stage may lie in the hole of another."""
    return any(mine.touches(theirs) for mine in _parts(one) for theirs in _parts(other))


def _parts(internship: Internship) -> tuple[Period, ...]:
    longer = (internship.extension,) if internship.extension else ()
    return (*(part.period for part in internship.periods), *longer)


def _outside_years(internship: Internship, cohort: Cohort) -> Iterator[Diagnostic]:
    """Dates in other years than the class's; the summer between the two years belongs to it."""
    first, second, span = cohort.first_year, cohort.second_year, internship.span
    if first is None or second is None or span is None:
        return
    whole = Period(start=first.start, end=second.end)
    if not (whole.contains(span.start) and (span.end is None or whole.contains(span.end))):
        values = {"span": amounts.span(span), "years": amounts.span(whole)}
        yield Diagnostic.at("STG306", dates_place(internship), stage=internship.slug, **values)


def _reports(internship: Internship) -> Iterator[Diagnostic]:
    """Reports out of the stage, of no week, or two for one week."""
    weeks, span = weeks_of(internship), internship.span
    if not weeks or span is None or span.end is None or internship.unreadable:
        return
    by_number: defaultdict[int, list[Report]] = defaultdict(list)
    for report in internship.reports:
        by_number[report.number].append(report)
        yield from _report(report, internship, span, len(weeks))
    for week in weeks:
        if len(reports := by_number[week.number]) > 1:
            yield Diagnostic.at(
                "STG305",
                reports[-1].source.at("semaine"),
                number=week.number,
                span=amounts.span(week.period),
                stage=internship.slug,
                reports=tuple(sorted(report.slug for report in reports)),
            )


def _report(report: Report, internship: Internship, span: Period, weeks: int) -> Iterator[Diagnostic]:
    number, whole = report.number, amounts.span(span)
    if not 1 <= number <= weeks:
        place = report.source.at("semaine")
        yield Diagnostic.at("STG304", place, number=number, weeks=amounts.weeks(weeks), span=whole)
    if report.period and not report.period.touches(span):
        place, said = report.source.at("du"), amounts.span(report.period)
        yield Diagnostic.at("STG303", place, number=number, span=said, stage=internship.slug, stage_span=whole)
