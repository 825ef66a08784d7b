"""Who answers beside a process: the workers that a memo may be given."""

import os
import pickle
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, Protocol, TypeAlias

from generator.memo.lines import ToldLine
from generator.memo.memo import Memo

Words: TypeAlias = tuple[str, ...]
Told: TypeAlias = Mapping[str, ToldLine]
Asking: TypeAlias = Callable[..., object]
"""Asks of one portfolio whatever it takes to know it; found by its name in any process."""
_MOST: Final = 40
"""Parts a task: what they share is sent once a task."""
_TASKS: Final = 20
"""Tasks that a small school is cut into, so that every worker has its share."""
_here: dict[bytes, Memo] = {}
"""In a worker: the memo that it answers from."""


class Crew(Protocol):
    """Who answers beside this process (``publishing.workers.executors.Workers``)."""

    jobs: int

    def spread(
        self,
        work: Callable[[tuple[Words, ...]], tuple[Told, ...]],
        items: Iterable[Words],
        lost: Callable[[Words], Told],
        size: int,
        /,
    ) -> Iterator[Told]:
        """Return the answers in any order; ``lost`` answers for what killed its worker."""

    def ahead(self, work: Callable[[Words], Told], items: Collection[Words], /) -> Iterator[Told]:
        """Return answers in order, made by workers that were forked now; none where the system does not fork."""


def spread(memo: Memo, ask: Asking, waiting: Sequence[Words], crew: Crew) -> None:
    """Have workers, on any system, ask about each of several portfolios; each writes its parts."""
    if memo.shelf.folder is None or crew.jobs <= 1 or len(waiting) <= 1:
        return
    memo.settle()
    packed = pickle.dumps((memo.files, memo.shelf, memo.leaves.said), protocol=5)
    work = partial(_answers, os.urandom(8), packed, ask)
    size = max(1, min(_MOST, len(waiting) // _TASKS))
    for lines in crew.spread(work, waiting, lambda _: {}, size):
        for part, line in lines.items():
            memo.learn(part, line)


def fork(memo: Memo, ask: Asking, waiting: Sequence[Words], crew: Crew) -> None:
    """Have workers that are forked now, and so know all that this process knows, ask about each of several portfolios.

    Where the system does not fork, this process asks when it needs to.
    """
    if memo.shelf.folder is None or len(waiting) <= 1:
        return
    memo.settle()
    memo.let_go((), kept=True)  # else each worker would hold what was asked of everybody before
    for lines in crew.ahead(partial(_asked, memo, ask), waiting):
        for part, line in lines.items():
            memo.learn(part, line, forked=True)


def _answers(run: bytes, packed: bytes, ask: Asking, every: tuple[Words, ...]) -> tuple[Told, ...]:
    """Ask about some portfolios, in any process of this machine, and write what is known of them; give their lines."""
    if run not in _here:
        _here.clear()
        _here[run] = Memo(*pickle.loads(packed))  # noqa: S301  # our own, made by the parent
    return tuple(_asked(_here[run], ask, words) for words in every)


def _asked(memo: Memo, ask: Asking, words: Words) -> Told:
    ask(memo, *words)
    lines = memo.settle(words)
    memo.let_go(words)
    return lines
