"""The one door to a school that is being written: what a text says, and what ``check`` would say of a portfolio.

It answers from the memo, over what is saved and what an editor holds. A text that cannot be read is half typed: the
last one that could be read stands for everybody else, and only its own faults are fresh. None of this is ever kept:
the memo of the door is never closed, and no other command knows it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.coverage.tables import StudentCoverage
from generator.diagnostics import Diagnostic
from generator.diagnostics.diagnostic import in_order
from generator.editing.unsaved import UnsavedFiles
from generator.making.examination import Examination, examine
from generator.making.texts import TrialResult, outcome, texts_of
from generator.making.works import Works, may_keep, passing, works
from generator.memo.memo import Memo
from generator.model.framework import Framework
from generator.model.school import Cohort, School
from generator.model.source import Body, Source
from generator.model.student import Student
from generator.project import Project
from generator.publishing.unchanged import shelf_of
from generator.reading.context import FileReading
from generator.reading.disk.names import safe_path
from generator.reading.disk.roles import FileRole, SourceFile
from generator.reading.files import read_file
from generator.reading.questions import common, own_files, owners, portfolio, tree
from generator.reading.text.documents import read_document
from generator.rules.silence import SILENCES, Extent
from generator.values.document import Document
from generator.values.folding import fold

Owner = tuple[str, str]
"""Class and student, by their folders; of a portfolio alone, two empty texts."""
_ONCE: Final = frozenset({"PRV009", *(row.by for row in SILENCES if row.scope is Extent.SCHOOL)})
"""Told once of a whole school, of whichever portfolio comes first: a portfolio alone says nothing of them."""

_GOES_ON: Final = b"vient"
"""What the home of a portfolio that goes on with another one surely says."""


class JudgedPortfolio(Struct, frozen=True, kw_only=True):
    """A portfolio as it is being written."""

    owner: Owner
    school: School
    """The portfolio, and those that it comes from, in the school around them."""
    cohort: Cohort | None
    """None with the student: their files are no portfolio."""
    student: Student | None
    coverage: StudentCoverage | None
    files: tuple[SourceFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    """What ``check`` says of these files, save what the names that others declare, and other pages, make it say."""

    @property
    def root(self) -> str:
        """The folder of the portfolio, from the portfolios' root, with its slash; empty for a portfolio alone."""
        return "".join(f"{part}/" for part in self.owner if part)

    @property
    def framework(self) -> Framework | None:
        """The référentiel that its codes are read in."""
        return self.school.framework_of(self.student) if self.student else None


class Door:
    """What is asked of a school while its files are written."""

    def __init__(self, project: Project, shared: Works) -> None:
        """Open it on what builds remember: ``shared`` lends the store and the crew of this process."""
        shelf = shelf_of(project)
        self.project = project
        self._shared = shared
        self._files = UnsavedFiles(project.portfolios, shelf.known(), project.apart)
        self.memo = Memo(self._files, shelf)
        self._half: dict[str, tuple[Diagnostic, ...]] = {}
        """File whose text cannot be read, though it could be → its own faults."""
        self._tried: dict[str, TrialResult] = {}
        """Texts by their digest: what rendering them shows."""
        self._places: tuple[tuple[SourceFile, ...], dict[str, SourceFile]] = (), {}
        """The files of the school, and each by its path."""
        self._next: dict[str, Owner] | None = None
        """Former portfolio, folded → the one that goes on with it; None when it is to be asked again."""

    def place(self, path: str) -> SourceFile | None:
        """Say what a file is read as, by its path from the portfolios' root as the disk spells it."""
        if self._places[0] is not self.placed():
            self._places = self.placed(), {one.file.disk: one for one in self.placed()}
        return self._places[1].get(path)

    def placed(self) -> tuple[SourceFile, ...]:
        """Say what every file of the school is read as."""
        return tree(self.memo).layout.files

    def student(self, owner: Owner) -> Student:
        """Return a portfolio as it is read."""
        return portfolio(self.memo, *owner).record

    def owner(self, path: str) -> Owner | None:
        """Say whose a file is; None for the school's own."""
        found = self.place(path)
        return None if found is None or found.student is None else (found.cohort or "", found.student)

    def read_text(self, path: str, raw: bytes) -> FileReading:
        """Return what a file would say if it held these bytes: its records, before they are linked, and its faults.

        Raises KeyError: there is no such file, on the disk or in an editor.
        """
        found = self.place(path)
        if found is None:
            raise KeyError(path)
        return read_file(found, _Text(raw))

    def write(self, path: str, raw: bytes) -> None:
        """Take what an editor holds of a file, which may be on no disk yet."""
        if self.place(path) is None:
            self._files.hold(path, raw)
            self.memo.turn(())
        self._half.pop(path, None)
        self._next = None if _GOES_ON in (self.read(path) + raw).lower() else self._next
        if self.place(path) and (faults := self._half_typed(path, raw)):
            self._half[path] = faults
        else:
            self._files.hold(path, raw)
        self.memo.turn([path])

    def forget(self, path: str) -> None:
        """An editor has closed a file: what is saved stands."""
        self._half.pop(path, None)
        self._files.release(path)
        self.look()

    def look(self) -> None:
        """Look at the disk again: something was saved, made or deleted."""
        self._next = None
        self.memo.turn()

    def read(self, path: str) -> bytes:
        """Return what is held of a file, or saved, empty for one that is not there."""
        with suppress(OSError):
            return self._files.read(path)
        return b""

    def judge(self, owner: Owner | None) -> JudgedPortfolio:
        """Say of a portfolio what ``check`` would say if everything was saved; of the school's own files for None."""
        if owner is None:
            return self._judge_shared()
        files = own_files(self.memo, *owner)
        asked = replace(self.project, only_student="/".join(self._last(owner)).strip("/"))
        examination = examine(asked, self.memo, self._shared.store, self._shared.crew, alone=True)
        slugs = tuple(map(safe_path, owner))
        cohort = next((one for one in examination.reading.school.cohorts if one.slug == slugs[0]), None)
        read = examination.reading.portfolios.get(owner)
        examination = self._with_texts(examination, read.record.bodies if read else ())
        return JudgedPortfolio(
            owner=owner,
            school=examination.counted,
            cohort=cohort if read else None,
            student=read.record if read else None,
            coverage=examination.coverage.student(*slugs),
            files=files,
            diagnostics=self._of(files, examination.diagnostics),
        )

    def _judge_shared(self) -> JudgedPortfolio:
        """Judge the school's own files alone: what they make true of portfolios is said of those."""
        shared = common(self.memo)
        files = tuple(one for one in self.placed() if one.student is None)
        return JudgedPortfolio(
            owner=("", ""), school=shared.record.school, cohort=None, student=None, coverage=None, files=files,
            diagnostics=self._of(files, shared.diagnostics),
        )  # fmt: skip

    def people(self) -> tuple[Owner, ...]:
        """Name the portfolios."""
        return tuple((cohort, student) for cohort, student, owned in owners(self.memo) if owned)

    def _of(self, files: Iterable[SourceFile], found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Keep what is told of some files, and say of those that are half typed what is wrong with them now."""
        half = {one.file.path: self._half[one.file.disk] for one in files if one.file.disk in self._half}
        own = {one.file.path for one in files} - half.keys()
        folders = {path.rpartition("/")[0] for path in own}
        told = (one for one in found if one.place.path in own | folders and one.code not in _ONCE)
        return in_order((*told, *(one for faults in half.values() for one in faults)))

    def _with_texts(self, examination: Examination, bodies: tuple[Body, ...]) -> Examination:
        """Add what rendering the texts of a portfolio shows; a text is rendered once."""
        disks = {seen.path: seen.disk for seen in examination.reading.files}
        for body in bodies:
            if body.digest not in self._tried or self._tried[body.digest].path != body.path:
                self._tried[body.digest] = outcome(body, self.read(disks[body.path]))
        found = [self._tried[body.digest] for body in bodies]
        texts = texts_of(examination, "")
        texts.learn(
            (one.path for one in found),
            {one.path: one.reason for one in found if one.reason},
            {one.path: one.lost for one in found if one.lost},
        )
        return texts.noted(examination)

    def _last(self, owner: Owner) -> Owner:
        """Say which portfolio goes on with one, and with what goes on with it: they are judged together."""
        if self._next is None:
            homes = {(one.cohort, one.student): one for one in self.placed() if one.role is FileRole.HOME}
            going = [
                who for who in self.people() if who in homes and _GOES_ON in self.read(homes[who].file.disk).lower()
            ]
            named = ((portfolio(self.memo, *who).record.comes_from, who) for who in going)
            self._next = {fold(former): who for former, who in named if former}
        line = [owner]
        while (later := self._next.get(fold("/".join(map(safe_path, line[-1]))))) and later not in line:
            line.append(later)
        return line[-1]

    def _half_typed(self, path: str, raw: bytes) -> tuple[Diagnostic, ...]:
        """Say what is wrong with a text that cannot be read, or lost its keys, when the one that stands is better."""
        document = self._document(path, raw)
        if not document.rejected and (document.has_front_matter or not path.endswith(".md")):
            return ()
        standing = self._document(path, self.read(path))
        better = not standing.rejected and (document.rejected or standing.has_front_matter)
        return self.read_text(path, raw).faults if better and self.read(path) else ()

    def _document(self, path: str, raw: bytes) -> Document:
        found = self.place(path)
        return read_document(_Text(raw), found) if found else Document(source=Source(path=path))


class _Text(Struct, frozen=True):
    """One text, whatever its file."""

    raw: bytes

    def read(self, _: str) -> bytes:
        """Return it."""
        return self.raw

    def size(self, _: str) -> int:
        """Return how many bytes it has."""
        return len(self.raw)


@contextmanager
def opened(project: Project) -> Iterator[Door]:
    """Open the door of a school, with what builds remember of it where they may write."""
    project = replace(project, jobs=1)
    lent = works if may_keep(project) else passing
    with lent(project) as shared:
        yield Door(project, shared)
