"""The cache, the workers and the memo, which a check and the editions of a school share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from msgspec import Struct

from vitrail.building.making.examination import Examination, examine
from vitrail.building.publishing.disk import swap
from vitrail.building.publishing.disk.folder import alone, using
from vitrail.building.publishing.signing import cache_key
from vitrail.building.publishing.store import Store
from vitrail.building.publishing.unchanged import shelf_of
from vitrail.building.publishing.workers.executors import Workers
from vitrail.building.publishing.workers.shells import Dress, dress_for
from vitrail.ground.language import ToldError
from vitrail.ground.memo.files import SourceFiles
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.shelf import AnswerShelf
from vitrail.site.project import Project

if TYPE_CHECKING:
    from vitrail.site.prose import MadeTexts


class Works(Struct, kw_only=True):
    """The cache, the workers and the memo, which the editions of one school share."""

    store: Store
    crew: Workers
    memo: Memo
    texts: MadeTexts | None = None
    """Rendered texts, to be reused when several editions show them."""
    editions: tuple[Project, ...] = ()
    """The editions to be made, when there are several."""
    _findings: Examination | None = None
    _dresses: dict[str, tuple[str, Callable[[], Dress]]] = {}

    def examination(self, project: Project, shown: tuple[str, ...] = ()) -> Examination:
        """Read and judge everything, once; ``shown`` are the audiences of the sites that are made next."""
        if self._findings is None:
            self._findings = examine(project, self.memo, self.store, self.crew, shown=shown)
        return self._findings

    def dress(self, project: Project) -> tuple[str, Callable[[], Dress]]:
        """Return the shell of an edition (``dress_for``), computed once; those of the other editions are begun too."""
        for each in (project, *self.editions):
            if each.audience.name not in self._dresses:
                self._dresses[each.audience.name] = dress_for(each, self.store, self.crew)
        return self._dresses[project.audience.name]


class SupersededError(ToldError):
    """A build was given up, since the files that it is made from changed; the old site is intact."""

    exit_code = 1

    def __init__(self) -> None:
        super().__init__("Des fichiers ont changé pendant la construction ; l'ancien site est intact. Recommencez.")


_SWEPT = 8
"""Runs from one sweep of the cache to the next; the first of a new program sweeps too."""


def _go_on() -> None:
    """Never give up."""


@contextmanager
def works(
    project: Project,
    pulse: Callable[[], None] = _go_on,
    looked: tuple[AnswerShelf, SourceFiles] | None = None,
    held: Works | None = None,
) -> Iterator[Works]:
    """Use the cache beside other builds; sweep it now and then at the end, unless one of them still uses it.

    Listing the cache takes a tenth of a build after an edit, which leaves some forty files behind.

    ``pulse`` is called all through the build, and gives it up by raising ``SupersededError``; after the block, the
    store has none. ``looked`` are the answers that earlier runs kept, with the files of the school, when these have
    been looked at already; ``held`` is what an earlier build of this process used, to go on from.

    Raises:
        OSError: the cache cannot be written.
    """
    key = cache_key(project.root)
    with using(project.cache):
        if held:
            store, memo = held.store, held.memo
            store.made.clear()  # a folder may have been deleted since
            memo.turn()
        else:
            store = Store(folder=project.cache, key=key)
            store.load()
            if looked is None:
                shelf = shelf_of(project)
                looked = shelf, project.sources(shelf.known())
            memo = Memo(looked[1], looked[0])
        due = bool(held) or not memo.shelf.table or memo.shelf.run % _SWEPT == 0
        store.pulse = pulse
        try:
            with Workers(project.jobs) as crew:
                yield Works(store=store, crew=crew, memo=memo)
        finally:
            store.pulse = _go_on
            memo.close()
    with alone(project.cache) as free:
        if free and due:
            shelf_of(project).sweep()
            Store(folder=project.cache, key=key).sweep()
            swap.sweep_spares(project.cache)


class _Passing(Store):
    """A cache that is deleted at the end; what a full disk refuses is not kept."""

    def put(self, key: str, raw: bytes) -> Path:
        """Keep bytes if there is room."""
        try:
            return super().put(key, raw)
        except OSError:
            return self.place(key)

    def close(self, edition: str, keys: Iterable[str], beside: Iterable[str] | None = None) -> None:
        """Record nothing: no later run reads this cache."""


@contextmanager
def passing(project: Project) -> Iterator[Works]:
    """Use a cache that is deleted at the end, when that of the school cannot be written, or nothing is to be kept."""
    with TemporaryDirectory(prefix="vitrail-") as folder, Workers(project.jobs) as crew:
        store = _Passing(folder=Path(folder), key=b"")
        memo = Memo(project.sources(), AnswerShelf(Path(folder) / "memo"))
        yield Works(store=store, crew=crew, memo=memo)


def lent(project: Project) -> AbstractContextManager[Works]:
    """Use the cache of a school, or one that is deleted at the end when that cannot be written."""
    return works(project) if may_keep(project) else passing(project)


def examined(project: Project) -> Examination:
    """Read and judge everything, with the cache of the school when it can be written, but record no run there."""
    with lent(project) as shared:
        return shared.examination(project)


def may_keep(project: Project) -> bool:
    """True if the cache of a school can be written."""
    return os.access(project.cache if project.cache.exists() else project.root, os.W_OK)
