"""Where the maps of a build run: this process, a pool of processes, any executor with the same interface."""

import ctypes
import gc
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from typing import Any, Self, TypeVar

from vitrail.ground.language import mark
from vitrail.ground.regex import compile_all

Item = TypeVar("Item")
Result = TypeVar("Result")

DEADLY = mark("sa mise en page fait mourir le processus qui s'en charge")
"""Why a text is refused that kills every process that renders it."""
CHUNK = 24
"""Pages a task: enough to make the passage between processes cheap, few enough to share the work evenly."""
_AHEAD = 3
"""Tasks a worker has waiting: enough never to be idle, few enough that the work to come is not in memory yet."""
_TRIES = 2
_work: Callable[[Any], Any]
"""In a forked worker: the function that it applies to each item."""


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[tuple[Item, ...]]:
    """Cut items into tasks, in order; they are taken when the next task is requested."""
    rest = iter(items)
    while chunk := tuple(islice(rest, size)):
        yield chunk


def give_back(*, stays: bool = False) -> None:
    """Give freed memory back to the system: collect cycles, and trim the heap of the C library (glibc's).

    With ``stays``, the objects that are left are frozen: later collections do not traverse them.
    """
    if stays:
        gc.unfreeze()
    gc.collect()
    if stays:
        gc.freeze()
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


class Workers:
    """The workers of one build: started when there is work for several, kept from map to map, replaced when one dies.

    Args:
        jobs: how many; with one, everything runs here.
        start: makes the executor; processes of this machine by default.
        broken: what a task raises when the worker that had it died.
        local: whether the workers share this machine's disk.
    """

    def __init__(
        self,
        jobs: int,
        start: Callable[[], Executor] | None = None,
        broken: tuple[type[Exception], ...] = (BrokenExecutor,),
        *,
        local: bool = True,
    ) -> None:
        self.jobs = jobs
        self.local = local
        self._start = start or partial(_processes, jobs)
        self._broken = broken
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._dismiss()

    def begin(self, work: Callable[[Item], Result], item: Item) -> Callable[[], Result]:
        """Start one piece of work in a worker; return a function that waits for its result."""
        if self.jobs <= 1 or not self.local:
            return lambda: work(item)
        future = self._executing().submit(work, item)
        gone: tuple[type[Exception], ...] = (CancelledError, *self._broken)

        def answer() -> Result:
            try:
                return future.result()
            except gone:  # its worker died, or gave way to others before it began
                return work(item)

        return answer

    def spread(
        self, work: Callable[[Item], Result], items: Iterable[Item], lost: Callable[[Item], Result], size: int = CHUNK
    ) -> Iterator[Result]:
        """Map ``work`` over the items, in any order of arrival; items are taken as workers become free.

        A worker that dies (out of memory, killed) breaks its pool: a new pool takes the tasks that were not answered.
        A task that breaks its pool twice is cut into single items, and an item that still breaks it is answered by
        ``lost``: one page fails alone, with its name.

        Args:
            work: a function that any process can find by its name.
            items: picklable inputs.
            lost: answer for an item that kills every worker.
            size: items a task.
        """
        tasks = chunks(items, size)
        few = tuple(islice(tasks, 1))
        second = tuple(islice(tasks, 1))
        if (self.jobs <= 1 and self.local) or not second:
            for chunk in chain(few, second, tasks):
                yield from tuple(map(work, chunk))
            return
        waiting: Iterable[tuple[Item, ...]] = chain(few, second, tasks)
        for attempt in range(_TRIES):
            left = yield from self._round(work, waiting)
            if not left:
                return
            waiting = [(item,) for chunk in left for item in chunk] if attempt else left
        for chunk in waiting:
            for item in chunk:
                yield from self._alone(work, item, lost)

    def ahead(self, work: Callable[[Item], Result], items: Collection[Item]) -> Iterator[Result]:
        """Map in order, by workers forked now: only items and results are pickled, and ``work`` may hold any object.

        Yields nothing where the system does not fork or there are too few items, and ends early when a worker dies:
        the caller does the items without a result.
        """
        forks = sys.platform == "linux" and hasattr(os, "fork")
        if self.jobs <= 1 or not self.local or len(items) <= self.jobs * _AHEAD or not forks:
            return
        self._dismiss()
        compile_all()
        gc.freeze()  # else each collection of garbage would write to shared pages, and copy them for the workers
        own = _processes(self.jobs, partial(_hold, work), "fork")
        running: deque[Future[Any]] = deque()
        try:
            for item in items:
                running.append(own.submit(_held, item))
                if len(running) >= self.jobs * _AHEAD:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        except self._broken:
            return
        finally:
            own.shutdown(cancel_futures=True)  # they hold the objects of before, which nobody else needs
            gc.unfreeze()  # a process that stays can then free these objects

    def _round(
        self, work: Callable[[Item], Result], tasks: Iterable[tuple[Item, ...]]
    ) -> Generator[Result, None, list[tuple[Item, ...]]]:
        """Run the tasks; those that a dead worker left are the generator's return value."""
        left: list[tuple[Item, ...]] = []
        running: dict[Future[tuple[Result, ...]], tuple[Item, ...]] = {}
        for task in tasks:
            try:
                running[self._executing().submit(_run, pickle.dumps((work, task), protocol=5))] = task
            except self._broken:
                left.append(task)
                self._dismiss()
            if len(running) >= self.jobs * _AHEAD:
                yield from self._answers(running, left)
        while running:
            yield from self._answers(running, left)
        if left:
            self._dismiss()
        return left

    def _answers(
        self, running: dict[Future[tuple[Result, ...]], tuple[Item, ...]], left: list[tuple[Item, ...]]
    ) -> Iterator[Result]:
        """Wait for one result at least; yield all that have come."""
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            task = running.pop(future)
            try:
                yield from future.result()
            except self._broken:
                left.append(task)

    def _alone(self, work: Callable[[Item], Result], item: Item, lost: Callable[[Item], Result]) -> Iterator[Result]:
        """Give one suspect item a round of its own, so that its death costs nothing else."""
        left = yield from self._round(work, [(item,)])
        if left:
            yield lost(item)

    def _executing(self) -> Executor:
        if self._executor is None:
            self._executor = self._start()
        return self._executor

    def _dismiss(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


def _processes(*of: Any) -> Executor:  # noqa: ANN401  # what ``Processes`` takes
    """Start worker processes; the module is imported only when there are some."""
    from vitrail.building.publishing.workers.processes import Processes  # a tenth of what check loads

    return Processes(*of)


def _run(task: bytes) -> tuple[Any, ...]:
    """Run a task in a worker; it comes pickled, so that an item that cannot be pickled raises at once in the parent."""
    work, chunk = pickle.loads(task)  # noqa: S301  # our own task, made by the parent
    return tuple(map(work, chunk))


def _hold(work: Callable[[Any], Any]) -> None:
    """Begin in a forked worker: keep its function, and freeze the objects that it inherits."""
    global _work  # noqa: PLW0603  # a worker's only work
    _work = work
    gc.freeze()


def _held(item: Any) -> Any:  # noqa: ANN401  # whatever the work takes and gives
    return _work(item)
