"""A school, its classes and the attachments beside their pages: the root of the records."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.audience import Audience, Visibility
from vitrail.content.model.framework import Framework
from vitrail.content.model.internships.internship import FollowUp, TimeOff
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.internships.regulation import Profile
from vitrail.content.model.pathway import Pathway
from vitrail.content.model.source import Body, Source, Written
from vitrail.content.model.student import ExamForm, FreePage, Student
from vitrail.ground.language import Period


class Teacher(Struct, frozen=True, kw_only=True, array_like=True):
    """A member of a class's team."""

    name: str
    role: str | None = None
    subjects: tuple[str, ...] = ()


class Exemption(Struct, frozen=True, kw_only=True, array_like=True):
    """A point of « Prêt pour l'oral ? » that the team does not require of a student (``dispenses``)."""

    student: str = ""
    """Folder name."""
    point: str = ""
    """Title of the requirement."""
    reason: str | None = None
    by: str | None = None
    on: date | None = None

    @property
    def complete(self) -> bool:
        """True if it says why, by whom and since when: it counts then."""
        return None not in {self.reason, self.by, self.on}


class Enrolment(Struct, frozen=True, kw_only=True, array_like=True):
    """A part of a student's path, which the other keys cannot give (``scolarité``): team only."""

    student: str = ""
    """Folder name."""
    entered: date | None = None
    start: date | None = None
    end: date | None = None
    left: date | None = None
    pathway: Pathway | None = None
    option: str | None = None
    year: int | None = None
    """Rank, from 1, of a year of the diploma, for a student who repeats one without changing class."""
    school: str | None = None
    """The other school, when it is not this one."""
    interruption: str | None = None
    """Why nothing is required in these days (illness, a year abroad); an empty text for readers outside the team."""

    @property
    def period(self) -> Period | None:
        """Its days; None when it gives no first day."""
        start = self.start or self.entered
        return Period(start=start, end=self.end or self.left) if start else None

    @property
    def elsewhere(self) -> bool:
        """True if nothing is required here in those days."""
        return self.school is not None or self.interruption is not None

    @property
    def bounds(self) -> bool:
        """True if it only says from when, or until when, somebody was here."""
        return not (self.pathway or self.option or self.year or self.elsewhere)

    @property
    def came(self) -> date | None:
        """The day on which somebody entered the class, when it says so."""
        return self.entered or (self.start if self.bounds else None)

    @property
    def went(self) -> date | None:
        """The day on which somebody left it, when it says so."""
        return self.left or (self.end if self.bounds else None)


class Repository(Struct, frozen=True, kw_only=True, array_like=True):
    """The repository of one student (``étudiants``)."""

    student: str = ""
    """Folder name."""
    address: str = ""
    """Where it is; empty when the class's model says it."""


class Cohort(Struct, frozen=True, kw_only=True, array_like=True):
    """A class: the students of one promotion."""

    slug: str
    """Folder name, e.g. ``2025-2027``; empty when ``portfolios/`` itself is one portfolio."""
    name: str
    framework: str | None = None
    """None when promotion.yml could not be read: pages are published, coverage is withheld."""
    session: int | None = None
    years: tuple[Period | None, ...] = ()
    """The years of the diploma, in order, as far as promotion.yml dates them."""
    team: tuple[Teacher, ...] = ()
    exam_form: ExamForm | None = None
    scale: tuple[str, ...] = ()
    profiles: Mapping[Pathway, Profile] = {}
    """Voie → what the class writes of its stages (``profil de stage``), which comes before the référentiel's."""
    weekly_reports_required: bool = False
    oral_on: date | None = None
    """The day of the oral, on which the portfolios are judged."""
    publish_until: date | None = None
    """« publier jusqu'au »; ``date.min`` when it cannot be read: the class is then for the team alone."""
    accepted_files: tuple[str, ...] = ()
    """Attachments that the team approves, which would be reserved to it otherwise (``outputs.looks``)."""
    exemptions: tuple[Exemption, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    progression: str | None = None
    """Where the team's progression is (R13); team only, as the next two fields."""
    platform: str | None = None
    """The platform on which the team follows the stages together (R17)."""
    follow_ups: tuple[FollowUp, ...] = ()
    """Meetings of the team with the class about its stages (R17)."""
    repositories_at: str = ""
    """The address of the repositories of its students, with a star for the folder's name; empty without any."""
    repositories: tuple[Repository, ...] = ()
    """The students whose portfolios live in repositories of theirs, which ``vitrail prendre`` takes; team only."""
    students: tuple[Student, ...] = ()
    former_names: tuple[str, ...] = ()
    """Folders that this class had before it was renamed."""
    closed_pages: tuple[str, ...] = ()
    """Addresses in the site that say that its portfolios are no longer published, once it is over."""
    source: Source = Source(path="")

    @property
    def whole(self) -> Period | None:
        """From the first day of its first year to the last day of its last; None while promotion.yml lacks one."""
        first, last = (self.years[0], self.years[-1]) if self.years else (None, None)
        return Period(start=first.start, end=last.end) if first and last else None

    def enrolled(self, student: str) -> tuple[Enrolment, ...]:
        """Return the enrolments of a student, named by their folder, in the order of the days."""
        own = (enrolment for enrolment in self.enrolments if enrolment.student == student)
        return tuple(sorted(own, key=lambda enrolment: enrolment.start or enrolment.entered or date.min))

    def scale_with(self, framework: Framework | None) -> tuple[str, ...]:
        """Return the names of the levels of mastery, from 1: its own, else those of a référentiel."""
        return self.scale or (framework.scale if framework else ())

    def folder_of(self, student: Student) -> str:
        """Return the folder of a student's portfolio, ``class/student``; empty for one that is alone."""
        return f"{self.slug}/{student.slug}".strip("/")

    def form_of(self, student: Student) -> ExamForm | None:
        """Return how a student is examined; the class's own form does not say it of whom no class prepares in presence.

        Circulaires: « enseignement à distance » and « au titre de leur expérience professionnelle » have no CCF.
        """
        elsewhere = student.remote or student.pathway in {Pathway.EXPERIENCE, Pathway.INDIVIDUAL}
        return student.exam_form or (None if elsewhere else self.exam_form)

    def published_on(self, day: date | None) -> bool:
        """True if « publier jusqu'au » is not past, on a day that is known."""
        return self.publish_until is None or day is None or day <= self.publish_until

    def judged_on(self, asked: date | None, today: date) -> date:
        """Return the day whose state examiners read: the one requested (``--date``), else the oral's, else today."""
        return asked or self.oral_on or today


class School(Written, frozen=True, kw_only=True):
    """The whole school, as read."""

    name: str | None = None
    academy: str | None = None
    zone: str | None = None
    """School holiday zone: A, B or C, or a territory whose calendar is its own."""
    site_url: str | None = None
    kind: str | None = None
    legal_notice: str | None = None
    data_contact: str | None = None
    default_visibility: Visibility = Visibility.PUBLIC
    megabytes: int = 300
    """Most megabytes of a portfolio's attachments, and, again, of their unpacked contents."""
    indexing: bool = False
    teachers_named: bool = False
    """Whether texts may name teachers."""
    verdicts_apart: str | None = None
    """The folder of the verdicts, as ``avis`` names it."""
    verdicts_missing: bool = False
    """Whether that folder is not here: no verdict in it was read."""
    repository: str | None = None
    """« privé » or « public », as whoever made the repository says: Vitrail cannot know."""
    reference_date: date | None = None
    holidays: tuple[TimeOff, ...] = ()
    frameworks: Mapping[str, Framework] = {}
    organisations: tuple[Organisation, ...] = ()
    pages: tuple[FreePage, ...] = ()
    """The pages of ``docs_dir`` that have a « visibilité »."""
    cohorts: tuple[Cohort, ...] = ()

    @property
    def public(self) -> bool:
        """True if everybody reads the repository: nothing in it may speak of somebody else."""
        return self.repository == "public"

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Its own texts, those of portfolios aside."""
        return tuple(filter(None, (self.body, *(written.body for written in (*self.organisations, *self.pages)))))

    def pages_for(self, audience: Audience) -> tuple[FreePage, ...]:
        """Return its own pages that an audience may read."""
        team = audience is Audience.TEAM
        return tuple(page for page in self.pages if audience.sees(page.visibility) and (team or not page.draft))

    @property
    def everyone(self) -> tuple[tuple[Cohort, Student], ...]:
        """Every student with their class."""
        return tuple((cohort, student) for cohort in self.cohorts for student in cohort.students)

    def visibility_of(self, student: Student) -> Visibility:
        """Return who a portfolio is shown to: the more restrictive of the school's visibility and its own."""
        return max(self.default_visibility, student.visibility)

    def shown_to(self, audience: Audience, cohort: Cohort, student: Student, day: date | None = None) -> bool:
        """True if an audience sees a portfolio, on a day that is known: the one answer, for sites, papers and rules."""
        current = audience is Audience.TEAM or cohort.published_on(day)
        return current and audience.sees(self.visibility_of(student))

    def with_students(self, changed: Callable[[Cohort, Student], Student]) -> Self:
        """Return the school with ``changed`` applied to every student."""
        classes = ((cohort, tuple(changed(cohort, student) for student in cohort.students)) for cohort in self.cohorts)
        return replace(self, cohorts=tuple(replace(cohort, students=students) for cohort, students in classes))

    def alone(self, cohort: Cohort, student: Student) -> Self:
        """Return the school reduced to one student in one class."""
        return replace(self, cohorts=(replace(cohort, students=(student,)),))

    def address(self, page: str) -> str:
        """Return the full URL of a page; empty when the school does not give the address of its site."""
        return f"{self.site_url.rstrip('/')}/{page}" if self.site_url else ""

    def framework_of(self, *people: Student | Cohort) -> Framework | None:
        """Return the référentiel of a student or of a class; of several, the first that is known."""
        return next(filter(None, (self.frameworks.get(follower.framework or "") for follower in people)), None)

    def scale_of(self, cohort: Cohort, student: Student) -> tuple[str, ...]:
        """Return the names of the levels of mastery, from 1: the class's, else the référentiel's."""
        return cohort.scale_with(self.framework_of(student))
