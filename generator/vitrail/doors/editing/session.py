"""The state of one editor: the schools that it has open, their doors, the faults published for each file."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from vitrail.content.model.audience import Audience
from vitrail.content.values.folding import grouped
from vitrail.doors.editing.door import Door, JudgedPortfolio, Owner, opened
from vitrail.ground.diagnostics import Diagnostic
from vitrail.site.project import UnusableProjectError
from vitrail.site.settings import CommandOptions, find_project, find_root

_TEXTS: Final = frozenset({".md", ".markdown", ".yml", ".yaml"})


class EditedFile(Struct, frozen=True):
    """A file that an editor shows, and the school that it is of."""

    door: Door
    path: str
    """From the portfolios' root, as the disk spells it."""

    @property
    def place(self) -> Path:
        """Return its path on the disk."""
        return Path(self.door.memo.files.place(self.path))

    @property
    def owner(self) -> Owner | None:
        """Return class and student of the file; None for the school's own."""
        return self.door.owner(self.path)


class EditorSession(Struct):
    """The schools whose files an editor has open."""

    _stack: ExitStack = field(default_factory=ExitStack)
    _doors: dict[Path, Door | None] = {}
    """Root of a school → its door, None for a folder that is no school."""
    _known: dict[tuple[Path, Owner | None], JudgedPortfolio] = {}
    _told: dict[Path, tuple[Diagnostic, ...]] = {}
    """File → the faults published for it."""

    def close(self) -> None:
        """Close the schools."""
        self._stack.close()

    def find(self, file: Path) -> EditedFile | None:
        """Return the text file of a school at a path; None for any other file."""
        if file.suffix.lower() not in _TEXTS:
            return None
        root = find_root(file.parent)
        if root not in self._doors:
            self._doors[root] = self._opened(root)
        if (door := self._doors[root]) is None:
            return None
        base = door.project.portfolios
        pairs = ((base, file), (base.resolve(), file.resolve()))
        inside = (place.relative_to(folder) for folder, place in pairs if place.is_relative_to(folder))
        return next((EditedFile(door, path.as_posix()) for path in inside), None)

    def doors(self) -> Iterator[Door]:
        """Return the open doors."""
        return filter(None, self._doors.values())

    def _opened(self, root: Path) -> Door | None:
        try:
            project = find_project(root, CommandOptions(), Audience.TEAM)
        except UnusableProjectError:
            return None
        return self._stack.enter_context(opened(project))

    def judge(self, file: EditedFile) -> JudgedPortfolio:
        """Check the portfolio of a file again, and keep the result."""
        judged = file.door.judge(file.owner)
        self._known[file.door.project.root, file.owner] = judged
        return judged

    def known(self, file: EditedFile) -> JudgedPortfolio:
        """Return the last check of the portfolio of a file; check it if there is none."""
        return self._known.get((file.door.project.root, file.owner)) or self.judge(file)

    def news(self, file: EditedFile, *, alone: bool) -> Mapping[Path, tuple[Diagnostic, ...]]:
        """Check again; return the faults of the file, and of the other files whose faults changed.

        ``alone``: of the file only, while it is typed; the faults of the others are published once it is saved.
        """
        judged = self.judge(file)
        told = _by_file(judged)
        paths = {source.file.path: Path(file.door.memo.files.place(source.file.disk)) for source in judged.files}
        own = next((source.file.path for source in judged.files if source.file.disk == file.path), file.path)
        news = {
            place: told.get(path, ())
            for path, place in paths.items()
            if path == own or (not alone and self._told.get(place, ()) != told.get(path, ()))
        }
        self._told |= news
        return news


def _by_file(judged: JudgedPortfolio) -> dict[str, tuple[Diagnostic, ...]]:
    """Group faults by file; that of a folder goes to the folder's first file."""
    paths = {source.file.path for source in judged.files}
    placed = ((fault.place.path, fault) for fault in judged.diagnostics)
    told = grouped((path if path in paths else _page_of(path, paths), fault) for path, fault in placed)
    return {path: tuple(every) for path, every in told.items()}


def _page_of(folder: str, paths: Iterable[str]) -> str:
    within = sorted((path for path in paths if path.startswith(f"{folder}/")), key=lambda path: (path.count("/"), path))
    return next(iter(within), folder)
