"""A student and everything their portfolio holds."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar, NamedTuple, TypeAlias

from msgspec import Struct

from vitrail.content.model.audience import Visibility
from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.pathway import Pathway
from vitrail.content.model.realisation import Realisation, Status
from vitrail.content.model.source import Body, Written
from vitrail.content.model.verdict import Verdict
from vitrail.content.model.words import Words
from vitrail.ground.language import Period


class Former(Struct, frozen=True, kw_only=True, array_like=True):
    """Work, stages and verdicts of a former class: shown where they are, counted here.

    Their ``origin`` is the address of that portfolio, so that a page that names them leads there.
    """

    portfolio: str
    """Its address, ``class/student``."""
    cohort: str
    """Name of the class."""
    years: tuple[Period | None, ...] = ()
    session: int | None = None
    option: str | None = None
    realisations: tuple[Realisation, ...] = ()
    internships: tuple[Internship, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


class OptionDays(NamedTuple):
    """Days on which the diploma was prepared by an option that may not be the exam's."""

    period: Period
    option: str


def option_on(days: Iterable[OptionDays], day: date) -> str | None:
    """Return the option of the last of some spans that contains a day; None when none does."""
    return next((span.option for span in reversed((*days,)) if span.period.contains(day)), None)


class ExamForm(Words):
    """How bloc 1 and 2 are judged."""

    CCF = "ccf", "contrôle en cours de formation"
    SINGLE = "ponctuelle", "ponctuel"


Judged: TypeAlias = Realisation | Internship
"""The kinds of work that a verdict may judge."""


class Certification(Struct, frozen=True, kw_only=True, array_like=True):
    """A certification earned beside the diploma."""

    SAID: ClassVar = frozenset({"title", "issuer"})

    title: str
    issuer: str | None = None
    on: date | None = None
    file: str | None = None


class WebLink(Struct, frozen=True, kw_only=True, array_like=True):
    """An address that the student gives on their home page."""

    SAID: ClassVar = frozenset({"title"})
    LINKED: ClassVar = frozenset({"url"})

    url: str
    title: str = ""

    @property
    def label(self) -> str:
        """Return its title, else its address."""
        return self.title or self.url.partition("://")[2].rstrip("/") or self.url


class WatchEntry(Written, frozen=True, kw_only=True):
    """One piece of technology watch; its body is the personal analysis."""

    SAID: ClassVar = frozenset({"title", "origin", "theme", "analysis"})
    LINKED: ClassVar = frozenset({"link"})

    slug: str
    title: str
    on: date | None = None
    origin: str | None = None
    """Who published it (« source »)."""
    link: str | None = None
    theme: str | None = None
    analysis: str | None = None
    visibility: Visibility = Visibility.PUBLIC


class FreePage(Written, frozen=True, kw_only=True):
    """Any other page of the student's: parcours, certifications, contact."""

    SAID: ClassVar = frozenset({"title"})

    slug: str
    """Path below the student's folder, without extension."""
    title: str
    rank: int | None = None
    visibility: Visibility = Visibility.PUBLIC
    status: Status = Status.SUBMITTED
    produced: bool = False
    """Whether it has no keys, and is the text of a production, which leads to it."""

    @property
    def draft(self) -> bool:
        """True if it is a draft, which is not published yet."""
        return self.status is Status.DRAFT


class Student(Written, frozen=True, kw_only=True):
    """One portfolio."""

    TEXTUAL = frozenset({"vocabulary"})
    SAID: ClassVar = frozenset({"tagline", "technologies"})

    slug: str
    """Folder name; empty when ``portfolios/`` itself is the portfolio."""
    last_name: str
    first_name: str = ""
    option: str | None = None
    """The option of the exam."""
    options: tuple[OptionDays, ...] = ()
    """Options of other days, which the team wrote (« scolarité »)."""
    pathway: Pathway | None = Pathway.SCHOOL
    """None when it is written and cannot be read: no requirement that depends on it is then judged."""
    remote: bool = False
    exam_form: ExamForm | None = None
    session: int | None = None
    """The candidate's own session, the class's when not written."""
    framework: str | None = None
    """Framework id, the class's when not written; None when unknown: pages without coverage."""
    comes_from: str | None = None
    """For a repeater, the portfolio of the former class."""
    former_names: tuple[str, ...] = ()
    """Folders that this portfolio had before it was renamed, with their class: old addresses lead here."""
    left_on: date | None = None
    """The day on which they left the course, when they did."""
    tagline: str | None = None
    photo: str | None = None
    """Path from the portfolios' root."""
    links: tuple[WebLink, ...] = ()
    oral: tuple[str, ...] = ()
    """Slugs of the réalisations that are presented, in their order."""
    technologies: tuple[str, ...] = ()
    certifications: tuple[Certification, ...] = ()
    visibility: Visibility = Visibility.PUBLIC
    realisations: tuple[Realisation, ...] = ()
    internships: tuple[Internship, ...] = ()
    watch: tuple[WatchEntry, ...] = ()
    pages: tuple[FreePage, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    vocabulary: bytes = b""
    """The set of words of its records' free texts (``values.words``); each text in Markdown has its own."""
    former: tuple[Former, ...] = ()
    """The work of a repeater in former classes, nearest first (set by ``coverage.repeaters``)."""

    later: str = ""
    """The student's last portfolio, which counts the work of this one; empty when read, and for that last one."""

    def gone(self, today: date) -> bool:
        """True if they have left the course."""
        return self.left_on is not None and self.left_on <= today

    def awaited(self, today: date) -> bool:
        """True if the exam awaits them here: they neither left nor take this work to a later class."""
        return not self.later and not self.gone(today)

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Every text of the portfolio."""
        texts = [self.body, *(work.body for work in self.realisations), *(entry.body for entry in self.watch)]
        texts += [page.body for page in self.pages]
        for stage in self.internships:
            texts += [stage.body, *(account.body for account in stage.accounts)]
        return tuple(text for text in texts if text)

    @property
    def submitted(self) -> tuple[Realisation, ...]:
        """The student's own réalisations that count: drafts never do."""
        return tuple(item for item in self.realisations if item.status is Status.SUBMITTED)

    @property
    def counted(self) -> tuple[Realisation, ...]:
        """Return the réalisations that count: those of former classes too, whose faults are reported there."""
        return tuple(item for item in self.works if item.status is Status.SUBMITTED)

    @property
    def works(self) -> tuple[Realisation, ...]:
        """Réalisations, those of former classes after the student's own."""
        return (*self.realisations, *(item for former in self.former for item in former.realisations))

    @property
    def stages(self) -> tuple[Internship, ...]:
        """Internships, those of former classes after the student's own."""
        return (*self.internships, *(item for former in self.former for item in former.internships))

    @property
    def judged(self) -> Mapping[str, Judged]:
        """The student's own réalisations and stages, by what a verdict on them names."""
        every: tuple[Judged, ...] = (*self.realisations, *self.internships)
        return {work.subject: work for work in every}

    @property
    def voices(self) -> tuple[Verdict, ...]:
        """Verdicts, those of former classes too."""
        return (*self.verdicts, *(item for former in self.former for item in former.verdicts))

    @property
    def name(self) -> str:
        """First name, then last name, as printed."""
        return f"{self.first_name} {self.last_name}".strip()
