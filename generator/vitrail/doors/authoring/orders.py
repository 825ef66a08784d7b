"""The requests of the form: JSON that is validated while it is decoded."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from msgspec import Meta, Struct

from vitrail.content.values.lengths import NAME

_Path = Annotated[str, Meta(min_length=1, max_length=1_000)]
_Digest = Annotated[str, Meta(max_length=64)]
_Name = Annotated[str, Meta(max_length=NAME)]
LONGEST_TEXT = 1_000_000
"""Characters of the text below the keys, at most."""


class TypedChanges(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The unsaved changes to a file, as typed in its form."""

    path: _Path
    base: _Digest
    """SHA-256 of the file that was shown."""
    values: dict[str, Any] = {}
    """Key → content of its field; only for the fields that were changed."""
    text: Annotated[str, Meta(max_length=LONGEST_TEXT)] | None = None
    """The whole text; None if it was not changed."""

    @property
    def empty(self) -> bool:
        """True if nothing was changed."""
        return not self.values and self.text is None


class AskedMend(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fault to fix in the typed changes, identified by its message."""

    typed: TypedChanges
    fault: Annotated[str, Meta(max_length=10_000)]


class Pasted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the clipboard holds of a selection, as HTML."""

    html: Annotated[str, Meta(max_length=3_000_000)]


class NewKind(StrEnum):
    """The kinds of files that the form creates."""

    REALISATION = "réalisation"
    INTERNSHIP = "stage"
    REPORT = "compte rendu"
    INTERIM = "bilan intermédiaire"
    REVIEW = "bilan"
    WATCH = "veille"
    PAGE = "page"


class Begun(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file to create."""

    kind: NewKind
    title: _Name = ""
    """For a stage, the organisation; for a report or a review, the folder of the stage."""
    start: date | None = None
    end: date | None = None


class NamedFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file, or a version, by its name."""

    name: _Path
    seal: _Digest = ""
    """For a version, the digest of the changes that were shown."""


class AskedVersion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A version to record."""

    title: _Name = ""
    sent: bool = False
    """Whether to push it to the forge too."""
