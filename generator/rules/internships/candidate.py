"""One learner before the rules on stages: who they are, what is asked of them and what they have done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.coverage.tables import StudentCoverage
from generator.diagnostics import CATALOGUE, Diagnostic, Place, Severity
from generator.language import Value
from generator.model.former import Former
from generator.model.internship import Internship, InternshipPeriod
from generator.model.realisation import Realisation, Status
from generator.model.regulation import Profile
from generator.model.school import Cohort, School
from generator.model.source import Route
from generator.model.student import Student
from generator.model.territory import is_abroad
from generator.rules.internships.holidays import SchoolCalendar, calendar_of
from generator.rules.internships.presence import weeks_of
from generator.rules.internships.profiles import profile_for
from generator.rules.internships.weeks import Days, internship_days
from generator.rules.walking import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What the regulation calls a stage: one folder as a rule, several when they share an ``ordre``."""

    rank: int
    internships: tuple[Internship, ...]

    @property
    def days(self) -> Days:
        """The days of its folders together."""
        return internship_days(*self.internships)

    @property
    def weeks(self) -> int:
        """Weeks that R19 to R21 judge: the extension is apart."""
        return weeks_of(self.internships, lambda days: days.regular)

    @property
    def start(self) -> date:
        """The first regular day; only for a stage that has one."""
        return min(self.days.regular)

    @property
    def former(self) -> bool:
        """Whether it was done in a former class, where it is judged."""
        return any(item.origin for item in self.internships)

    @property
    def unreadable(self) -> bool:
        """Whether some of its dates could not be read: its length is unknown."""
        return any(item.unreadable for item in self.internships)

    @property
    def place(self) -> Place:
        """Where its dates are written."""
        return dates_place(self.internships[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """The periods of an internship at one organisation, with their papers."""

    name: str
    periods: tuple[tuple[int, InternshipPeriod], ...]
    """(index in the internship, period)."""

    @property
    def start(self) -> date:
        """The first day there."""
        return min(part.period.start for _, part in self.periods)

    @property
    def end(self) -> date | None:
        """The last day there; None while a period is open."""
        ends = [part.period.end for _, part in self.periods]
        return None if None in ends else max(end for end in ends if end)

    @property
    def abroad(self) -> bool:
        """Whether the organisation is in another country."""
        return any(part.organisation is not None and is_abroad(part.organisation.country) for _, part in self.periods)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A learner whose framework and voie have a profile."""

    school: School
    cohort: Cohort
    student: Student
    profile: Profile
    calendar: SchoolCalendar
    coverage: StudentCoverage | None
    today: date

    @property
    def school_stages(self) -> tuple[Internship, ...]:
        """Internships judged as stages; an apprentice's time at the employer is none."""
        return tuple(item for item in self.student.internships if not item.apprenticeship)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Dated stages by rank; one of a former class stands while none of this class has its rank."""
        found = list(stages_of(self.school_stages, self.cohort))
        for former in self.student.former:
            own = {stage.rank for stage in found}
            before = stages_of(former.internships, former)
            found += [stage for stage in before if stage.rank not in own]
        return tuple(sorted(found, key=lambda stage: stage.rank))

    @property
    def counted(self) -> tuple[Internship, ...]:
        """The internships of these stages: what the two years' total is counted on."""
        return tuple(item for stage in self.stages for item in stage.internships)

    @property
    def unreadable(self) -> tuple[Internship, ...]:
        """Stages that are there and whose dates are unknown, in former classes too."""
        return tuple(item for item in self.student.stages if item.unreadable and not item.apprenticeship)

    def evidence(self, internship: Internship) -> tuple[Realisation, ...]:
        """Give the submitted réalisations tied to an internship."""
        return tuple(item for item in self.submitted if internship.slug in item.internships)

    @property
    def submitted(self) -> tuple[Realisation, ...]:
        """Réalisations that are not drafts."""
        return tuple(item for item in self.student.realisations if item.status is Status.SUBMITTED)

    @property
    def former_evidence(self) -> tuple[Realisation, ...]:
        """What was done in the stages of former classes."""
        return tuple(item for former in self.student.former for item in former.realisations if item.internships)

    def say(self, code: str, place: Place, **values: Value) -> Diagnostic:
        """Write a diagnostic with the text that it rests on; an unverified one can only warn."""
        entry, profile = CATALOGUE[code], self.profile
        quoted = profile.quote(entry.rule) if entry.rule else profile.source
        doubted = entry.severity is Severity.ERROR and profile.doubts(entry.rule or "")
        lowered = Severity.WARNING if doubted else None
        return Diagnostic(code=code, place=place, values=values, quoted=quoted or None, lowered=lowered)


def candidates(ground: Ground) -> Iterator[Candidate]:
    """Yield the learners whom rules on stages concern, in the order of the records."""
    school, calendar = ground.school, calendar_of(ground.school)
    for cohort in school.cohorts:
        for student in cohort.students:
            framework = school.frameworks.get(student.framework or cohort.framework or "")
            if profile := profile_for(student, cohort, framework):
                yield Candidate(
                    school=school,
                    cohort=cohort,
                    student=student,
                    profile=profile,
                    calendar=calendar,
                    coverage=ground.coverage.student(cohort.slug, student.slug),
                    today=ground.today,
                )


def stages_of(internships: tuple[Internship, ...], cohort: Cohort | Former) -> tuple[Stage, ...]:
    """Gather dated internships into stages: by ``ordre``, else by the year in which they start, else in order."""
    dated = sorted(
        (i for i in internships if internship_days(i).regular), key=lambda i: min(internship_days(i).regular)
    )
    ranks: dict[int, list[Internship]] = {}
    for position, internship in enumerate(dated, 1):
        ranks.setdefault(internship.rank or _rank(internship, cohort) or position, []).append(internship)
    return tuple(Stage(rank=rank, internships=tuple(ranks[rank])) for rank in sorted(ranks))


def hosts_of(internship: Internship) -> tuple[Host, ...]:
    """Gather an internship's periods by organisation, in order; one without organisation joins the one before."""
    groups: dict[str, list[tuple[int, InternshipPeriod]]] = {}
    key, names = "", {"": internship.slug}
    for index, part in enumerate(internship.periods):
        if part.organisation is not None:
            key = part.organisation.slug or part.organisation.name
            names[key] = part.organisation.name
        groups.setdefault(key, []).append((index, part))
    return tuple(Host(name=names[key], periods=tuple(parts)) for key, parts in groups.items())


def period_place(internship: Internship, index: int, *route: str) -> Place:
    """Give the place of a period's value: in the period, else at the top, where it holds for every period."""
    source = internship.source
    inside: Route = ("periodes", index, *route)
    top = route[:1] in source.marks and inside[:3] not in source.marks
    return source.at(*route) if top or inside[:2] not in source.marks else source.at(*inside)


def dates_place(internship: Internship) -> Place:
    """Give the place of an internship's dates."""
    return internship.source.at("periodes" if ("periodes",) in internship.source.marks else "du")


def over(internship: Internship, today: date) -> bool:
    """Whether the last day, extension included, is past; unknown, and so not told, when a date cannot be read."""
    span = internship.span
    return not internship.unreadable and span is not None and span.end is not None and span.end < today


def started(internship: Internship, today: date) -> bool:
    """Whether the first day has come."""
    return internship.span is not None and internship.span.start <= today


def _rank(internship: Internship, cohort: Cohort | Former) -> int | None:
    if cohort.first_year is None or cohort.second_year is None:
        return None
    return 2 if min(internship_days(internship).regular) >= cohort.second_year.start else 1
