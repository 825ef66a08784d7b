"""One portfolio: its pages read, then linked to the class, then summed up for the ledger.

A portfolio depends on its own files and on a small :class:`Setting`; nothing of it needs another student's text, so
portfolios can be read in any order, in parallel, or taken from a cache.
"""

from collections.abc import Container, Iterable

from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place, Severity
from generator.diagnostics.diagnostic import capped
from generator.language import mark
from generator.model.audience import Audience, Visibility
from generator.model.ledger import Fate, Seen
from generator.model.said import said
from generator.model.student import OptionDays, Student
from generator.reading import linking
from generator.reading.context import Drafts, OwnFiles, PortfolioContext, Work, entered, named_file
from generator.reading.disk import quotas
from generator.reading.disk.lookup import Shelf
from generator.reading.disk.names import safe_path
from generator.reading.disk.roles import DATA, FileRole, SourceFile
from generator.reading.evidence import link_internships, link_realisation, old_names, without_repeats
from generator.reading.files import FOR_DRAFTS
from generator.reading.frameworks import known_framework
from generator.reading.options import option_days, option_of
from generator.reading.packing import ReadFiles
from generator.reading.schemas.student import StudentDraft, nameless
from generator.reading.seals.changes import with_changes
from generator.values.document import Document
from generator.values.folding import fold
from generator.values.suggesting import astray
from generator.values.words import vocabulary

_JUDGING = frozenset({FileRole.EVALUATIONS, FileRole.SEALED})
"""What the team writes of a student, outside the portfolio's folder."""


def read_portfolio(
    setting: PortfolioContext, slug: str, files: tuple[SourceFile, ...], own: OwnFiles
) -> ReadFiles[Student]:
    """Read one student's files; never raises, and gives each file its line of the ledger."""
    work = Work(setting=setting, shelf=_shelf(setting, files, setting.pages), own=own)
    drafts = _drafts(work, files)
    student = _student(work, slug, files, drafts)
    reader = _reader(work, student, drafts)
    record = replace(student.record, framework=None, session=reader.session)
    if reader.framework:
        record = replace(record, framework=reader.framework.id, option=reader.option, options=reader.days)
    drafts.realisations[:] = without_repeats(work, drafts)
    realisations = [link_realisation(work, draft, reader, drafts, record) for draft in drafts.realisations]
    old_names(work, realisations)
    record = replace(
        record,
        realisations=tuple(realisations),
        internships=link_internships(work, reader, drafts),
        watch=tuple(drafts.watch),
        pages=tuple(drafts.pages),
    )
    stages = (one.slug for one in record.internships)
    verdicts = linking.link_verdicts(drafts.verdicts, realisations, stages, reader, setting.cohort)
    record = replace(record, verdicts=with_changes(work, files, record.judged, verdicts))
    slugs = linking.folded(tuple(item.slug for item in realisations))
    presented = reader.names("REF018", record.oral, slugs, record.source, "oral")
    record = _link_home(work, replace(record, oral=presented))
    for entry in drafts.watch:
        entered(work, entry, entry.visibility)
    for page in drafts.pages:
        entered(work, page, page.visibility, draft=page.draft)
    seen = _within(work, files, tuple(_seen(work, record, one) for one in files))
    for one in seen:
        if one.page and one.fate is None and not one.draft and Audience.PUBLIC.sees(one.visibility):
            work.faults.extend(work.traces[one.path])
    record = replace(record, vocabulary=vocabulary("\n".join(said(record))))
    return ReadFiles(record=record, seen=seen, diagnostics=tuple(capped(work.faults)))


def _shelf(setting: PortfolioContext, files: Iterable[SourceFile], pages: Container[str]) -> Shelf:
    """Gather what a path may mean: the student's own files, the school's pages."""
    own = {one.file.path: one.file.disk for one in files if one.role and (one.role not in DATA)}
    cohort = setting.cohort.slug
    folders = {path.split("/")[cohort.count("/") + 1] for path in own} if cohort else set()
    root = f"{cohort}/{min(folders)}/" if folders else ""
    return Shelf(root=root, files=own, pages=pages, home=setting.home)


def _drafts(work: Work, files: Iterable[SourceFile]) -> Drafts:
    drafts = Drafts()
    for one in files:
        if one.role in FOR_DRAFTS:
            found = work.own.reading(one)
            work.faults.extend(found.faults)
            work.documents[one.file.path] = found.document
            work.traces[one.file.path] = found.traces
            drafts.add(found.drafts)
    return drafts


def _student(work: Work, slug: str, files: Iterable[SourceFile], drafts: Drafts) -> StudentDraft:
    if drafts.home is None:
        first = next((one.file.path for one in files if one.role and one.role not in _JUDGING), slug)
        home = work.shelf.root.rstrip("/") or first
        work.faults.append(Diagnostic.at("STR015", Place(path=home)))
        return nameless(slug, f"{work.shelf.root}index.md")
    record = drafts.home.record
    known = {fold(path): path for path in work.setting.portfolios}
    found = [work.setting.portfolios[known[name]] for name in map(fold, record.former_names) if name in known]
    own = tuple(name for name in record.former_names if fold(name) not in known and _renamed(work, name))
    for name in record.former_names:
        if fold(name) not in known and name not in own:
            work.faults.append(_unknown_former(work, name, record.source.at("vient de")))
    former = safe_path(found[0]) if found else None
    return replace(drafts.home, record=replace(record, comes_from=former, former_names=own))


def _renamed(work: Work, name: str) -> bool:
    """True of a folder that this portfolio had: one of its class, under whichever name, where nobody is now."""
    cohort = work.setting.cohort
    return fold(name.rpartition("/")[0]) in {fold(one) for one in (cohort.slug, *cohort.former_names) if one}


def _unknown_former(work: Work, name: str, place: Place) -> Diagnostic:
    """Say that a former portfolio is none; a renamed class holds a folder of the same name, and not this one."""
    others = sorted({*work.setting.portfolios.values()} - {work.shelf.root.rstrip("/")})
    same = [one for one in others if one.rpartition("/")[2] == name.rpartition("/")[2]]
    return astray("REF015", place, name, same or others, name=name)


def _reader(work: Work, draft: StudentDraft, drafts: Drafts) -> linking.CodeReader:
    """Choose the référentiel, the option and the session through which this student's codes are read."""
    setting, source = work.setting, draft.record.source
    name = setting.cohort.framework
    if draft.framework:
        name = known_framework(draft.framework, setting.frameworks, source.at("referentiel"), work.faults)
    elif name is None and not setting.cohort.source.path and drafts.home:
        work.faults.append(Diagnostic.at("STR025", source.at()))
    framework = setting.frameworks.get(name or "")
    session = draft.record.session or setting.cohort.session
    option: str | None = None
    days: tuple[OptionDays, ...] = ()
    if framework:
        own = option_of(framework, draft.option, source.at("option"), work.faults)
        option, days = option_days(framework, own, setting.cohort.enrolled(draft.record.slug))
    return linking.CodeReader(framework=framework, option=option, days=days, session=session, faults=work.faults)


def _link_home(work: Work, record: Student) -> Student:
    """Resolve the photo and the certificates of the home page."""
    source = record.source
    if source.path not in work.documents or work.documents[source.path].rejected:
        return record
    entered(work, record, record.visibility)
    photo = named_file(work, source, record.photo, "MED002", "photo")
    certifications = tuple(
        replace(one, file=named_file(work, source, one.file, "MED003", "certifications", index, "fichier"))
        for index, one in enumerate(record.certifications)
    )
    return replace(record, photo=photo, certifications=certifications)


def _within(work: Work, files: Iterable[SourceFile], seen: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """Refuse the attachments beyond the quotas of the portfolio, of those that its pages show."""
    shown = {path for paths in work.shows.values() for path, _ in paths}
    attached = [one for one in files if one.role is FileRole.ATTACHMENT and one.file.path in shown]
    home = next((one.file.path for one in files if one.role is FileRole.HOME), None)
    refused = quotas.beyond(attached, quotas.attached(work.setting.megabytes), work.own.disk, home, work.faults)
    if not refused:
        return seen
    return tuple(
        replace(one, fate=Fate.REJECTED, reason=refused[one.path], address=None) if one.path in refused else one
        for one in seen
    )


def _seen(work: Work, student: Student, one: SourceFile) -> Seen:
    """Sum up a file for the ledger."""
    path = one.file.path
    found = settled(one, work.documents.get(path))
    if found.fate or one.role in {None, FileRole.ATTACHMENT}:
        return found
    own, draft = work.limits.get(path, (Visibility.PUBLIC, False))
    limit = max(own, student.visibility, work.setting.default_visibility)
    shows = tuple((path, max(limit, visibility)) for path, visibility in work.shows.get(path, ()))
    until = work.setting.cohort.publish_until
    return replace(found, page=True, visibility=limit, draft=draft, until=until, shows=shows)


def settled(one: SourceFile, document: Document | None) -> Seen:
    """Say of a file what holds whatever its pages are: refused, read as data, or an attachment that waits."""
    file = one.file
    address = one.address or (safe_path(file.path) if one.role is FileRole.ATTACHMENT else None)
    found = Seen(path=file.path, disk=file.disk, fate=file.fate, reason=file.reason, address=address)
    if document and document.rejected:
        grave = [fault for fault in document.diagnostics if fault.severity is Severity.ERROR]
        gravest = next(iter(grave or document.diagnostics), None)
        reason = mark(gravest.entry.message, **gravest.values) if gravest else mark("illisible")
        return replace(found, fate=Fate.REJECTED, reason=reason)
    return replace(found, fate=Fate.DATA) if one.role in DATA else found
