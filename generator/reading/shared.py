"""What every portfolio needs of the school's own files: itself, its référentiels, organisations and classes."""

from collections.abc import Container

from msgspec import Struct, field
from msgspec.structs import replace

from generator.diagnostics import Diagnostic
from generator.language import mark
from generator.memo.memo import Memo
from generator.model.audience import Visibility
from generator.model.internships.organisation import Organisation
from generator.model.ledger import Seen
from generator.model.school import Cohort, School
from generator.model.student import FreePage
from generator.reading.disk.layout import Layout
from generator.reading.disk.lookup import Shelf, body_links
from generator.reading.disk.roles import FileRole, SourceFile
from generator.reading.frameworks import frameworks_of, shipped
from generator.reading.packing import ReadFiles
from generator.reading.portfolio import settled
from generator.reading.schemas.own import OwnPages
from generator.reading.schemas.pages import read_organisation, read_page
from generator.reading.schemas.prose import read_body, traces
from generator.reading.schemas.school import read_cohort, read_school_file
from generator.reading.text.alterations import altered
from generator.reading.text.documents import read_document
from generator.values.document import Document


class SharedFacts(Struct, frozen=True, kw_only=True):
    """The school without its classes, and the classes without their students, by their folder."""

    school: School
    cohorts: dict[str, Cohort] = {}
    folders: tuple[str, ...] = ()
    """Folders of the classes, those whose promotion.yml could not be read too."""


class _Gathered(Struct, kw_only=True):
    """What is gathered while files are read."""

    school: School = field(default_factory=School)
    organisations: list[Organisation] = field(default_factory=list)
    pages: list[FreePage] = field(default_factory=list)
    cohorts: dict[str, Cohort] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)


def read_shared(layout: Layout, own: OwnPages, pages: Container[str], memo: Memo) -> ReadFiles[SharedFacts]:
    """Read the files that are no student's, with what is wrong with the places of all."""
    found = _Gathered(faults=[*layout.diagnostics, *own.faults])
    shared = [*(one for one in layout.files if one.student is None), *own.files]
    documents = own.documents | {
        one.file.path: read_document(memo, one)
        for one in shared
        if one.role not in (None, FileRole.ATTACHMENT) and one.file.path not in own.documents
    }
    for document in documents.values():
        found.faults.extend(document.diagnostics)
    valid = [one for one in shared if one.file.path in documents and not documents[one.file.path].rejected]
    frameworks, faults = frameworks_of(
        shipped(memo),
        (documents[one.file.path] for one in valid if one.role is FileRole.FRAMEWORK),
        (documents[one.file.path] for one in valid if one.role is FileRole.LEXICON),
    )
    found.faults.extend(faults)
    found.school = replace(found.school, frameworks=frameworks)
    for one in valid:
        document = documents[one.file.path]
        written = one.role in {FileRole.SCHOOL_PAGE, FileRole.ORGANISATION, FileRole.PAGE}
        if written and (key := traces(document).key):
            found.faults.append(key)
            continue
        _read(found, one, document)
    for one in shared:
        if one.file.path in documents and documents[one.file.path].rejected:
            _salvage(found, one, documents[one.file.path])
    known = {one.file.path: one.file.disk for one in shared if one.role is not None}
    shelf = Shelf(root="", files=known, pages=pages, home=memo.given("home") or "")
    for one in shared:
        found.seen.append(_seen(found, one, documents.get(one.file.path), shelf))
    aside = {one.file.path for one in own.files if one.file.path not in own.documents}
    aside -= {path for one in found.seen for path, _ in one.shows}
    found.seen[:] = [one for one in found.seen if one.path not in aside]
    school = replace(
        found.school, frameworks=frameworks, organisations=tuple(found.organisations), pages=tuple(found.pages)
    )
    record = SharedFacts(school=school, cohorts=found.cohorts, folders=layout.cohorts)
    return ReadFiles(record=record, seen=tuple(found.seen), diagnostics=tuple(found.faults))


def _read(found: _Gathered, one: SourceFile, document: Document) -> None:
    match one.role:
        case FileRole.SCHOOL:
            school = read_school_file(document, found.faults)
            found.school = replace(school, body=found.school.body, frameworks=found.school.frameworks)
        case FileRole.SCHOOL_PAGE:
            found.school = replace(found.school, body=read_body(document))
        case FileRole.ORGANISATION:
            if document.text.strip() and not document.has_front_matter:
                outcome = mark("il lui manque un nom")
                found.faults.append(Diagnostic.at("YAM016", document.source.at(), outcome=outcome, suggestion=""))
            found.organisations.append(read_organisation(document, one.slug, found.faults))
        case FileRole.PAGE:
            found.pages.append(read_page(document, one.slug, found.faults))
        case FileRole.COHORT:
            cohort = read_cohort(document, one.cohort or "", found.faults, found.school.frameworks)
            found.cohorts[cohort.slug] = cohort


def _salvage(found: _Gathered, one: SourceFile, document: Document) -> None:
    """Keep of a file that could not be read who may read the school, and whom it names."""
    match one.role:
        case FileRole.SCHOOL:
            told = read_school_file(document, [])
            limit = told.default_visibility if document.data else Visibility.TEAM
            found.school = replace(found.school, default_visibility=limit, teachers_named=told.teachers_named)
        case FileRole.ORGANISATION:
            host = read_organisation(document, one.slug, [])
            if host.public_name:
                found.organisations.append(replace(host, body=None))
        case FileRole.COHORT:
            read = read_cohort(document, one.cohort or "", [])
            found.cohorts[read.slug] = Cohort(
                slug=read.slug, name=read.slug, team=read.team, publish_until=read.publish_until, source=read.source
            )


def _seen(found: _Gathered, one: SourceFile, document: Document | None, shelf: Shelf) -> Seen:
    """Sum up a file that belongs to no student."""
    seen = settled(one, document)
    if seen.fate or document is None:
        return seen
    shown = body_links(shelf, read_body(document), found.faults)
    found.faults.extend((*traces(document).told, *altered(document)))
    limit = found.school.default_visibility if one.role is FileRole.ORGANISATION else Visibility.PUBLIC
    record = next((page for page in found.pages if page.source.path == one.file.path), None)
    limit = record.visibility if record else Visibility.TEAM if one.role is FileRole.PAGE else limit
    draft, told = record is not None and record.draft, tuple((path, limit) for path in shown)
    return replace(seen, page=True, visibility=limit, draft=draft, shows=told)
