"""Verdicts of teachers and tutors on a réalisation or a stage, and the work as it was when sealed."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from vitrail.content.model.internships.internship import STAGES
from vitrail.content.model.source import Source
from vitrail.content.model.words import Words
from vitrail.ground.diagnostics import Place
from vitrail.ground.regex import regex

_BLANK = regex(r"\n[^\S\n]*\n\s*")
"""Separator of two paragraphs."""
Row: TypeAlias = tuple[str, ...]
"""One value of a key; a claim is (code, sentence), a production (title, state, link, reason, digest)."""


class SealedPart(StrEnum):
    """The part of a work that differs; the values are what people read."""

    KEY = "clé"
    FILE = "fichier"
    TEXT = "texte"


class Change(Struct, frozen=True, kw_only=True, array_like=True):
    """One difference: a key, a file, or some neighbouring paragraphs."""

    part: SealedPart
    name: str = ""
    """The key or the path; empty for paragraphs."""
    before: tuple[str, ...] = ()
    """Values or paragraphs that were sealed and are gone; for a file, its digest."""
    after: tuple[str, ...] = ()
    """Values or paragraphs that were added since."""


class Sealed(Struct, frozen=True, kw_only=True, array_like=True):
    """All that the reader of one work saw, in a form that is the same on every machine.

    Each kind of work has its own keys; nothing here knows what a key means.
    """

    kind: str
    """« réalisation », « stage »."""
    keys: tuple[tuple[str, tuple[Row, ...]], ...] = ()
    """Key, as authors write it → its values; those without an order are sorted, an absent one is left out."""
    files: tuple[tuple[str, str], ...] = ()
    """Path from the portfolio's folder → digest, of each file that the text shows or links."""
    text: tuple[str, ...] = ()
    """Lines of the text, without spaces at their end; a line that names another text ends with one."""


class Role(Words):
    """The author of a verdict."""

    TEACHER = "professeur", "enseignant", "enseignante", "formateur", "formatrice", "professeure", "prof"
    TUTOR = (
        "tuteur", "tutrice", "maître d'apprentissage", "maîtresse d'apprentissage", "maître de stage",
        "maîtresse de stage",
    )  # fmt: skip


class Opinion(Words):
    """What a teacher decided; the values are what authors type."""

    RETAINED = "retenue"
    REWORK = "à reprendre"
    REFUSED = "refusée"


class Means(Words):
    """How the team received a tutor's opinion; the values are what authors type."""

    VISIT = "visite", "visite de stage", "entretien"
    MAIL = "mél", "mail", "courriel", "e-mail"
    PHONE = "téléphone", "tél", "appel", "appel téléphonique", "visio"
    PAPER = "papier", "courrier", "fiche"


class Verdict(Struct, frozen=True, kw_only=True, array_like=True):
    """One entry of an evaluation file; without a subject it is a comment on the whole portfolio."""

    by: str
    role: Role
    on: date
    hour: str | None = None
    """``HH:MM:SS.ssssss``, written by the desk and the command; a verdict without one comes before those of its day."""
    realisation: str | None = None
    stage: str | None = None
    """Folder of a stage, judged with its reports and reviews; it covers nothing."""
    competency: str | None = None
    """Resolved id; None judges every claim of the réalisation."""
    opinion: Opinion | None = None
    level: int | None = None
    comment: str | None = None
    answered: str | None = None
    """The student's answer that was read with the work, kept so that the thread stays when the answer changes."""
    passage: str | None = None
    """The words of the page that the comment is about, as they read."""
    moved: bool = False
    """Whether the page no longer says these words (set by the reading)."""
    collected_by: str | None = None
    """Member of the team who wrote down a tutor's opinion."""
    means: Means | None = None
    fingerprint: str | None = None
    since: tuple[Change, ...] = ()
    """Changes since it was sealed, cut to what a page can show; empty when there are none, or they are not known."""
    by_team: bool = True
    """Whether ``by`` is on the class's team: only then does a teacher's verdict govern."""
    alone: bool = False
    """Whether it judges its competency alone, not those beneath (set by ``coverage.view``)."""
    source: Source = Source(path="")
    index: int = 0
    """Place in the file: of two entries of one moment the later governs."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The comment, paragraph by paragraph; each keeps the ends of its lines."""
        return paragraphs(self.comment)

    def at(self, key: str) -> Place:
        """Return the place of one of its values."""
        return self.source.at(self.index, key)

    @property
    def moment(self) -> tuple[date, str, int]:
        """Sort key by time, which does not depend on the order in which files are read: the latest verdict governs."""
        return self.on, self.hour or "", self.index

    @property
    def subject(self) -> str:
        """Return the work that it judges: a réalisation by its file, a stage as ``stages/<folder>``; empty for none."""
        return f"{STAGES}/{self.stage}" if self.stage else self.realisation or ""


def paragraphs(text: str | None) -> tuple[str, ...]:
    """Cut a text at its empty lines."""
    return tuple(_BLANK.split(text)) if text else ()


def latest_first(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Sort verdicts, the latest first."""
    return tuple(sorted(verdicts, key=lambda verdict: verdict.moment, reverse=True))
