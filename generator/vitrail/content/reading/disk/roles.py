"""A file and its role."""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.ledger import Fate
from vitrail.content.reading.disk.tree import File


class FileRole(StrEnum):
    """The role of a file: how it is read."""

    SCHOOL = "établissement"
    SCHOOL_PAGE = "accueil de l'établissement"
    FRAMEWORK = "référentiel"
    LEXICON = "lexique"
    ORGANISATION = "organisation"
    COHORT = "promotion"
    EVALUATIONS = "évaluations"
    SEALED = "texte scellé"
    HOME = "présentation"
    REALISATION = "réalisation"
    INTERNSHIP = "stage"
    REPORT = "compte rendu"
    REVIEW = "bilan"
    WATCH = "veille"
    PAGE = "page"
    TEXT = "texte d'une production"
    ATTACHMENT = "pièce jointe"


DATA = frozenset(
    {FileRole.SCHOOL, FileRole.FRAMEWORK, FileRole.LEXICON, FileRole.COHORT, FileRole.EVALUATIONS, FileRole.SEALED}
)
"""Roles of files that are read and never shown."""
JUDGING = frozenset({FileRole.EVALUATIONS, FileRole.SEALED})
"""Roles of the files that the team writes about a student, outside the portfolio's folder."""


class SourceFile(Struct, frozen=True, kw_only=True):
    """A file and its place in the school; without a role when the walk or the layout refused it."""

    file: File
    role: FileRole | None = None
    cohort: str | None = None
    """Path of the class's folder; empty for a single portfolio."""
    student: str | None = None
    slug: str = ""
    internship: str | None = None
    """Slug of the stage that a report or a review belongs to."""
    address: str | None = None
    """Address from the site's root that a page claims."""

    def rejected(self, reason: str) -> "SourceFile":
        """Return the file without a role, refused for a reason."""
        return SourceFile(file=replace(self.file, fate=Fate.REJECTED, reason=reason))
