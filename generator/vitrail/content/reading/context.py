"""The data passed around while one portfolio is read: its setting, its files, the drafts and the faults so far."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import Self

from msgspec import Struct

from vitrail.content.model.audience import Visibility
from vitrail.content.model.framework import Framework
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.school import Cohort
from vitrail.content.model.source import Body, Source, Written
from vitrail.content.model.student import FreePage, Student, WatchEntry
from vitrail.content.model.verdict import Verdict
from vitrail.content.reading.disk.hashing import Disk
from vitrail.content.reading.disk.lookup import Shelf, body_links, folder_of, missing, own_file
from vitrail.content.reading.disk.roles import SourceFile
from vitrail.content.reading.schemas.internship import InternshipDraft, ReportDraft
from vitrail.content.reading.schemas.prose import MAX_LINKS
from vitrail.content.reading.schemas.realisation import RealisationDraft
from vitrail.content.values.document import Document
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import mark

_LINKS = mark("liens, images et références")


class PortfolioContext(Struct, frozen=True, kw_only=True):
    """The facts about the school that the reading of a portfolio depends on."""

    cohort: Cohort
    frameworks: Mapping[str, Framework]
    organisations: Mapping[str, Organisation]
    """Folded file name, and folded name → the host."""
    classmates: tuple[str, ...] = ()
    portfolios: Mapping[str, str] = {}
    """``cohort/student``, with the present or a former name of the class → the present folder."""
    pages: Container[str] = frozenset()
    """Paths of every page of the school."""
    default_visibility: Visibility = Visibility.PUBLIC
    megabytes: int = 300
    """Most megabytes of its attachments."""
    home: str = ""
    """Path of the portfolios' folder from the school's."""


class FileReading(Struct, frozen=True, kw_only=True):
    """The result of reading one file alone; it depends only on its bytes and its place."""

    document: Document
    drafts: "Drafts"
    faults: tuple[Diagnostic, ...]
    traces: tuple[Diagnostic, ...] = ()
    """Faults that are reported only if the public may read the file (``schemas.prose.traces``)."""


class OwnFiles(Struct, frozen=True, kw_only=True):
    """Functions that read the files of a portfolio, and a few facts of other portfolios, on demand."""

    disk: Disk
    """The disk that they are on."""
    reading: Callable[[SourceFile], FileReading]
    """Page or data file → its reading."""
    content: Callable[[str], str]
    """Path on the disk → hash of the file's content (``hash_content``), empty when it cannot be read."""
    name_of: Callable[[str], str]
    """Folder of another portfolio → the name on its home page, folded: « last first »; empty without one."""
    stages_of: Callable[[str], tuple[str, ...]]
    """Folder of another portfolio → slugs of its stages, and of those of the portfolios that it comes from."""


class Work(Struct, kw_only=True):
    """The mutable state of the reading of one portfolio; it lives no longer than :func:`read_portfolio`."""

    setting: PortfolioContext
    shelf: Shelf
    own: OwnFiles
    faults: list[Diagnostic] = []
    documents: dict[str, Document] = {}
    traces: dict[str, tuple[Diagnostic, ...]] = {}
    shows: dict[str, list[tuple[str, Visibility]]] = {}
    limits: dict[str, tuple[Visibility, bool]] = {}
    """Page → its own visibility and whether it is a draft."""

    def text_of(self, path: str) -> str:
        """Return the prose of a page; empty for one that is not there or could not be read."""
        return self.documents[path].text if path in self.documents else ""

    def content(self, path: str) -> str:
        """Return the hash of the content of a file of the portfolio; empty when it cannot be read."""
        return self.own.content(self.shelf.files[path])


class Drafts(Struct, kw_only=True):
    """The records of one portfolio before they are linked."""

    home: Student | None = None
    """The student, with option and référentiel as written, not resolved."""
    realisations: list[RealisationDraft] = []
    internships: list[InternshipDraft] = []
    reports: list[tuple[str, ReportDraft]] = []
    watch: list[WatchEntry] = []
    pages: list[FreePage] = []
    verdicts: list[Verdict] = []

    @property
    def bodies(self) -> Iterator[Body]:
        """Yield the body of every record that has one."""
        home = (self.home,) if self.home else ()
        own = (draft.record for drafts in (self.realisations, self.internships) for draft in drafts)
        records = (*home, *own, *(report.record for _, report in self.reports), *self.watch, *self.pages)
        yield from (record.body for record in records if record.body)

    def add(self, others: Self) -> None:
        """Append the records of another file."""
        self.home = others.home or self.home
        for name in self.__struct_fields__[1:]:
            getattr(self, name).extend(getattr(others, name))


def entered(work: Work, page: Written, limit: Visibility, *, draft: bool = False) -> tuple[str, ...]:
    """Record who may read a page, resolve the links of its text, and return the files that it shows or links."""
    work.limits[page.source.path] = (limit, draft)
    if (body := page.body) is None:
        return ()
    shown = body_links(work.shelf, body, work.faults)
    if len(body.links) >= MAX_LINKS:
        work.faults.append(Diagnostic.at("STR033.file", Place(path=body.path), what=_LINKS, limit=MAX_LINKS))
    if shown:
        work.shows.setdefault(body.path, []).extend((path, Visibility.PUBLIC) for path in shown)
    return shown


def contents(work: Work, shown: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the path in the portfolio, and the hash of the content, of each file that a text shows or links."""
    for path in shown:
        yield path.removeprefix(work.shelf.root), work.content(path)


def named_file(
    work: Work, source: Source, written: str | None, code: str, *route: str | int, limit: Visibility = Visibility.PUBLIC
) -> str | None:
    """Find a file that front matter names; with a code, show it on the page, or report that it is missing."""
    if written is None:
        return None
    lookup = own_file(work.shelf, written, folder_of(source.path))
    if code and lookup.path:
        work.shows.setdefault(source.path, []).append((lookup.path, limit))
    elif code:
        work.faults.append(missing(code, source.at(*route), work.shelf, written, lookup))
    return lookup.path
