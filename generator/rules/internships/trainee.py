"""One learner before the rules on stages: who they are, what is asked of them and what they have done."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from msgspec import Struct

from generator.coverage.tables import CountedSchool, StudentCoverage
from generator.diagnostics import CATALOGUE, Diagnostic, Place, Severity
from generator.internships.holidays import SchoolCalendar, calendar_of
from generator.internships.profiles import profile_for
from generator.internships.stages import Stage, stages_of
from generator.language import Period, Phrase, Value, nmark
from generator.model.framework import Framework
from generator.model.internships.internship import Internship
from generator.model.internships.regulation import Profile
from generator.model.realisation import Realisation
from generator.model.school import Cohort, School
from generator.model.student import Student


class Trainee(Struct, frozen=True, kw_only=True, dict=True):
    """A learner whose framework and voie have a profile."""

    school: School
    cohort: Cohort
    student: Student
    framework: Framework | None
    profile: Profile
    calendar: SchoolCalendar
    coverage: StudentCoverage | None
    today: date

    @property
    def school_stages(self) -> tuple[Internship, ...]:
        """Internships judged as stages; an apprentice's time at the employer is none."""
        return tuple(item for item in self.student.internships if not item.apprenticeship)

    @cached_property
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
        """Return the submitted réalisations tied to an internship."""
        return tuple(item for item in self.student.submitted if internship.slug in item.internships)

    def finished(self, year: Period | None) -> bool:
        """True if a school year is over."""
        return year is not None and year.end is not None and year.end < self.today

    def say(self, code: str, place: Place, **values: Value) -> Diagnostic:
        """Write a diagnostic with the text that it rests on; an unverified one can only warn."""
        entry, profile = CATALOGUE[code], self.profile
        quoted = profile.quote(entry.rule) if entry.rule else profile.source
        doubted = entry.severity is Severity.ERROR and profile.doubts(entry.rule or "")
        lowered = Severity.WARNING if doubted else None
        return Diagnostic(code=code, place=place, values=values, quoted=quoted or None, lowered=lowered)


def trainees(known: CountedSchool) -> Iterator[Trainee]:
    """Yield the learners whom rules on stages concern, in the order of the records."""
    school, calendar = known.school, calendar_of(known.school)
    for cohort, student in school.everyone:
        framework = school.framework_of(student, cohort)
        if profile := profile_for(student, cohort, framework):
            coverage = known.coverage.student(cohort.slug, student.slug)
            yield Trainee(
                school=school, cohort=cohort, student=student, framework=framework, profile=profile, calendar=calendar,
                coverage=coverage, today=known.today,
            )  # fmt: skip


def weeks(number: int) -> Phrase:
    """Write a number of weeks."""
    return nmark("{n} semaine", "{n} semaines", number)


def days(number: int) -> Phrase:
    """Write a number of days."""
    return nmark("{n} jour", "{n} jours", number)
