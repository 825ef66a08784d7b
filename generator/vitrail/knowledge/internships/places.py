"""Finds what people wrote about requirements that ask for no paper: the class in its keys, students anywhere.

Nothing here judges. The page of the regulation shows these texts, and names the students who wrote none.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from vitrail.content.model.framework import Framework
from vitrail.content.model.internships.internship import FollowUp
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Student
from vitrail.content.model.verdict import Role
from vitrail.content.values.folding import fold
from vitrail.ground.language import mark
from vitrail.knowledge.coverage.workshops import workshops
from vitrail.knowledge.internships.path import path_of
from vitrail.knowledge.internships.profiles import profile_for

_TITLES = {
    "R5": ("atelier",),
    "R12": ("attitude", "comportement", "savoir-etre"),
    "R14": ("interdisciplin", "enseignements generaux", "matieres generales"),
    "R16": ("environnement",),
    "R18": ("recherche",),
    "R24": ("professeur",),
    "R39": ("entretien",),
}
"""Requirement → folded words; a heading that has one is about that requirement."""
_FOUND: Mapping[str, Callable[[Student], bool]] = {
    "R5": lambda student: any(True for _ in workshops(student)),
    "R10": lambda student: any(host.services for item in student.stages for host in item.organisations),
    "R16": lambda student: any(item.organisations for item in student.stages),
    "R22": lambda student: len({host.name for item in student.stages for host in item.organisations}) > 1,
    "R30": lambda student: any(item.country != "FR" for item in student.stages),
    "R36": lambda student: bool(student.stages) and all(item.quality for item in student.stages),
    "R38": lambda student: any(verdict.role is Role.TUTOR for verdict in student.voices),
    "R39": lambda student: any(
        any(report.told for report in item.reports) or any(not review.final for review in item.reviews)
        for item in student.stages
    ),
}
"""Requirement → test that a student's keys and files have the thing that it is about."""
WRITTEN = frozenset(_TITLES) | frozenset(_FOUND)
"""Requirements that a student may write about."""


class StageStanding(Struct, frozen=True, kw_only=True):
    """The requirements on stages that hold for a student, and those that they wrote about, by rule number."""

    asked: tuple[str, ...] = ()
    """Empty for a student who left, or goes on in another class."""
    wrote: tuple[str, ...] = ()
    """Those that the student wrote about."""


def standing(student: Student, cohort: Cohort, framework: Framework, today: date) -> StageStanding:
    """Return the requirements on stages that hold for a student on a day, and those that they wrote about.

    >>> standing(student(body=None, internships=()), cohort(), framework(), read_date("15/01/2026"))
    StageStanding(asked=(), wrote=())
    """
    profile = profile_for(path_of(student, cohort).voie(today), cohort, framework) if student.awaited(today) else None
    asked = tuple(profile.requirements) if profile and profile.internships else ()
    rules = sorted(WRITTEN.union(asked))
    return StageStanding(asked=asked, wrote=tuple(rule for rule in rules if wrote(rule, student)))


def wrote(rule: str, student: Student) -> bool:
    """True if a student wrote about a requirement: under a key, in a file of its own, or under a heading on it.

    Of a requirement that papers show, a stage that is described says something.

    >>> page = Body(path="a.md", sections=(Section(title="Ma recherche", anchor="ma-recherche", line=1),))
    >>> wrote("R18", student(body=page)), wrote("R18", student())
    (True, False)
    """
    if rule not in WRITTEN:
        return bool(student.stages)
    words = _TITLES.get(rule, ())
    titles = (fold(section.title) for body in student.bodies for section in body.sections) if words else ()
    return (rule in _FOUND and _FOUND[rule](student)) or any(word in title for title in titles for word in words)


def of_class(cohort: Cohort) -> Iterator[tuple[str, str, tuple[str, ...] | tuple[FollowUp, ...]]]:
    """Yield what a class wrote about the follow-up of its stages: requirement, label, and words or meetings.

    >>> [*of_class(cohort(platform="l'ENT"))][2]
    ('R17', 'Plateforme', ("l'ENT",))
    """
    yield "R13", mark("Progression"), (cohort.progression,) if cohort.progression else ()
    yield (
        "R14",
        mark("Matières de l'équipe"),
        tuple(dict.fromkeys(subject for who in cohort.team for subject in who.subjects)),
    )
    yield "R17", mark("Plateforme"), (cohort.platform,) if cohort.platform else ()
    yield "R17", mark("Suivi collectif"), cohort.follow_ups
