"""The candidate that an exam's paper is about: whose portfolio, and which of its réalisations was asked for."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.language import mark
from generator.model.audience import Visibility
from generator.model.framework import Framework
from generator.model.realisation import Realisation
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.outputs.papers.private import Private
from generator.outputs.papers.stage import NoPaperError
from generator.reading.workbench import folder_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A student before the exam, with what private data says."""

    school: School
    cohort: Cohort
    student: Student
    framework: Framework
    private: Private
    disk: Mapping[str, Path]
    """Path in the portfolios → file, of this portfolio alone: a text shows nobody else's files."""

    @property
    def session(self) -> int | None:
        """The candidate's session."""
        return self.student.session or self.cohort.session

    @property
    def number(self) -> str:
        """The candidate's number, empty to be filled by hand."""
        return self.private.get("candidat", "numéro")

    def address(self, page: str) -> str:
        """Give the address of a page of the site, when the site's own is known."""
        site = self.school.site_url
        return f"{site.rstrip('/')}/{page}" if site else ""


def candidate(
    school: School, target: str, private: Private, disk: Mapping[str, Path]
) -> tuple[Candidate, Realisation | None]:
    """Find what a path of the portfolios means: a portfolio, or one of its réalisations.

    Raises:
        NoPaperError: when nothing is there, or the student has no known référentiel.
    """
    known = dict(_known(school))
    if target not in known:
        raise NoPaperError(_unknown(target, tuple(known)))
    cohort, student, work = known[target]
    framework = school.frameworks.get(student.framework or cohort.framework or "")
    if framework is None:
        raise NoPaperError(mark("Le référentiel de « {folder} » n'est pas connu.", folder=target))
    if work is None:  # papers are for the commission: what only the team reads is not in them
        seen = (item for item in student.realisations if item.visibility is not Visibility.TEAM)
        student = replace(student, realisations=tuple(seen))
    folder = folder_of(student.source.path)
    own = {path: file for path, file in disk.items() if path.startswith(folder)}
    found = Candidate(school=school, cohort=cohort, student=student, framework=framework, private=private, disk=own)
    return found, work


def _known(school: School) -> Iterator[tuple[str, tuple[Cohort, Student, Realisation | None]]]:
    """Yield what may be asked for: path → whose, and which réalisation."""
    for cohort in school.cohorts:
        for student in cohort.students:
            yield folder_of(student.source.path).rstrip("/"), (cohort, student, None)
            for work in student.realisations:
                path = work.source.path
                for typed in (path, path.removesuffix("/index.md").removesuffix(".md")):
                    yield typed, (cohort, student, work)


def _unknown(target: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(target, known, n=1, cutoff=0.5)
    if near:
        return mark(
            "Il n'y a ni portfolio ni réalisation dans « {folder} » : vouliez-vous dire « {near} » ?",
            folder=target,
            near=near[0],
        )
    return mark(
        "Il n'y a ni portfolio ni réalisation dans « {folder} » : donnez le dossier d'un étudiant, "
        "« {example} » par exemple.",
        folder=target,
        example="2025-2027/moreau-lea",
    )
