"""Who asked whom: what must be looked at again when something moves, in a process that stays."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Self, TypeAlias

from generator.memo.shelf import Key, PartLine, Trace

LEAVES: Final = -1
"""Stands for the files of a part, where a rank says which answers of others."""
Standing: TypeAlias = tuple[str, int]
"""A part, and what some of its answers come from: a rank of its line, or ``LEAVES``."""


class Above:
    """Each key → what came from it: answers, or what a line says of a part. What no longer does only costs a look.

    >>> above = Above()
    >>> above.add("title", {".file a.md": b"1"})
    >>> above.add("contents", {"title": b"2"})
    >>> sorted(above.reached_from([".file a.md"], {}))
    ['.file a.md', 'contents', 'title']
    """

    def __init__(self) -> None:
        self._above: dict[Key, set[Key | Standing]] = {}

    @classmethod
    def of(cls, lines: Mapping[str, PartLine], traces: Iterable[Mapping[Key, Trace]]) -> Self:
        """Note what is known of every part, by its line and by its traces."""
        above = cls()
        for part, line in lines.items():
            above.add_line(part, line)
        for trace in traces:
            above.add_trace(trace)
        return above

    def add(self, key: Key, deps: Iterable[Key]) -> None:
        """Note what an answer came from."""
        for dep in deps:
            self._above.setdefault(dep, set()).add(key)

    def add_trace(self, trace: Mapping[Key, Trace]) -> None:
        """Note what every answer of a part came from."""
        for key, node in trace.items():
            self.add(key, node.deps)

    def add_line(self, part: str, line: PartLine) -> None:
        """Note what the answers of a part came from, as its line says it."""
        for rank, deps in ((LEAVES, line.leaves), *enumerate(line.imports)):
            for dep in deps:
                self._above.setdefault(dep, set()).add((part, rank))

    def reached_from(self, moved: Iterable[Key], lines: Mapping[str, PartLine]) -> Iterator[Key | Standing]:
        """Yield what moved, and all that came from it, however far: each once."""
        waiting: list[Key | Standing] = list(moved)
        seen = set(waiting)
        while waiting:
            reached = waiting.pop()
            yield reached
            for more in self._above.get(reached, ()) if isinstance(reached, str) else _answers(reached, lines):
                if more not in seen:
                    seen.add(more)
                    waiting.append(more)


def _answers(standing: Standing, lines: Mapping[str, PartLine]) -> Iterator[Key]:
    """Yield the answers of a part that its line tells by a standing."""
    part, rank = standing
    line = lines.get(part)
    for key, (_, own, _) in line.answers.items() if line else ():
        if rank in {LEAVES, own}:
            yield key


def half_known(lines: Iterable[PartLine], now: Mapping[Key, bytes]) -> Iterator[Key]:
    """Yield the answers of the parts that come from something of which this process knows nothing.

    >>> line = PartLine("", 0, (0, 0), {}, {"title": (b"T", 0, None)}, ({"date": b"1"},))
    >>> list(half_known([line], {})), list(half_known([line], {"date": b"1"}))
    (['title'], [])
    """
    for line in lines:
        if any(not deps.keys() <= now.keys() for deps in line.imports):
            yield from line.answers
