"""<étudiant>/index.md: who the student is, for which exam; the body is their presentation."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from generator.diagnostics import Diagnostic
from generator.model.pathway import Pathway
from generator.model.student import Certification, ExamForm, Student, WebLink
from generator.reading.schemas.prose import read_body
from generator.reading.schemas.titles import readable
from generator.values.document import Document
from generator.values.fields import Fields, each, open_fields
from generator.values.folding import fold

_ALIASES = MappingProxyType(
    {
        "technos": "technologies",
        "lastname": "nom",
        "firstname": "prenom",
        "specialite": "option",
        "distance": "a distance",
        "liens utiles": "liens",
        "certification": "certifications",
    }
)
PATHWAYS = MappingProxyType({"initiale": Pathway.SCHOOL, "alternance": Pathway.APPRENTICESHIP})
_FORMS = MappingProxyType({"ponctuel": ExamForm.SINGLE, "contrôle en cours de formation": ExamForm.CCF})
_UNDECIDED = frozenset({"", "a choisir", "a preciser", "a completer", "indecis", "aucune"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentDraft:
    """A student whose option, référentiel and files wait for the class."""

    record: Student
    option: str | None = None
    """As written, when one is chosen."""
    framework: str | None = None


def read_student(document: Document, slug: str, faults: list[Diagnostic]) -> StudentDraft:
    """Read a home page; a missing name leaves the folder's."""
    fields = open_fields(document, faults, _ALIASES)
    option = fields.text("option")
    record = Student(
        slug=slug,
        last_name=fields.text("nom", required=True) or readable(slug),
        first_name=fields.text("prénom", required=True) or "",
        pathway=fields.choice("voie", Pathway, PATHWAYS) or Pathway.SCHOOL,
        remote=fields.flag("à distance"),
        exam_form=fields.choice("forme", ExamForm, _FORMS),
        session=fields.number("session"),
        comes_from=fields.text("vient de"),
        tagline=fields.text("accroche"),
        photo=fields.text("photo"),
        links=_links(fields),
        technologies=fields.texts("technologies"),
        certifications=each(fields.mappings("certifications"), _certification),
        visibility=fields.visibility(),
        body=read_body(document),
        source=document.source,
    )
    framework = fields.text("référentiel")
    fields.know("titre")  # many home pages carry one; the name is the title
    fields.close()
    chosen = None if option is None or fold(option) in _UNDECIDED else option
    return StudentDraft(record=record, option=chosen, framework=framework)


def nameless(slug: str) -> StudentDraft:
    """Stand in for a home page that is missing or rejected: the folder's name."""
    return StudentDraft(record=Student(slug=slug, last_name=readable(slug) or "Portfolio"))


def _links(fields: Fields) -> tuple[WebLink, ...]:
    """Read « liens »: a list of addresses or of {titre, lien}, or a mapping title → address."""
    value = fields.raw("liens")
    if isinstance(value, dict) and not {"lien", "url", "adresse"} & value.keys():
        return tuple(
            WebLink(title=fields.fit("titre", title.title()), url=url.strip())
            for title, url in value.items()
            if isinstance(url, str)
        )
    found = []
    for entry in fields.entries("liens"):
        if not isinstance(entry, Fields):
            found.append(WebLink(title=entry[1].partition("://")[2].rstrip("/") or entry[1], url=entry[1]))
            continue
        url = entry.text("lien") or entry.text("url") or entry.text("adresse")
        title = entry.text("titre") or entry.text("nom") or url or ""
        found.extend([WebLink(title=title, url=url)] if url else [])
        entry.close()
    return tuple(found)


def _certification(fields: Fields) -> Certification | None:
    title = fields.text("titre", required=True)
    found = Certification(
        title=title or "Certification",
        issuer=fields.text("organisme"),
        on=fields.day("date"),
        file=fields.text("fichier"),
    )
    fields.close()
    return found if title else None
