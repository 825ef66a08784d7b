"""The line of a part: enough to know that an answer of it did not move, without opening the file of its traces."""

from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from itertools import chain
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.memo.files import digest
from generator.memo.question import QUESTIONS

Key: TypeAlias = str
"""« question\\0word\\0word »: short in a trace, quick in a dictionary."""
Sources: TypeAlias = tuple[tuple[Key, bytes], ...]
"""What something comes from, in the order in which it was asked, with what each answered, digested."""
Place: TypeAlias = tuple[int, int]
"""Where bytes lie in the file of a part, and how many they are."""

_OF_FILES: Final = (".file\0", ".size\0")
_TORN: Final = b""
"""In the place of the digest of a file that was written while it was read twice."""


class Trace(Struct, array_like=True):
    """An answer: its digest, what was asked for it, in that order, and where its bytes lie."""

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
    leaves: Sources
    """The files that its answers come from."""
    answers: dict[Key, tuple[bytes, int, Place | None]]
    """What others may ask → its digest, the rank of what it comes from in ``imports``, where its bytes lie."""
    imports: Sequence[Sources]
    """What else some of its answers come from, however deep: answers of other parts; few sets differ."""
    used: int = 0
    """The run that asked for it last."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files that its answers come from and that could be read, each with its digest."""
        for key, digested in self.leaves:
            name, _, path = key.partition("\0")
            if name == ".file" and len(digested) == len(digest()):
                yield path, digested

    def known(self) -> Iterator[tuple[Key, bytes]]:
        """Yield its answers, and the files and what was told that they come from, each with its digest."""
        yield from ((key, told[0]) for key, told in self.answers.items())
        for pair in chain(self.leaves, *self.imports):
            if pair[0].startswith(".") and pair[1] != _TORN:
                yield pair


def sources_of(lines: Iterable[PartLine]) -> KeysView[tuple[Key, bytes]]:
    """Return all that some lines come from, each source once, in order.

    >>> line = PartLine("", 0, (0, 0), (), {}, ((("title", b"T"),), (("day", b"D"), ("title", b"T"))))
    >>> [key for key, _ in sources_of([line])]
    ['title', 'day']
    """
    each = chain.from_iterable((line.leaves, *line.imports) for line in lines)
    return dict.fromkeys(chain.from_iterable(each)).keys()


class Frontier(Struct, array_like=True):
    """The lines as they are written: each source once, and by its number wherever lines have it."""

    run: int = 0
    sources: Sources = ()
    numbered: dict[str, tuple[PartLine, tuple[tuple[int, ...], ...]]] = {}
    """Lines without their sources; the numbers of their leaves, then of their imports."""

    def __post_init__(self) -> None:
        """Give the lines their sources. Raises LookupError: this is not what was written."""
        source = self.sources.__getitem__
        for line, numbers in self.numbered.values():
            line.leaves, *line.imports = (tuple(map(source, some)) for some in numbers)


def numbered(run: int, lines: Mapping[str, PartLine]) -> tuple[object, ...]:
    """Return what a ``Frontier`` is read from.

    >>> line = PartLine("", 0, (0, 0), (), {}, ((("title", b"T"),), (("day", b"D"), ("title", b"T"))))
    >>> _, sources, told = numbered(1, {"class": line})
    >>> told["class"][1]
    [[], [0], [1, 0]]
    """
    sources = tuple(sources_of(lines.values()))
    number = dict(zip(sources, range(len(sources)), strict=True)).__getitem__
    told = {
        part: (replace(line, leaves=(), imports=()), [list(map(number, some)) for some in (line.leaves, *line.imports)])
        for part, line in lines.items()
    }
    return run, sources, told


def line_of(trace: Mapping[Key, Trace], now: Mapping[Key, bytes], line: PartLine) -> PartLine:
    """Fill the line of a part with what surely holds now: what others may ask, and all that it comes from."""
    ranks: dict[Sources, int] = {}
    leaves: dict[Key, bytes] = {}
    sources: dict[Key, dict[Key, bytes]] = {}
    for key, node in trace.items():
        asked = QUESTIONS.get(key.partition("\0")[0])
        if asked and not asked.inner and now.get(key) == node.digest:
            comes_from = _sources(key, trace, sources, leaves)
            rank = ranks.setdefault(tuple(comes_from.items()), len(ranks))
            line.answers[key] = node.digest, rank, node.place
    if _TORN in leaves.values():  # each trace tells what its question read
        line.answers.clear()
    same: dict[tuple[Key, bytes], tuple[Key, bytes]] = {}  # once in memory: ranks mostly have the same sources
    line.leaves, *line.imports = (tuple(map(same.setdefault, some, some)) for some in (leaves.items(), *ranks))
    return line


def _sources(
    key: Key, trace: Mapping[Key, Trace], known: dict[Key, dict[Key, bytes]], leaves: dict[Key, bytes]
) -> dict[Key, bytes]:
    """Return what an answer comes from beyond its part, and note the files among the ``leaves``."""
    if key not in known:
        deps: dict[Key, bytes] = {}
        known[key] = deps
        for dep, was in trace[key].deps.items():
            if dep in trace:
                deps |= _sources(dep, trace, known, leaves)
            elif not dep.startswith(_OF_FILES):
                deps[dep] = was
            elif leaves.setdefault(dep, was) != was:
                leaves[dep] = _TORN
    return known[key]
