"""The answers of the form, in the reader's language: each field is one of the JSON that its page reads."""

from typing import Any, TypeAlias

from msgspec import Struct

from generator.authoring.orders import TypedChanges

Shown: TypeAlias = Any
"""Text of a field, list of texts, or rows, each a mapping from the names of its fields to what they hold."""


class ListedFile(Struct, frozen=True, kw_only=True):
    """A file of the list."""

    path: str
    title: str
    below: bool
    """Whether it stands under its stage."""
    said: str
    wrong: bool
    unsaved: bool


class FileGroup(Struct, frozen=True, kw_only=True):
    """Files of one kind, under their title."""

    title: str
    items: tuple[ListedFile, ...]


class FileList(Struct, frozen=True, kw_only=True):
    """A portfolio, file by file."""

    name: str
    groups: tuple[FileGroup, ...]
    lacks: tuple[str, ...]
    stages: tuple[str, ...]
    version: str = ""


class FormField(Struct, frozen=True, kw_only=True):
    """A field: how it is asked for, and what stands in it."""

    name: str
    label: str
    help: str
    example: str
    required: bool
    kind: str
    """The control of the page: line, area, lines, choice, choices, rows, or kept for what no control can show."""
    file: bool
    options: tuple[tuple[str, str], ...] = ()
    """Of a choice: each word, and what it is."""
    near: tuple[str, ...] = ()
    """Names that exist, proposed while one types."""
    fields: "tuple[FormField, ...]" = ()
    """Of each row."""
    alone: bool = False
    """Whether there is exactly one row."""
    codes: bool = False
    """Whether each row is of a competency."""
    first: bool = False
    value: Shown = None


class ShownFault(Struct, frozen=True, kw_only=True):
    """A fault beside its field."""

    spot: tuple[str | int, ...]
    """Key, row and field; empty for the whole file."""
    said: str
    grave: str
    """A severity, as the catalogue writes it."""
    mend: str = ""
    """Title of the fix that a button makes."""


class FaultList(Struct, frozen=True, kw_only=True):
    """All that is wrong with a file as it is typed."""

    faults: tuple[ShownFault, ...]


class FileForm(Struct, frozen=True, kw_only=True):
    """The form of a file."""

    path: str
    base: str
    fields: tuple[FormField, ...]
    """Empty for a file that is not read: its whole text is the form."""
    text: str
    draft: TypedChanges | None
    codes: dict[str, str]
    """Competencies of the référentiel: code → title."""
    up: str
    """Steps from the file's folder to the portfolio."""
    page: str
    faults: tuple[ShownFault, ...]


class Done(Struct, frozen=True, kw_only=True):
    """Something that was done: to which file, and a sentence on it, each empty where there is none."""

    path: str = ""
    said: str = ""


class CodeOffer(Struct, frozen=True, kw_only=True):
    """A competency that a search found."""

    code: str
    title: str


class CodeOffers(Struct, frozen=True, kw_only=True):
    """The competencies that a search found."""

    codes: tuple[CodeOffer, ...]


class ListedVersion(Struct, frozen=True, kw_only=True):
    """A version of the portfolio."""

    name: str
    title: str
    when: str


class VersionList(Struct, frozen=True, kw_only=True):
    """The versions, the latest first."""

    git: bool
    versions: tuple[ListedVersion, ...]


class FileDifference(Struct, frozen=True, kw_only=True):
    """What becomes of a file when it is made what it was."""

    fate: str
    """It is gone, back or changed."""
    pieces: tuple[tuple[str, str], ...] = ()
    """Texts that are kept (=), gone (-) or back (+)."""
    path: str = ""


class VersionDifference(Struct, frozen=True, kw_only=True):
    """What going back to a version would change."""

    seal: str
    files: tuple[FileDifference, ...]


class Welcomed(Struct, frozen=True, kw_only=True):
    """The first screen, in an empty folder."""

    options: tuple[str, ...]
    welcome: bool = True
