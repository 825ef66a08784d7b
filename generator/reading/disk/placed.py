"""A file and what it is read as."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.reading.disk.tree import File


class Role(StrEnum):
    """What a file is read as."""

    SCHOOL = "établissement"
    SCHOOL_PAGE = "accueil de l'établissement"
    FRAMEWORK = "référentiel"
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
    ATTACHMENT = "pièce jointe"


DATA = frozenset({Role.SCHOOL, Role.FRAMEWORK, Role.COHORT, Role.EVALUATIONS, Role.SEALED})
"""Roles of files that are read and never shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A file and its place in the school; without a role when the walk or the layout refused it."""

    file: File
    role: Role | None = None
    cohort: str | None = None
    """Class folder, as the disk of reference names it; empty for a single portfolio."""
    student: str | None = None
    slug: str = ""
    internship: str | None = None
    """Slug of the stage that a report or a review belongs to."""
    address: str | None = None
    """Address from the site's root that a page asks for."""
