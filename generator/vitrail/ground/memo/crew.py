"""Questions answered by worker processes, which write parts and send back their traces."""

import os
import pickle
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, Protocol, TypeAlias

from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.traces import PartTraces

Words: TypeAlias = tuple[str, ...]
Written: TypeAlias = Mapping[str, PartTraces]
Asking: TypeAlias = Callable[..., object]
"""Asks the questions of one portfolio; picklable by name."""
_MOST: Final = 40
"""Portfolios of a task, at most: what they share is sent once a task."""
_TASKS: Final = 20
"""Tasks that a small school is cut into, at least, so that every worker has some."""
_here: dict[bytes, Memo] = {}
"""In a worker: its memo, by the run that it belongs to."""


class Crew(Protocol):
    """The worker processes (``publishing.workers.executors.Workers``)."""

    jobs: int

    def spread(
        self, work: Callable[[Words], Written], items: Iterable[Words], lost: Callable[[Words], Written], size: int, /
    ) -> Iterator[Written]:
        """Return the results in any order; ``lost`` gives that of an item that kills its worker."""

    def ahead(self, work: Callable[[Words], Written], items: Collection[Words], /) -> Iterator[Written]:
        """Return the results in order, by workers forked now; none where the system does not fork."""


def spread(memo: Memo, ask: Asking, waiting: Sequence[Words], crew: Crew) -> None:
    """Have workers, on any system, ask the questions of several portfolios and write their parts."""
    if memo.shelf.folder is None or crew.jobs <= 1 or len(waiting) <= 1:
        return
    memo.save()
    packed = pickle.dumps((memo.files, memo.shelf, memo.leaves.values), protocol=5)
    work = partial(_answer, os.urandom(8), packed, ask)
    size = max(1, min(_MOST, len(waiting) // _TASKS))
    for parts in crew.spread(work, waiting, lambda _: {}, size):
        for part, written in parts.items():
            memo.adopt(part, written)


def fork(memo: Memo, ask: Asking, waiting: Sequence[Words], crew: Crew) -> None:
    """Have workers forked now, with all that this process knows, ask the questions of several portfolios.

    Where the system does not fork, this process asks them when it needs the answers.
    """
    if memo.shelf.folder is None or len(waiting) <= 1:
        return
    memo.save()
    memo.release((), kept=True)  # else each worker would hold all values that this process has
    for parts in crew.ahead(partial(_asked, memo, ask), waiting):
        for part, written in parts.items():
            memo.adopt(part, written, forked=True)


def _answer(run: bytes, packed: bytes, ask: Asking, words: Words) -> Written:
    """Ask the questions of a portfolio, in any process of this machine; write its parts and return their traces."""
    if run not in _here:
        _here.clear()
        _here[run] = Memo(*pickle.loads(packed))  # noqa: S301  # our own, made by the parent
    return _asked(_here[run], ask, words)


def _asked(memo: Memo, ask: Asking, words: Words) -> Written:
    ask(memo, *words)
    parts = memo.save(words)
    memo.release(words)
    return parts
