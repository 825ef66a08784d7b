"""<étudiant>/index.md: who the student is, for which exam; the body is their presentation."""

from vitrail.content.model.audience import Visibility
from vitrail.content.model.source import Source
from vitrail.content.model.student import Student
from vitrail.content.reading.schemas.prose import read_body, readable
from vitrail.content.values.document import Document
from vitrail.content.values.fields import open_fields
from vitrail.content.values.folding import fold, pending
from vitrail.content.values.keys import STUDENT
from vitrail.ground.diagnostics import Diagnostic


def read_student(document: Document, slug: str, faults: list[Diagnostic]) -> Student:
    """Read a home page, option and référentiel as they are written; a missing name leaves the folder's."""
    fields = open_fields(document, faults, STUDENT)
    option, voie = fields.text("option"), fold(fields.text("voie") or "")
    afar = {"remote": True} if "distance" in voie or voie == "cned" else {}
    return Student(
        **{"last_name": readable(slug)} | afar | fields.values(),
        slug=slug,
        option=None if option is None or pending(option) or fold(option) == "aucune" else option,
        framework=fields.text("référentiel"),
        body=read_body(document),
        source=document.source,
    )


def unread_student(document: Document, slug: str) -> Student:
    """Return the student of a home page that could not be read: names, and visibility, from the keys salvaged.

    If no key was, or something hides it that is not in these keys, the team alone may see the portfolio.
    """
    told = read_student(document, slug, [])
    return Student(
        first_name=told.first_name,
        last_name=told.last_name,
        former_names=told.former_names,
        option=told.option,
        framework=told.framework,
        visibility=told.visibility if document.data and not document.hides else Visibility.TEAM,
        slug=slug,
        source=document.source,
    )


def nameless(slug: str, path: str) -> Student:
    """Return a student named by the folder, for a home page that is missing, at the path where it would be."""
    return Student(slug=slug, last_name=readable(slug) or "Portfolio", source=Source(path=path))
