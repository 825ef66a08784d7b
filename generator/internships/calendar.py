"""The weeks of a stage as a ribbon, and a class's stages as a calendar: what the pages show, papers included."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from generator.internships.counting import present_weeks
from generator.internships.profiles import profile_for
from generator.internships.stages import (
    Host,
    abroad,
    agreement_of,
    certificate_gaps,
    certificate_of,
    hosts_of,
    over,
    started,
)
from generator.internships.weeks import counted_weeks, days_of, internship_days, is_weekday, monday_of
from generator.language import mark
from generator.model.framework import Framework
from generator.model.internships.internship import Certificate, Clause, Internship, Quality, Report
from generator.model.internships.period import Period
from generator.model.internships.regulation import Profile
from generator.model.school import Cohort
from generator.model.student import Student

_CLAUSES = (
    (Clause.LIABILITY, "R31", mark("Accident du travail et responsabilité civile dans la convention")),
    (Clause.OBJECTIVES, "R32", mark("Objectifs et modalités de formation dans la convention")),
    (Clause.STEPS, "R33", mark("Étapes et degré d'autonomie dans la convention")),
    (Clause.FOLLOW_UP, "R34", mark("Modalités de suivi dans la convention")),
)

_TO_FRIDAY = timedelta(days=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One line of the checklist."""

    label: str
    """A phrase of ours."""
    rule: str | None
    """The requirement, « R28 »; None for what no requirement numbers."""
    done: bool
    applies: bool = True
    """Whether it is asked of this stage (abroad, without extension or in another voie, some are not)."""
    due: bool = True
    """Whether the day has come to ask for it."""
    on: date | None = None
    """The day it was done, when it is known."""

    @property
    def missing(self) -> bool:
        """True if it should be there and is not."""
        return self.applies and self.due and not self.done


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
    """Return the weeks of a stage as they stand on a day; none for an apprentice, whose time is counted in months."""
    return () if internship.apprenticeship else _weeks(internship, today)


def weeks_of(internship: Internship) -> tuple[Week, ...]:
    """Return the weeks of a stage when only their numbers and dates matter."""
    return ribbon(internship, date.max)


def class_calendar(cohort: Cohort, frameworks: Mapping[str, Framework], today: date) -> tuple[Stay, ...]:
    """Return who is where, whose paper is missing and when a visit is due, by date then by student."""
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


def checklist(internship: Internship, profile: Profile, student: Student, today: date) -> tuple[ChecklistItem, ...]:
    """Return the papers of a stage, in the order in which they are asked for; per host when there are several."""
    if internship.apprenticeship or not profile.internships:
        return (_employment(internship, today),)
    hosts = hosts_of(internship)
    several = len(hosts) > 1
    items = list(_of_stage(internship, hosts, today))
    for host in hosts:
        begun, ended = host.start <= today, host.end is not None and host.end < today
        asked = (*_agreement(internship, host, due=begun), *_certificate(host, profile, student, due=ended))
        items += [_named(item, host) for item in asked] if several else asked
    return tuple(item for item in items if item.rule in profile.requirements)


def _of_stage(internship: Internship, hosts: tuple[Host, ...], today: date) -> Iterator[ChecklistItem]:
    begun = started(internship, today)
    aims = bool(internship.objectives) and bool(internship.missions)
    trainee = internship.quality is Quality.TRAINEE
    here = not hosts or any(not abroad(internship, host) for host in hosts)
    agreed = max((day for _, day in internship.agreed), default=None)
    followed = min((item.on for item in internship.follow_ups), default=None)
    yield ChecklistItem(label=mark("Objectifs et missions convenus"), rule="R2", done=aims, due=begun, on=agreed)
    yield ChecklistItem(label=mark("Professeur référent"), rule="R4", done=bool(internship.supervisor), due=begun)
    yield ChecklistItem(label=mark("Qualité d'étudiant stagiaire"), rule="R36", done=trainee, applies=here, due=begun)
    yield ChecklistItem(
        label=mark("Suivi par un professeur"),
        rule="R17",
        done=followed is not None,
        due=over(internship, today),
        on=followed,
    )


def _named(item: ChecklistItem, host: Host) -> ChecklistItem:
    """Name the host, when there are several."""
    return replace(item, label=mark("{label} ({host})", label=item.label, host=host.name))


def _agreement(internship: Internship, host: Host, *, due: bool) -> Iterator[ChecklistItem]:
    found = agreement_of(host)
    signed, clauses = (found[1].signed_on, found[1].clauses) if found else (None, ())
    yield ChecklistItem(label=mark("Convention signée"), rule="R28", done=signed is not None, due=due, on=signed)
    home = not abroad(internship, host)
    for clause, rule, label in _CLAUSES:
        yield ChecklistItem(label=label, rule=rule, done=clause in clauses, applies=home, due=due)
    extended = internship.extension is not None
    done = Clause.EXTENSION in clauses
    yield ChecklistItem(label=mark("Prolongation dans la convention"), rule="R26", done=done, applies=extended, due=due)
    tutored = any(part.tutor for _, part in host.periods)
    yield ChecklistItem(label=mark("Tuteur désigné"), rule="R37", done=tutored, due=due)


def _certificate(host: Host, profile: Profile, student: Student, *, due: bool) -> Iterator[ChecklistItem]:
    found = certificate_of(host)
    paper = found[1] if found else Certificate()
    delivered = paper.delivered_on
    complete = not certificate_gaps(paper, profile)
    content = mark("Dates, durée et contenu sur l'attestation") if profile.certificate_content else None
    label = content or mark("Dates et durée sur l'attestation")
    session = paper.session is not None and paper.session == (student.session or paper.session)
    yield ChecklistItem(
        label=mark("Attestation délivrée"), rule="R40", done=delivered is not None, due=due, on=delivered
    )
    yield ChecklistItem(label=label, rule="R41", done=complete, due=due)
    yield ChecklistItem(label=mark("Modèle de la session du candidat"), rule="R42", done=session, due=due)


def _employment(internship: Internship, today: date) -> ChecklistItem:
    delivered = next((p.certificate.delivered_on for p in internship.periods if p.certificate), None)
    due = over(internship, today)
    return ChecklistItem(
        label=mark("Certificat de travail"), rule=None, done=delivered is not None, due=due, on=delivered
    )
