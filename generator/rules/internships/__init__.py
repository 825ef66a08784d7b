"""The regulation on stages as rules over records: those of R1 to R43 that the learner's référentiel asks for."""

from collections.abc import Iterable, Iterator

from generator.coverage.tables import CountedSchool
from generator.diagnostics import Diagnostic
from generator.model.school import Cohort
from generator.rules.internships.duration import duration
from generator.rules.internships.learning import learning
from generator.rules.internships.papers import missing, papers
from generator.rules.internships.sanity import sanity
from generator.rules.internships.trainee import Trainee, trainees
from generator.rules.silence import Extent, heard
from generator.values.suggesting import astray

__all__ = ["diagnose"]


def diagnose(known: CountedSchool) -> Iterator[Diagnostic]:
    """Yield what is wrong with the stages of a school on a day, each fault once."""
    yield from heard(_all(known), Extent.SCHOOL)


def _all(known: CountedSchool) -> Iterator[Diagnostic]:
    judged = {(item.cohort.slug, item.student.slug): item for item in trainees(known)}
    for cohort in known.school.cohorts:
        yield from _nobody(cohort)
        yield from _untimed(cohort, (found for (slug, _), found in judged.items() if slug == cohort.slug))
        for student in cohort.students:
            found = (*sanity(student, cohort), *_regulation(judged.get((cohort.slug, student.slug))))
            yield from heard(found, Extent.STUDENT, Extent.FILE)


def _nobody(cohort: Cohort) -> Iterator[Diagnostic]:
    """Tell the parts of a path that are nobody's."""
    people = [student.slug for student in cohort.students]
    for index, row in enumerate(cohort.enrolments):
        if row.student not in people:
            place = cohort.source.at("scolarite", index, "etudiant")
            yield astray("REF021", place, row.student, people, name=row.student)


def _regulation(trainee: Trainee | None) -> Iterator[Diagnostic]:
    """Yield what the learner's voie asks for; an unknown framework asks for nothing."""
    if trainee is None:
        return
    for asked, internship in trainee.employments:
        yield from missing(asked, internship)
    for subject in (learning, duration, papers):
        yield from (found for found in subject(trainee) if found.entry.rule in trainee.rules)


def _untimed(cohort: Cohort, asked: Iterable[Trainee]) -> Iterator[Diagnostic]:
    """One piece of advice a class whose stages have no known durations: neither the référentiel's nor its own."""
    untimed = [item for item in asked if any(not at.profile.timed for at, _ in item.school_stages)]
    if untimed:
        place = cohort.source if cohort.source.path else untimed[0].student.source
        yield Diagnostic.at("STR036", place.at("profil de stage"))
