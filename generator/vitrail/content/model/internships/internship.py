"""A stage: periods, papers, reports and reviews (arrêté du 26 avril 2011, annexe Stages)."""

from datetime import date
from typing import ClassVar

from msgspec import Struct

from vitrail.content.model.audience import Visibility
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.source import Route, Written
from vitrail.content.model.words import Words
from vitrail.ground.language import Period, joined

STAGES = "stages"
"""The folder of a portfolio that holds its stages."""
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


class Presence(Struct, frozen=True, kw_only=True, array_like=True):
    """A pattern of presence: days or hours a week, days of the week, or hours in all; and one week in how many."""

    SAID: ClassVar = frozenset({"written"})

    written: str
    """As its author wrote it."""
    days_a_week: int | None = None
    hours_a_week: int | None = None
    hours: int | None = None
    """Hours in all, whatever the dates."""
    weekdays: tuple[int, ...] = ()
    """From 0, Monday."""
    on: int = 1
    every: int = 1
    """``on`` weeks out of ``every``, counted from the first week: an apprentice's alternation."""


class Clause(Words):
    """A clause that the agreement must have (R26, R31–R34); the values are what authors type."""

    LIABILITY = "accident et responsabilité"
    OBJECTIVES = "objectifs et modalités"
    STEPS = "étapes et autonomie"
    FOLLOW_UP = "suivi"
    EXTENSION = "prolongation"
    ADMINISTRATION = "suivi administratif"


class Quality(Words):
    """The learner's legal quality during the stage (R36)."""

    TRAINEE = "étudiant stagiaire", "stagiaire", "étudiant", "étudiante stagiaire"
    EMPLOYEE = "salarié", "apprenti", "apprentie"


class Accord(Struct, frozen=True, kw_only=True, array_like=True):
    """When each partner agreed on the objectives and the content of the missions (R2)."""

    student: date | None = None
    host: date | None = None
    team: date | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """The dates on which a partner agreed."""
        return tuple(filter(None, (self.student, self.host, self.team)))


class FollowUpMode(Words):
    """How a teacher followed the stage (R17)."""

    VISIT = "visite", "sur place", "sur site", "présence", "en présence", "présentiel", "entretien"
    REMOTE = (
        "distance", "à distance", "distanciel", "appel", "appel téléphonique", "téléphone", "par téléphone", "visio",
        "par visio", "visioconférence", "visio-conférence", "visiophone", "mail", "par mail", "mél", "e-mail",
        "courriel", "par courriel", "message",
    )  # fmt: skip


class Tutor(Struct, frozen=True, kw_only=True, array_like=True):
    """The host's representative (R37): never outside the team."""

    name: str
    position: str | None = None


class Agreement(Struct, frozen=True, kw_only=True, array_like=True):
    """The convention (R28–R34)."""

    signed_on: date | None = None
    clauses: tuple[Clause, ...] = ()


class Certificate(Struct, frozen=True, kw_only=True, array_like=True):
    """The attestation de stage, or the certificat de travail of an employee (R40–R42)."""

    SAID: ClassVar = frozenset({"content"})

    delivered_on: date | None = None
    by: str | None = None
    start: date | None = None
    end: date | None = None
    weeks: int | None = None
    content: str | None = None
    session: int | None = None

    @property
    def dates(self) -> Period | None:
        """The dates that it states, when it states both."""
        return Period(start=self.start, end=self.end) if self.start and self.end else None


class Reserved(Struct, frozen=True, kw_only=True, array_like=True):
    """A name in a stage's file that the team alone reads: a tutor, a signer, a host that has a public name."""

    name: str
    route: Route
    public: str = ""
    """For a host, the name that others read; empty for a person."""
    tutor: bool = False

    @property
    def person(self) -> bool:
        """True if it is the name of a person, not of a host."""
        return not self.public


class InternshipPeriod(Struct, frozen=True, kw_only=True, array_like=True):
    """One stretch of presence at one host."""

    period: Period
    organisation: Organisation | None = None
    tutors: tuple[Tutor, ...] = ()
    presence: Presence | None = None
    """How much of this stretch is spent there, when it differs from the stage's."""
    agreement: Agreement | None = None
    certificate: Certificate | None = None


class TimeOff(Struct, frozen=True, kw_only=True, array_like=True):
    """Days off with their reason, for the team only: a trainee's (``absences``), or the school's (``vacances``)."""

    period: Period
    reason: str | None = None


class FollowUp(Struct, frozen=True, kw_only=True, array_like=True):
    """A visit or a call by a teacher (R17); team only."""

    on: date
    by: str | None = None
    mode: FollowUpMode | None = None
    note: str | None = None


class Report(Written, frozen=True, kw_only=True):
    """A weekly (or, for an apprentice, monthly) report: evokes competencies, never covers them."""

    SAID: ClassVar = frozenset({"activities", "autonomy"})

    slug: str
    number: int
    period: Period | None = None
    activities: str | None = None
    evokes: tuple[str, ...] = ()
    """Resolved competency ids."""
    autonomy: str | None = None
    visibility: Visibility = Visibility.JURY

    @property
    def told(self) -> bool:
        """True if something is reported: a model that nobody filled reports nothing."""
        return bool(self.activities or self.evokes or self.written)


class Review(Written, frozen=True, kw_only=True):
    """An interim or final review with the tutor or a teacher (R23), or an interview (R39)."""

    SAID: ClassVar = frozenset({"gained"})

    slug: str
    on: date | None = None
    final: bool = True
    interview: bool = False
    participants: tuple[str, ...] = ()
    gained: str | None = None
    evokes: tuple[str, ...] = ()
    visibility: Visibility = Visibility.JURY

    @property
    def told(self) -> bool:
        """True if something is reported of the stage."""
        return bool(self.gained or self.evokes or self.written)


class Internship(Written, frozen=True, kw_only=True):
    """One stage, or an apprentice's whole time at the employer."""

    SAID: ClassVar = frozenset({"service", "place", "objectives", "missions", "facts", "rhythm"})

    TEXTUAL = frozenset({"fingerprint"})

    slug: str
    rank: int | None = None
    periods: tuple[InternshipPeriod, ...] = ()
    service: str | None = None
    place: str | None = None
    country: str = "FR"
    supervisor: str | None = None
    """The reference teacher (R4)."""
    objectives: tuple[str, ...] = ()
    missions: tuple[str, ...] = ()
    accord: Accord = Accord()
    """When each partner agreed on them (R2); team only."""
    quality: Quality | None = None
    """None when nobody wrote it."""
    facts: tuple[tuple[str, str], ...] = ()
    """Key (« atelier ») and text of values that are shown as written and count nowhere."""
    apprenticeship: bool = False
    rhythm: str | None = None
    presence: Presence | None = None
    """How much of the time is spent there; None: every working day."""
    absences: tuple[TimeOff, ...] = ()
    extension: Period | None = None
    """The holiday weeks added to the stage (R25–R27)."""
    unreadable: bool = False
    """Whether its file, or dates that its author wrote, could not be read: it is there, and its length is unknown."""
    follow_ups: tuple[FollowUp, ...] = ()
    reserved: tuple[Reserved, ...] = ()
    """Names for the team alone, including those of entries without dates, which make no period."""
    reports: tuple[Report, ...] = ()
    reviews: tuple[Review, ...] = ()
    origin: str = ""
    """Portfolio that holds it, when it is a former one of the student's (``class/student``)."""
    answer: str | None = None
    """The student's answer to « à reprendre »; never sealed."""
    visibility: Visibility = Visibility.PUBLIC
    files: tuple[tuple[str, str], ...] = ()
    """Files that its texts, its reports and its reviews show or link: path from the portfolio's folder, hash."""
    fingerprint: str = ""
    """Hash of all that a reader sees of it and of its reports and reviews (``reading.seals``)."""

    def holds(self, seal: str | None) -> bool:
        """True if a seal is of its present content; also without a seal, when nothing shows that it changed."""
        return seal in {None, self.fingerprint}

    @property
    def subject(self) -> str:
        """Return the name by which a verdict knows it."""
        return f"{STAGES}/{self.slug}"

    @property
    def title(self) -> str:
        """The names of its hosts, else its folder."""
        return ", ".join(host.name for host in self.organisations) or self.slug

    @property
    def accounts(self) -> tuple[Report | Review, ...]:
        """Its reports, then its reviews."""
        return (*self.reports, *self.reviews)

    @property
    def told(self) -> bool:
        """True if its author wrote something to be read: dates and papers alone are none."""
        return self.written or any(account.told for account in self.accounts)

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        """The hosts in order, each once."""
        seen = {p.organisation.slug or p.organisation.name: p.organisation for p in self.periods if p.organisation}
        return tuple(seen.values())

    @property
    def stretches(self) -> tuple[Period, ...]:
        """Its periods, then its extension."""
        return (*(period.period for period in self.periods), *filter(None, (self.extension,)))

    @property
    def by_month(self) -> bool:
        """True if some of its dates are months: its days are not known."""
        return any(part.by_month for part in self.stretches)

    @property
    def presences(self) -> tuple[Presence | None, ...]:
        """How much of each of its stretches is spent there, the extension's last."""
        own = (part.presence or self.presence for part in self.periods)
        return (*own, self.presence) if self.extension else tuple(own)

    @property
    def tutors(self) -> tuple[Tutor, ...]:
        """The tutors of its periods, each once."""
        return tuple({tutor.name: tutor for part in self.periods for tutor in part.tutors}.values())

    @property
    def span(self) -> Period | None:
        """From the first day to the last, the extension included; None while undated."""
        return joined(self.stretches)
