"""The memo's questions about a school's files: their names and roles, the shared files, each portfolio.

A portfolio depends on its own files and on what its class shares, never on another student's text. The pages elsewhere
to which it may link are questions of each folder, answered from the names of files alone.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Student
from vitrail.content.reading.context import FileReading, OwnFiles, PortfolioContext
from vitrail.content.reading.disk.hashing import hash_content
from vitrail.content.reading.disk.layout import Layout, lay_out
from vitrail.content.reading.disk.lookup import folder_of
from vitrail.content.reading.disk.names import is_readable
from vitrail.content.reading.disk.quotas import pages_within
from vitrail.content.reading.disk.roles import FileRole, SourceFile
from vitrail.content.reading.disk.tree import walk
from vitrail.content.reading.files import read_file
from vitrail.content.reading.packing import ReadFiles, packing
from vitrail.content.reading.portfolio import read_portfolio, settled
from vitrail.content.reading.schemas.own import lay_out_own, read_own
from vitrail.content.reading.shared import SharedFacts, read_shared
from vitrail.content.values.folding import fold
from vitrail.content.values.suggesting import astray
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import printed, question, transient


class PlacedFiles(Struct, frozen=True, kw_only=True):
    """Every file of the school with its role and owner, from its path alone."""

    layout: Layout
    names: bytes
    """Digest of the names."""
    owners: dict[tuple[str, str], list[SourceFile]] = {}
    """Class and student → the files that are theirs."""
    folders: dict[str, list[SourceFile]] = {}
    """Folder → the files in it that are pages by their path; a quota may refuse them."""
    own: tuple[SourceFile, ...] = ()
    """The files of the school's own pages, beside the portfolios."""
    own_faults: tuple[Diagnostic, ...] = ()

    def owned(self, owner: tuple[str, str]) -> bool:
        """True if a student's files are a portfolio: a folder without any page is none."""
        return self.layout.single or any(source.address for source in self.owners[owner])


class AskedPages(Struct, frozen=True):
    """The paths of the school's pages; each lookup is a question of the memo, so that a link depends on its target."""

    memo: Memo

    def __contains__(self, path: object) -> bool:
        path = str(path)
        return is_readable(path) and path in pages_in(self.memo, folder_of(path))


@transient(lambda tree: tree.names, part=0)
def tree(memo: Memo) -> PlacedFiles:
    """Give every file its role and its owner, from the names alone."""
    files = memo.names()
    own, faults = lay_out_own(files)
    placing = PlacedFiles(layout=lay_out(walk(files)), names=files.names(), own=own, own_faults=faults)
    for source in placing.layout.files:
        if source.cohort is not None and source.student is not None:
            placing.owners.setdefault((source.cohort, source.student), []).append(source)
    for source in (*placing.layout.files, *own):
        if source.address and source.role is not FileRole.ATTACHMENT:
            placing.folders.setdefault(folder_of(source.file.path), []).append(source)
    return placing


@question(tuple[tuple[str, str, bool], ...], part=0)
def owners(memo: Memo) -> tuple[tuple[str, str, bool], ...]:
    """Return class and student of all who have files, and whether these files are a portfolio."""
    files = tree(memo)
    return tuple((*owner, files.owned(owner)) for owner in sorted(files.owners))


def people(memo: Memo) -> Iterator[tuple[str, str]]:
    """Yield the class and the student of every portfolio."""
    return ((cohort, student) for cohort, student, owned in owners(memo) if owned)


@question(tuple[str, ...], part=0)
def pages_in(memo: Memo, folder: str) -> tuple[str, ...]:
    """Return the paths of the files of a folder that have a page: those that a quota refuses have none."""
    there = tree(memo).folders.get(folder, ())
    refused = {
        source.file.path
        for owner in {(source.cohort or "", source.student) for source in there if source.student is not None}
        for source in placed(memo, *owner).record
        if not source.address
    }
    return tuple(sorted({source.file.path for source in there} - refused))


@question(packing(SharedFacts), part=0)
def common(memo: Memo) -> ReadFiles[SharedFacts]:
    """Read the files that all portfolios depend on: the school, the référentiels, the organisations, the classes."""
    placed = tree(memo)
    own = read_own(placed.own, memo)
    shared = read_shared(placed.layout, own, AskedPages(memo), memo)
    return replace(shared, diagnostics=(*shared.diagnostics, *placed.own_faults))


@question(packing(None), part=0)
def stray(memo: Memo, cohort: str, student: str) -> ReadFiles[None]:
    """Return the lines of the ledger of a folder that is no portfolio, and report its verdicts, which judge nobody."""
    files = own_files(memo, cohort, student)
    verdicts = [source for source in files if source.role is FileRole.EVALUATIONS]
    sealed = [source for source in files if source.role is FileRole.SEALED]
    mates = sorted(name for group, name, _ in owners(memo) if group == cohort and name != student)
    faults = (  # when a student leaves, sealed texts alone may be left behind
        astray("EVA001.student", Place(path=source.file.path), student, mates, name=student)
        for source in verdicts or sealed[:1]
    )
    return ReadFiles(record=None, seen=tuple(settled(source, None) for source in files), diagnostics=tuple(faults))


def class_of(shared: SharedFacts, folder: str) -> Cohort:
    """Return the record of a class; one whose promotion.yml could not be read has the name of its folder."""
    return shared.cohorts.get(folder) or Cohort(slug=folder, name=folder)


def leaving(cohort: Cohort, student: Student) -> Student:
    """Return a student with the day of leaving that they, else the team in promotion.yml, wrote."""
    left = [row.went for row in cohort.enrolments if row.student == student.slug and row.went]
    return replace(student, left_on=student.left_on or left[-1]) if left else student


def _told(setting: PortfolioContext) -> bytes:
    frameworks = sorted(
        (key, framework.source.digest, len(framework.competencies)) for key, framework in setting.frameworks.items()
    )
    facts = (
        setting.cohort, setting.cohort.source.digest, frameworks,
        sorted(setting.organisations.items(), key=lambda pair: pair[0]), setting.classmates,
        sorted(setting.portfolios.items()), setting.default_visibility, setting.megabytes,
    )  # fmt: skip
    return printed(facts)


@transient(_told, part=1)
def about(memo: Memo, cohort: str) -> PortfolioContext:
    """Return the facts about the school that the portfolios of a class depend on."""
    shared = common(memo).record
    school = shared.school
    return PortfolioContext(
        cohort=class_of(shared, cohort),
        frameworks=school.frameworks,
        organisations={fold(organisation.name): organisation for organisation in school.organisations}
        | {fold(organisation.slug): organisation for organisation in school.organisations},
        classmates=tuple(student for group, student in people(memo) if group == cohort),
        portfolios=_portfolios(shared, tuple(people(memo))),
        pages=AskedPages(memo),
        default_visibility=school.default_visibility,
        megabytes=school.megabytes,
        home=memo.input("home") or "",
    )


def _portfolios(shared: SharedFacts, every: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map the folder of each portfolio, with the present or a former name of its class, to the present folder."""
    by_folder: dict[str, str] = {}
    for cohort, student in every:
        here = f"{cohort}/{student}".strip("/")
        by_folder |= {f"{former}/{student}": here for former in class_of(shared, cohort).former_names}
    return by_folder | {here: here for who in every if (here := "/".join(who).strip("/"))}


@question(tuple[SourceFile, ...], part=1)
def own_files(memo: Memo, cohort: str, student: str) -> tuple[SourceFile, ...]:
    """Return a student's files with their roles, from the names alone; kept by class: a new file rewrites one part."""
    return tuple(tree(memo).owners.get((cohort, student), ()))


@question(packing(tuple[SourceFile, ...]))
def placed(memo: Memo, cohort: str, student: str) -> ReadFiles[tuple[SourceFile, ...]]:
    """Return the files of a portfolio with their roles; pages beyond its quotas are rejected and reported."""
    files, faults = pages_within(own_files(memo, cohort, student), memo)
    return ReadFiles(record=files, diagnostics=faults)


@transient(lambda read: printed((read.document.source.digest, read.faults)), inner=True)
def reading(memo: Memo, cohort: str, student: str, disk: str) -> FileReading:
    """Read one file; kept in memory only, so that a process that stays reads again only the file that was saved."""
    return read_file(next(source for source in placed(memo, cohort, student).record if source.file.disk == disk), memo)


@question(str)
def content(memo: Memo, cohort: str, student: str, disk: str) -> str:  # noqa: ARG001  # the part that keeps it
    """Return the hash of the content of a portfolio's file, for seals; empty when it cannot be read."""
    with suppress(OSError):
        return hash_content(memo, disk)
    return ""


@question(str, part=0)
def name_of(memo: Memo, name: str) -> str:
    """Return the name on the home page of a portfolio (``class/student``, folded): « last first », folded, or empty."""
    who = next((who for who in people(memo) if fold("/".join(who)) == name), None)
    home = who and _home(memo, *who)
    return fold(f"{home.last_name} {home.first_name}".strip()) if home else ""


def _home(memo: Memo, cohort: str, student: str) -> Student | None:
    """Return the record of the home page of a portfolio, if it has one."""
    files = placed(memo, cohort, student).record
    homes = (reading(memo, cohort, student, file.file.disk) for file in files if file.role is FileRole.HOME)
    return next((home.drafts.home for home in homes if home.drafts.home), None)


@question(tuple[str, ...], part=0)
def stages_of(memo: Memo, name: str) -> tuple[str, ...]:
    """Return the slugs of the stages of a portfolio (``class/student``, folded), then of those that it comes from."""
    every = {fold(f"{cohort}/{student}"): (cohort, student) for cohort, student in people(memo)}
    known = {fold(said): fold(here) for said, here in _portfolios(common(memo).record, every.values()).items()}
    slugs: dict[str, None] = {}
    seen: set[str] = set()
    while name in every and name not in seen:
        seen.add(name)
        files = placed(memo, *every[name]).record
        stages = (source.file.path.split("/")[-2] for source in files if source.role is FileRole.INTERNSHIP)
        slugs |= dict.fromkeys(stages)
        home = _home(memo, *every[name])
        said = home.former_names if home else ()
        name = next((known[former] for former in map(fold, said) if former in known), "")
    return tuple(slugs)


@question(packing(Student))
def portfolio(memo: Memo, cohort: str, student: str) -> ReadFiles[Student]:
    """Read a student's files, linked to the class."""
    own = placed(memo, cohort, student)
    files = OwnFiles(
        disk=memo,
        reading=lambda source: reading(memo, cohort, student, source.file.disk),
        content=lambda disk: content(memo, cohort, student, disk),
        name_of=lambda folder: name_of(memo, fold(folder)),
        stages_of=lambda folder: stages_of(memo, fold(folder)),
    )
    read = read_portfolio(about(memo, cohort), student, own.record, files)
    return replace(read, diagnostics=(*own.diagnostics, *read.diagnostics))
