"""A réalisation: one piece of evidence, the competencies it claims and what it produced."""

from datetime import date
from enum import Enum
from typing import ClassVar

from msgspec import Struct

from vitrail.content.model.audience import Visibility
from vitrail.content.model.source import Record, Written
from vitrail.content.model.words import Words
from vitrail.ground.diagnostics import Place
from vitrail.ground.language import Period, Wording, mark


class Context(Words):
    """Where the work was done; the values are what authors type."""

    TRAINING = (
        "formation", "scolaire", "école", "cours", "lycée", "TP", "AP", "atelier", "atelier professionnel",
        "atelier de professionnalisation", "en formation", "en cours de formation",
    )  # fmt: skip
    INTERNSHIP = (
        "stage", "pro", "professionnel", "entreprise", "en stage", "milieu professionnel", "en milieu professionnel",
        *(f"stage {of}{year}" for of in ("", "de ") for year in (
            "1", "2", "1re année", "1ère année", "2e année", "2ème année", "première année", "seconde année",
            "deuxième année",
        )),
    )  # fmt: skip
    APPRENTICESHIP = "alternance", "apprentissage"
    PERSONAL = "personnel", "perso"


class Mode(Words):
    """Lived or observed (R7)."""

    LIVED = "vécue"
    OBSERVED = "observée"


class Status(Words):
    """Draft or submitted."""

    DRAFT = "brouillon", "en cours", "à compléter", "draft"
    SUBMITTED = "soumise"


class ProductionState(Words):
    """Whether a production can be reached."""

    ONLINE = "en ligne"
    CONFIDENTIAL = "confidentielle"
    MISSING = "manquante", "absente"


class Access(Enum):
    """How a reader gets to a production; the values are what pages say."""

    FILE = mark("fichier joint")
    PAGE = mark("page du portfolio")
    LINK = mark("en ligne")
    CONFIDENTIAL = mark("confidentielle")
    REFUSED = mark("non publiable")
    MISSING = mark("manquante")


class Proving(Record, frozen=True, kw_only=True):
    """A claim that a production proves, and where in it."""

    SAID: ClassVar = frozenset({"spot"})

    UNPRINTED = frozenset({"place"})

    cited: str
    competency: str | None = None
    """None while the citation needs an option, or names no claim of the réalisation."""
    spot: str = ""
    """« page=2 », « feuille=Budget », « ligne=12 », « seconde=95 » (``values.spots``); empty for the whole."""
    place: Place = Place(path="")


class Excerpt(Struct, frozen=True, kw_only=True, array_like=True):
    """A section of the text about a claim: its heading."""

    SAID: ClassVar = frozenset({"title"})

    title: str
    anchor: str
    keyed: bool = False
    """Whether « sous » names it; else the heading bears the code, and a seal covers it with the text."""


class Named(Record, frozen=True, kw_only=True):
    """A proof or a heading that a claim names, as written; resolved, then dropped, once the réalisation is read."""

    UNPRINTED = frozenset({"named", "place"})

    named: str
    place: Place = Place(path="")


class Production(Struct, frozen=True, kw_only=True, array_like=True):
    """A document or piece of work that proves the réalisation."""

    SAID: ClassVar = frozenset({"title", "reason"})
    LINKED: ClassVar = frozenset({"link"})

    title: str
    file: str | None = None
    """Path from the portfolios' root of a file that is there."""
    link: str | None = None
    state: ProductionState = ProductionState.ONLINE
    reason: str | None = None
    visibility: Visibility = Visibility.PUBLIC
    proving: tuple[Proving, ...] = ()
    """The claims that it proves: « prouve », and « preuve » of the claims."""
    digest: str = ""
    """Hash of its file's content (``reading.disk.hashing.hash_content``); empty without a file."""
    page: bool = False
    """Whether its file is a page of the portfolio."""
    refused: Wording = ""
    """Why its reader does not get its file, a phrase of ours; empty when they do (set by ``coverage.view``)."""

    @property
    def access(self) -> Access:
        """How the audience that the record was cut to gets to it: whoever shows, counts or judges it asks this."""
        if self.state is not ProductionState.ONLINE:
            return Access[self.state.name]
        if self.file and not self.refused:
            return Access.PAGE if self.page else Access.FILE
        if self.link:
            return Access.LINK
        return Access.MISSING if self.file is self.link is None else Access.REFUSED

    @property
    def here(self) -> bool:
        """True if it is read in the site, without the network."""
        return self.access in {Access.FILE, Access.PAGE}

    @property
    def there(self) -> bool:
        """True if there is something to name: neither declared missing nor refused."""
        return self.state is not ProductionState.MISSING and self.access is not Access.REFUSED

    @property
    def proves(self) -> bool:
        """True if it can justify a claim: a file that can be read, or confidential with a reason."""
        return self.here or (self.access is Access.CONFIDENTIAL and bool(self.reason))

    def spots(self, competency: str | None) -> tuple[str, ...]:
        """Return the spots at which it proves a claim, an empty text for the whole of it; none when it does not."""
        return tuple(proving.spot for proving in self.proving if competency and proving.competency == competency)


class Claim(Record, frozen=True, kw_only=True):
    """A competency as a student cites it, resolved against the framework.

    ``competency`` is None while the citation needs an option that is not chosen yet (« option à préciser »):
    the claim is kept and shown, and covers nothing.
    """

    SAID: ClassVar = frozenset({"sentence"})

    UNPRINTED = frozenset({"place", "proofs", "sections"})

    cited: str
    competency: str | None = None
    sentence: str | None = None
    place: Place = Place(path="")
    """Where it is written."""
    proofs: tuple[Named, ...] = ()
    sections: tuple[Named, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    """The sections of the text about it."""
    aimed: bool = False
    """Whether the author named the files that prove it: then no other file does, for any audience."""
    withheld: bool = False
    """Whether a verdict that this audience may not read keeps it from covering (set by ``coverage.view``)."""


class Sheet(Struct, frozen=True, kw_only=True, array_like=True):
    """Fields of the « Fiche descriptive de réalisation professionnelle » (bloc 2) that only the student can write."""

    SAID: ClassVar = frozenset({"place", "conditions", "resources", "documentation"})

    place: str | None = None
    conditions: str | None = None
    resources: str | None = None
    documentation: str | None = None


class Realisation(Written, frozen=True, kw_only=True):
    """One evidence file."""

    SAID: ClassVar = frozenset({"title", "technologies", "situations", "organisation", "facts", "summary"})

    TEXTUAL = frozenset({"fingerprint"})

    slug: str
    title: str
    period: Period | None = None
    contexts: tuple[Context, ...] = ()
    internships: tuple[str, ...] = ()
    """Slugs of the student's own internships."""
    mode: Mode | None = None
    team: tuple[str, ...] = ()
    """Slugs of fellow students of the same class."""
    claims: tuple[Claim, ...] = ()
    unrecognised: bool = False
    """Whether competencies were cited and none of them is in the référentiel."""
    technologies: tuple[str, ...] = ()
    productions: tuple[Production, ...] = ()
    status: Status = Status.SUBMITTED
    self_assessment: tuple[tuple[str, int], ...] = ()
    """(competency id, level)."""
    exams: tuple[str, ...] = ()
    """« bloc 1 », « bloc 2 »."""
    sheet: Sheet | None = None
    situations: tuple[str, ...] = ()
    organisation: str | None = None
    """File name of a shared organisation, else the name written; the records of hosts are in the internships."""
    facts: tuple[tuple[str, str], ...] = ()
    """Key (« atelier », « année ») and text of values that are shown as written and count nowhere."""
    summary: str | None = None
    answer: str | None = None
    """The student's answer to « à reprendre »; never sealed, so that to answer does not change the fingerprint."""
    rank: int | None = None
    visibility: Visibility = Visibility.PUBLIC
    former_names: tuple[str, ...] = ()
    """Names of its file before it was renamed, without « .md » (« vient de »): verdicts and addresses follow."""
    origin: str = ""
    """Portfolio that holds it, when it is a former one of the student's (``class/student``)."""
    listed: bool = True
    """Whether the tableau lists it: not when every claim was refused (set by ``coverage.view``)."""
    files: tuple[tuple[str, str], ...] = ()
    """Files that the text shows or links: path from the portfolio's folder, hash of the content."""
    fingerprint: str = ""
    """Hash of all that a reader sees (``reading.seals.sealed``), as ``vitrail review`` writes it in a verdict."""

    def holds(self, seal: str | None) -> bool:
        """True if a seal is of its present content; also without a seal, when nothing shows that it changed."""
        return seal in {None, self.fingerprint}

    @property
    def span(self) -> Period | None:
        """The period in which it was done."""
        return self.period

    @property
    def subject(self) -> str:
        """Return the name by which a verdict knows it."""
        return self.slug

    @property
    def observed(self) -> bool:
        """True if the student only observed the work."""
        return self.mode is Mode.OBSERVED

    def sort_key(self) -> tuple[date, str]:
        """Chronological order, the undated last."""
        return (self.period.start if self.period else date.max, self.slug)
