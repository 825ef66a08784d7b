"""The reverse dependencies of answers: which answers may be stale when something changes, in a process that stays."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, Self, TypeAlias

from vitrail.ground.memo.lines import Key, Lines, ToldLine, Trace

Group: TypeAlias = tuple[str, int]
"""A set of dependencies that several answers of a part share: the part, and a hash of their keys."""
Node: TypeAlias = Key | Group
_NOTHING: Final[AbstractSet[Node]] = frozenset()
_HIGHEST: Final = 500
"""No chain of questions is that long: a higher level comes from a cycle, made of edges of different turns."""


class Dependents:
    """For each key, the answers that were made from it. Edges that no longer exist stay: each costs one comparison.

    >>> dependents = Dependents()
    >>> dependents.add("title", {".file a.md": b"1"})
    >>> dependents.add("contents", {"title": b"2"})
    >>> sorted(dependents.transitive([".file a.md"]))
    ['.file a.md', 'contents', 'title']
    >>> dependents.level(".file a.md"), dependents.level("title"), dependents.level("contents")
    (0, 1, 2)
    """

    def __init__(self) -> None:
        self._direct: dict[Node, set[Node]] = {}
        self._levels: dict[Node, int] = {}
        """One more than the highest level among the dependencies; files, which have none, are at 0."""
        self.cyclic = False
        """True once the edges form a cycle: levels then mean nothing, and the graph must be built again."""

    @classmethod
    def of(cls, lines: Lines, traces: Iterable[Mapping[Key, Trace]]) -> Self:
        """Build the graph from the lines of all parts and from the traces that are open."""
        dependents = cls()
        for part, line in lines.items():
            dependents.add_line(part, lines.told(line))
        for trace in traces:
            dependents.add_trace(trace)
        return dependents

    def add(self, node: Node, deps: Iterable[Node]) -> None:
        """Record the dependencies of an answer."""
        level, direct, levels = 0, self._direct, self._levels
        for dep in deps:
            if dep in direct:
                direct[dep].add(node)
            else:
                direct[dep] = {node}
            level = max(level, levels.get(dep, 0))
        if levels.get(node, 0) <= level:
            self._raise(node, level + 1)

    def _raise(self, node: Node, level: int) -> None:
        """Raise a node to a level, and its dependents above it."""
        rising = [(node, level)]
        while rising and not self.cyclic:
            node, level = rising.pop()
            if self._levels.get(node, 0) < level:
                self._levels[node] = level
                self.cyclic = level > _HIGHEST
                rising += [(more, level + 1) for more in self._direct.get(node, ())]

    def add_trace(self, trace: Mapping[Key, Trace]) -> None:
        """Record the dependencies of every answer of a part, as its trace lists them."""
        for key, node in trace.items():
            self.add(key, node.deps)

    def add_line(self, part: str, told: ToldLine) -> None:
        """Record the dependencies of a part's answers, as its line lists them: through the groups that they share."""
        keys = [[key for key, _ in deps] for deps in told.sources]
        leaves, *groups = ((part, hash(frozenset(some))) for some in keys)
        for group, some in zip((leaves, *groups), keys, strict=True):
            self.add(group, some)
        for key, (_, rank, _) in told.line.answers.items():
            self.add(key, (leaves, groups[rank]))

    def level(self, key: Key) -> int:
        """Return the level of a key: 0 for one without known dependencies."""
        return self._levels.get(key, 0)

    def direct(self, node: Node) -> AbstractSet[Node]:
        """Return the direct dependents of a node."""
        return self._direct.get(node, _NOTHING)

    def transitive(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """Yield some nodes and everything that depends on them, directly or not, each once."""
        waiting = list(nodes)
        seen = set(waiting)
        while waiting:
            yield (node := waiting.pop())
            more = self.direct(node) - seen
            seen |= more
            waiting += more


def unverifiable(lines: Lines, parts: Iterable[str], now: Mapping[Key, bytes]) -> Iterator[Key]:
    """Yield the answers of some parts that depend on a key whose digest ``now`` this process does not know.

    >>> from vitrail.ground.memo.lines import PartLine
    >>> lines = Lines()
    >>> lines.put("work", ToldLine(PartLine("", 0, (0, 0), {"title": (b"T", 0, None)}), ((), (("date", b"1"),))))
    >>> list(unverifiable(lines, ["work"], {})), list(unverifiable(lines, ["work"], {"date": b"1"}))
    (['title'], [])
    """
    for line in map(lines.__getitem__, parts):
        if any(key not in now for key, _ in lines.named(b"".join(line.imports))):
            yield from line.answers
