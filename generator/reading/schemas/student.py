"""<étudiant>/index.md: who the student is, for which exam; the body is their presentation."""

from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics import Diagnostic
from generator.model.audience import Visibility
from generator.model.source import Source
from generator.model.student import Student
from generator.reading.schemas.prose import read_body, readable
from generator.values.document import Document
from generator.values.fields import open_fields
from generator.values.folding import fold
from generator.values.keys import STUDENT

_UNDECIDED = frozenset({"", "a choisir", "a preciser", "a completer", "indecis", "aucune"})


class StudentDraft(Struct, frozen=True, kw_only=True):
    """A student whose option, référentiel and files wait for the class."""

    record: Student
    option: str | None = None
    """As written, when one is chosen."""
    framework: str | None = None


def read_student(document: Document, slug: str, faults: list[Diagnostic]) -> StudentDraft:
    """Read a home page; a missing name leaves the folder's."""
    fields = open_fields(document, faults, STUDENT)
    record = Student(
        **{"last_name": readable(slug)} | fields.values(), slug=slug, body=read_body(document), source=document.source
    )
    option = fields.text("option")
    chosen = None if option is None or fold(option) in _UNDECIDED else option
    return StudentDraft(record=record, option=chosen, framework=fields.text("référentiel"))


def unread_student(document: Document, slug: str) -> StudentDraft:
    """Return who is behind a home page that could not be read: names, and who may read, as far as its keys say.

    Where not one of them can be read, the team alone may see the portfolio.
    """
    draft = read_student(document, slug, [])
    told = draft.record
    visibility = told.visibility if document.data else Visibility.TEAM
    record = Student(
        first_name=told.first_name,
        last_name=told.last_name,
        former_names=told.former_names,
        visibility=visibility,
        slug=slug,
        source=document.source,
    )
    return replace(draft, record=record)


def nameless(slug: str, path: str) -> StudentDraft:
    """Stand in for a home page that is missing, at the path where it would be: the folder's name."""
    record = Student(slug=slug, last_name=readable(slug) or "Portfolio", source=Source(path=path))
    return StudentDraft(record=record)
