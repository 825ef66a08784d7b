"""Where answers are kept between runs, and what of that is believed.

A part has one file: its answers one after the other, then their traces; the file is named by the digest of the traces,
which hold those of the answers. The *frontier* has a line a part, enough to know that an answer of it did not move
without opening the file. It is signed by the machine: a cache may come from anywhere (0013). Whatever is not what was
written, for this program, is as good as nothing.
"""

import os
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from generator.memo.files import KnownFiles, SourceFiles, digest
from generator.memo.question import QUESTIONS
from generator.memo.signed import OF_RUNS, SignedFolder
from generator.memo.whole import discard

Key: TypeAlias = str
"""« question\\0word\\0word »: short in a trace, quick in a dictionary."""
Sources: TypeAlias = tuple[tuple[Key, bytes], ...]
"""What something comes from, in the order in which it was asked, with what each answered, digested."""
_Place: TypeAlias = tuple[int, int]
"""Where bytes lie in the file of a part, and how many they are."""

LIMIT = 1_000_000_000
"""Bytes of all the parts: beyond, those that were asked for the longest ago are forgotten."""
_IDLE = 50
"""Times that a part is written before an answer that nobody asks is forgotten."""
_OF_FILES: Final = (".file\0", ".size\0")
_TORN: Final = b""
"""In the place of the digest of a file that was written while it was read twice."""
_FEW: Final = 3
"""Answers that are read one by one of a file; who asks for more asks for ten."""


class Trace(Struct, array_like=True):
    """An answer: its digest, what was asked for it, in that order, and where its bytes lie."""

    digest: bytes
    deps: dict[Key, bytes]
    place: _Place | None = None
    idle: int = 0
    """Times that its part was written since it was asked."""


class PartLine(Struct, array_like=True):
    """What is known of a part without opening its file."""

    file: str
    size: int
    trace: _Place
    leaves: Sources
    """The files that its answers come from."""
    answers: dict[Key, tuple[bytes, int, _Place | None]]
    """What others may ask → its digest, the rank of what it comes from in ``imports``, where its bytes lie."""
    imports: tuple[Sources, ...]
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


class _Frontier(Struct, array_like=True):
    """The lines as they are written: each source once, and by its number wherever lines have it."""

    run: int = 0
    sources: Sources = ()
    numbered: dict[str, tuple[PartLine, tuple[tuple[int, ...], ...]]] = {}
    """Lines without their sources; the numbers of their leaves, then of their imports."""

    def __post_init__(self) -> None:
        """Give the lines their sources. Raises LookupError: this is not what was written."""
        source = self.sources.__getitem__
        for line, numbers in self.numbered.values():
            line.leaves, *imports = (tuple(map(source, some)) for some in numbers)
            line.imports = tuple(imports)


def _numbered(run: int, lines: Mapping[str, PartLine]) -> tuple[object, ...]:
    """Return what a ``_Frontier`` is read from."""
    each = chain.from_iterable((line.leaves, *line.imports) for line in lines.values())
    sources = tuple(dict.fromkeys(chain.from_iterable(each)))
    number = dict(zip(sources, range(len(sources)), strict=True)).__getitem__
    bare = {part: replace(line, leaves=(), imports=()) for part, line in lines.items()}
    numbers = {
        part: [tuple(map(number, some)) for some in (line.leaves, *line.imports)] for part, line in lines.items()
    }
    return run, sources, {part: (bare[part], numbers[part]) for part in lines}


class AnswerShelf(SignedFolder):
    """The folder of a school's answers; without one, nothing is kept."""

    def __init__(self, folder: Path | None = None, key: bytes = b"", program: str = "") -> None:
        """Read what earlier runs left: signed with ``key``, by the same ``program``."""
        super().__init__(folder, key, program)
        self._last, self._times = "", 0
        """The file that was read last, and how often in a row."""

    @cached_property
    def _left(self) -> tuple[int, dict[str, PartLine]]:
        """The number of the last run, and the lines that it left."""
        told = self.signed("frontier", _Frontier) or _Frontier()
        return told.run, {part: line for part, (line, _) in told.numbered.items()}

    @cached_property
    def lines(self) -> dict[str, PartLine]:
        """Return the line of each part, by its name."""
        return dict(self._left[1])

    @property
    def run(self) -> int:
        """The number of this run."""
        return self._left[0] + 1

    @property
    def size(self) -> int:
        """Bytes of the parts; no more than ``LIMIT`` of them are kept."""
        return sum(line.size for line in self.lines.values())

    def known(self) -> KnownFiles:
        """Return what earlier runs knew of the files."""
        return self.signed("files", dict[str, tuple[bytes, bytes]]) or {}

    def trace(self, part: str) -> dict[Key, Trace]:
        """Return the traces of a part, none when they are not what was written."""
        line = self.lines.get(part)
        raw = self._bytes(line.file, line.trace) if line else None
        if line is None or raw is None or digest(raw).hex() != line.file:
            return {}
        return _TRACE.decode(raw)

    def value(self, part: str, key: Key, digested: bytes, trace: Mapping[Key, Trace] | None) -> bytes | None:
        """Return the bytes of an answer, when they are those that were digested."""
        line = self.lines.get(part)
        if line is None:
            return None
        told, node = line.answers.get(key), (trace or {}).get(key)
        for place in (told[2] if told else None, node.place if node else None):
            raw = self._bytes(line.file, place) if place else None
            if raw is not None and digest(raw) == digested:
                return raw
        return None

    def put(self, part: str, trace: dict[Key, Trace], fresh: Mapping[Key, bytes]) -> PartLine | None:
        """Write a part: its fresh answers, and those that lie in its present file; None when the disk refuses.

        Those are copied as they are: ``value`` digests an answer before anybody believes it.
        """
        was, raws, at = self.lines.get(part), [], 0
        for key, node in trace.items():
            raw = fresh.get(key) or (self._bytes(was.file, node.place) if was and node.place else None)
            node.place = (at, len(raw)) if raw is not None else None
            if raw is not None:
                raws.append(raw)
                at += len(raw)
        packed = _ENCODER.encode(trace)
        name = digest(packed).hex()
        try:
            self.write(name, b"".join((*raws, packed)))
        except OSError:
            return None
        return PartLine(name, at + len(packed), (at, len(packed)), (), {}, (), self.run)

    def close(self, files: SourceFiles) -> None:
        """Keep the frontier and what is known of the files; a disk that refuses costs the next run its time."""
        run, lines = self._left
        if self.lines != lines:
            with suppress(OSError):
                self.sign("frontier", _numbered(self.run, self._within()))
                self._left = run, dict(self.lines)
        self.keep(files)

    def keep(self, files: SourceFiles) -> None:
        """Keep what is known of the files alone."""
        if files.moved:
            with suppress(OSError):
                self.sign("files", files.held())
                files.moved = False

    def sweep(self) -> None:
        """Delete the files of no part; only while nobody else uses the cache."""
        held = {line.file for line in self.lines.values()} | {"frontier", "files"}
        if self.folder and self.folder.is_dir():
            with os.scandir(self.folder) as listing:
                left = [file.path for file in listing if file.name not in held and not file.name.endswith(OF_RUNS)]
            for name in left:
                discard(name)

    def _within(self) -> dict[str, PartLine]:
        """Leave out what is beyond the limit."""
        kept, total = {}, 0
        for part, line in sorted(self.lines.items(), key=lambda pair: -pair[1].used):
            total += line.size
            if total <= LIMIT:
                kept[part] = line
        return kept

    def _bytes(self, name: str, place: _Place) -> bytes | None:
        path = f"{self.folder}/{name}"
        self._times = self._times + 1 if self._last == name else 0
        self._last = name
        try:
            if self._times >= _FEW:
                return _held(path)[place[0] : place[0] + place[1]]
            with open(path, "rb", buffering=0) as stream:  # noqa: PTH123  # a third faster than Path.open
                stream.seek(place[0])
                return stream.read(place[1])
        except OSError:
            return None


@lru_cache(maxsize=4)
def _held(path: str) -> bytes:
    """Read the file of a part whole. Its name is that of what it holds."""
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123  # a third faster than Path.open
        return stream.read()


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
    line.leaves, line.imports = tuple(leaves.items()), tuple(ranks)
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


def aged(trace: dict[Key, Trace], now: Container[Key]) -> dict[Key, Trace]:
    """Let traces grow older; keep those that were asked lately, and what they come from in their part.

    >>> title, page = Trace(b"1", {}, idle=60), Trace(b"2", {"title": b"1"})
    >>> sorted(aged({"title": title, "page": page, "old": Trace(b"3", {}, idle=60)}, now={"page"}))
    ['page', 'title']
    """
    for key, node in trace.items():
        node.idle = 0 if key in now else node.idle + 1
    kept: dict[Key, Trace] = {}
    waiting = [key for key, node in trace.items() if node.idle <= _IDLE]
    while waiting:
        key = waiting.pop()
        if key in trace and key not in kept:
            kept[key] = trace[key]
            waiting.extend(trace[key].deps)
    return kept


_ENCODER: Final = msgspec.msgpack.Encoder()
_TRACE: Final = msgspec.msgpack.Decoder(dict[Key, Trace])
