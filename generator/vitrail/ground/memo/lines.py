"""The line of a part: the digests of its answers and of their dependencies, to verify them without opening its file."""

from array import array
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, Self, TypeAlias

from msgspec import Struct

from vitrail.ground.memo.files import digest
from vitrail.ground.memo.leaves import FILE, SIZE
from vitrail.ground.memo.question import QUESTIONS

Key: TypeAlias = str
"""« question\\0word\\0word »: short in a trace, quick in a dictionary."""
Source: TypeAlias = tuple[Key, bytes]
"""A dependency: its key, and the digest that its answer had."""
Numbers: TypeAlias = bytes
"""Positions of sources in ``Lines.sources``, four bytes each, in the order in which they were asked."""
Place: TypeAlias = tuple[int, int]
"""Where bytes lie in the file of a part, and how many they are."""

OF_FILES: Final = (FILE, SIZE)
_TORN: Final = b""
"""In the place of the digest of a file that changed between two readings of one run."""


class Trace(Struct, array_like=True):
    """What is recorded of an answer: its digest, its dependencies in the order of asking, where its bytes lie."""

    digest: bytes
    deps: dict[Key, bytes]
    place: Place | None = None
    idle: int = 0
    """Times that its part was written since it was asked."""


class PartLine(Struct, array_like=True):
    """What is known of a part without opening its file."""

    file: str
    size: int
    trace: Place
    answers: dict[Key, tuple[bytes, int, Place | None]]
    """Answer on which other parts may depend → its digest, the rank of its dependencies in ``imports``, its place."""
    leaves: Numbers = b""
    """The files that any of its answers depend on."""
    imports: tuple[Numbers, ...] = ()
    """Sets of what else its answers depend on, directly or not: answers of other parts. Many answers share a set."""
    used: int = 0
    """The number of the last run that asked for it."""

    def ranked(self, ranks: Container[int]) -> Iterator[Key]:
        """Yield the answers whose dependencies are those of some ranks."""
        return (key for key, (_, rank, _) in self.answers.items() if rank in ranks)


class ToldLine(Struct, array_like=True):
    """A line with its sources spelt out, for another process, whose numbers differ."""

    line: PartLine
    sources: tuple[tuple[Source, ...], ...] = ((),)
    """Those of ``leaves``, then those of each rank of ``imports``."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files that its answers depend on and that could be read, each with its digest."""
        for key, digested in self.sources[0]:
            name, _, path = key.partition("\0")
            if name == ".file" and len(digested) == len(digest()):
                yield path, digested

    def known(self) -> Iterator[Source]:
        """Yield its answers, and the files and told values that they depend on, each with its digest."""
        yield from ((key, told[0]) for key, told in self.line.answers.items())
        for pair in chain.from_iterable(self.sources):
            if pair[0].startswith(".") and pair[1] != _TORN:
                yield pair


class Lines(dict[str, PartLine]):
    r"""The lines of a school by their part, with each source of theirs stored once.

    >>> lines, title, day = Lines(), ("title", b"T"), ("day", b"D")
    >>> lines.put("class", ToldLine(PartLine("", 0, (0, 0), {}), ((), (title,), (day, title))))
    >>> lines["class"].imports, lines.sources
    ((b'\x00\x00\x00\x00', b'\x01\x00\x00\x00\x00\x00\x00\x00'), [('title', b'T'), ('day', b'D')])
    >>> list(lines.named(lines["class"].imports[1]))
    [('day', b'D'), ('title', b'T')]
    """

    def __init__(self, lines: Mapping[str, PartLine] | None = None, sources: Iterable[Source] = ()) -> None:
        super().__init__(lines or {})
        self.sources = list(sources)
        self._numbers: dict[Source, int] = {}

    def put(self, part: str, told: ToldLine) -> None:
        """Add or replace a line, from any process."""
        told.line.leaves, *others = map(self._numbered, told.sources)
        told.line.imports = tuple(others)
        self[part] = told.line

    def named(self, numbers: Numbers) -> Iterator[Source]:
        """Return the sources at some positions. Raises LookupError: out of range."""
        return map(self.sources.__getitem__, numbers_in(numbers))

    def answered(self, name: str) -> Iterator[Source]:
        """Yield the answers to a question, each with its digest."""
        every = (pair for line in self.values() for pair in line.answers.items())
        return ((key, told[0]) for key, told in every if key.partition("\0")[0] == name)

    def compact(self) -> Self:
        """Return the same lines without the sources that no line uses any more."""
        kept = type(self)()
        for part, line in self.items():
            kept.put(part, self.told(line))
        return kept

    def told(self, line: PartLine) -> ToldLine:
        """Return a line with its sources spelt out."""
        copied = PartLine(line.file, line.size, line.trace, line.answers, used=line.used)
        return ToldLine(copied, tuple(tuple(self.named(numbers)) for numbers in (line.leaves, *line.imports)))

    def _numbered(self, sources: Iterable[Source]) -> Numbers:
        if len(self._numbers) != len(self.sources):
            self._numbers = dict(zip(self.sources, range(len(self.sources)), strict=True))
        known, every = self._numbers, self.sources
        for pair in sources:
            if pair not in known:
                known[pair] = len(every)
                every.append(pair)
        return array("I", map(known.__getitem__, sources)).tobytes()


def numbers_in(numbers: Numbers) -> Iterable[int]:
    """Unpack the positions of some sources.

    >>> list(numbers_in(array("I", [3, 70_000]).tobytes()))
    [3, 70000]
    """
    return memoryview(numbers).cast("I")


def line_of(trace: Mapping[Key, Trace], now: Mapping[Key, bytes], line: PartLine) -> ToldLine:
    """Complete the line of a part with its answers that hold ``now`` and with everything that they depend on."""
    ranks: dict[tuple[Source, ...], int] = {}
    leaves: dict[Key, bytes] = {}
    sources: dict[Key, dict[Key, bytes]] = {}
    for key, node in trace.items():
        asked = QUESTIONS.get(key.partition("\0")[0])
        if asked and not asked.inner and now.get(key) == node.digest:
            comes_from = _sources(key, trace, sources, leaves)
            rank = ranks.setdefault(tuple(comes_from.items()), len(ranks))
            line.answers[key] = node.digest, rank, node.place
    for key in [key for key in leaves if key.startswith(SIZE) and now.get(key, leaves[key]) == leaves[key]]:
        if len(leaves.get(f"{FILE}{key.removeprefix(SIZE)}", b"")) == len(
            digest()
        ):  # the digest of its content covers its size
            del leaves[key]
    if _TORN in leaves.values():  # the traces have what each question read
        line.answers.clear()
    return ToldLine(line, (tuple(leaves.items()), *ranks))


def _sources(
    key: Key, trace: Mapping[Key, Trace], known: dict[Key, dict[Key, bytes]], leaves: dict[Key, bytes]
) -> dict[Key, bytes]:
    """Return what an answer depends on outside its part; add the files that it depends on to ``leaves``."""
    if key not in known:
        deps: dict[Key, bytes] = {}
        known[key] = deps
        for dep, was in trace[key].deps.items():
            if dep in trace:
                deps |= _sources(dep, trace, known, leaves)
            elif not dep.startswith(OF_FILES):
                deps[dep] = was
            elif leaves.setdefault(dep, was) != was:
                leaves[dep] = _TORN
    return known[key]
