"""``Door``: the school with an editor's unsaved texts, and the result of ``check`` on a portfolio of it.

It asks a memo whose files are those on disk, with the editor's texts laid over them. A text that cannot be parsed is
half typed: the last one that could be is used in its place, and only its own faults are those of the present text.
Nothing of this is kept: the memo of the door is never closed, and no other command shares it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from msgspec import Struct
from msgspec.structs import replace

from vitrail.building.making.facts import attached
from vitrail.building.making.facts.attached import AskedPaths
from vitrail.building.making.facts.counted import assessed_school, path_portfolios, portfolio_faults
from vitrail.building.making.facts.parts import PORTFOLIO, text_pages
from vitrail.building.making.facts.people import file_list, person, school_record
from vitrail.building.making.facts.run import portfolios, tell
from vitrail.building.making.facts.tried import Tried, text_faults, texts
from vitrail.building.making.facts.tried import tell as tell_texts
from vitrail.building.making.planning import bare_site
from vitrail.building.making.texts import TOO_MANY, TrialResult, outcome
from vitrail.building.making.works import Works, lent
from vitrail.building.publishing.unchanged import shelf_of
from vitrail.building.publishing.workers.parts import job
from vitrail.building.publishing.workers.render import render_page
from vitrail.content.model.framework import Framework
from vitrail.content.model.school import School
from vitrail.content.model.student import Student
from vitrail.content.reading.disk.names import safe_path
from vitrail.content.reading.disk.roles import SourceFile
from vitrail.content.reading.files import read_file
from vitrail.content.reading.questions import common, own_files, stray, tree
from vitrail.content.reading.text.documents import read_document
from vitrail.doors.editing.unsaved import HeldText, UnsavedFiles
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.diagnostics.diagnostic import in_order
from vitrail.ground.memo.memo import Memo
from vitrail.knowledge.coverage.tables import StudentCoverage
from vitrail.site.project import Project

Owner = tuple[str, str]
"""Folders of class and student; two empty texts for a portfolio alone."""


class JudgedPortfolio(Struct, frozen=True, kw_only=True):
    """A portfolio with its unsaved texts, as checked."""

    owner: Owner
    school: School
    """The school, reduced to the portfolio and the same student's former and later ones."""
    student: Student | None
    """None for files that are no portfolio."""
    coverage: StudentCoverage | None
    files: tuple[SourceFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    """The faults that ``check`` reports in these files, save those about files withheld from some audience."""

    @property
    def root(self) -> str:
        """The folder of the portfolio, from the portfolios' root, with its slash; empty for a portfolio alone."""
        return "".join(f"{part}/" for part in self.owner if part)

    @property
    def framework(self) -> Framework | None:
        """The référentiel in which its codes are resolved."""
        return self.school.framework_of(self.student) if self.student else None


class Door:
    """A school whose files are being written: unsaved texts, and checks of its portfolios."""

    def __init__(self, project: Project, shared: Works) -> None:
        """Open it on the caches of builds; ``shared`` has the store and the workers of this process."""
        shelf = shelf_of(project)
        self.project = project
        self._shared = shared
        self._files = UnsavedFiles(project, shelf.known())
        self.memo = Memo(self._files, shelf)
        self._half: dict[str, tuple[Diagnostic, ...]] = {}
        """File whose text no longer parses, though it did → the faults of that text."""
        self._tried: dict[str, TrialResult] = {}
        """Digest of a text → result of its rendering."""
        self._places: tuple[tuple[SourceFile, ...], dict[str, SourceFile]] = (), {}
        """The files of the school, and path on disk → file."""
        tell(self.memo, project)
        self.memo.file_cache = shared.store

    def place(self, path: str) -> SourceFile | None:
        """Return a file with its role, by its path on disk from the portfolios' root; None if it is not there."""
        if self._places[0] is not self.placed():
            self._places = self.placed(), {source.file.disk: source for source in self.placed()}
        return self._places[1].get(path)

    def placed(self) -> tuple[SourceFile, ...]:
        """Return every file of the school with its role."""
        return tree(self.memo).layout.files

    def owner(self, path: str) -> Owner | None:
        """Return class and student of a file; None for the school's own files."""
        placed = self.place(path)
        return None if placed is None or placed.student is None else (placed.cohort or "", placed.student)

    def write(self, path: str, raw: bytes) -> None:
        """Lay an editor's text over a file, which may not be on disk yet."""
        if self.place(path) is None:
            self._files.hold(path, raw)
            self.memo.turn(())
        self._half.pop(path, None)
        if (placed := self.place(path)) and (faults := self._half_typed(placed, raw)):
            self._half[path] = faults
        else:
            self._files.hold(path, raw)
        self.memo.turn([path])

    def forget(self, path: str) -> None:
        """Drop the text of a file that an editor has closed: the saved one counts again."""
        self._half.pop(path, None)
        self._files.release(path)
        self.look()

    def look(self) -> None:
        """Check the stamps of files on disk again: some may have been saved, made or deleted."""
        self.memo.turn()

    def read(self, path: str) -> bytes:
        """Return the unsaved text of a file, else its saved one; empty for a file that is missing."""
        with suppress(OSError):
            return self._files.read(path)
        return b""

    def judge(self, owner: Owner | None) -> JudgedPortfolio:
        """Check a portfolio as if every text was saved; the school's own files for None."""
        if owner is None:
            return self._judge_shared()
        memo, files = self.memo, own_files(self.memo, *owner)
        if owner not in portfolios(memo):
            misplaced = stray(memo, *owner).diagnostics
            return JudgedPortfolio(
                owner=owner, school=school_record(memo), student=None, coverage=None, files=files,
                diagnostics=self._of(files, misplaced),
            )  # fmt: skip
        line = path_portfolios(memo, *owner)
        attached.judge(memo, self._shared.store, self._shared.crew, AskedPaths(), line)
        self._try_texts(owner)
        known = assessed_school(memo, line)
        return JudgedPortfolio(
            owner=owner,
            school=known.school,
            student=person(memo, *owner),
            coverage=known.coverage.student(*map(safe_path, owner)),
            files=files,
            diagnostics=self._of(files, (*portfolio_faults(memo, *owner), *text_faults(memo, *owner))),
        )

    def page(self, owner: Owner, path: str) -> bytes | None:
        """Render the page of a portfolio's text as it is typed; None for a file without a page of its own."""
        audience = self.project.audience.name
        wanted = {seen.path for seen in file_list(self.memo, *owner).seen if seen.disk == path}
        spec = next(text_pages(self.memo, (audience, PORTFOLIO, *owner), wanted), None) if wanted else None
        if spec is None:
            return None
        _, dress = self._shared.dress(self.project)
        task = job(bare_site(self.project, self.memo, dress()), spec, local=False)
        return render_page(replace(task, raws=(self.read(path), *task.raws[1:]))).html

    def _judge_shared(self) -> JudgedPortfolio:
        """Check the school's own files alone; the faults that they cause in portfolios are reported there."""
        shared = common(self.memo)
        files = tuple(source for source in self.placed() if source.student is None)
        return JudgedPortfolio(
            owner=("", ""), school=shared.record.school, student=None, coverage=None, files=files,
            diagnostics=self._of(files, shared.diagnostics),
        )  # fmt: skip

    def _of(self, files: Iterable[SourceFile], every: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Keep the diagnostics of some files; half-typed files have the faults of their present text instead."""
        half = {source.file.path: self._half[source.file.disk] for source in files if source.file.disk in self._half}
        own = {source.file.path for source in files} - half.keys()
        folders = {path.rpartition("/")[0] for path in own}
        told = (fault for fault in every if fault.place.path in own | folders)
        return in_order((*told, *(fault for faults in half.values() for fault in faults)))

    def _try_texts(self, owner: Owner) -> None:
        """Give the memo the results of rendering a portfolio's texts; each text is rendered once."""
        disks = {seen.path: seen.disk for seen in file_list(self.memo, *owner).seen}
        bodies = person(self.memo, *owner).bodies
        for body in bodies:
            if body.digest not in self._tried or self._tried[body.digest].path != body.path:
                self._tried[body.digest] = outcome(body, self.read(disks[body.path]))
        tried = [self._tried[body.digest] for body in bodies]
        beyond = dict.fromkeys(texts(self.memo, *owner).beyond, TOO_MANY)
        tell_texts(
            self.memo, *owner,
            Tried(
                refused=beyond | {text.path: text.reason for text in tried if text.reason},
                lost={text.path: text.lost for text in tried if text.lost},
            ),
        )  # fmt: skip

    def _half_typed(self, placed: SourceFile, raw: bytes) -> tuple[Diagnostic, ...]:
        """Return the faults of a text that no longer parses, or lost its keys; empty if the one before is no better."""
        document = read_document(HeldText(raw), placed)
        if not document.rejected and (document.has_front_matter or not placed.file.disk.endswith(".md")):
            return ()
        held = self.read(placed.file.disk)
        standing = read_document(HeldText(held), placed)
        better = not standing.rejected and (document.rejected or standing.has_front_matter)
        return read_file(placed, HeldText(raw)).faults if better and held else ()


@contextmanager
def opened(project: Project) -> Iterator[Door]:
    """Yield the door of a school, with the caches of its builds."""
    project = replace(project, jobs=1)
    with lent(project) as shared:
        yield Door(project, shared)
