"""What a check and the editions of a school share: the cache, the workers, what was read."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from generator.language import ToldError
from generator.making.examination import Examination, examine
from generator.project import Project
from generator.publishing.disk import swap
from generator.publishing.disk.folder import alone, using
from generator.publishing.page_keys import code_key
from generator.publishing.signing import cache_key
from generator.publishing.store import Store
from generator.publishing.unchanged import hashes_of, keep_hashes
from generator.publishing.workers.executors import Workers
from generator.reading.disk.hashing import Hashes
from generator.reading.memory import Memory


class Works(Struct, kw_only=True):
    """What the editions of one school share: the cache, the workers, what was read."""

    store: Store
    crew: Workers
    memory: Memory
    _findings: Examination | None = None

    def examination(self, project: Project) -> Examination:
        """Read and judge everything, once."""
        if self._findings is None:
            self._findings = examine(project, self.memory, self.crew, pulse=self.store.pulse)
        return self._findings


class SupersededError(ToldError):
    """A build was given up, since what it is made from changed; the old site stands."""

    exit_code = 1

    def __init__(self) -> None:
        super().__init__("Des fichiers ont changé pendant la construction ; l'ancien site est intact. Recommencez.")


def _go_on() -> None:
    """Never give up."""


@contextmanager
def works(project: Project, pulse: Callable[[], None] = _go_on, hashes: Hashes | None = None) -> Iterator[Works]:
    """Use the cache beside other builds; sweep it at the end, unless one of them still uses it.

    ``pulse`` is called all along what is built here, and gives it up by raising ``SupersededError``: it ends with that,
    and what stays in memory of the school has none. ``hashes`` is what is known of the files, when somebody has already
    asked.

    Raises:
        OSError: the cache cannot be written.
    """
    key, hashes = cache_key(project.root), hashes or hashes_of(project)
    with using(project.cache):
        store = Store(folder=project.cache, key=key, pulse=pulse)
        store.load()
        try:
            with Workers(project.jobs) as crew:
                yield Works(store=store, crew=crew, memory=Memory(cache=store, code=code_key(), hashes=hashes))
        finally:
            store.pulse = _go_on
        keep_hashes(project, hashes)
    with alone(project.cache) as free:
        if free:
            Store(folder=project.cache, key=key).sweep()
            swap.sweep_spares(project.cache)


class _Passing(Store):
    """A cache that nobody finds again; a disk that is full costs what it would have kept."""

    def put(self, key: str, raw: bytes) -> Path:
        """Keep bytes if there is room."""
        try:
            return super().put(key, raw)
        except OSError:
            return self.place(key)

    def close(self, audience: str, keys: Iterable[str], watch_key: str = "") -> None:
        """Remember nothing."""


@contextmanager
def passing(project: Project) -> Iterator[Works]:
    """Use a cache that is thrown away: for who may not write beside the school, or keeps nothing of what is known."""
    with TemporaryDirectory(prefix="vitrail-") as folder, Workers(project.jobs) as crew:
        store = _Passing(folder=Path(folder), key=b"")
        yield Works(store=store, crew=crew, memory=Memory(cache=store, code=""))


def examined(project: Project) -> Examination:
    """Read and judge everything, with what builds remember where they may write, and remember nothing more."""
    lent = works if may_keep(project) else passing
    with lent(project) as shared:
        return shared.examination(project)


def may_keep(project: Project) -> bool:
    """True if the cache of a school can be written."""
    return os.access(project.cache if project.cache.exists() else project.root, os.W_OK)
