"""Run a program to its end and measure it: wall time, processor time, memory of its whole process tree."""

from __future__ import annotations

import gzip
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

_EVERY = 0.04
"""Seconds between two samples of memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of one program."""

    wall: float
    cpu: float
    """User and system seconds of the program and of the children it waited for: other load lengthens them less."""
    peak: int = 0
    """Bytes, proportional set size summed over the tree (shared pages counted once); 0 when not sampled."""


class FailedError(Exception):
    """The program did not do what is measured: its figures would mean nothing."""


def run(
    command: tuple[str, ...], folder: Path, *, environment: Mapping[str, str] | None = None, sampled: bool = False
) -> Run:
    """Run a program.

    Sampling memory costs time on a small machine, so that a run is either timed or sampled.

    Raises:
        FailedError: with the end of what the program said.
    """
    with tempfile.TemporaryFile() as said:
        before, start = _children_cpu(), time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment or None, stdout=said, stderr=subprocess.STDOUT)
        peak = _watch(process) if sampled else 0
        code = process.wait()
        wall = time.perf_counter() - start
        if code:
            said.seek(0)
            message = f"{' '.join(command)}: {code}\n{said.read()[-2000:].decode(errors='replace')}"
            raise FailedError(message)
    return Run(wall=wall, cpu=_children_cpu() - before, peak=peak)


def _watch(process: subprocess.Popen[bytes]) -> int:
    peak = 0
    root = psutil.Process(process.pid)
    while process.poll() is None:
        peak = max(peak, _tree_memory(root))
        time.sleep(_EVERY)
    return peak


def _tree_memory(root: psutil.Process) -> int:
    total = 0
    try:
        for one in (root, *root.children(recursive=True)):
            total += _memory(one)
    except psutil.Error:
        return total
    return total


def _memory(process: psutil.Process) -> int:
    try:
        full = process.memory_full_info()
        return int(getattr(full, "pss", 0) or full.rss)
    except psutil.Error:
        return 0


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def one_core() -> Iterator[None]:
    """Give the programs started inside one core only."""
    here = psutil.Process()
    before = here.cpu_affinity()
    here.cpu_affinity(before[:1])
    try:
        yield
    finally:
        here.cpu_affinity(before)


def weight(folder: Path) -> tuple[int, int]:
    """Bytes and number of the files of a site."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes), len(sizes)


def indexes(folder: Path) -> dict[str, int]:
    """Number of search indexes, all their bytes, and the largest one: what a reader's browser would fetch."""
    found = sorted(folder.rglob("search*.json"), key=lambda path: path.stat().st_size)
    if not found:
        return {"number": 0, "total": 0, "largest": 0, "largest_compressed": 0}
    return {
        "number": len(found),
        "total": sum(path.stat().st_size for path in found),
        "largest": found[-1].stat().st_size,
        "largest_compressed": len(gzip.compress(found[-1].read_bytes())),
    }
