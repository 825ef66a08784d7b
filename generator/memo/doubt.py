"""What is in doubt since something moved, in a process that stays, and in which order it is asked again.

When few files moved, what came at once from them waits; the lowest is asked first, and where it answers as before,
nothing above it is looked at. A key is believed once nothing waits below its level. When many moved, all that came from
them is forgotten, however far, and asked when it is needed, by several workers.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, MutableMapping
from heapq import heappop, heappush, heapreplace
from typing import TypeAlias

from generator.memo.above import Above, Node, half_known
from generator.memo.leaves import FILE
from generator.memo.lines import Key, Source, Trace
from generator.memo.shelf import AnswerShelf
from generator.memo.standing import Doubted, stand_again, standing

Standings: TypeAlias = MutableMapping[str, dict[int, bool]]
"""Part → whether what it comes from is as it was: its files, each rank of its line."""


class Doubts:
    """What waits to be asked again; ``now`` and ``standings`` are the memo's own, and lose it."""

    def __init__(self, shelf: AnswerShelf, now: dict[Key, bytes], standings: Standings) -> None:
        self._shelf, self._now, self._standings = shelf, now, standings
        self.above: Above | None = None
        """Who asked whom, from the first time that something moves."""
        self.waiting: dict[Key, bytes] = {}
        """Keys → what each answered, digested."""
        self._order: list[tuple[int, Key]] = []
        self.believed: set[str] = set()
        """Parts whose lines forked workers wrote, since something moved."""
        self._torn: set[Key] = set()
        """Files that were something else when they were read again: answers of one turn differ on them."""
        self._fallen: Doubted | None = None
        """What did not hold when the lines were believed; None before."""

    def believe(self, told: Mapping[Key, bytes], leaf: Callable[[Key], bytes]) -> None:
        """Believe the lines of earlier runs, less what comes from what moved; once more when that was asked for.

        ``told`` is what this run knows beside its files; ``leaf`` says what a file is now.
        """
        if self._fallen is None:
            now, self._fallen = standing(self._shelf.lines, {**self._now, **told}, leaf)
            self._now |= now
        else:
            self._fallen = stand_again(self._fallen, self._shelf.lines, self._now)

    def look(self, traces: Iterable[Mapping[Key, Trace]]) -> Above:
        """Note anew who asked whom, by the lines and by the traces that are open."""
        self.forget()
        self.above = Above.of(self._shelf.lines, traces)
        return self.above

    def meet(self, known: Iterable[Source]) -> None:
        """Take what surely holds now; what came from a file that was something else is asked again in the next turn."""
        for key, digested in known:
            if key.startswith(FILE) and self._now.get(key, digested) != digested:
                self._torn.add(key)
            self._now[key] = digested

    def doubt(self, moved: Collection[Key], traces: Iterable[Mapping[Key, Trace]], *, few: bool = False) -> None:
        """Take what came from what moved out of what holds; when ``few`` moved, no further than answers differ."""
        moved, self._torn = {*moved, *self._torn}, set()
        if not moved and not self.believed:
            return
        self._fallen = {}  # from here on it is the graph that says
        unsure = [*half_known(self._shelf.lines, self.believed, self._now)]
        self.believed.clear()
        if self.above is None or self.above.round:
            self.look(traces)
        if few:
            self.touch(moved, unsure)
        else:
            self.forget((*moved, *unsure))

    def touch(self, moved: Iterable[Key], unsure: Iterable[Key] = ()) -> None:
        """Have what came at once from some keys wait, and the ``unsure`` themselves.

        Of what is not known now, nobody could say that it answers as before: it counts as moved.
        """
        above = self.above
        if above is None:
            return
        nodes: list[Node] = list(moved)
        seen = {*nodes, *self.waiting}
        reached: Collection[Node] = set(unsure)
        while reached or nodes:
            for node in set(reached) - seen:
                seen.add(node)
                if isinstance(node, tuple):
                    self._standings.pop(node[0], None)
                    nodes.append(node)
                elif (was := self._now.pop(node, None)) is None:
                    nodes.append(node)
                elif above.next_to(node):
                    self.waiting[node] = was
                    heappush(self._order, (above.level(node), node))
            reached = above.next_to(nodes.pop()) if nodes else ()
        if above.round:
            self.forget()

    def lowest(self, key: Key, running: Collection[Key]) -> Key | None:
        """Return what stands lowest of what waits below a key; None when nothing does.

        What is ``running`` may ask for the first time for what stands above it: then everything in doubt is forgotten.
        """
        above = self.above
        if above is None or not self.waiting:
            return None
        if above.round:
            self.forget()
        level = above.level(key)
        while self._order and self._order[0][0] < level:
            was, low = self._order[0]
            if low not in self.waiting:
                heappop(self._order)
            elif (now := above.level(low)) != was:
                heapreplace(self._order, (now, low))
            elif low in running:
                self.forget()
            else:
                return low
        return None

    def forget(self, moved: Iterable[Key] = ()) -> None:
        """Take what moved, and all that came from it and from what waits, out of what holds."""
        for reached in self.above.reached_from((*moved, *self.waiting)) if self.above else ():
            if isinstance(reached, tuple):
                self._standings.pop(reached[0], None)
            else:
                self._now.pop(reached, None)
        self.waiting.clear()
