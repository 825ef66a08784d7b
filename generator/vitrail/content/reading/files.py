"""One file of a portfolio read alone, before it is linked to the others: its records as drafts, and its faults."""

from collections.abc import Iterator

from msgspec.structs import replace

from vitrail.content.model.audience import Visibility
from vitrail.content.model.realisation import Status
from vitrail.content.model.source import place_of
from vitrail.content.reading.context import Drafts, FileReading
from vitrail.content.reading.disk.hashing import Disk
from vitrail.content.reading.disk.roles import FileRole, SourceFile
from vitrail.content.reading.schemas.internship import read_internship, read_report, read_review, unread_internship
from vitrail.content.reading.schemas.pages import misplaced, read_page, read_watch
from vitrail.content.reading.schemas.prose import Traces, traces
from vitrail.content.reading.schemas.realisation import read_evaluations, read_realisation
from vitrail.content.reading.schemas.student import read_student, unread_student
from vitrail.content.reading.text.alterations import altered
from vitrail.content.reading.text.documents import read_document
from vitrail.content.reading.text.unfinished import NO_KEYS, foreign_draft, keyless, lost_header, second_header
from vitrail.content.reading.text.yaml_fixes import placed
from vitrail.content.values.document import Document
from vitrail.content.values.folding import fold
from vitrail.ground.diagnostics import Diagnostic, Fix, Place, TextEdit
from vitrail.ground.language import mark

FOR_DRAFTS = frozenset(FileRole) - {FileRole.ATTACHMENT, FileRole.COHORT, FileRole.SEALED}
"""Roles of the files that are read for the records of a portfolio."""

_SECOND = mark("Mettez ses clés dans le premier, puis supprimez-le.")


def read_file(source: SourceFile, disk: Disk) -> FileReading:
    """Read one file; never raises: when our own code fails on it, that file alone is rejected."""
    document = read_document(disk, source)
    faults = list(document.diagnostics)
    document, hiding = foreign_draft(document, drafts=source.role in {FileRole.REALISATION, FileRole.PAGE})
    drafts = Drafts()
    if not document.rejected:
        faults.extend(altered(document))
        try:
            _read_record(drafts, source, document, faults)
        except Exception as error:  # noqa: BLE001  # whatever our bug, only this file is rejected
            fault = Diagnostic.at("STR044", Place(path=source.file.path), kind=type(error).__name__, error=str(error))
            faults.append(fault)
            document = replace(document, diagnostics=(fault,), rejected=True)
    if document.rejected and source.role is FileRole.INTERNSHIP:
        drafts.internships.append(unread_internship(document, source.slug))
    elif document.rejected and source.role is FileRole.HOME:
        drafts.home = unread_student(document, source.student or "")
        if hiding:
            _hide(drafts, source)
    elif hiding:
        if not document.rejected and (said := _hide(drafts, source)):
            key = fold(hiding.partition(":")[0])
            place = document.source.at(key)
            faults.append(Diagnostic.at("STR040", place, _ours(document, key, said), written=hiding, read=said))
    elif source.address and source.role is not FileRole.TEXT and not document.rejected and _is_unread(document):
        faults.extend(_headless(drafts, source, document))
    traced = traces(document) if source.address and not document.rejected else Traces()
    if traced.key:
        _hide(drafts, source)
        faults.append(traced.key)
    return FileReading(document=document, drafts=drafts, faults=tuple(faults), traces=traced.told)


def _ours(document: Document, key: str, said: str) -> Fix | None:
    """Return the fix that replaces another tool's key and value by ours: « statut: brouillon »."""
    if (key,) not in document.keys:
        return None
    name, value = said.split(": ")
    places = place_of(document.source.path, document.keys[key,]), document.source.at(key)
    edits = tuple(map(TextEdit, places, (name, value)))
    whole = all(edit.place.end_line for edit in edits)
    return Fix(title=mark("Écrire « {word} »", word=said), edits=edits) if whole else None


def _read_record(drafts: Drafts, source: SourceFile, document: Document, faults: list[Diagnostic]) -> None:
    match source.role:
        case FileRole.HOME:
            drafts.home = read_student(document, source.student or "", faults)
        case FileRole.REALISATION:
            drafts.realisations.append(read_realisation(document, source.slug, faults))
        case FileRole.INTERNSHIP:
            drafts.internships.append(read_internship(document, source.slug, faults))
        case FileRole.REPORT:
            drafts.reports.append((source.internship or "", read_report(document, source.slug, faults)))
        case FileRole.REVIEW:
            drafts.reports.append((source.internship or "", read_review(document, source.slug, faults)))
        case FileRole.WATCH:
            drafts.watch.append(read_watch(document, source.slug, faults))
        case FileRole.PAGE | FileRole.TEXT:
            drafts.pages.append(read_page(document, source.slug, faults))
            faults.extend(misplaced(document, source.slug))
        case FileRole.EVALUATIONS:
            drafts.verdicts.extend(read_evaluations(document, faults))


def _is_unread(document: Document) -> bool:
    """True if a page has no front matter, or a second block of keys, which is not read."""
    return not document.has_front_matter or second_header(document.text)


def _headless(drafts: Drafts, source: SourceFile, document: Document) -> Iterator[Diagnostic]:
    """Hide and report a page whose keys are missing or in two blocks: those not read may say who reads the page.

    A home page without any key about its readers is only reported: to hide it would hide the whole portfolio.
    """
    second = document.has_front_matter
    trouble = mark("Un second bloc de clés suit le premier, et n'est pas lu") if second else NO_KEYS
    lost, mend = (_SECOND, None) if second else lost_header(document.text)
    hidden = lost or source.role is not FileRole.HOME or not keyless(document.text)
    read = _hide(drafts, source) if hidden else None
    if document.text.strip():
        outcome = mark("elle est lue comme « {read} »", read=read) if read else mark("il lui manque un nom")
        fix = placed(mend, document.source.path)
        place = Place(path=document.source.path, line=document.text_line) if second else document.source.at()
        yield Diagnostic.at("YAM016", place, fix, trouble=trouble, outcome=outcome, suggestion=lost)


def _hide(drafts: Drafts, source: SourceFile) -> str | None:
    """Make a page a draft, or the team's alone if its kind has no drafts; return the key that says the same."""
    read = mark("visibilité: équipe")
    match source.role:
        case FileRole.REALISATION:
            last, read = drafts.realisations[-1], mark("statut: brouillon")
            drafts.realisations[-1] = replace(last, record=replace(last.record, status=Status.DRAFT))
        case FileRole.PAGE | FileRole.TEXT:
            drafts.pages[-1], read = replace(drafts.pages[-1], status=Status.DRAFT), mark("statut: brouillon")
        case FileRole.WATCH:
            drafts.watch[-1] = replace(drafts.watch[-1], visibility=Visibility.TEAM)
        case FileRole.INTERNSHIP:
            stage = drafts.internships[-1]
            drafts.internships[-1] = replace(stage, record=replace(stage.record, visibility=Visibility.TEAM))
        case FileRole.REPORT | FileRole.REVIEW:
            folder, report = drafts.reports[-1]
            drafts.reports[-1] = (folder, replace(report, record=replace(report.record, visibility=Visibility.TEAM)))
        case FileRole.HOME if drafts.home:
            drafts.home = replace(drafts.home, visibility=Visibility.TEAM)
        case _:
            return None
    return read
