"""The table of all traces: what each answer was made from, and where its bytes lie."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Self, TypeAlias

from msgspec import Struct

from vitrail.ground.memo.files import digest
from vitrail.ground.memo.leaves import FILE, INPUT, OF_FILES

Key: TypeAlias = str
"""« question\\0word\\0word »: short in a trace, quick in a dictionary."""
Source: TypeAlias = tuple[Key, bytes]
"""A dependency: its key, and the digest that its answer had."""
Numbers: TypeAlias = bytes
"""Positions of sources in ``TraceTable.sources``, four bytes each, in the order in which they were asked."""
Place: TypeAlias = tuple[int, int]
"""Where bytes lie in the file of a part, and how many they are."""


class Trace(Struct, array_like=True):
    """What is recorded of an answer: its digest, its dependencies in the order of asking, where its bytes lie."""

    digest: bytes
    deps: dict[Key, bytes]
    place: Place | None = None
    idle: int = 0
    """Times that its part was written since it was asked."""


class PartRow(Struct, array_like=True):
    """The row of a part: the file of its answers, and their traces."""

    file: str
    size: int
    used: int
    """The number of the last run that wrote or read the file."""
    answers: dict[Key, tuple[bytes, Numbers, Place | None, int]] = {}
    """The fields of each ``Trace``, its dependencies as numbers."""


class PartTraces(Struct, array_like=True):
    """The row of a part and its traces in full, for another process, whose numbers differ."""

    row: PartRow
    traces: dict[Key, Trace]
    fresh: tuple[Key, ...] = ()
    """The answers that hold in the process that wrote them."""

    def sources(self) -> Iterator[Source]:
        """Yield the fresh answers, and the files and inputs that they depend on, each with its digest."""
        for key in self.fresh:
            node = self.traces[key]
            yield key, node.digest
            yield from (source for source in node.deps.items() if source[0].startswith("."))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files that those depend on and that could be read, each with its digest."""
        for key, digested in self.sources():
            if key.startswith(FILE) and len(digested) == len(digest()):
                yield key.removeprefix(FILE), digested


class TraceTable(dict[str, PartRow]):
    """The rows of a school by their part, with each source of theirs stored once.

    >>> table, day = TraceTable(), (".input day", b"D")
    >>> table.put("work", PartTraces(PartRow("", 0, 1), {"title": Trace(b"T", {}), "page": Trace(b"P", dict([day]))}))
    >>> table.put("class", PartTraces(PartRow("", 0, 1), {"list": Trace(b"L", {"title": b"T", day[0]: day[1]})}))
    >>> table.sources, [*numbers_in(table["class"].answers["list"][1])]
    ([('.input day', b'D'), ('title', b'T')], [1, 0])
    >>> table.traces("class")["list"].deps
    {'title': b'T', '.input day': b'D'}
    """

    def __init__(self, rows: Mapping[str, PartRow] | None = None, sources: Iterable[Source] = ()) -> None:
        super().__init__(rows or {})
        self.sources = list(sources)
        self._numbers: dict[Source, int] = {}

    def put(self, part: str, written: PartTraces) -> None:
        """Add or replace a row, from any process."""
        for key, node in written.traces.items():
            numbers = self._numbered(node.deps.items())
            written.row.answers[key] = node.digest, numbers, node.place, node.idle
        self[part] = written.row

    def traces(self, part: str) -> dict[Key, Trace]:
        """Return the traces of a part, for the caller to change."""
        row, source = self.get(part), self.sources.__getitem__
        return {
            key: Trace(digested, dict(map(source, numbers_in(numbers))), place, idle)
            for key, (digested, numbers, place, idle) in (row.answers if row else {}).items()
        }

    def compact(self) -> Self:
        """Return the same rows without the sources that none uses any more."""
        kept = type(self)()
        for part, row in self.items():
            kept.put(part, PartTraces(PartRow(row.file, row.size, row.used), self.traces(part)))
        return kept

    def users(self) -> list[list[Key]]:
        """Return, for each source, the answers that were made from it."""
        users: list[list[Key]] = [[] for _ in self.sources]
        for row in self.values():
            for key, (_, numbers, _, _) in row.answers.items():
                for number in numbers_in(numbers):
                    users[number].append(key)
        return users

    def holding(self, now: Mapping[Key, bytes], leaf: Callable[[Key], bytes]) -> dict[Key, bytes]:
        r"""Return the digests of the answers that surely hold: nothing that they were made from, however far, moved.

        ``now`` are digests that are right; ``leaf`` digests a file. An input that this run was not given yet counts as
        that of the last one.

        >>> table = TraceTable()
        >>> table.put("work", PartTraces(PartRow("", 0, 1), {"title": Trace(b"T", {".file\0a.md": b"1"})}))
        >>> table.put("class", PartTraces(PartRow("", 0, 1), {"list": Trace(b"L", {"title": b"T"})}))
        >>> [sorted(table.holding({}, lambda file: digested)) for digested in (b"1", b"2")]
        [['.file\x00a.md', 'list', 'title'], ['.file\x00a.md']]
        """
        held = {key: answer[0] for row in self.values() for key, answer in row.answers.items()} | dict(now)
        moved = []
        for number in range(len(self.sources) - 1, -1, -1):  # of two digests of an input, the last run had the last
            key, was = self.sources[number]
            if key[0] == "." and key not in held:
                held[key] = was if key.startswith(INPUT) else leaf(key)
            if held.get(key) != was:
                moved.append(number)
        if not moved:
            return held
        users, numbers = self.users(), defaultdict[Key, list[int]](list)
        for number, (key, _) in enumerate(self.sources):
            numbers[key].append(number)
        doubted = set[Key]()
        while moved:
            for key in users[moved.pop()]:
                if key not in doubted and key not in now:
                    doubted.add(key)
                    held.pop(key, None)
                    moved += numbers[key]
        return held

    def moved_parts(self, now: Mapping[Key, bytes], leaf: Callable[[Key], bytes]) -> Collection[str]:
        """Name the parts with an answer made from a file whose digest is another; ``now``, else ``leaf``, has it."""
        unlike = ((number, key, was) for number, (key, was) in enumerate(self.sources) if now.get(key) != was)
        moved = {number for number, key, was in unlike if key.startswith(OF_FILES) and leaf(key) != was}
        rows = self.items() if moved else ()
        return {
            part
            for part, row in rows
            if any(not moved.isdisjoint(numbers_in(answer[1])) for answer in row.answers.values())
        }

    def _numbered(self, sources: Iterable[Source]) -> Numbers:
        if len(self._numbers) != len(self.sources):
            self._numbers = dict(zip(self.sources, range(len(self.sources)), strict=True))
        known, numbers = self._numbers, array("I")
        for source in sources:
            if (number := known.get(source)) is None:
                number = known[source] = len(self.sources)
                self.sources.append(source)
            numbers.append(number)
        return numbers.tobytes()


class Dependents(dict[Key, set[Key]]):
    """For each key, the answers that were made from it. One that is not any more stays: it costs one comparison.

    >>> dependents = Dependents()
    >>> dependents.add("title", {".file a.md": b"1"})
    >>> dependents.add("contents", {"title": b"2"})
    >>> sorted(dependents.reached([".file a.md"]))
    ['.file a.md', 'contents', 'title']
    """

    def add(self, key: Key, deps: Iterable[Key]) -> None:
        """Record what an answer was made from."""
        for dep in deps:
            self.setdefault(dep, set()).add(key)

    def add_traces(self, traces: Mapping[Key, Trace]) -> None:
        """Record what each answer of a part was made from."""
        for key, node in traces.items():
            self.add(key, node.deps)

    def add_table(self, table: TraceTable) -> None:
        """Record what all answers of a table were made from."""
        for (key, _), users in zip(table.sources, table.users(), strict=True):
            self.setdefault(key, set()).update(users)

    def reached(self, keys: Iterable[Key]) -> Collection[Key]:
        """Return some keys and all that was made from them, directly or not."""
        waiting = list(keys)
        seen = set(waiting)
        while waiting:
            more = self.get(waiting.pop(), set()) - seen
            seen |= more
            waiting += more
        return seen


def numbers_in(numbers: Numbers) -> Iterable[int]:
    """Unpack the positions of some sources.

    >>> list(numbers_in(array("I", [3, 70_000]).tobytes()))
    [3, 70000]
    """
    return memoryview(numbers).cast("I")
