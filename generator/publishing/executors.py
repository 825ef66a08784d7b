"""Where the map over pages runs: this process, a pool of processes, any executor with the same interface."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 24
"""Pages a task: enough to make the passage between processes cheap, few enough to share the work evenly."""
_TRIES = 2


def chunks(items: Sequence[Item], size: int = CHUNK) -> Iterator[tuple[Item, ...]]:
    """Cut the work in tasks, in order."""
    for start in range(0, len(items), size):
        yield tuple(items[start : start + size])


def spread(
    work: Callable[[tuple[Item, ...]], tuple[Result, ...]],
    items: Sequence[Item],
    jobs: int,
    lost: Callable[[Item], Result],
) -> Iterator[Result]:
    """Map ``work`` over the items, in any order of arrival.

    A worker that dies (out of memory, killed) breaks its pool: a new pool takes the tasks that were not answered.
    A task that breaks its pool twice is cut into single items, and an item that still breaks it is answered by
    ``lost``: one page fails alone, with its name.

    Args:
        work: a picklable function over a chunk.
        items: picklable inputs.
        jobs: processes; 1 runs here, without a pool.
        lost: answer for an item that kills every worker.
    """
    if jobs <= 1 or len(items) <= CHUNK:
        for chunk in chunks(items):
            yield from work(chunk)
        return
    waiting = list(chunks(items))
    for attempt in range(_TRIES):
        waiting = yield from _round(work, waiting, ProcessPoolExecutor(max_workers=jobs))
        if not waiting:
            return
        waiting = [(item,) for chunk in waiting for item in chunk] if attempt else waiting
    for chunk in waiting:
        for item in chunk:
            yield from _alone(work, item, lost)


def _round(
    work: Callable[[tuple[Item, ...]], tuple[Result, ...]], tasks: Iterable[tuple[Item, ...]], executor: Executor
) -> Generator[Result, None, list[tuple[Item, ...]]]:
    """Run the tasks in one executor; the tasks that a dead worker left are the generator's return value."""
    left: list[tuple[Item, ...]] = []
    with executor:
        futures: dict[Future[tuple[Result, ...]], tuple[Item, ...]] = {}
        for task in tasks:
            try:
                futures[executor.submit(work, task)] = task
            except BrokenProcessPool:
                left.append(task)
        for future in as_completed(list(futures)):
            try:
                yield from future.result()
            except BrokenProcessPool:
                left.append(futures[future])
            finally:
                del futures[future]
    return left


def _alone(
    work: Callable[[tuple[Item, ...]], tuple[Result, ...]], item: Item, lost: Callable[[Item], Result]
) -> Iterator[Result]:
    """Give one suspect item a process of its own, so that its death costs nothing else."""
    with ProcessPoolExecutor(max_workers=1) as executor:
        try:
            yield from executor.submit(work, (item,)).result()
        except BrokenProcessPool:
            yield lost(item)
