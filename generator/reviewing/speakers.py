"""Who may speak of a portfolio, and on which scale."""

from generator.language import Alternatives, ToldError
from generator.model.school import Cohort
from generator.model.student import Student
from generator.model.verdict import Role
from generator.values.folding import fold


def team(cohort: Cohort) -> tuple[str, ...]:
    """Name the teachers of a class."""
    return tuple(teacher.name for teacher in cohort.team)


def tutors(student: Student) -> tuple[str, ...]:
    """Name the tutors of a student's stages, each once."""
    return tuple(dict.fromkeys(tutor.name for stage in student.stages for tutor in stage.tutors))


def role_of(by: str, cohort: Cohort, student: Student) -> Role:
    """Say who speaks: a member of the class's team, else the tutor of a stage; raises ToldError for neither."""
    if fold(by) in set(map(fold, team(cohort))):
        return Role.TEACHER
    if fold(by) in set(map(fold, tutors(student))):
        return Role.TUTOR
    raise ToldError(
        "« {by} » n'est pas de l'équipe de la promotion ({team}), ni tuteur d'un stage.",
        by=by,
        team=Alternatives(team(cohort)),
    )
