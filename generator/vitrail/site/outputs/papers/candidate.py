"""Finds the candidate of an exam's paper: a portfolio, and one of its réalisations if the command names it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.audience import Visibility
from vitrail.content.model.framework import Framework
from vitrail.content.model.realisation import Realisation
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Student
from vitrail.content.reading.disk.lookup import folder_of
from vitrail.content.reading.named import find_portfolio, find_realisation
from vitrail.ground.language import mark
from vitrail.site.outputs.papers.private import Private
from vitrail.site.outputs.papers.stage import NoPaperError
from vitrail.site.pages.setting import sorted_students

Filed = Mapping[str, tuple[Path, str]]
"""Path in the portfolios → file on the disk, and its address in the site, which holds no reserved name."""


class Candidate(Struct, frozen=True, kw_only=True):
    """A student before the exam, with their private data."""

    school: School
    cohort: Cohort
    student: Student
    framework: Framework
    private: Private
    disk: Filed
    """Of this person's portfolios alone: a text shows nobody else's files."""

    @property
    def called(self) -> str:
        """The candidate's name, with their folder: two students of a class may have the same name."""
        folder = self.cohort.folder_of(self.student)
        return mark("{name} ({folder})", name=self.student.name, folder=folder) if folder else self.student.name

    @property
    def number(self) -> str:
        """The candidate's number, empty to be filled by hand."""
        return self.private.get("candidat", "numéro")


def candidate(
    school: School, folder: str, work: str, private: Private, disk: Filed
) -> tuple[Candidate, Realisation | None]:
    """Find a portfolio by its folder (``class/student``), and the réalisation ``work``, unless that is empty.

    Raises ToldError: one of them does not exist, or the student has no known référentiel.
    """
    cohort, student = find_portfolio(school, folder)
    framework = school.framework_of(student)
    if framework is None:
        raise NoPaperError("Le référentiel de « {folder} » n'est pas connu.", folder=folder)
    wanted = find_realisation(student, student.works, work) if work else None
    if wanted is None:  # papers are for the commission: without records that only the team reads
        student = replace(
            student,
            realisations=_for_commission(student.realisations),
            former=tuple(
                replace(brought, realisations=_for_commission(brought.realisations)) for brought in student.former
            ),
        )
    former = {f"{item.source.path.partition('/realisations/')[0]}/" for item in student.works if item.origin}
    folders = (folder_of(student.source.path), *former)
    own = {path: file for path, file in disk.items() if path.startswith(folders)}
    person = Candidate(school=school, cohort=cohort, student=student, framework=framework, private=private, disk=own)
    return person, wanted


def candidates(school: School, target: str, disk: Filed, today: date) -> tuple[Candidate, ...]:
    """Return a portfolio, or those of a class by name, without students who left and without private data.

    Raises ToldError: when the portfolio cannot be read, or the class has no candidate whose référentiel is known.
    """
    group = [cohort for cohort in school.cohorts if cohort.slug and cohort.slug == target]
    if not group:
        return (candidate(school, target, "", Private(), disk)[0],)
    people = sorted_students(group[0])
    known = (student for student in people if school.framework_of(student) is not None and not student.gone(today))
    listed = tuple(candidate(school, f"{target}/{student.slug}", "", Private(), disk)[0] for student in known)
    if not listed:
        raise NoPaperError("« {folder} » n'a aucun candidat dont le référentiel soit connu.", folder=target)
    return listed


def _for_commission(items: tuple[Realisation, ...]) -> tuple[Realisation, ...]:
    return tuple(item for item in items if item.visibility is not Visibility.TEAM)
