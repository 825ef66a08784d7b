"""One portfolio: its pages read, then linked to the class, then summed up for the ledger.

A portfolio depends on its own files and on a small :class:`PortfolioContext`, never on another student's text, so
portfolios can be read in any order, in parallel, or taken from a cache.
"""

from collections.abc import Container, Iterable, Iterator
from pathlib import PurePosixPath

from msgspec.structs import replace

from vitrail.content.addressing.table import SECTIONS
from vitrail.content.model.audience import Audience, Visibility
from vitrail.content.model.ledger import Fate, Seen
from vitrail.content.model.said import said
from vitrail.content.model.student import OptionDays, Student
from vitrail.content.reading import linking
from vitrail.content.reading.context import Drafts, OwnFiles, PortfolioContext, Work, entered, named_file
from vitrail.content.reading.disk import quotas
from vitrail.content.reading.disk.lookup import Shelf
from vitrail.content.reading.disk.names import safe_path
from vitrail.content.reading.disk.roles import DATA, JUDGING, FileRole, SourceFile
from vitrail.content.reading.evidence import link_internships, link_realisation, old_names, without_repeats
from vitrail.content.reading.files import FOR_DRAFTS, read_file
from vitrail.content.reading.frameworks import known_framework
from vitrail.content.reading.options import option_days, option_of
from vitrail.content.reading.packing import ReadFiles
from vitrail.content.reading.schemas.student import nameless
from vitrail.content.reading.seals.changes import with_changes
from vitrail.content.reading.text.unfinished import keyless
from vitrail.content.values.document import Document
from vitrail.content.values.folding import fold
from vitrail.content.values.suggesting import astray
from vitrail.content.values.words import vocabulary
from vitrail.ground.diagnostics import Diagnostic, Place, Severity
from vitrail.ground.diagnostics.diagnostic import capped
from vitrail.ground.language import mark

_WRITTEN = frozenset(["", *".txt .text .mdx .html .htm .docx .doc .odt .rtf".split()])
"""Suffixes of texts that people take for pages."""


def read_portfolio(
    setting: PortfolioContext, slug: str, files: tuple[SourceFile, ...], own: OwnFiles
) -> ReadFiles[Student]:
    """Read one student's files; never raises, and gives each file its line of the ledger."""
    work = Work(setting=setting, shelf=_shelf(setting, files, setting.pages), own=own)
    drafts = _drafts(work, files)
    anchors = {body.path: frozenset(section.anchor for section in body.sections) for body in drafts.bodies}
    work.shelf = replace(work.shelf, anchors=anchors)
    student = _student(work, slug, files, drafts)
    reader = _reader(work, student, drafts)
    followed = reader.framework.id if reader.framework else None
    record = replace(student, framework=followed, option=reader.option, options=reader.days, session=reader.session)
    drafts.realisations[:] = without_repeats(work, drafts)
    realisations = [link_realisation(work, draft, reader, drafts, record) for draft in drafts.realisations]
    old_names(work, realisations)
    named = {item.file for linked in realisations for item in linked.productions}
    for placed in files:
        if placed.role is FileRole.PAGE and placed.file.path in named:
            _read_text(work, placed, drafts)
    record = replace(
        record,
        realisations=tuple(realisations),
        internships=link_internships(work, reader, drafts),
        watch=tuple(drafts.watch),
        pages=tuple(drafts.pages),
    )
    slugs = {item.slug for item in realisations}  # a file that could not be read has its own fault
    there = tuple(source.slug for source in files if source.role is FileRole.REALISATION)
    verdicts = linking.link_verdicts(drafts.verdicts, record, there, reader, setting.cohort)
    record = replace(record, verdicts=with_changes(work, files, record.judged, verdicts))
    presented = reader.names(
        "REF022.realisation", record.oral, linking.folded((*slugs, *there)), record.source, ("oral",)
    )
    record = _link_home(work, replace(record, oral=tuple(name for name in presented if name in slugs)))
    for entry in drafts.watch:
        entered(work, entry, entry.visibility)
    for page in drafts.pages:
        entered(work, page, page.visibility, draft=page.draft)
    seen = _within(work, files, tuple(_seen(work, record, placed) for placed in files))
    for file in seen:
        if file.page and file.fate is None and not file.draft and Audience.PUBLIC.sees(file.visibility):
            work.faults.extend(work.traces[file.path])
    record = replace(record, vocabulary=vocabulary("\n".join(said(record))))
    return ReadFiles(record=record, seen=seen, diagnostics=tuple(capped(work.faults)))


def _shelf(setting: PortfolioContext, files: Iterable[SourceFile], pages: Container[str]) -> Shelf:
    """Build the shelf in which paths are looked up: the student's own files, and the school's pages."""
    own = {placed.file.path: placed.file.disk for placed in files if placed.role and (placed.role not in DATA)}
    cohort = setting.cohort.slug
    folders = {path.split("/")[cohort.count("/") + 1] for path in own} if cohort else set()
    root = f"{cohort}/{min(folders)}/" if folders else ""
    return Shelf(root=root, files=own, pages=pages, home=setting.home)


def _drafts(work: Work, files: Iterable[SourceFile]) -> Drafts:
    drafts = Drafts()
    for placed in files:
        if placed.role in FOR_DRAFTS:
            read = work.own.reading(placed)
            work.faults.extend(read.faults)
            work.documents[placed.file.path] = read.document
            work.traces[placed.file.path] = read.traces
            drafts.add(read.drafts)
    return drafts


def _read_text(work: Work, placed: SourceFile, drafts: Drafts) -> None:
    """Read again, as a text, a page without keys that productions name: who reads one of these reads it."""
    path, read = placed.file.path, read_file(replace(placed, role=FileRole.TEXT), work.own.disk)
    if read.document.rejected or read.document.has_front_matter or not keyless(read.document.text):
        return
    work.documents[path], work.traces[path] = read.document, read.traces
    work.faults[:] = (*(fault for fault in work.faults if fault.place.path != path), *read.faults)
    shown = (
        max(limit, visibility)
        for page, (limit, draft) in work.limits.items()
        for file, visibility in work.shows.get(page, ())
        if file == path and not draft
    )
    limit = min(shown, default=Visibility.TEAM)
    texts = (replace(page, produced=True, visibility=limit) for page in read.drafts.pages)
    drafts.pages[:] = (*(page for page in drafts.pages if page.source.path != path), *texts)


def _student(work: Work, slug: str, files: Iterable[SourceFile], drafts: Drafts) -> Student:
    if drafts.home is None:
        first = next((placed.file.path for placed in files if placed.role and placed.role not in JUDGING), slug)
        home = work.shelf.root.rstrip("/") or first
        work.faults.append(Diagnostic.at("STR015", Place(path=home)))
        return nameless(slug, f"{work.shelf.root}index.md")
    record = drafts.home
    known = {fold(path): path for path in work.setting.portfolios}
    own = tuple(name for name in record.former_names if fold(name) not in known and _renamed(work, name))
    folders = []
    for name in record.former_names:
        if fold(name) not in known and name not in own:
            work.faults.append(_unknown_former(work, record, name))
        elif fold(name) in known and _is_before(work, record, folder := work.setting.portfolios[known[fold(name)]]):
            folders.append(folder)
    former = safe_path(folders[0]) if folders else None
    return replace(record, comes_from=former, former_names=own)


def _is_before(work: Work, record: Student, folder: str) -> bool:
    """True if a folder is the same person's portfolio in another class: else anybody could take others' validated work.

    Either the folder has the same name, which the team chose, or both home pages give the same names.
    """
    cohort, _, slug = folder.rpartition("/")
    own, place = fold(f"{record.last_name} {record.first_name}".strip()), record.source.at("vient de")
    if fold(cohort) == fold(work.setting.cohort.slug):
        why = mark("il est de la même promotion")
    elif fold(slug) == fold(record.slug) or own == work.own.name_of(folder):
        return True
    else:
        why = mark("ni son dossier ni son nom ne sont ceux de ce portfolio")
    work.faults.append(Diagnostic.at("REF014.origin", place, why=why, name=folder, suggestion=""))
    return False


def _renamed(work: Work, name: str) -> bool:
    """True if a former folder was in the class of this portfolio, under its present or a former name."""
    cohort = work.setting.cohort
    return fold(name.rpartition("/")[0]) in {fold(folder) for folder in (cohort.slug, *cohort.former_names) if folder}


def _unknown_former(work: Work, record: Student, name: str) -> Diagnostic:
    """Report a former portfolio that does not exist; propose folders elsewhere of its name, or of this portfolio's."""
    others = sorted({*work.setting.portfolios.values()} - {work.shelf.root.rstrip("/")})
    named = (name.rpartition("/")[2], record.slug)
    same = [other for other in others if other.rpartition("/")[2] in named]
    return astray(
        "REF014.origin",
        record.source.at("vient de"),
        name,
        same,
        why=mark("aucun portfolio ne se trouve là"),
        name=name,
    )


def _reader(work: Work, student: Student, drafts: Drafts) -> linking.CodeReader:
    """Choose the référentiel, the option and the session through which this student's codes are read."""
    setting, source = work.setting, student.source
    name = setting.cohort.framework
    if student.framework:
        name = known_framework(student.framework, setting.frameworks, source.at("referentiel"), work.faults)
    elif name is None and not setting.cohort.source.path and drafts.home:
        work.faults.append(Diagnostic.at("REF011.absent", source.at()))
    framework = setting.frameworks.get(name or "")
    session = student.session or setting.cohort.session
    option: str | None = None
    days: tuple[OptionDays, ...] = ()
    if framework:
        own = option_of(framework, student.option, source.at("option"), work.faults)
        option, days = option_days(framework, own, setting.cohort.enrolled(student.slug))
    return linking.CodeReader(framework=framework, option=option, days=days, session=session, faults=work.faults)


def _link_home(work: Work, record: Student) -> Student:
    """Resolve the photo and the certificates of the home page."""
    source = record.source
    if source.path not in work.documents or work.documents[source.path].rejected:
        return record
    entered(work, record, record.visibility)
    photo = named_file(work, source, record.photo, "MED002", "photo")
    certifications = tuple(
        replace(
            certification,
            file=named_file(work, source, certification.file, "REF016.file", "certifications", index, "fichier"),
        )
        for index, certification in enumerate(record.certifications)
    )
    return replace(record, photo=photo, certifications=certifications)


def _within(work: Work, files: Iterable[SourceFile], seen: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """Reject the attachments that exceed the quotas of the portfolio, among those that its pages show."""
    shown = {path for paths in work.shows.values() for path, _ in paths}
    attached = [placed for placed in files if placed.role is FileRole.ATTACHMENT and placed.file.path in shown]
    work.faults.extend(_unshown(work, files, shown))
    home = next((placed.file.path for placed in files if placed.role is FileRole.HOME), None)
    refused = quotas.beyond(attached, quotas.attached(work.setting.megabytes), work.own.disk, home, work.faults)
    if not refused:
        return seen
    return tuple(
        replace(file, fate=Fate.REJECTED, reason=refused[file.path], address=None) if file.path in refused else file
        for file in seen
    )


def _unshown(work: Work, files: Iterable[SourceFile], shown: Container[str]) -> Iterator[Diagnostic]:
    """Report texts (Word, HTML…) placed like pages that no page shows: their authors believe them published.

    Deeper in a section, texts in the folder of a page are left to that page.
    """
    pages = [placed.file.path for placed in files if placed.role not in {None, FileRole.ATTACHMENT}]
    paged = {folder for path in pages for folder in (path.rpartition("/")[0], path.rpartition(".")[0])}
    for placed in files:
        path = placed.file.path
        section, _, inside = path.removeprefix(work.shelf.root).partition("/")
        if placed.role is not FileRole.ATTACHMENT or fold(section) not in SECTIONS or path in shown:
            continue
        folder = path.rpartition("/")[0]
        if PurePosixPath(inside).suffix.lower() in _WRITTEN and ("/" not in inside or folder not in paged):
            trouble = mark(
                "dans « {section} », seul un fichier .md est une page, et aucune page ne montre celui-ci",
                section=section,
            )
            remedy = mark(
                "Si c'est le texte d'une réalisation, donnez-lui un nom en .md, ou passez-le à « vitrail import » "
                "(Word, OpenDocument, HTML) ; sinon, montrez-le dans une page."
            )
            yield Diagnostic.at("STR014", Place(path=path), trouble=trouble, remedy=remedy)


def _seen(work: Work, student: Student, placed: SourceFile) -> Seen:
    """Return the line of the ledger of a file."""
    path = placed.file.path
    seen = settled(placed, work.documents.get(path))
    if seen.fate or placed.role in {None, FileRole.ATTACHMENT}:
        return seen
    own, draft = work.limits.get(path, (Visibility.PUBLIC, False))
    limit = max(own, student.visibility, work.setting.default_visibility)
    shows = tuple((path, max(limit, visibility)) for path, visibility in work.shows.get(path, ()))
    until = work.setting.cohort.publish_until
    return replace(seen, page=True, visibility=limit, draft=draft, until=until, shows=shows)


def settled(placed: SourceFile, document: Document | None) -> Seen:
    """Return a file's line of the ledger before pages are known: rejected, data, or an attachment not shown yet."""
    file = placed.file
    address = placed.address or (safe_path(file.path) if placed.role is FileRole.ATTACHMENT else None)
    seen = Seen(path=file.path, disk=file.disk, fate=file.fate, reason=file.reason, address=address)
    if document and document.rejected:
        grave = [fault for fault in document.diagnostics if fault.severity is Severity.ERROR]
        gravest = next(iter(grave or document.diagnostics), None)
        reason = mark(gravest.entry.message, **gravest.values) if gravest else mark("illisible")
        return replace(seen, fate=Fate.REJECTED, reason=reason)
    return replace(seen, fate=Fate.DATA) if placed.role in DATA else seen
