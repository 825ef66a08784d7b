"""A référentiel: a tree of competencies, its options, its exams and the tables that the exams ask for."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct

from vitrail.content.model.internships.regulation import Profile
from vitrail.content.model.pathway import Pathway
from vitrail.content.model.source import Source
from vitrail.content.model.student import ExamForm
from vitrail.content.model.words import LexiconEntry, Words
from vitrail.ground.diagnostics import Place

USUAL_YEARS = ("première", "seconde")
"""The years of a diploma that names none of its own."""


class Option(Struct, frozen=True, kw_only=True, array_like=True):
    """A speciality of the diploma (SISR, SLAM)."""

    id: str
    title: str
    letter: str | None = None
    note: str | None = None


class Level(Struct, frozen=True, kw_only=True, array_like=True):
    """A depth of the tree and its French name: bloc, compétence."""

    kind: str
    label: str
    plural: str | None = None
    note: str | None = None


class Dated(Struct, frozen=True, kw_only=True, array_like=True):
    """An item that is valid between two sessions (both included; None is unbounded)."""

    from_session: int | None = None
    to_session: int | None = None

    def holds(self, session: int | None) -> bool:
        """True if it is valid in a session, or when the session is unknown."""
        if session is None:
            return True
        return (self.from_session or session) <= session <= (self.to_session or session)


class Alias(Dated, frozen=True, kw_only=True):
    """Another name of a competency."""

    name: str


class Indicator(Struct, frozen=True, kw_only=True, array_like=True):
    """A performance criterion of a competency."""

    text: str
    lead_sentence_missing: bool = False
    truncated: bool = False
    """Whether its source cuts the sentence short."""


class Kinship(Words):
    """How near to a competency its replacement is; the values are what authors type."""

    SAME = "identique", "inchangée", "même", "reprise"
    NEAR = "proche", "voisine", "modifiée", "partielle"
    GONE = "disparue", "supprimée", "abandonnée", "rien", "aucune"


class Heir(Struct, frozen=True, kw_only=True, array_like=True):
    """The replacement of a competency, in the successor of its référentiel."""

    code: str = ""
    """Code of the replacement; empty when there is none."""
    kinship: Kinship = Kinship.NEAR
    place: Place = Place(path="")
    """Where it is written."""


class Competency(Struct, frozen=True, kw_only=True, array_like=True):
    """A node of the tree, at any level. ``id`` is unique in its framework and used as written."""

    id: str
    kind: str
    title: str
    local_id: str
    """Short code, unique once the learner's option is known (B2.1 for B2A.1 or B2B.1)."""
    depth: int
    """0 for the roots."""
    parent: str | None = None
    children: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    """Options that own the item; empty means every option."""
    year: int | None = None
    """Rank of the year of the diploma in which it is worked on; None: any."""
    activity: str | None = None
    aliases: tuple[Alias, ...] = ()
    heirs: tuple[Heir, ...] = ()
    """Its replacements in the référentiel's successor; empty when none is written."""
    indicators: tuple[Indicator, ...] = ()
    indicators_unverified: bool = False
    indicators_note: str | None = None
    indicators_source: str | None = None


class Exam(Dated, frozen=True, kw_only=True):
    """An épreuve, keyed by (code, session) since the same code changed meaning."""

    id: str
    code: str
    title: Mapping[str | None, str]
    """Option → title; the key None holds for every option."""
    covers: Mapping[str | None, tuple[str, ...]] = {}
    coefficient: int | None = None
    unverified: bool = False
    covers_unverified: bool = False
    """Whether only what it covers could not be verified (2011)."""
    form: Mapping[str | None, str] = {}
    """« ccf » or « ponctuelle » → form of the exam; the key None holds for both."""
    minutes: int | None = None
    note: str | None = None
    source: str | None = None


class Situation(Struct, frozen=True, kw_only=True, array_like=True):
    """A situation that a 2011 candidate must have met (SO1…SO4)."""

    id: str
    title: str
    options: tuple[str, ...] = ()
    earlier_title: str | None = None
    source: str | None = None


class SynthesisTable(Struct, frozen=True, kw_only=True, array_like=True):
    """The tableau (or fiche) that an exam asks for: its columns by option, its bands in order."""

    id: str
    title: str
    columns: Mapping[str | None, tuple[str, ...]]
    """Option → competency ids; the key None holds for every option."""
    sections: tuple[tuple[str, str], ...] = ()
    """(id, title) of each band; ids are ``formation``, ``pro-1``, ``pro-2``… by year."""
    rows: str = ""
    period_column: str | None = None
    mark: str = "X"
    exams: tuple[str, ...] = ()
    annex_by_session: Mapping[int, str] = {}
    with_situations: bool = False
    """Whether the mandatory situations are columns before the competencies (2011)."""
    unverified: bool = False
    note: str | None = None
    coverage_rule: str | None = None
    words: tuple[str, ...] = ()
    """Words of the key « épreuves » that propose a réalisation for it (« bloc 1 »), the documented one first."""
    model: str | None = None
    """The official form whose fields the paper takes."""
    footnotes: tuple[str, ...] = ()
    """Notes of the form, in the order of its parts."""
    count: int | None = None
    """How many réalisations it describes; None: any number."""
    printed_labels: Mapping[str, str] = {}
    """Competency id → the words that the official form prints instead of the title."""
    header_fields: tuple[str, ...] = ()
    source: str | None = None


class Standing(Words):
    """The kind of text that a requirement rests on; the values are what authors type."""

    OFFICIAL = "officiel"
    SECONDARY = "secondaire"
    UNVERIFIED = "non vérifié"
    OURS = "sans texte"
    """No text asks for it."""


class Check(Words):
    """The part of a file by which a requirement is judged (``rules.checks``); the values are what authors type."""

    COVERED = "compétences couvertes"
    STATED = "compétences précisées"
    TABLE = "tableau"
    PERIODS = "périodes"
    PRODUCTIONS = "productions"
    CERTIFICATES = "attestations"
    SHEETS = "fiches"
    SHEETS_COVER = "compétences des fiches"
    NETWORK = "réseau"
    ADDRESS = "adresse"
    INTERNSHIPS = "stages"
    VERDICTS = "validations"
    SITUATIONS = "situations"
    WATCH = "veille"
    YOURS = "à juger"


class Requirement(Dated, frozen=True, kw_only=True):
    """A requirement of the exam on a candidate's file."""

    id: str
    title: str
    check: Check
    hard: bool = False
    """Whether a candidate who does not meet it is not ready."""
    standing: Standing = Standing.OURS
    source: str | None = None
    """Keys of the référentiel's sources, between commas."""
    advice: str | None = None
    """Advice to the candidate, when the check's own words do not suit this diploma."""
    pathways: tuple[Pathway, ...] = ()
    forms: tuple[ExamForm, ...] = ()
    """Voies and forms of the exam that it holds for; empty: all."""
    exams: tuple[str, ...] = ()
    """Keys of the épreuves that ask it, one épreuve under each of its codes; empty: all that read a portfolio."""


class LegalText(Struct, frozen=True, kw_only=True, array_like=True):
    """A text that founds the référentiel."""

    ref: str
    published: date | None = None
    url: str | None = None
    role: str | None = None
    nor: str | None = None
    jorf: str | None = None
    effect: str | None = None
    source: str | None = None


class Framework(Struct, frozen=True, kw_only=True, array_like=True, dict=True):
    """A whole référentiel; ``competencies`` is in the official order, parents before children."""

    id: str
    title: str
    short_title: str
    competencies: tuple[Competency, ...]
    levels: tuple[Level, ...]
    judged_level: str
    """Kind of the level that the exam judges and the headline counts (« compétence », « activité »)."""
    judged_table: str | None = None
    """Table whose columns are what the exam judges, when they are not the whole level (2011)."""
    years: tuple[str, ...] = USUAL_YEARS
    """Names of the years of the diploma, in order."""
    options: tuple[Option, ...] = ()
    exams: tuple[Exam, ...] = ()
    situations: tuple[Situation, ...] = ()
    tables: tuple[SynthesisTable, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    """Requirements on a candidate's file, in the order in which a commission looks at them."""
    legal: tuple[LegalText, ...] = ()
    sources: Mapping[str, str] = {}
    source_sessions: Mapping[str, tuple[int, ...]] = {}
    """Source → the sessions that it is about, if it is about some."""
    status: str | None = None
    authority: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    first_session: int | None = None
    last_session: int | None = None
    predecessor: str | None = None
    successor: str | None = None
    notes: tuple[tuple[str, str], ...] = ()
    """Remarks to show as they are: (subject, text), e.g. what is unverified."""
    scale: tuple[str, ...] = ()
    """The words of the levels of mastery, weakest first; empty: levels are bare numbers."""
    diploma: str | None = None
    """Name of the diploma as its papers print it; the title before its dash when not written."""
    profiles: Mapping[Pathway, Profile] = {}
    """Voie → rules on stages; empty for a référentiel without any."""
    hues: Mapping[str, str] = {}
    """Root competency id → name of a hue; by default the theme's hues in order."""
    lexicon: str | None = None
    """Name of the file beside it that holds the words of students."""
    entries: tuple[LexiconEntry, ...] = ()
    """The entries of that file, for proposals only, never for judgements (``frameworks.lexicon``)."""
    source: Source = Source(path="")

    @property
    def regulation(self) -> Profile | None:
        """The first profile with quoted texts on stages; None when no text was read."""
        return next(
            (profile for profile in self.profiles.values() if any(r.text for r in profile.requirements.values())), None
        )

    @cached_property
    def by_id(self) -> Mapping[str, Competency]:
        """Every competency by its id."""
        return {item.id: item for item in self.competencies}
