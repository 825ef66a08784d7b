"""Questions answered by worker processes, which write parts and send back their lines."""

import os
import pickle
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, Protocol, TypeAlias

from vitrail.ground.memo.lines import ToldLine
from vitrail.ground.memo.memo import Memo

Words: TypeAlias = tuple[str, ...]
Told: TypeAlias = Mapping[str, ToldLine]
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
        self, work: Callable[[Words], Told], items: Iterable[Words], lost: Callable[[Words], Told], size: int, /
    ) -> Iterator[Told]:
        """Return the results in any order; ``lost`` gives that of an item that kills its worker."""

    def ahead(self, work: Callable[[Words], Told], items: Collection[Words], /) -> Iterator[Told]:
        """Return the results in order, by workers forked now; none where the system does not fork."""


def spread(memo: Memo, ask: Asking, waiting: Sequence[Words], crew: Crew) -> None:
    """Have workers, on any system, ask the questions of several portfolios and write their parts."""
    if memo.shelf.folder is None or crew.jobs <= 1 or len(waiting) <= 1:
        return
    memo.settle()
    packed = pickle.dumps((memo.files, memo.shelf, memo.leaves.said), protocol=5)
    work = partial(_answer, os.urandom(8), packed, ask)
    size = max(1, min(_MOST, len(waiting) // _TASKS))
    for lines in crew.spread(work, waiting, lambda _: {}, size):
        for part, line in lines.items():
            memo.learn(part, line)


def fork(memo: Memo, ask: Asking, waiting: Sequence[Words], crew: Crew) -> None:
    """Have workers forked now, with all that this process knows, ask the questions of several portfolios.

    Where the system does not fork, this process asks them when it needs the answers.
    """
    if memo.shelf.folder is None or len(waiting) <= 1:
        return
    memo.settle()
    memo.let_go((), kept=True)  # else each worker would hold all values that this process has
    for lines in crew.ahead(partial(_asked, memo, ask), waiting):
        for part, line in lines.items():
            memo.learn(part, line, forked=True)


def _answer(run: bytes, packed: bytes, ask: Asking, words: Words) -> Told:
    """Ask the questions of a portfolio, in any process of this machine; write its parts and return their lines."""
    if run not in _here:
        _here.clear()
        _here[run] = Memo(*pickle.loads(packed))  # noqa: S301  # our own, made by the parent
    return _asked(_here[run], ask, words)


def _asked(memo: Memo, ask: Asking, words: Words) -> Told:
    ask(memo, *words)
    lines = memo.settle(words)
    memo.let_go(words)
    return lines
