"""What the form asks: the JSON of a request, checked as it is decoded."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from msgspec import Meta, Struct

from generator.values.lengths import NAME

_Path = Annotated[str, Meta(min_length=1, max_length=1_000)]
_Digest = Annotated[str, Meta(max_length=64)]
_Name = Annotated[str, Meta(max_length=NAME)]
LONGEST_TEXT = 1_000_000
"""Signs of a text below the keys."""


class TypedChanges(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody typed in the form of a file, and has not saved yet."""

    path: _Path
    base: _Digest
    """SHA-256 of the file that was shown."""
    values: dict[str, Any] = {}
    """Key → what its field holds: of the fields that were touched alone."""
    text: Annotated[str, Meta(max_length=LONGEST_TEXT)] | None = None
    """None when it was not touched."""

    @property
    def empty(self) -> bool:
        """True if nothing was touched."""
        return not self.values and self.text is None


class AskedMend(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fault to be mended in what was typed, by its sentence."""

    typed: TypedChanges
    fault: Annotated[str, Meta(max_length=10_000)]


class NewKind(StrEnum):
    """What may be begun."""

    REALISATION = "réalisation"
    INTERNSHIP = "stage"
    REPORT = "compte rendu"
    INTERIM = "bilan intermédiaire"
    REVIEW = "bilan"
    WATCH = "veille"
    PAGE = "page"


class Begun(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file to begin."""

    kind: NewKind
    title: _Name = ""
    """Of a stage, the organisation; of a report and a review, the folder of the stage."""
    start: date | None = None
    end: date | None = None


class NamedFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file, or a version, by its name."""

    name: _Path
    seal: _Digest = ""
    """Of what was shown of it."""


class AskedVersion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A version to be kept."""

    title: _Name = ""
    sent: bool = False
    """Whether the forge gets it too."""
