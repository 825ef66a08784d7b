"""<étudiant>/index.md: who the student is, for which exam; the body is their presentation."""

from msgspec import Struct

from generator.diagnostics import Diagnostic
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


def nameless(slug: str) -> StudentDraft:
    """Stand in for a home page that is missing or rejected: the folder's name."""
    return StudentDraft(record=Student(slug=slug, last_name=readable(slug) or "Portfolio"))
