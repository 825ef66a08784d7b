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
    parent: int = 0
    """The same of the first process alone: what does not leave with a worker."""


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
        peak, parent = _watch(process) if sampled else (0, 0)
        code = process.wait()
        wall = time.perf_counter() - start
        if code:
            said.seek(0)
            message = f"{' '.join(command)}: {code}\n{said.read()[-2000:].decode(errors='replace')}"
            raise FailedError(message)
    return Run(wall=wall, cpu=_children_cpu() - before, peak=peak, parent=parent)


def _watch(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    """Highest memory of the tree and of its root, until the program ends."""
    tree = parent = 0
    root = psutil.Process(process.pid)
    while process.poll() is None:
        own = _memory(root)
        tree, parent = max(tree, own + sum(map(_memory, _below(root)))), max(parent, own)
        time.sleep(_EVERY)
    return tree, parent


def _below(root: psutil.Process) -> list[psutil.Process]:
    try:
        return root.children(recursive=True)
    except psutil.Error:
        return []


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


def source(folder: Path) -> float:
    """Mean bytes of a réalisation's file: the size to which a process's memory a page is held."""
    sizes = [path.stat().st_size for path in folder.rglob("realisations/*.md")]
    return sum(sizes) / len(sizes)


def indexes(folder: Path) -> dict[str, dict[str, int]]:
    """Search indexes by what they cover, told by their depth: how many, and the largest, as fetched by a browser."""
    found: dict[str, list[Path]] = {"school": [], "class": [], "portfolio": []}
    for path in folder.rglob("search*.json"):
        covered = [part for part in path.relative_to(folder).parts[:-1] if part != "search"]
        found[tuple(found)[min(len(covered), 2)]].append(path)
    return {what: _largest(paths) for what, paths in found.items() if paths}


def _largest(paths: list[Path]) -> dict[str, int]:
    raw = max(paths, key=lambda path: path.stat().st_size).read_bytes()
    return {"number": len(paths), "largest": len(raw), "largest_compressed": len(gzip.compress(raw))}
