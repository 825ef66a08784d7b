"""A stage's file that contradicts itself, its neighbours or its class: needs no regulation, holds for every voie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from generator.diagnostics import Diagnostic
from generator.language import Value
from generator.model.internship import Internship, Report
from generator.model.period import Period
from generator.model.school import Cohort
from generator.model.student import Student
from generator.rules.internships import wording
from generator.rules.internships.calendar import weeks_of
from generator.rules.internships.candidate import dates_place


def sanity(student: Student, cohort: Cohort) -> Iterator[Diagnostic]:
    """Yield the contradictions of a learner's stages."""
    for internship in student.internships:
        if not internship.apprenticeship:
            yield from _outside_years(internship, cohort)
            yield from _reports(internship)
    yield from _overlaps(student)


def _overlaps(student: Student) -> Iterator[Diagnostic]:
    dated = [(item, span) for item in student.internships if (span := item.span)]
    dated.sort(key=lambda pair: (pair[1].start, pair[0].slug))
    for (earlier, span), (later, later_span) in combinations(dated, 2):
        if _share_a_day(earlier, later):
            values: dict[str, Value] = {"stage": later.slug, "span": wording.span(later_span)}
            values |= {"other": earlier.slug, "other_span": wording.span(span)}
            yield Diagnostic.at("STG302", dates_place(later), **values)


def _share_a_day(one: Internship, other: Internship) -> bool:
    """Whether some period of one touches some period of the other: a stage may lie in the hole of another."""
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
        values = {"span": wording.span(span), "years": wording.span(whole)}
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
                span=wording.span(week.period),
                stage=internship.slug,
                reports=tuple(sorted(report.slug for report in reports)),
            )


def _report(report: Report, internship: Internship, span: Period, weeks: int) -> Iterator[Diagnostic]:
    number, whole = report.number, wording.span(span)
    if not 1 <= number <= weeks:
        place = report.source.at("semaine")
        yield Diagnostic.at("STG304", place, number=number, weeks=wording.weeks(weeks), span=whole)
    if report.period and not report.period.touches(span):
        place, said = report.source.at("du"), wording.span(report.period)
        yield Diagnostic.at("STG303", place, number=number, span=said, stage=internship.slug, stage_span=whole)
