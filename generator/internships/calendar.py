"""The weeks of a stage as a ribbon, and a class's stages as a calendar: what the pages show.

``checklist`` is given here too, so that pages have one door.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from generator.internships.checklist import ChecklistItem, checklist
from generator.internships.counting import present_weeks
from generator.internships.profiles import profile_for
from generator.internships.weeks import counted_weeks, days_of, internship_days, is_weekday, monday_of
from generator.model.framework import Framework
from generator.model.internships.internship import Internship, Report
from generator.model.internships.period import Period
from generator.model.internships.regulation import Profile
from generator.model.school import Cohort
from generator.model.student import Student

__all__ = ["ChecklistItem", "Stay", "Week", "WeekState", "checklist", "class_calendar", "ribbon", "weeks_of"]

_TO_FRIDAY = timedelta(days=4)


class WeekState(StrEnum):
    """What a week of the ribbon shows; the values are what people read."""

    REPORTED = "avec rapport"
    SILENT = "sans rapport"
    ABSENT = "absence"
    EXTENSION = "prolongation"
    UPCOMING = "à venir"
    """Not over yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """An ISO week that the stage touches."""

    monday: date
    number: int
    """From 1, in the order of the stage: the number of ``semaine-NN.md``."""
    days: int
    """Weekdays covered, public holidays included, extension too."""
    counted: bool
    """Whether the regulation's weeks include it (our reading)."""
    state: WeekState
    report: str | None = None
    """Slug of its report, whatever the state."""

    @property
    def period(self) -> Period:
        """From Monday to Friday."""
        return Period(start=self.monday, end=self.monday + _TO_FRIDAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A student's stage on the calendar of the class."""

    student: str
    internship: str
    """Slugs."""
    hosts: tuple[str, ...]
    span: Period | None
    weeks: tuple[Week, ...]
    present: bool
    """Whether the student is there on that day."""
    missing: tuple[ChecklistItem, ...]
    """Papers that are due and not done."""
    visits: int
    visit_due: date | None
    """The last day for the first follow-up, while there was none (R17 asks for one before the end)."""


def ribbon(internship: Internship, today: date) -> tuple[Week, ...]:
    """Give the weeks of a stage as they stand on a day; none for an apprentice, whose time is counted in months."""
    return () if internship.apprenticeship else _weeks(internship, today)


def weeks_of(internship: Internship) -> tuple[Week, ...]:
    """Give the weeks of a stage when only their numbers and dates matter."""
    return ribbon(internship, date.max)


def class_calendar(cohort: Cohort, frameworks: Mapping[str, Framework], today: date) -> tuple[Stay, ...]:
    """Give who is where, whose paper is missing and when a visit is due, by date then by student."""
    stays = []
    for student in cohort.students:
        profile = profile_for(student, cohort, frameworks.get(student.framework or cohort.framework or ""))
        stays += [_stay(student, item, profile, today) for item in student.internships]
    return tuple(sorted(stays, key=lambda stay: (stay.span.start if stay.span else date.max, stay.student)))


def _stay(student: Student, internship: Internship, profile: Profile | None, today: date) -> Stay:
    span = internship.span
    items = checklist(internship, profile, student, today) if profile else ()
    parts = [part.period for part in internship.periods] + [
        internship.extension or Period(start=date.max, end=date.max)
    ]
    end = span.end if span else None
    waiting = not internship.follow_ups and end is not None and end >= today and not internship.apprenticeship
    return Stay(
        student=student.slug,
        internship=internship.slug,
        hosts=tuple(host.name for host in internship.organisations),
        span=span,
        weeks=ribbon(internship, today),
        present=any(part.contains(today) for part in parts),
        missing=tuple(item for item in items if item.missing),
        visits=len(internship.follow_ups),
        visit_due=end if waiting else None,
    )


def _weeks(internship: Internship, today: date) -> tuple[Week, ...]:
    days = internship_days(internship)
    away = days_of(absence.period for absence in internship.absences)
    counted, extension = present_weeks(internship), set(counted_weeks(days.extension))
    reports = {report.number: report for report in reversed(internship.reports)}
    weekdays = sorted(day for day in days.all if is_weekday(day))
    weeks = []
    for number, (monday, group) in enumerate(groupby(weekdays, key=monday_of), 1):
        covered, report = tuple(group), reports.get(number)
        state = WeekState.EXTENSION if monday in extension else _state(covered, away, report, today)
        weeks.append(
            Week(
                monday=monday,
                number=number,
                days=len(covered),
                counted=monday in counted,
                state=state,
                report=report.slug if report else None,
            )
        )
    return tuple(weeks)


def _state(covered: Sequence[date], away: frozenset[date], report: Report | None, today: date) -> WeekState:
    if away.issuperset(covered):
        return WeekState.ABSENT
    if report:
        return WeekState.REPORTED
    return WeekState.SILENT if covered[-1] < today else WeekState.UPCOMING
