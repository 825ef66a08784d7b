"""The files that all portfolios share: those of the school, its référentiels, organisations and classes."""

from collections.abc import Container
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.audience import Visibility
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.ledger import Seen
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import FreePage
from vitrail.content.reading.disk.layout import Layout
from vitrail.content.reading.disk.lookup import Shelf, body_links
from vitrail.content.reading.disk.roles import FileRole, SourceFile
from vitrail.content.reading.frameworks import frameworks_of, shipped
from vitrail.content.reading.packing import ReadFiles
from vitrail.content.reading.portfolio import settled
from vitrail.content.reading.schemas.own import OwnPages
from vitrail.content.reading.schemas.pages import read_organisation, read_page
from vitrail.content.reading.schemas.prose import read_body, traces
from vitrail.content.reading.schemas.school import read_cohort, read_school_file
from vitrail.content.reading.text.alterations import altered
from vitrail.content.reading.text.documents import TEXTS, read_document
from vitrail.content.reading.text.salvage import salvaged
from vitrail.content.reading.text.unfinished import NO_KEYS, second_header
from vitrail.content.values.document import Document
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import mark
from vitrail.ground.memo.memo import Memo


class SharedFacts(Struct, frozen=True, kw_only=True):
    """The school without its classes, and the classes without their students, by their folder."""

    school: School
    cohorts: dict[str, Cohort] = {}
    folders: tuple[str, ...] = ()
    """Folders of the classes, including those whose promotion.yml could not be read."""


class _Gathered(Struct, kw_only=True):
    """The records and the faults of the files read so far."""

    school: School
    faults: list[Diagnostic]
    organisations: list[Organisation] = []
    pages: list[FreePage] = []
    cohorts: dict[str, Cohort] = {}


def read_shared(layout: Layout, own: OwnPages, pages: Container[str], memo: Memo) -> ReadFiles[SharedFacts]:
    """Read the files that belong to no student; the faults include those of all files' paths (``layout``)."""
    shared = [*(placed for placed in layout.files if placed.student is None), *own.files]
    documents = own.documents | {
        placed.file.path: read_document(memo, placed)
        for placed in shared
        if placed.role not in (None, FileRole.ATTACHMENT) and placed.file.path not in own.documents
    }
    valid = [placed for placed in shared if placed.file.path in documents and not documents[placed.file.path].rejected]
    frameworks, faults = frameworks_of(
        shipped(memo),
        (documents[placed.file.path] for placed in valid if placed.role is FileRole.FRAMEWORK),
        (documents[placed.file.path] for placed in valid if placed.role is FileRole.LEXICON),
    )
    told = (fault for document in documents.values() for fault in document.diagnostics)
    gathered = _Gathered(
        school=School(frameworks=frameworks), faults=[*layout.diagnostics, *own.faults, *told, *faults]
    )
    for placed in valid:
        document = documents[placed.file.path]
        written = placed.role in {FileRole.SCHOOL_PAGE, FileRole.ORGANISATION, FileRole.PAGE}
        if written and (key := traces(document).key):
            gathered.faults.append(key)
            continue
        _read(gathered, placed, document)
    for placed in shared:
        if placed.file.path in documents and documents[placed.file.path].rejected:
            _salvage(gathered, placed, documents[placed.file.path])
    known = {placed.file.path: placed.file.disk for placed in shared if placed.role is not None}
    shelf = Shelf(root="", files=known, pages=pages, home=memo.input("home") or "")
    seen = [_seen(gathered, placed, documents.get(placed.file.path), shelf) for placed in shared]
    aside = {placed.file.path for placed in own.files if placed.file.path not in own.documents}
    aside -= {path for file in seen for path, _ in file.shows}
    kept = tuple(file for file in seen if file.path not in aside)
    school = replace(gathered.school, organisations=tuple(gathered.organisations), pages=tuple(gathered.pages))
    record = SharedFacts(school=school, cohorts=gathered.cohorts, folders=layout.cohorts)
    return ReadFiles(record=record, seen=kept, diagnostics=tuple(gathered.faults))


def _read(gathered: _Gathered, placed: SourceFile, document: Document) -> None:
    match placed.role:
        case FileRole.SCHOOL:
            school = read_school_file(document, gathered.faults)
            gathered.school = replace(school, body=gathered.school.body, frameworks=gathered.school.frameworks)
        case FileRole.SCHOOL_PAGE:
            gathered.school = replace(gathered.school, body=read_body(document))
        case FileRole.ORGANISATION:
            if document.text.strip() and not document.has_front_matter:
                said = {"trouble": NO_KEYS, "outcome": mark("il lui manque un nom"), "suggestion": ""}
                gathered.faults.append(Diagnostic.at("YAM016", document.source.at(), **said))
            if second_header(document.text) or not document.has_front_matter:
                lost, _ = salvaged(document.text, TEXTS[FileRole.ORGANISATION])
                document = replace(document, data={**lost, **document.data})
            gathered.organisations.append(read_organisation(document, placed.slug, gathered.faults))
        case FileRole.PAGE:
            gathered.pages.append(read_page(document, placed.slug, gathered.faults))
        case FileRole.COHORT:
            cohort = read_cohort(document, placed.cohort or "", gathered.faults, gathered.school.frameworks)
            gathered.cohorts[cohort.slug] = cohort


def _salvage(gathered: _Gathered, placed: SourceFile, document: Document) -> None:
    """Keep, of a file that could not be read, who may read the school and the names that must stay private."""
    match placed.role:
        case FileRole.SCHOOL:
            told = read_school_file(document, [])
            limit = told.default_visibility if document.data and not document.hides else Visibility.TEAM
            gathered.school = replace(gathered.school, default_visibility=limit, teachers_named=told.teachers_named)
        case FileRole.ORGANISATION:
            host = read_organisation(document, placed.slug, [])
            if host.public_name:
                gathered.organisations.append(replace(host, body=None))
        case FileRole.COHORT:
            read = read_cohort(document, placed.cohort or "", [])
            gathered.cohorts[read.slug] = Cohort(
                slug=read.slug,
                name=read.slug,
                team=read.team,
                source=read.source,
                publish_until=date.min if document.hides else read.publish_until,
            )


def _seen(gathered: _Gathered, placed: SourceFile, document: Document | None, shelf: Shelf) -> Seen:
    """Return the line of the ledger of a file that belongs to no student."""
    seen = settled(placed, document)
    if seen.fate or document is None:
        return seen
    shown = body_links(shelf, read_body(document), gathered.faults)
    gathered.faults.extend((*traces(document).told, *altered(document)))
    limit = gathered.school.default_visibility if placed.role is FileRole.ORGANISATION else Visibility.PUBLIC
    record = next((page for page in gathered.pages if page.source.path == placed.file.path), None)
    limit = record.visibility if record else Visibility.TEAM if placed.role is FileRole.PAGE else limit
    draft, told = record is not None and record.draft, tuple((path, limit) for path in shown)
    return replace(seen, page=True, visibility=limit, draft=draft, shows=told)
