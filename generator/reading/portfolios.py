"""Every portfolio of a school: remembered, read here, or read by other processes."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Protocol, TypeAlias

from msgspec import Struct

from generator.reading.context import PortfolioContext
from generator.reading.disk.roles import SourceFile
from generator.reading.files import FileReader, read_file
from generator.reading.memory import Memory, portfolio_key
from generator.reading.packing import again, pack
from generator.reading.portfolio import ReadPortfolio, read_portfolio
from generator.reading.text.documents import opener

_MOST = 40
"""Portfolios a task: what they share is sent once a task."""
_TASKS = 8
"""Tasks that a small school is cut into, so that every core has its share."""


class Task(Struct, frozen=True, kw_only=True):
    """A portfolio to read, in any process of this machine."""

    setting: PortfolioContext
    slug: str
    files: tuple[SourceFile, ...]
    key: str = ""
    """Under which it is remembered."""


Read: TypeAlias = tuple[str, bytes]
"""Key of a portfolio, and the portfolio as it travels and is kept."""


class Spread(Protocol):
    """A map over chunks, here or in processes (``publishing.workers.executors.Workers.spread``)."""

    def __call__(
        self,
        work: Callable[[tuple[Task, ...]], tuple[Read, ...]],
        items: Iterable[Task],
        lost: Callable[[Task], Read],
        size: int,
        /,
    ) -> Iterator[Read]:
        """Return the answers in any order."""


def remember_portfolios(tasks: Iterable[Task], memory: Memory, spread: Spread | None = None) -> Iterator[ReadPortfolio]:
    """Recall each portfolio as an earlier build read it, else read and remember it; in the order of the tasks."""
    keyed = tuple(_keyed(tasks, memory))
    known: dict[str, ReadPortfolio] = {}
    waiting: list[Task] = []
    for task in keyed:
        found = memory.recall(task.key)
        if found and found.holds(task.setting.pages):
            known[task.key] = found
        else:
            waiting.append(task)
    size = max(1, min(_MOST, len(waiting) // _TASKS))
    read = spread(read_chunk, waiting, _packed, size) if spread else map(_packed, waiting)
    for key, raw in read:
        known[key] = memory.keep(key, raw)
    for task in keyed:
        yield known.pop(task.key)


def read_again(task: Task, read: FileReader) -> ReadPortfolio:
    """Read one portfolio whose files changed, and give it as every build will. Raises as ``again``."""
    return again(pack(read_portfolio(task.setting, task.slug, task.files, read)))


def read_chunk(tasks: tuple[Task, ...]) -> tuple[Read, ...]:
    """Read several portfolios; picklable by name for any executor."""
    return tuple(map(_packed, tasks))


def _packed(task: Task) -> Read:
    return task.key, pack(read_task(task))


def read_task(task: Task) -> ReadPortfolio:
    """Read a portfolio here."""
    read = partial(read_file, read=opener(task.setting.root))
    return read_portfolio(task.setting, task.slug, task.files, read)


def _keyed(tasks: Iterable[Task], memory: Memory) -> Iterator[Task]:
    shared: dict[int, str] = {}
    for task in tasks:
        setting = id(task.setting)
        if setting not in shared:
            shared[setting] = memory.setting_key(task.setting)
        key = portfolio_key(shared[setting], task.slug, task.files, task.setting.root, memory.hashes)
        yield Task(setting=task.setting, slug=task.slug, files=task.files, key=key)
