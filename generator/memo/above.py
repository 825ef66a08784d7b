"""Who asked whom: what must be looked at again when something moves, in a process that stays."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, Self, TypeAlias

from generator.memo.lines import Key, Lines, ToldLine, Trace

Source: TypeAlias = tuple[str, int]
"""A part, and what some of its answers come from: the hash of the keys, which stays when their answers move."""
Node: TypeAlias = Key | Source
_NOTHING: Final[AbstractSet[Node]] = frozenset()
_TOP: Final = 500
"""A level that no chain of questions reaches, but two edges of different days that make a circle."""


class Above:
    """Each key → what came from it: answers, or what a line says of a part. What no longer does only costs a look.

    >>> above = Above()
    >>> above.add("title", {".file a.md": b"1"})
    >>> above.add("contents", {"title": b"2"})
    >>> sorted(above.reached_from([".file a.md"]))
    ['.file a.md', 'contents', 'title']
    >>> above.level(".file a.md"), above.level("title"), above.level("contents")
    (0, 1, 2)
    """

    def __init__(self) -> None:
        self._above: dict[Node, set[Node]] = {}
        self._levels: dict[Node, int] = {}
        """One more than the highest of what it came from; files have none."""
        self.round = False
        """True once a circle of edges leaves levels that mean nothing."""

    @classmethod
    def of(cls, lines: Lines, traces: Iterable[Mapping[Key, Trace]]) -> Self:
        """Note what is known of every part, by its line and by its traces."""
        above = cls()
        for part, line in lines.items():
            above.add_line(part, lines.told(line))
        for trace in traces:
            above.add_trace(trace)
        return above

    def add(self, node: Node, deps: Iterable[Node]) -> None:
        """Note what an answer came from."""
        level, above, levels = 0, self._above, self._levels
        for dep in deps:
            if dep in above:
                above[dep].add(node)
            else:
                above[dep] = {node}
            level = max(level, levels.get(dep, 0))
        if levels.get(node, 0) <= level:
            self._raise(node, level + 1)

    def _raise(self, node: Node, level: int) -> None:
        """Give a level to a node, and to all that came from it one above."""
        rising = [(node, level)]
        while rising and not self.round:
            node, level = rising.pop()
            if self._levels.get(node, 0) < level:
                self._levels[node] = level
                self.round = level > _TOP
                rising += [(more, level + 1) for more in self._above.get(node, ())]

    def add_trace(self, trace: Mapping[Key, Trace]) -> None:
        """Note what every answer of a part came from."""
        for key, node in trace.items():
            self.add(key, node.deps)

    def add_line(self, part: str, told: ToldLine) -> None:
        """Note what the answers of a part came from, as its line says it."""
        keys = [[key for key, _ in deps] for deps in told.sources]
        leaves, *sources = ((part, hash(frozenset(some))) for some in keys)
        for node, some in zip((leaves, *sources), keys, strict=True):
            self.add(node, some)
        for key, (_, rank, _) in told.line.answers.items():
            self.add(key, (leaves, sources[rank]))

    def level(self, key: Key) -> int:
        """Say how high a key stands; 0 for what came from nothing that is known."""
        return self._levels.get(key, 0)

    def next_to(self, node: Node) -> AbstractSet[Node]:
        """Return what came at once from a node."""
        return self._above.get(node, _NOTHING)

    def reached_from(self, moved: Iterable[Node]) -> Iterator[Node]:
        """Yield what moved, and all that came from it, however far: each once."""
        nodes = list(moved)
        seen = set(nodes)
        while nodes:
            yield (reached := nodes.pop())
            more = self.next_to(reached) - seen
            seen |= more
            nodes += more


def half_known(lines: Lines, parts: Iterable[str], now: Mapping[Key, bytes]) -> Iterator[Key]:
    """Yield the answers of some parts that come from something of which this process knows nothing.

    >>> from generator.memo.lines import PartLine
    >>> lines = Lines()
    >>> lines.put("work", ToldLine(PartLine("", 0, (0, 0), {"title": (b"T", 0, None)}), ((), (("date", b"1"),))))
    >>> list(half_known(lines, ["work"], {})), list(half_known(lines, ["work"], {"date": b"1"}))
    (['title'], [])
    """
    for line in map(lines.__getitem__, parts):
        if any(key not in now for key, _ in lines.named(b"".join(line.imports))):
            yield from line.answers
