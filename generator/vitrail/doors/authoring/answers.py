"""The answers of the form, in the reader's language: each field is a key of the JSON that its page reads."""

from typing import Any, TypeAlias

from msgspec import Struct

from vitrail.doors.authoring.orders import TypedChanges

Shown: TypeAlias = Any
"""A field's content: a text, a list of texts, or rows, each a mapping from field names to their contents."""


class ListedFile(Struct, frozen=True, kw_only=True):
    """A file of the list."""

    path: str
    title: str
    below: bool
    """Whether it is indented under its stage."""
    said: str
    wrong: bool
    unsaved: bool


class FileGroup(Struct, frozen=True, kw_only=True):
    """Files of one kind, under their title."""

    title: str
    items: tuple[ListedFile, ...]


class ExamLacks(Struct, frozen=True, kw_only=True):
    """An épreuve, and what the portfolio lacks for it."""

    title: str
    points: tuple[str, ...]


class FileList(Struct, frozen=True, kw_only=True):
    """A portfolio, file by file."""

    name: str
    groups: tuple[FileGroup, ...]
    lacks: tuple[ExamLacks, ...]
    final: bool
    """Whether this is the school year of the oral: before it, what lacks is folded."""
    stages: tuple[str, ...]
    version: str = ""


class FormField(Struct, frozen=True, kw_only=True):
    """A field: its label, control and content."""

    name: str
    label: str
    help: str
    example: str
    required: bool
    kind: str
    """The control in the page: line, area, lines, choice, choices, rows, or kept for a value that none can show."""
    file: bool
    options: tuple[tuple[str, str], ...] = ()
    """For a choice: each word, and its description."""
    near: tuple[str, ...] = ()
    """Existing names, proposed while typing."""
    fields: "tuple[FormField, ...]" = ()
    """The fields of each row."""
    alone: bool = False
    """Whether there is exactly one row."""
    codes: bool = False
    """Whether each row is about a competency."""
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
    """Title of the fix that a button applies; empty without one."""


class CodeOffer(Struct, frozen=True, kw_only=True):
    """A competency that a search found, or that a text suggests."""

    code: str
    title: str


class FaultList(Struct, frozen=True, kw_only=True):
    """All the faults of a file as typed, and the competencies that its words suggest."""

    faults: tuple[ShownFault, ...]
    proposed: tuple[CodeOffer, ...] = ()
    drawn: bool = False
    """Whether the page as it is typed changed since it was last rendered."""


class FileForm(Struct, frozen=True, kw_only=True):
    """The form of a file."""

    path: str
    base: str
    fields: tuple[FormField, ...]
    """Empty for a file that cannot be read: its whole text is then the form."""
    text: str
    draft: TypedChanges | None
    codes: dict[str, str]
    """Competencies of the référentiel: code → title."""
    up: str
    """Relative path from the file's folder to the portfolio: « ../ » per level."""
    page: str
    faults: tuple[ShownFault, ...]
    proposed: tuple[CodeOffer, ...] = ()


class Done(Struct, frozen=True, kw_only=True):
    """The result of an action: the path of its file and a message, each possibly empty."""

    path: str = ""
    said: str = ""


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
    """The change to a file when a version is restored."""

    fate: str
    """« gone », « back » or « changed »."""
    pieces: tuple[tuple[str, str], ...] = ()
    """Pieces of text, each with its sign: kept (=), gone (-) or back (+)."""
    path: str = ""


class VersionDifference(Struct, frozen=True, kw_only=True):
    """The changes that restoring a version would make."""

    seal: str
    files: tuple[FileDifference, ...]


class Welcomed(Struct, frozen=True, kw_only=True):
    """The first screen, in an empty folder."""

    options: tuple[str, ...]
    welcome: bool = True
