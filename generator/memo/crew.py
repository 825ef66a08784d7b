"""Who answers beside a process: the workers that a memo may be given."""

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final, Protocol, TypeAlias

from generator.memo.memo import Memo
from generator.memo.question import Question
from generator.memo.shelf import PartLine

Words: TypeAlias = tuple[str, ...]
Lines: TypeAlias = Mapping[str, PartLine]
_MOST: Final = 40
"""Parts a task: what they share is sent once a task."""
_TASKS: Final = 8
"""Tasks that a small school is cut into, so that every worker has its share."""
_here: dict[bytes, Memo] = {}
"""In a worker: the memo that it answers from."""


class Crew(Protocol):
    """Who answers beside this process (``publishing.workers.executors.Workers``)."""

    jobs: int

    def spread(
        self,
        work: Callable[[tuple[Words, ...]], tuple[Lines, ...]],
        items: Iterable[Words],
        lost: Callable[[Words], Lines],
        size: int,
        /,
    ) -> Iterator[Lines]:
        """Return the answers in any order; ``lost`` answers for what killed its worker."""


def spread(memo: Memo, asked: Question[Any, Any], every: Iterable[Words], crew: Crew) -> None:
    """Have workers answer for many parts what is not known; each writes its parts, and what it does not is left."""
    waiting = [words for words in every if not memo.knows(asked, words)]
    if memo.shelf.folder is None or crew.jobs <= 1 or len(waiting) <= 1:
        return
    memo.settle()
    packed = pickle.dumps((memo.files, memo.shelf, memo.told), protocol=5)
    work = partial(answer_parts, os.urandom(8), packed, asked)
    for lines in crew.spread(work, waiting, lambda _: {}, max(1, min(_MOST, len(waiting) // _TASKS))):
        for part, line in lines.items():
            memo.learn(part, line)


def answer_parts(run: bytes, packed: bytes, asked: Question[Any, Any], every: tuple[Words, ...]) -> tuple[Lines, ...]:
    """Answer a question for some parts, in any process of this machine, and write them; give their lines."""
    if run not in _here:
        _here.clear()
        _here[run] = Memo(*pickle.loads(packed))  # noqa: S301  # our own, made by the parent
    memo = _here[run]
    for words in every:
        memo.digest_of("\0".join((asked.name, *words)))
    return (memo.settle(),)
