"""Which answers are dirty since something changed, in a process that stays, and in which order they are asked again.

When few files changed, only their direct dependents become dirty. The dirty answer of the lowest level is asked first;
where it is equal to what it was, its own dependents stay clean. An answer is trusted once nothing dirty is left below
its level. When many files changed, everything that depends on them is dropped and asked again when it is needed, by
several workers.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, MutableMapping
from heapq import heappop, heappush, heapreplace
from typing import TypeAlias

from vitrail.ground.memo.dependents import Dependents, Node, unverifiable
from vitrail.ground.memo.leaves import FILE
from vitrail.ground.memo.lines import Key, Source, Trace
from vitrail.ground.memo.shelf import AnswerShelf
from vitrail.ground.memo.verification import Unverified, verify, verify_again

Verified: TypeAlias = MutableMapping[str, dict[int, bool]]
"""Part → for its files, and for each rank of its line, whether those dependencies are as they were."""


class Invalidation:
    """What has to be asked again. ``now`` and ``verified`` belong to the memo; dirty answers are taken out of them."""

    def __init__(self, shelf: AnswerShelf, now: dict[Key, bytes], verified: Verified) -> None:
        self._shelf, self._now, self._verified = shelf, now, verified
        self.dependents: Dependents | None = None
        """Built the first time that something changes."""
        self.dirty: dict[Key, bytes] = {}
        """Answers to be asked again → the digest that each had."""
        self._order: list[tuple[int, Key]] = []
        """The dirty answers by level, as a heap."""
        self.forked: set[str] = set()
        """Parts whose lines were written by forked workers since something changed."""
        self._torn: set[Key] = set()
        """Files that changed between two readings of one turn: answers made of the first are dirty in the next turn."""
        self._unverified: Unverified | None = None
        """Lines of earlier runs that did not hold when they were verified; None before that."""

    def verify_lines(self, told: Mapping[Key, bytes], leaf: Callable[[Key], bytes]) -> None:
        """Take the answers of earlier runs whose lines still hold; called again, those that hold by now.

        ``told`` is what this run was told beside its files; ``leaf`` digests a file.
        """
        if self._unverified is None:
            now, self._unverified = verify(self._shelf.lines, {**self._now, **told}, leaf)
            self._now |= now
        else:
            self._unverified = verify_again(self._unverified, self._shelf.lines, self._now)

    def index(self, traces: Iterable[Mapping[Key, Trace]]) -> Dependents:
        """Build the graph of dependents again; what is dirty is dropped."""
        self.drop()
        self.dependents = Dependents.of(self._shelf.lines, traces)
        return self.dependents

    def observe(self, known: Iterable[Source]) -> None:
        """Record digests that are surely right now; a file that had another in this turn is torn."""
        for key, digested in known:
            if key.startswith(FILE) and self._now.get(key, digested) != digested:
                self._torn.add(key)
            self._now[key] = digested

    def invalidate(self, changed: Collection[Key], traces: Iterable[Mapping[Key, Trace]], *, few: bool = False) -> None:
        """Make the direct dependents of a ``few`` changed keys dirty; of many, drop all that depends on them."""
        changed, self._torn = {*changed, *self._torn}, set()
        if not changed and not self.forked:
            return
        self._unverified = {}  # from here on the graph decides
        unsure = [*unverifiable(self._shelf.lines, self.forked, self._now)]
        self.forked.clear()
        if self.dependents is None or self.dependents.cyclic:
            self.index(traces)
        if few:
            self.mark_dependents(changed, unsure)
        else:
            self.drop((*changed, *unsure))

    def mark_dependents(self, changed: Iterable[Key], unsure: Iterable[Key] = ()) -> None:
        """Make dirty the direct dependents of some keys, and the ``unsure`` answers themselves.

        An answer whose digest is not known cannot be compared when it is asked again: it counts as changed.
        """
        dependents = self.dependents
        if dependents is None:
            return
        nodes: list[Node] = list(changed)
        seen = {*nodes, *self.dirty}
        reached: Collection[Node] = set(unsure)
        while reached or nodes:
            for node in set(reached) - seen:
                seen.add(node)
                if isinstance(node, tuple):
                    self._verified.pop(node[0], None)
                    nodes.append(node)
                elif (was := self._now.pop(node, None)) is None:
                    nodes.append(node)
                elif dependents.direct(node):
                    self.dirty[node] = was
                    heappush(self._order, (dependents.level(node), node))
            reached = dependents.direct(nodes.pop()) if nodes else ()
        if dependents.cyclic:
            self.drop()

    def lowest_dirty(self, key: Key, running: Collection[Key]) -> Key | None:
        """Return the dirty answer of the lowest level below that of a key; None when there is none.

        If it is ``running``, it has asked, for the first time, for something above itself: levels are wrong, and
        everything dirty is dropped.
        """
        dependents = self.dependents
        if dependents is None or not self.dirty:
            return None
        if dependents.cyclic:
            self.drop()
        level = dependents.level(key)
        while self._order and self._order[0][0] < level:
            was, low = self._order[0]
            if low not in self.dirty:
                heappop(self._order)
            elif (now := dependents.level(low)) != was:
                heapreplace(self._order, (now, low))
            elif low in running:
                self.drop()
            else:
                return low
        return None

    def drop(self, changed: Iterable[Key] = ()) -> None:
        """Take out of what holds all that is dirty or changed, and everything that depends on it."""
        for node in self.dependents.transitive((*changed, *self.dirty)) if self.dependents else ():
            if isinstance(node, tuple):
                self._verified.pop(node[0], None)
            else:
                self._now.pop(node, None)
        self.dirty.clear()
