"""Where answers are kept between runs.

A part has one file: its encoded answers. Where each lies, its digest and its trace are in the table of all traces
(``traces.py``), which this machine signs, since a cache may come from anywhere (0013). A file that this program did not
write on this machine counts as missing, as an answer does that has another digest.
"""

import os
from collections.abc import Container, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from vitrail.ground.memo.files import KnownFiles, SourceFiles, digest
from vitrail.ground.memo.signed import OF_RUNS, SignedFolder
from vitrail.ground.memo.table import SINCE, KeptTable
from vitrail.ground.memo.traces import Key, PartRow, PartTraces, Place, Trace, TraceTable
from vitrail.ground.memo.whole import discard

LIMIT = 1_000_000_000
"""Bytes of all the parts: beyond, those that were asked for the longest ago are forgotten."""
_IDLE = 50
"""Times that a part is written before an answer that nobody asks is forgotten."""
_TRACES: Final = "traces"
_FEW: Final = 3
"""Answers of a file that are read one by one; from there on the file is read whole, since ten more mostly follow."""


class AnswerShelf(SignedFolder):
    """The folder of a school's answers; without a folder nothing is kept."""

    def __init__(self, folder: Path | None = None, key: bytes = b"", program: str = "") -> None:
        """Read what earlier runs of the same ``program`` signed with ``key``."""
        super().__init__(folder, key, program)
        signed = SignedFolder(folder, key, program)  # tables that held this shelf would outlive it, and its rows
        self._files = KeptTable(signed, "files", tuple[bytes, bytes], type(None))
        self._table = KeptTable(signed, _TRACES, PartRow, tuple[Key, bytes])
        self._last, self._times = "", 0
        """The file that was read last, and how often in a row."""

    @cached_property
    def table(self) -> TraceTable:
        """Return the traces of all parts."""
        return TraceTable(self._table.rows(), self._table.items())

    @cached_property
    def run(self) -> int:
        """The number of this run."""
        return 1 + max((row.used for row in self.table.values()), default=0)

    @property
    def size(self) -> int:
        """Bytes of the parts; no more than ``LIMIT`` of them are kept."""
        return sum(row.size for row in self.table.values())

    @property
    def empty(self) -> bool:
        """True if there is no table of traces."""
        return self.folder is None or not (self.folder / _TRACES).exists()

    def known(self) -> KnownFiles:
        """Return the digests of files that earlier runs read, by their stamps."""
        return self._files.rows()

    def traces(self, part: str) -> dict[Key, Trace]:
        """Return the traces of a part, which then counts as used in this run."""
        if row := self.table.get(part):
            row.used = self.run
        return self.table.traces(part)

    def value(self, part: str, key: Key, digested: bytes) -> bytes | None:
        """Return the encoded answer of a digest; None when it is not kept, or damaged."""
        row = self.table.get(part)
        place = row.answers[key][2] if row and key in row.answers else None
        if row is None or place is None:
            return None
        row.used = self.run
        raw = self._bytes(row.file, place)
        return raw if raw is not None and digest(raw) == digested else None

    def put(self, part: str, traces: dict[Key, Trace], fresh: Mapping[Key, bytes]) -> PartTraces | None:
        """Write a part: fresh answers, and the others copied from its present file; None when the disk refuses.

        What is copied is not verified here: ``value`` digests each answer that it reads.
        """
        was, raws, at = self.table.get(part), [], 0
        for key, node in traces.items():
            raw = fresh.get(key) or (self._bytes(was.file, node.place) if was and node.place else None)
            node.place = (at, len(raw)) if raw is not None else None
            if raw is not None:
                raws.append(raw)
                at += len(raw)
        name = digest(*raws).hex()
        if raws:
            try:
                self.write(name, b"".join(raws))
            except OSError:
                return None
        written = PartTraces(PartRow(name, at, self.run), traces)
        self.table.put(part, written)
        return written

    def close(self, files: SourceFiles) -> None:
        """Write the table of traces and the digests of files; a disk that refuses costs the next run time."""
        kept = self._within()
        with suppress(OSError):
            if not self._table.keep_beside(kept, kept.sources):  # many differ: all, but for sources that none uses
                self.table = kept.compact()
                self._table.write(self.table, self.table.sources)
        self.keep(files)

    def keep(self, files: SourceFiles) -> None:
        """Write the digests of files."""
        if files.moved:
            with suppress(OSError):
                self._files.keep(files.held())
                files.moved = False

    def sweep(self) -> None:
        """Delete the files that belong to no part; only while no other process uses the cache."""
        held = {row.file for row in self.table.values()}
        held |= {name + end for name in (_TRACES, "files") for end in ("", SINCE)}
        if self.folder and self.folder.is_dir():
            with os.scandir(self.folder) as listing:
                left = [file.path for file in listing if file.name not in held and not file.name.endswith(OF_RUNS)]
            for name in left:
                discard(name)

    def _within(self) -> TraceTable:
        """Leave out the parts beyond the limit, those used the longest ago first."""
        kept, total = TraceTable(sources=self.table.sources), 0
        for part, row in sorted(self.table.items(), key=lambda pair: -pair[1].used):
            total += row.size
            if total <= LIMIT:
                kept[part] = row
        return kept

    def _bytes(self, name: str, place: Place) -> bytes | None:
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
    """Read the file of a part whole; cached, since its name is the digest of its content."""
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123  # a third faster than Path.open
        return stream.read()


def aged(trace: dict[Key, Trace], now: Container[Key]) -> dict[Key, Trace]:
    """Count a write in which a trace was not asked; keep the recent ones and their dependencies in the part.

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
