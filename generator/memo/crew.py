"""Who answers beside a process: the workers that a memo may be given."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, TypeAlias

from generator.memo.shelf import PartLine

Words: TypeAlias = tuple[str, ...]
Lines: TypeAlias = Mapping[str, PartLine]


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
