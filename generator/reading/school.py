"""The whole reading: a folder becomes a school, the lines of its ledger and what is wrong with it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place
from generator.diagnostics.diagnostic import in_order
from generator.language import mark
from generator.model.audience import Visibility
from generator.model.framework import Framework
from generator.model.internships.organisation import Organisation
from generator.model.ledger import Seen
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.reading.context import PortfolioContext
from generator.reading.disk.layout import Layout, lay_out
from generator.reading.disk.lookup import Shelf, body_links
from generator.reading.disk.names import safe_path
from generator.reading.disk.roles import FileRole, SourceFile
from generator.reading.disk.tree import walk
from generator.reading.frameworks import frameworks_of
from generator.reading.memory import Memory
from generator.reading.portfolio import ReadPortfolio, known_framework, settled
from generator.reading.portfolios import Spread, Task, read_task, remember_portfolios
from generator.reading.schemas.pages import read_organisation
from generator.reading.schemas.prose import private_traces, read_body
from generator.reading.schemas.school import read_cohort, read_school_file
from generator.reading.text.alterations import altered
from generator.reading.text.documents import Opener, opener
from generator.values.choices import did_you_mean
from generator.values.document import Document
from generator.values.folding import fold


class Reading(Struct, frozen=True, kw_only=True):
    """Everything that was read, before an audience is chosen."""

    school: School
    files: tuple[Seen, ...]
    """Every file met, sorted by path: what ``reading.ledger.close`` needs."""
    diagnostics: tuple[Diagnostic, ...]
    """In file order."""
    portfolios: tuple[tuple[Task, ReadPortfolio], ...] = ()
    """Each portfolio as it was read, with what it was read from: one can be read again without the others."""


class _Common(Struct, kw_only=True):
    """What is gathered of the school's own files while they are read."""

    school: School = field(default_factory=School)
    frameworks: Mapping[str, Framework] = field(default_factory=dict)
    organisations: list[Organisation] = field(default_factory=list)
    cohorts: dict[str, Cohort] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)


def read_school(
    portfolios: Path, *, only: str | None = None, memory: Memory | None = None, spread: Spread | None = None
) -> Reading:
    """Read every file under a folder; a missing one is an empty school.

    With ``only``, ``cohort/student`` or a class, the other students' files are left out, save those of the former
    portfolios that it comes from. A portfolio whose bytes ``memory`` knows is not read again; the others are, by
    ``spread``. Never raises for what people wrote: faults are diagnostics, and each file is in ``Reading.files`` once.
    """
    whole = lay_out(walk(portfolios))
    read = opener(portfolios)
    layout = _keep(whole, only, read) if only else whole
    pages = frozenset(one.file.path for one in whole.files if one.address)  # a link to who is left out is no fault
    common = _read_common(layout, read, memory, pages)
    tasks = tuple(_tasks(portfolios, layout, common, _people(whole), pages))
    found = remember_portfolios(tasks, memory, spread) if memory else map(read_task, tasks)
    students: dict[str, list[Student]] = {slug: [] for slug in layout.cohorts}
    read_with = tuple(zip(tasks, found, strict=True))
    for task, portfolio in read_with:
        students.setdefault(task.setting.cohort.slug, []).append(portfolio.student)
        common.faults.extend(portfolio.diagnostics)
        common.seen.extend(portfolio.seen)
    return Reading(
        school=replace(
            common.school,
            frameworks=common.frameworks,
            organisations=tuple(common.organisations),
            cohorts=tuple(
                replace(_cohort(common, slug), slug=safe_path(slug), students=tuple(found))
                for slug, found in students.items()
            ),
        ),
        files=tuple(sorted(common.seen, key=lambda seen: seen.path)),
        diagnostics=in_order((*layout.diagnostics, *common.faults)),
        portfolios=read_with,
    )


def _people(layout: Layout) -> Mapping[str, tuple[str, ...]]:
    """Name the students of each class, those that are left out too: a réalisation names its author's classmates."""
    found: dict[str, set[str]] = {}
    for one in layout.files:
        if one.address and one.cohort is not None and one.student is not None:
            found.setdefault(one.cohort, set()).add(one.student)
    return {cohort: tuple(sorted(people)) for cohort, people in found.items()}


def _tasks(
    portfolios: Path, layout: Layout, common: _Common, people: Mapping[str, tuple[str, ...]], pages: frozenset[str]
) -> Iterator[Task]:
    """Yield each portfolio with what it needs to know of the whole school, class by class."""
    groups = _by_student(layout, common)
    names = frozenset(f"{cohort}/{student}".strip("/") for cohort, mates in people.items() for student in mates)
    hosts = {fold(one.name): one for one in common.organisations} | {
        fold(one.slug): one for one in common.organisations
    }
    for slug in layout.cohorts:
        mates = tuple(student for cohort, student in groups if cohort == slug)
        setting = PortfolioContext(
            root=portfolios,
            cohort=_cohort(common, slug),
            frameworks=common.frameworks,
            organisations=hosts,
            classmates=people.get(slug, mates),
            portfolios=names,
            pages=pages,
            default_visibility=common.school.default_visibility,
            megabytes=common.school.megabytes,
        )
        for student in mates:
            yield Task(setting=setting, slug=student, files=tuple(groups[slug, student]))


def _cohort(common: _Common, slug: str) -> Cohort:
    return common.cohorts.get(slug) or Cohort(slug=slug, name=slug)


def _keep(layout: Layout, only: str, read: Opener) -> Layout:
    """Leave the other students out; a repeater's former portfolios count in theirs, and are read too."""
    homes = {fold(_owner(one)): one for one in layout.files if one.role is FileRole.HOME}
    asked = fold(only.strip("/"))
    wanted = {asked}
    found = [key for key, one in homes.items() if asked in _names(one)]
    while found:
        key = found.pop()
        wanted.add(key)
        former = read(homes[key]).data.get("vient de")
        found += {fold(former)} & (homes.keys() - wanted) if isinstance(former, str) else ()
    files = (one for one in layout.files if one.student is None or not wanted.isdisjoint(_names(one)))
    return replace(layout, files=tuple(files))


def _names(one: SourceFile) -> tuple[str, str]:
    """Whose a file is, and of which class, as they are compared."""
    return fold(_owner(one)), fold(one.cohort or "")


def _owner(one: SourceFile) -> str:
    return f"{one.cohort}/{one.student}".strip("/")


def _by_student(layout: Layout, common: _Common) -> dict[tuple[str, str], list[SourceFile]]:
    """Group the files of each student; a folder without any page is no portfolio."""
    groups: dict[tuple[str, str], list[SourceFile]] = {}
    for one in layout.files:
        if one.cohort is not None and one.student is not None:
            groups.setdefault((one.cohort, one.student), []).append(one)
    kept = {}
    for key in sorted(groups):
        files = groups[key]
        if layout.single or any(one.address for one in files):
            kept[key] = files
            continue
        common.seen.extend(settled(one, None) for one in files)
        verdicts = [one for one in files if one.role is FileRole.EVALUATIONS]
        sealed = [one for one in files if one.role is FileRole.SEALED]
        for one in verdicts or sealed[:1]:  # a departure may forget the sealed texts alone
            mates = sorted(name for cohort, name in groups if cohort == key[0] and name != key[1])
            hint = did_you_mean(key[1], mates)
            place = Place(path=one.file.path)
            common.faults.append(Diagnostic.at("EVA004", place, name=key[1], suggestion=hint))
    return kept


def _read_common(layout: Layout, read: Opener, memory: Memory | None, pages: frozenset[str]) -> _Common:
    """Read what every portfolio needs: the school, the référentiels, the organisations, the classes."""
    common = _Common()
    shared = [one for one in layout.files if one.student is None]
    documents = {one.file.path: read(one) for one in shared if one.role not in (None, FileRole.ATTACHMENT)}
    for document in documents.values():
        common.faults.extend(document.diagnostics)
    valid = [one for one in shared if one.file.path in documents and not documents[one.file.path].rejected]
    common.frameworks, faults = frameworks_of(
        (documents[one.file.path] for one in valid if one.role is FileRole.FRAMEWORK), memory
    )
    common.faults.extend(faults)
    for one in valid:
        _read_shared(common, one, documents[one.file.path])
    shelf_files = {one.file.path: one.file.disk for one in shared if one.role is not None}
    shelf = Shelf(root="", files=shelf_files, pages=pages)
    for one in shared:
        common.seen.append(_seen(common, one, documents.get(one.file.path), shelf))
    return common


def _read_shared(common: _Common, one: SourceFile, document: Document) -> None:
    match one.role:
        case FileRole.SCHOOL:
            found = read_school_file(document, common.faults)
            common.school = replace(found, body=common.school.body)
        case FileRole.SCHOOL_PAGE:
            common.school = replace(common.school, body=read_body(document))
        case FileRole.ORGANISATION:
            if document.text.strip() and not document.has_front_matter:
                outcome = mark("il lui manque un nom")
                common.faults.append(Diagnostic.at("YAM016", document.source.at(), outcome=outcome, suggestion=""))
            common.organisations.append(read_organisation(document, one.slug, common.faults))
        case FileRole.COHORT:
            cohort, name = read_cohort(document, one.cohort or "", common.faults)
            place = document.source.at("referentiel")  # an unknown one withholds coverage, not pages
            known = name and known_framework(name, common.frameworks, place, common.faults)
            common.cohorts[cohort.slug] = replace(cohort, framework=known)


def _seen(common: _Common, one: SourceFile, document: Document | None, shelf: Shelf) -> Seen:
    """Sum up a file that belongs to no student."""
    found = settled(one, document)
    if found.fate or document is None:
        return found
    shown = body_links(shelf, read_body(document), common.faults)
    common.faults.extend((*private_traces(document), *altered(document)))
    limit = common.school.default_visibility if one.role is FileRole.ORGANISATION else Visibility.PUBLIC
    return replace(found, page=True, visibility=limit, shows=tuple((path, limit) for path in shown))
