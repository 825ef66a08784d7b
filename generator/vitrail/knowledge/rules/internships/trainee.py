"""The input of the rules on stages: one learner, the requirements on them by day, and their stages.

A path is judged once, in its last portfolio: nothing is required in one that another continues (« vient de »), and its
stages are judged in the other, at the place where they are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.framework import USUAL_YEARS, Framework
from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.internships.regulation import Profile
from vitrail.content.model.pathway import Pathway
from vitrail.content.model.realisation import Realisation
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Student
from vitrail.ground.diagnostics import Diagnostic, Place, known_codes
from vitrail.ground.language import Period, Phrase, Value, nmark
from vitrail.knowledge.coverage.tables import CountedSchool, StudentCoverage
from vitrail.knowledge.internships.holidays import SchoolCalendar
from vitrail.knowledge.internships.path import Path, path_of
from vitrail.knowledge.internships.profiles import profile_for
from vitrail.knowledge.internships.stages import Stage, over, regular_weeks, stages_of

FIRST = 1


class Trainee(Struct, frozen=True, kw_only=True, dict=True):
    """A learner with the profile that holds on one day of their path."""

    school: School
    cohort: Cohort
    student: Student
    framework: Framework | None
    path: Path
    profile: Profile
    calendar: SchoolCalendar
    coverage: StudentCoverage | None
    today: date

    def due(self, day: date) -> Trainee | None:
        """Return the learner with the profile of the day on which something falls due.

        None when it is not owed: they were not here, or are not back yet, the voie of that day has no requirements
        that were read, or they have left since.
        """
        asked = self.path.due(day)
        profile = profile_for(self.path.on(asked), self.cohort, self.framework)
        gone = self.student.gone(self.today) or day < self.today < asked
        return None if profile is None or gone else replace(self, profile=profile)

    @cached_property
    def rules(self) -> frozenset[str]:
        """The requirements of all voies of the path."""
        known = (profile_for(pathway, self.cohort, self.framework) for pathway in self.path.pathways)
        return frozenset(rule for profile in known if profile and profile.internships for rule in profile.requirements)

    @cached_property
    def years(self) -> dict[int, Period]:
        """The years of the diploma whose end is known, by rank, for which stages are asked of the learner."""
        known = {rank: year for rank, year in enumerate(self.path.years, FIRST) if year}
        asked = {rank: self.due(year.end) for rank, year in known.items() if year.end}
        due = {rank: owed.profile for rank, owed in asked.items() if owed}
        return {rank: known[rank] for rank, profile in due.items() if profile.internships and profile.asks(rank)}

    @property
    def whole(self) -> bool:
        """True if every stage of the diploma is asked of the learner, as far as the years are known."""
        known = (rank for rank, year in enumerate(self.path.years, FIRST) if year)
        return all(rank in self.years for rank in known if self.profile.asks(rank))

    @property
    def ranks(self) -> frozenset[int]:
        """The years of the diploma that have a stage."""
        number = len(self.framework.years if self.framework else USUAL_YEARS)
        return frozenset(rank for rank in range(FIRST, number + 1) if self.profile.asks(rank))

    @property
    def complete(self) -> bool:
        """True if no later stage can mend what these lack: the last year is over, or each year's is, at full length."""
        lived = {stage.rank: stage for stage in self.stages}
        lengths = ((lived.get(rank), self.profile.length(rank)) for rank in self.ranks)
        made = (
            stage and (not asked or max(regular_weeks(stage, present=False), default=0) >= asked.low)
            for stage, asked in lengths
        )
        ended = all(made) and all(over(item, self.today) for _, item in self.school_stages)
        return self.whole and (ended or self.finished(self.path.last))

    @property
    def at_the_end(self) -> bool:
        """True if a text that was read wants the first stage at the end of its year (R20)."""
        given = self.framework.profiles.get(Pathway.SCHOOL) if self.framework else None
        asked = given.requirements.get("R20") if given else None
        return "en fin de" in ((asked and asked.text) or "")

    @cached_property
    def school_stages(self) -> tuple[tuple[Trainee, Internship], ...]:
        """The internships to judge, each with the learner under its profile; not an apprentice's time at the employer.

        Of former classes, only those whose rank no stage of this class has.
        """
        own = (item for item in self.student.internships if not item.apprenticeship)
        before = (item for stage in self.stages for item in stage.internships if item.origin)
        pairs = [(self.due(item.span.start if item.span else self.today), item) for item in (*own, *before)]
        return tuple((asked, item) for asked, item in pairs if asked and asked.profile.internships)

    @property
    def employments(self) -> tuple[tuple[Trainee, Internship], ...]:
        """The internships in a voie that asks only for a certificate of employment, each with its learner."""
        pairs = [(self.due(item.span.start if item.span else self.today), item) for item in self.student.stages]
        return tuple((asked, item) for asked, item in pairs if asked and not asked.profile.internships)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """Dated stages by rank; one of a former class is kept if none of this class has its rank."""
        gathered = list(stages_of(_school(self.student.internships), self.cohort))
        for former in self.student.former:
            own = {stage.rank for stage in gathered}
            before = stages_of(_school(former.internships), former)
            gathered += [stage for stage in before if stage.rank not in own]
        return tuple(sorted(gathered, key=lambda stage: stage.rank))

    @property
    def counted(self) -> tuple[Internship, ...]:
        """The internships of these stages, on which the total of all years is counted."""
        return tuple(item for stage in self.stages for item in stage.internships)

    @property
    def unreadable(self) -> tuple[Internship, ...]:
        """Stages whose dates could not be read, in former classes too."""
        return tuple(item for item in self.student.stages if item.unreadable and not item.apprenticeship)

    def evidence(self, internship: Internship) -> tuple[Realisation, ...]:
        """Return the submitted réalisations tied to an internship, whatever the class in which they were written."""
        return tuple(item for item in self.student.counted if internship.slug in item.internships)

    def made_up(self, stage: Stage) -> bool:
        """True if a stage is long enough without its absences; so are all together, once every year has its own."""
        asked, total = self.profile.length(stage.rank), self.profile.total
        known = {lived.rank for lived in self.stages} >= self.ranks
        whole = not known or total is None or any(weeks in total for weeks in regular_weeks(*self.stages))
        return asked is not None and whole and any(weeks in asked for weeks in regular_weeks(stage))

    def finished(self, year: Period | None) -> bool:
        """True if a school year is over; for stages, the one of the oral is from that day on."""
        if year is None or year.end is None:
            return False
        oral = self.cohort.oral_on
        return year.end < self.today or (oral is not None and year.contains(oral) and oral <= self.today)

    def say(self, code: str, place: Place, **values: Value) -> Diagnostic:
        """Build a diagnostic that quotes its requirement; an unverified one is at most a warning."""
        entry, profile = known_codes()[code], self.profile
        quoted = profile.quote(entry.rule) if entry.rule else profile.source
        lowered = profile.severity_of(entry)
        return Diagnostic(
            id=code, place=place, values=values, quoted=quoted or None,
            lowered=None if lowered is entry.severity else lowered,
        )  # fmt: skip


def trainees(known: CountedSchool) -> Iterator[Trainee]:
    """Yield the learners whose path ends here and has requirements, in the order of the records."""
    school = known.school
    calendar = SchoolCalendar(zone=school.zone, declared=school.holidays)
    for cohort, student in school.everyone:
        if not student.awaited(known.today):
            continue
        framework, path = school.framework_of(student, cohort), path_of(student, cohort)
        profiles = (profile_for(pathway, cohort, framework) for pathway in path.pathways)
        if profile := next(filter(None, profiles), None):
            coverage = known.coverage.student(cohort.slug, student.slug)
            yield Trainee(
                school=school, cohort=cohort, student=student, framework=framework, path=path, profile=profile,
                calendar=calendar, coverage=coverage, today=known.today,
            )  # fmt: skip


def _school(internships: tuple[Internship, ...]) -> tuple[Internship, ...]:
    return tuple(item for item in internships if not item.apprenticeship)


def weeks(number: int) -> Phrase:
    """Write a number of weeks."""
    return nmark("{n} semaine", "{n} semaines", number)


def days(number: int) -> Phrase:
    """Write a number of days."""
    return nmark("{n} jour", "{n} jours", number)
