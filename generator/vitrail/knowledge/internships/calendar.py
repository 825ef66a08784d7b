"""The weeks of a stage as a ribbon, a class's stages as a calendar, and the checklist of a stage's papers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.framework import Framework
from vitrail.content.model.internships.internship import Clause, Internship, Quality, Report
from vitrail.content.model.internships.regulation import Profile
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Student
from vitrail.ground.diagnostics import Place
from vitrail.ground.language import Period, Value, mark
from vitrail.knowledge.internships.counting import present_weeks
from vitrail.knowledge.internships.profiles import profile_on
from vitrail.knowledge.internships.stages import Host, abroad, certificate_gaps, hosts_of, over, period_place, started
from vitrail.knowledge.internships.weeks import counted_weeks, days_of, internship_days, is_weekday, monday_of

_CLAUSES = (
    (Clause.LIABILITY, "R31", mark("Accident du travail et responsabilité civile dans la convention")),
    (Clause.OBJECTIVES, "R32", mark("Objectifs et modalités de formation dans la convention")),
    (Clause.STEPS, "R33", mark("Étapes et degré d'autonomie dans la convention")),
    (Clause.FOLLOW_UP, "R34", mark("Modalités de suivi dans la convention")),
)

_EXTENDED = (
    (Clause.EXTENSION, mark("Prolongation dans la convention")),
    (Clause.ADMINISTRATION, mark("Suivi administratif de la prolongation dans la convention")),
)

_TO_FRIDAY = timedelta(days=4)


class ChecklistItem(Struct, frozen=True):
    """One line of the checklist."""

    rule: str | None
    """The requirement, « R28 »; None for a paper that no numbered requirement asks for."""
    label: str
    """A phrase of ours."""
    done: bool
    due: bool
    """Whether it must be there by now."""
    on: date | None = None
    """The day it was done, when it is known."""
    place: Place | None = None
    """Place at which its lack is reported; None if another rule reports it."""
    values: Mapping[str, Value] = {}
    """Values for the sentence of that diagnostic."""
    applies: bool = True
    """Whether it is asked of this stage (abroad, without extension or in another voie, some are not)."""

    @property
    def missing(self) -> bool:
        """True if it should be there and is not."""
        return self.applies and self.due and not self.done


class WeekState(StrEnum):
    """The state of a week of the ribbon; the values are the words that people read."""

    REPORTED = "avec rapport"
    SILENT = "sans rapport"
    ABSENT = "absence"
    EXTENSION = "prolongation"
    UPCOMING = "à venir"
    """Not over yet."""


class Week(Struct, frozen=True, kw_only=True):
    """An ISO week that the stage touches."""

    monday: date
    number: int
    """From 1, in the order of the stage: the number of ``semaine-NN.md``."""
    counted: bool
    """Whether the regulation's weeks include it (our reading)."""
    state: WeekState
    report: str | None = None
    """Slug of its report, whatever the state."""

    @property
    def period(self) -> Period:
        """From Monday to Friday."""
        return Period(start=self.monday, end=self.monday + _TO_FRIDAY)


class Stay(Struct, frozen=True, kw_only=True):
    """A student's stage on the calendar of the class."""

    student: str
    """Slug."""
    stage: Internship
    span: Period | None
    present: bool
    """Whether the student is there on that day."""
    missing: tuple[ChecklistItem, ...]
    """Papers that are due and not done."""
    visits: int
    visit_due: date | None
    """The last day for the first follow-up, while there was none (R17 asks for one before the end)."""


def ribbon(internship: Internship, today: date) -> tuple[Week, ...]:
    """Return the weeks of a stage with their state on a day; none for an apprentice, whose time is counted in months.

    >>> weeks = ribbon(stage("du 5 au 16 janvier 2026"), read_date("12/01/2026"))
    >>> [(week.number, str(week.state)) for week in weeks]
    [(1, 'sans rapport'), (2, 'à venir')]
    """
    if internship.apprenticeship:
        return ()
    days = internship_days(internship)
    away = days_of(absence.period for absence in internship.absences)
    counted, extension = present_weeks(internship), set(counted_weeks(days.extension))
    reports = {report.number: report for report in reversed(internship.reports) if report.told}
    weekdays = sorted(day for day in days.all if is_weekday(day))
    weeks = []
    for number, (monday, group) in enumerate(groupby(weekdays, key=monday_of), 1):
        covered, report = tuple(group), reports.get(number)
        week = Week(
            monday=monday,
            number=number,
            counted=monday in counted,
            state=WeekState.EXTENSION if monday in extension else _state(covered, away, report, today),
            report=report.slug if report else None,
        )
        weeks.append(week)
    return tuple(weeks)


def class_calendar(cohort: Cohort, frameworks: Mapping[str, Framework], today: date) -> tuple[Stay, ...]:
    """Return the stages of a class, with missing papers and the day a visit is due, by date then by student.

    >>> stays = class_calendar(cohort(), {}, read_date("1/2/2026"))
    >>> [(stay.student, stay.present, str(stay.visit_due)) for stay in stays]
    [('lea', True, '2026-02-06')]
    """
    stays = []
    for student in cohort.students:
        framework = frameworks.get(student.framework or cohort.framework or "")
        for item in student.internships:
            profile = None if student.gone(today) else profile_on(student, cohort, framework, today, item)
            stays.append(_stay(student, item, profile, today))
    return tuple(sorted(stays, key=lambda stay: (stay.span.start if stay.span else date.max, stay.student)))


def _stay(student: Student, internship: Internship, profile: Profile | None, today: date) -> Stay:
    span = internship.span
    items = checklist(internship, profile, student, today) if profile else ()
    end = span.end if span else None
    waiting = not internship.follow_ups and end is not None and end >= today and not internship.apprenticeship
    return Stay(
        student=student.slug,
        stage=internship,
        span=span,
        present=any(part.contains(today) for part in internship.stretches),
        missing=tuple(item for item in items if item.missing),
        visits=len(internship.follow_ups),
        visit_due=end if waiting else None,
    )


def _state(covered: Sequence[date], away: frozenset[date], report: Report | None, today: date) -> WeekState:
    if away.issuperset(covered):
        return WeekState.ABSENT
    if report:
        return WeekState.REPORTED
    return WeekState.SILENT if covered[-1] < today else WeekState.UPCOMING


def checklist(internship: Internship, profile: Profile, student: Student, today: date) -> tuple[ChecklistItem, ...]:
    """Return the papers of a stage, in the order in which they are asked for; per host when there are several.

    >>> asked = Profile(internships=2, requirements={"R17": StageRequirement(rule="R17")})
    >>> papers = checklist(stage(), asked, student(), read_date("1/3/2026"))
    >>> [(item.rule, item.label, item.missing) for item in papers]
    [('R17', 'Suivi par un professeur', True)]
    """
    if internship.apprenticeship or not profile.internships:
        return (_employment(internship, today),)
    hosts = hosts_of(internship)
    items = list(_of_stage(internship, hosts, today))
    for host in hosts:
        asked = (*_agreement(internship, host, today), *_certificate(internship, host, profile, student, today))
        items += [_named(item, host) for item in asked] if len(hosts) > 1 else asked
    return tuple(item for item in items if item.rule in profile.requirements)


def _of_stage(internship: Internship, hosts: tuple[Host, ...], today: date) -> Iterator[ChecklistItem]:
    begun, place = started(internship, today), internship.source.at
    aims = {mark("les objectifs"): internship.objectives, mark("les missions"): internship.missions}
    missing = tuple(name for name, lines in aims.items() if not lines)
    agreed = max(internship.accord.days, default=None)
    first = place("missions" if internship.objectives else "objectifs")
    yield ChecklistItem(
        "R2", mark("Objectifs et missions convenus"), not missing, begun, agreed, first, {"missing": missing}
    )
    followed = bool(internship.supervisor)
    yield ChecklistItem("R4", mark("Professeur référent"), followed, begun, place=place("professeur referent"))
    if internship.quality:
        trainee = internship.quality is Quality.TRAINEE
        here = not hosts or any(not abroad(internship, host) for host in hosts)
        yield ChecklistItem("R36", mark("Qualité d'étudiant stagiaire"), trainee, begun, applies=here)
    visited = min((item.on for item in internship.follow_ups), default=None)
    done = visited is not None
    yield ChecklistItem("R17", mark("Suivi par un professeur"), done, over(internship, today), visited, place("suivi"))


def _named(item: ChecklistItem, host: Host) -> ChecklistItem:
    """Add the host's name to a line of the checklist, when there are several hosts."""
    return replace(item, label=mark("{label} ({host})", label=item.label, host=host.name))


def _agreement(internship: Internship, host: Host, today: date) -> Iterator[ChecklistItem]:
    due, home = host.start <= today, not abroad(internship, host)
    index, paper = host.agreement
    signed, place = paper.signed_on, period_place(internship, index, "convention")
    values: dict[str, Value] = {"start": host.start, "host": host.name}
    yield ChecklistItem("R28", mark("Convention signée"), signed is not None, due, signed, place, values)
    place = period_place(internship, index, "convention", "clauses")
    for clause, rule, label in _CLAUSES:
        yield ChecklistItem(rule, label, clause in paper.clauses, due, place=place, applies=home)
    for clause, label in _EXTENDED:
        yield ChecklistItem("R26", label, clause in paper.clauses, due, applies=internship.extension is not None)
    tutored = any(period.tutors for _, period in host.periods)
    place = period_place(internship, host.periods[0][0], "tuteur")
    yield ChecklistItem("R37", mark("Tuteur désigné"), tutored, due, None, place, {"host": host.name})


def _certificate(
    internship: Internship, host: Host, profile: Profile, student: Student, today: date
) -> Iterator[ChecklistItem]:
    end, (index, paper) = host.end or today, host.certificate
    due, given = end < today and not internship.unreadable, paper.delivered_on
    place, gaps = period_place(internship, index, "attestation"), certificate_gaps(paper, profile)
    values: dict[str, Value] = {"end": end, "host": host.name}
    yield ChecklistItem("R40", mark("Attestation délivrée"), given is not None, due, given, place, values)
    content = mark("Dates, durée et contenu sur l'attestation") if profile.certificate_content else None
    label = content or mark("Dates et durée sur l'attestation")
    yield ChecklistItem("R41", label, not gaps, due, None, place, {"missing": gaps})
    session = paper.session is not None and paper.session == (student.session or paper.session)
    yield ChecklistItem("R42", mark("Modèle de la session du candidat"), session, due)


def _employment(internship: Internship, today: date) -> ChecklistItem:
    papers = (period.certificate for period in internship.periods if period.certificate)
    given = next((paper.delivered_on for paper in papers if paper.delivered_on), None)
    due, place = over(internship, today), internship.source.at("attestation")
    end = internship.span.end if internship.span else None
    return ChecklistItem(
        None, mark("Certificat de travail"), given is not None, due, given, place, {"end": end or today}
    )
