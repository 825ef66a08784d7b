"""Finds the stage of a paper, with its student and class; there is one paper for each host."""

import difflib
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from vitrail.content.model.framework import Framework
from vitrail.content.model.internships.internship import Certificate, Internship
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.internships.regulation import Profile
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Student
from vitrail.content.values.folding import fold
from vitrail.ground.language import Period, ToldError
from vitrail.knowledge.internships.counting import Spent, attested, spent
from vitrail.knowledge.internships.profiles import profile_on
from vitrail.knowledge.internships.stages import Host, hosts_of
from vitrail.knowledge.internships.weeks import days_of
from vitrail.site.outputs.papers.private import Private


class NoPaperError(ToldError):
    """There is no such stage, or no such paper for it."""


class Field(Struct, frozen=True, kw_only=True):
    """A label of a paper, and its value; empty, a line is left to be filled by hand."""

    label: str
    value: str = ""
    lines: int = 1
    """Lines to leave when there is no value."""


class Box(Struct, frozen=True, kw_only=True):
    """A choice of a paper to tick."""

    label: str
    ticked: bool = False


class Subject(Struct, frozen=True, kw_only=True):
    """A stage at one host, with its private data."""

    school: School
    cohort: Cohort
    student: Student
    internship: Internship
    host: Host
    alone: bool
    """Whether the stage has no other host."""
    last: bool
    """Whether the host is the last one: the extension is spent there."""
    private: Private

    def titled(self, paper: str) -> str:
        """Return a title with paper, student and host: it is the name of a printed file, and a student has several."""
        return ", ".join(filter(None, (paper, self.student.name, self.host_name)))

    @property
    def organisation(self) -> Organisation | None:
        """The host's record."""
        return next((period.organisation for _, period in self.host.periods if period.organisation), None)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names that the host may have in the file of private data."""
        host = self.organisation
        return tuple(name for name in (host.slug, host.name, host.public_name) if name) if host else ()

    @property
    def certificate(self) -> Certificate:
        """The attestation, with the fields that are recorded."""
        return self.host.certificate[1]

    @property
    def profile(self) -> Profile | None:
        """Return the profile of this learner's stages."""
        return profile_on(self.student, self.cohort, self.framework, self.host.start, self.internship)

    @property
    def framework(self) -> Framework | None:
        """The learner's référentiel."""
        return self.school.framework_of(self.student, self.cohort)

    @property
    def end(self) -> date | None:
        """Last day there, the extension included; None while it is open."""
        extended = self.internship.extension.end if self.internship.extension and self.last else None
        ends = [day for day in (self.host.end, extended) if day]
        return self.certificate.end or (max(ends) if ends and self.host.end else None)

    @property
    def days(self) -> frozenset[date]:
        """The days there, the extension included."""
        longer = [self.internship.extension] if self.internship.extension and self.last else []
        return days_of([*self.periods, *longer])

    @property
    def weeks(self) -> int:
        """Weeks of presence counted there, the extension included and absences taken off (our reading)."""
        return attested(self.internship, self.days)[0]

    @property
    def spent(self) -> Spent:
        """Effective presence there, as the law counts it."""
        return spent(self.internship, self.days)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The stretches of presence."""
        return tuple(period.period for _, period in self.host.periods)

    @property
    def diploma(self) -> str:
        """The name of the diploma."""
        framework = self.framework
        return (framework.diploma or framework.title.partition(" — ")[0]) if framework else ""

    @property
    def options(self) -> tuple[Box, ...]:
        """The options of the diploma, the learner's own ticked."""
        options = self.framework.options if self.framework else ()
        return tuple(Box(label=item.id, ticked=item.id == self.student.option) for item in options)

    @property
    def host_name(self) -> str:
        """The host's name: from private data, else from its record."""
        return self.of_host("organisme", "nom") or (self.organisation.name if self.organisation else "")

    @property
    def misnamed(self) -> Iterator[str]:
        """Yield a note if private data gives a stage the name of a host that is not the stage's."""
        given, host = self.private.get("organisme", "nom"), self.organisation
        if self.alone and given and host and fold(given) not in map(fold, self.names):
            yield f"Le fichier privé nomme « {given} », la fiche du stage « {host.name} » : vérifiez lequel est juste."

    def of_host(self, section: str, key: str) -> str:
        """Return a host's private value: from the section under its name, else, if it is alone, from the plain one."""
        named = (self.private.get(section, name, key) for name in self.names)
        return next(filter(None, named), "") or (self.private.get(section, key) if self.alone else "")


def find_stage(school: School, folder: str) -> tuple[Cohort, Student, Internship]:
    """Find the stage of a folder of the portfolios. Raises NoPaperError: the folder has none."""
    known = {
        item.source.path.removesuffix("/index.md").removesuffix(".md"): (cohort, student, item)
        for cohort, student in school.everyone
        for item in student.internships
    }
    if folder in known:
        return known[folder]
    if near := difflib.get_close_matches(folder, known, n=1, cutoff=0.5):
        raise NoPaperError(
            "Il n'y a pas de stage dans « {folder} » : vouliez-vous dire « {near} » ?", folder=folder, near=near[0]
        )
    raise NoPaperError(
        "Il n'y a pas de stage dans « {folder} » : donnez son dossier, « {example} » par exemple.",
        folder=folder,
        example="2025-2027/moreau-lea/stages/mairie",
    )


def subjects(school: School, folder: str, private: Private) -> tuple[Subject, ...]:
    """Find the stage of a folder of the portfolios, and return one subject for each host.

    Raises NoPaperError: the folder has no stage, it has no dates, or the voie asks for other papers.
    """
    cohort, student, item = find_stage(school, folder)
    profile = profile_on(student, cohort, school.framework_of(student, cohort), date.max, item)
    if item.apprenticeship or (profile is not None and not profile.internships):
        raise NoPaperError(
            "« {folder} » n'est pas un stage d'étudiant : dans cette voie, un certificat de travail, que l'employeur "
            "établit, remplace la convention et l'attestation de stage.",
            folder=folder,
        )
    hosts = hosts_of(item)
    if not hosts:
        raise NoPaperError(
            "« {folder} » n'a pas de dates : écrivez « du: » et « au: » dans son index.md, puis recommencez.",
            folder=folder,
        )
    return tuple(
        Subject(
            school=school,
            cohort=cohort,
            student=student,
            internship=item,
            host=host,
            private=private,
            alone=len(hosts) == 1,
            last=index == len(hosts),
        )
        for index, host in enumerate(hosts, 1)
    )
