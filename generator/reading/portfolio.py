"""One portfolio: its pages read, then linked to the class, then summed up for the ledger.

A portfolio depends on its own files and on a small :class:`Setting`; nothing of it needs another student's text, so
portfolios can be read in any order, in parallel, or taken from a cache.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.diagnostics import Diagnostic, Place, Severity
from generator.model.audience import Audience, Visibility
from generator.model.framework import Framework
from generator.model.internship import Internship, Report, Review
from generator.model.organisation import Organisation
from generator.model.realisation import Production, ProductionState, Realisation, Status
from generator.model.school import Cohort
from generator.model.source import Body, Source
from generator.model.student import FreePage, Student, WatchEntry
from generator.model.verdict import Verdict
from generator.reading import linking
from generator.reading.attachments import Shelf, body_links, missing, own_file
from generator.reading.document import Document
from generator.reading.documents import Opener
from generator.reading.fingerprint import fingerprint
from generator.reading.folding import fold
from generator.reading.layout import Placed, Role
from generator.reading.ledger import Fate, Seen
from generator.reading.names import safe_path
from generator.reading.schemas.evaluations import read_evaluations
from generator.reading.schemas.fields import did_you_mean
from generator.reading.schemas.internship import InternshipDraft, ReportDraft, read_internship, read_report, read_review
from generator.reading.schemas.pages import read_page, read_watch
from generator.reading.schemas.prose import private_traces
from generator.reading.schemas.realisation import RealisationDraft, read_realisation
from generator.reading.schemas.student import StudentDraft, nameless, read_student


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a portfolio needs to know of the school around it."""

    root: Path
    cohort: Cohort
    frameworks: Mapping[str, Framework]
    organisations: Mapping[str, Organisation]
    """By folded file name and by folded name."""
    classmates: tuple[str, ...] = ()
    portfolios: frozenset[str] = frozenset()
    """Every ``cohort/student``."""
    pages: frozenset[str] = frozenset()
    """Paths of every page of the school."""
    default_visibility: Visibility = Visibility.PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """A student, what was wrong, and what the ledger needs to know of each file."""

    student: Student
    seen: tuple[Seen, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True, kw_only=True)
class _Work:
    """What is gathered while one portfolio is read; it lives no longer than :func:`read_portfolio`."""

    setting: Setting
    shelf: Shelf
    faults: list[Diagnostic] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    shows: dict[str, list[tuple[str, Visibility]]] = field(default_factory=dict)
    limits: dict[str, tuple[Visibility, bool]] = field(default_factory=dict)
    """Page → its own visibility and whether it is a draft."""

    def note(self, faults: Iterable[Diagnostic]) -> None:
        self.faults.extend(faults)


def read_portfolio(setting: Setting, slug: str, placed: Iterable[Placed], read: Opener) -> Portfolio:
    """Read one student's files; never raises, and gives each file its line of the ledger."""
    files = tuple(placed)
    work = _Work(setting=setting, shelf=_shelf(setting, files))
    drafts = _read_files(work, files, read)
    student = _student(work, slug, files, drafts)
    reader = _reader(work, student, drafts)
    record = student.record if reader.framework is None else replace(student.record, option=reader.option)
    record = replace(record, framework=reader.framework.id if reader.framework else None, session=reader.session)
    realisations = [_realisation(work, draft, reader, drafts, record) for draft in drafts.realisations]
    _renamed(work, realisations)
    verdicts, faults = linking.link_verdicts(drafts.verdicts, realisations, reader, setting.cohort)
    work.note(faults)
    record = replace(
        record,
        realisations=tuple(realisations),
        internships=_internships(work, reader, drafts),
        watch=tuple(drafts.watch),
        pages=tuple(drafts.pages),
        verdicts=verdicts,
    )
    record = _own_files(work, record)
    for entry in drafts.watch:
        _links(work, entry.body)
        work.limits[entry.source.path] = (entry.visibility, False)
    for page in drafts.pages:
        _links(work, page.body)
        work.limits[page.source.path] = (page.visibility, page.status_draft)
    seen = tuple(_seen(work, record, one) for one in files)
    _private(work, seen)
    return Portfolio(student=record, seen=seen, diagnostics=tuple(work.faults))


@dataclass(slots=True, kw_only=True)
class _Drafts:
    """The records of one portfolio before they are linked."""

    home: StudentDraft | None = None
    realisations: list[RealisationDraft] = field(default_factory=list)
    internships: list[InternshipDraft] = field(default_factory=list)
    reports: list[tuple[str, ReportDraft]] = field(default_factory=list)
    watch: list[WatchEntry] = field(default_factory=list)
    pages: list[FreePage] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)


def _shelf(setting: Setting, files: Iterable[Placed]) -> Shelf:
    """Gather what a path may mean: the student's own files, the school's pages."""
    own = {one.file.path: one.file.disk for one in files if one.role not in (None, Role.EVALUATIONS, Role.COHORT)}
    cohort = setting.cohort.slug
    folders = {path.split("/")[cohort.count("/") + 1] for path in own} if cohort else set()
    root = f"{cohort}/{min(folders)}/" if folders else ""
    return Shelf(root=root, files=own, pages=setting.pages)


def _read_files(work: _Work, files: Iterable[Placed], read: Opener) -> _Drafts:
    drafts = _Drafts()
    for one in files:
        if one.role in (None, Role.ATTACHMENT, Role.COHORT):
            continue
        document = read(one.file)
        work.note(document.diagnostics)
        work.documents[one.file.path] = document
        if not document.rejected:
            _read_one(work, drafts, one, document)
    return drafts


def _read_one(work: _Work, drafts: _Drafts, one: Placed, document: Document) -> None:
    faults = work.faults
    match one.role:
        case Role.HOME:
            drafts.home = read_student(document, one.student or "", faults)
        case Role.REALISATION:
            drafts.realisations.append(read_realisation(document, one.slug, faults))
        case Role.INTERNSHIP:
            drafts.internships.append(read_internship(document, one.slug, faults))
        case Role.REPORT:
            drafts.reports.append((one.internship or "", read_report(document, one.slug, faults)))
        case Role.REVIEW:
            drafts.reports.append((one.internship or "", read_review(document, one.slug, faults)))
        case Role.WATCH:
            drafts.watch.append(read_watch(document, one.slug, faults))
        case Role.PAGE:
            drafts.pages.append(read_page(document, one.slug, faults))
        case Role.EVALUATIONS:
            drafts.verdicts.extend(read_evaluations(document, faults))


def _student(work: _Work, slug: str, files: Iterable[Placed], drafts: _Drafts) -> StudentDraft:
    if drafts.home is None:
        first = next((one.file.path for one in files if one.role not in (None, Role.EVALUATIONS)), slug)
        home = work.shelf.root.rstrip("/") or first
        work.note([Diagnostic.at("STR015", Place(path=home))])
        return nameless(slug)
    record = drafts.home.record
    known = {fold(path): path for path in work.setting.portfolios}
    if record.comes_from and fold(record.comes_from) not in known:
        place = record.source.at("vient de")
        hint = did_you_mean(record.comes_from, sorted(work.setting.portfolios))
        work.note([Diagnostic.at("REF015", place, name=record.comes_from, suggestion=hint)])
        return replace(drafts.home, record=replace(record, comes_from=None))
    return drafts.home


def _reader(work: _Work, draft: StudentDraft, drafts: _Drafts) -> linking.Reader:
    """Choose the référentiel, the option and the session through which this student's codes are read."""
    setting, source = work.setting, draft.record.source
    name = setting.cohort.framework
    if draft.framework:
        name = next((key for key in setting.frameworks if fold(key) == fold(draft.framework or "")), None)
        if name is None:
            work.note([unknown_framework(draft.framework, setting.frameworks, source.at("referentiel"))])
    elif name is None and not setting.cohort.source.path and drafts.home:
        work.note([Diagnostic.at("STR025", source.at())])
    framework = setting.frameworks.get(name or "")
    session = draft.record.session or setting.cohort.session
    option = _option(work, framework, draft.option, source) if framework else None
    return linking.Reader(framework=framework, option=option, session=session)


def unknown_framework(name: str, frameworks: Mapping[str, Framework], place: Place) -> Diagnostic:
    """Say that a référentiel is unknown, with those that are."""
    known = ", ".join(f"« {key} »" for key in frameworks)
    return Diagnostic.at("REF011", place, name=name, suggestion=did_you_mean(name, frameworks), known=known)


def _option(work: _Work, framework: Framework, written: str | None, source: Source) -> str | None:
    """Resolve an option by its identifier, letter or title."""
    if written is None or not framework.options:
        return None
    word = fold(written).removeprefix("option ")
    for option in framework.options:
        if word in {fold(option.id), fold(option.letter or ""), fold(option.title)} - {""}:
            return option.id
    ids = [option.id for option in framework.options]
    values = {"name": written, "framework": framework.short_title, "known": ", ".join(f"« {one} »" for one in ids)}
    hint = did_you_mean(written, ids)
    work.note([Diagnostic.at("REF012", source.at("option"), **values, suggestion=hint)])
    return None


def _realisation(
    work: _Work, draft: RealisationDraft, reader: linking.Reader, drafts: _Drafts, student: Student
) -> Realisation:
    record, source = draft.record, draft.record.source
    claims, faults = linking.link_claims(reader, draft.cited, source)
    levels, more = linking.link_levels(reader, draft.self_assessment, source)
    work.note((*faults, *more))
    stages = linking.folded(
        [one.record.slug for one in drafts.internships] + [folder for folder, _ in drafts.reports if folder]
    )
    internships, faults = linking.link_names("REF010", record.internships, stages, source, "stage")
    mates = linking.folded(work.setting.classmates)
    team, more = linking.link_names("REF008", record.team, mates, source, "equipe")
    work.note((*faults, *more))
    if student.slug in team:
        work.note([Diagnostic.at("REF009", source.at("equipe"))])
        team = tuple(mate for mate in team if mate != student.slug)
    productions = tuple(_production(work, record, index) for index in range(len(record.productions)))
    linked = replace(
        record,
        claims=claims,
        self_assessment=levels,
        internships=internships,
        team=team,
        productions=productions,
        situations=_situations(work, reader, record),
    )
    _links(work, record.body)
    work.limits[source.path] = (record.visibility, record.status is Status.DRAFT)
    return replace(linked, fingerprint=_fingerprint(work, linked))


def _situations(work: _Work, reader: linking.Reader, record: Realisation) -> tuple[str, ...]:
    if reader.framework is None or not record.situations:
        return record.situations
    known = linking.folded(situation.id for situation in reader.framework.situations)
    title = reader.framework.short_title
    found, faults = linking.link_names("REF013", record.situations, known, record.source, "situations", framework=title)
    work.note(faults)
    return found


def _production(work: _Work, record: Realisation, index: int) -> Production:
    production = record.productions[index]
    if production.file is None:
        return production
    place = record.source.at("productions", index, "fichier")
    found = own_file(work.shelf, production.file, _folder(record.source.path))
    if found.path is None:
        if production.state is ProductionState.ONLINE:
            work.note([missing("MED003", place, work.shelf, production.file, found)])
        state = ProductionState.MISSING if production.state is ProductionState.ONLINE else production.state
        return replace(production, file=None, state=state)
    shown = production.state is ProductionState.ONLINE
    if shown:
        limit = max(record.visibility, production.visibility)
        work.shows.setdefault(record.source.path, []).append((found.path, limit))
    return replace(production, file=found.path)


def _fingerprint(work: _Work, record: Realisation) -> str:
    return fingerprint(
        record.title,
        [(claim.competency or claim.cited, claim.sentence) for claim in record.claims],
        [(one.title, _proof(work, one)) for one in record.productions],
        work.documents[record.source.path].text,
    )


def _proof(work: _Work, production: Production) -> str:
    """What a production is judged by: its file's bytes, its address, or why it cannot be shown."""
    disk = work.shelf.files.get(production.file or "")
    if disk is None:
        return production.link or production.reason or production.state.value
    try:
        with (work.setting.root / disk).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return production.state.value


def _renamed(work: _Work, realisations: Iterable[Realisation]) -> None:
    """Report an old name that is still in use."""
    items = tuple(realisations)
    slugs = {item.slug for item in items}
    for item in items:
        if item.comes_from in slugs:
            place = item.source.at("vient de")
            work.note([Diagnostic.at("REF014", place, name=item.comes_from)])


def _internships(work: _Work, reader: linking.Reader, drafts: _Drafts) -> tuple[Internship, ...]:
    records = {draft.record.slug: _hosted(work, draft) for draft in drafts.internships}
    for folder in dict.fromkeys(folder for folder, _ in drafts.reports):
        if folder not in records:
            path = next(draft.record.source.path for name, draft in drafts.reports if name == folder)
            work.note([Diagnostic.at("STR016", Place(path=path.rpartition("/")[0]))])
            records[folder] = Internship(slug=folder)
    for folder, draft in drafts.reports:
        parent = records[folder]
        evokes, faults = linking.evoked(reader, draft.cited, draft.record.source)
        work.note(faults)
        record = replace(draft.record, evokes=evokes)
        _links(work, record.body)
        work.limits[record.source.path] = (max(record.visibility, parent.visibility), False)
        if isinstance(record, Report):
            records[folder] = replace(parent, reports=(*parent.reports, record))
        else:
            records[folder] = replace(parent, reviews=(*parent.reviews, record))
    return tuple(_sorted_internship(record) for record in records.values())


def _sorted_internship(record: Internship) -> Internship:
    reports = tuple(sorted(record.reports, key=lambda report: (report.number, report.slug)))
    reviews = tuple(sorted(record.reviews, key=_review_key))
    return replace(record, reports=reports, reviews=reviews)


def _review_key(review: Review) -> tuple[bool, str]:
    return (review.final, review.slug)


def _hosted(work: _Work, draft: InternshipDraft) -> Internship:
    record = draft.record
    _links(work, record.body)
    work.limits[record.source.path] = (record.visibility, False)
    periods = []
    told: set[tuple[str | int, ...]] = set()
    for period, host in zip(record.periods, draft.hosts, strict=True):
        organisation, faults = linking.link_host(host, work.setting.organisations, record.source)
        if host and host.route not in told:
            work.note(faults)
            told.add(host.route)
        periods.append(replace(period, organisation=organisation))
    return replace(record, periods=tuple(periods))


def _own_files(work: _Work, record: Student) -> Student:
    """Resolve the photo and the certificates of the home page."""
    _links(work, record.body)
    source = record.source
    if not source.path:
        return record
    work.limits[source.path] = (record.visibility, False)
    photo = _own(work, source, record.photo, "MED002", "photo")
    certifications = tuple(
        replace(one, file=_own(work, source, one.file, "MED003", "certifications", index, "fichier"))
        for index, one in enumerate(record.certifications)
    )
    return replace(record, photo=photo, certifications=certifications)


def _own(work: _Work, source: Source, written: str | None, code: str, *route: str | int) -> str | None:
    if written is None:
        return None
    found = own_file(work.shelf, written, _folder(source.path))
    if found.path is None:
        work.note([missing(code, source.at(*route), work.shelf, written, found)])
    else:
        work.shows.setdefault(source.path, []).append((found.path, Visibility.PUBLIC))
    return found.path


def _links(work: _Work, body: Body | None) -> None:
    if body is None:
        return
    shown, faults = body_links(work.shelf, body)
    work.note(faults)
    if shown:
        work.shows.setdefault(body.path, []).extend((path, Visibility.PUBLIC) for path in shown)


def _folder(path: str) -> str:
    return path[: path.rfind("/") + 1]


def _seen(work: _Work, student: Student, one: Placed) -> Seen:
    """Sum up a file for the ledger."""
    file = one.file
    base = Seen(path=file.path, disk=file.disk, fate=file.fate, reason=file.reason, address=one.address)
    if one.role is None:
        return base
    document = work.documents.get(file.path)
    if document is not None and document.rejected:
        return replace(base, fate=Fate.REJECTED, reason=reason_of(document))
    if one.role in (Role.EVALUATIONS, Role.COHORT):
        return replace(base, fate=Fate.DATA)
    if one.role is Role.ATTACHMENT:
        return replace(base, address=safe_path(file.path))
    own, draft = work.limits.get(file.path, (Visibility.PUBLIC, False))
    limit = max(own, student.visibility, work.setting.default_visibility)
    shows = tuple((path, max(limit, visibility)) for path, visibility in work.shows.get(file.path, ()))
    until = work.setting.cohort.publish_until
    return replace(base, page=True, visibility=limit, draft=draft, until=until, shows=shows)


def reason_of(document: Document) -> str:
    """Say why nothing of a document could be read: its gravest fault."""
    grave = [one for one in document.diagnostics if one.severity is Severity.ERROR]
    return next((one.message for one in grave or document.diagnostics), "illisible")


def _private(work: _Work, seen: Iterable[Seen]) -> None:
    """Keep the private traces of what the public may read."""
    for one in seen:
        if one.page and one.fate is None and not one.draft and Audience.PUBLIC.sees(one.visibility):
            work.note(private_traces(work.documents[one.path]))
