"""The regulation on stages as rules over records: those of R1 to R43 that the learner's référentiel asks for."""

from collections.abc import Iterator, Sequence

from vitrail.content.model.school import Cohort
from vitrail.content.values.suggesting import astray
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.knowledge.coverage.tables import CountedSchool
from vitrail.knowledge.rules.internships.duration import duration
from vitrail.knowledge.rules.internships.learning import learning
from vitrail.knowledge.rules.internships.papers import missing, papers
from vitrail.knowledge.rules.internships.sanity import sanity
from vitrail.knowledge.rules.internships.trainee import Trainee, trainees
from vitrail.knowledge.rules.silence import Extent, heard

__all__ = ["diagnose", "of_class", "untimed"]


def diagnose(known: CountedSchool) -> Iterator[Diagnostic]:
    """Yield the diagnostics on the stages of each portfolio on a day, each fault once."""
    judged = {(item.cohort.slug, item.student.slug): item for item in trainees(known)}
    for cohort, student in known.school.everyone:
        faults = (*sanity(student, cohort), *_regulation(judged.get((cohort.slug, student.slug))))
        yield from heard(faults, Extent.STUDENT, Extent.FILE)


def of_class(cohort: Cohort, people: Sequence[str], untimed: Sequence[Place]) -> Iterator[Diagnostic]:
    """Yield « scolarité » entries that name no student, and one fault for a class if durations of stages are unknown.

    ``people`` are the folders of its students; ``untimed`` the places of those with unknown durations (``untimed``).
    """
    for index, row in enumerate(cohort.enrolments):
        if row.student not in people:
            place = cohort.source.at("scolarite", index, "etudiant")
            yield astray("REF022.schooling", place, row.student, people, name=row.student)
    if untimed:
        yield Diagnostic.at("STR036", cohort.source.at("profil de stage") if cohort.source.path else untimed[0])


def untimed(known: CountedSchool) -> Iterator[Place]:
    """Yield the place of each learner some of whose stages have no durations, of the référentiel or of the class."""
    for item in trainees(known):
        if any(not at.profile.timed for at, _ in item.school_stages):
            yield item.student.source.at("profil de stage")


def _regulation(trainee: Trainee | None) -> Iterator[Diagnostic]:
    """Yield the breaches of the requirements of a learner's voies; none without a framework that has some."""
    if trainee is None:
        return
    for asked, internship in trainee.employments:
        yield from missing(asked, internship)
    for subject in (learning, duration, papers):
        yield from (fault for fault in subject(trainee) if fault.entry.rule in trainee.rules)
