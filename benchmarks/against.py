"""The engine of this tree against that of a commit, each on its own copy of one invented school, in turn.

.venv/bin/python benchmarks/against.py HEAD~1 --students 40 --pairs 5

Two runs of one engine differ by a tenth from hour to hour, two engines in the same minutes do not. A change that
reads texts or loads modules is measured so before it lands: a pattern that every command compiles, or a keyword
that every text has, costs what no test can see.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from formats import write_all
from measure import Run, run

ROOT = Path(__file__).parents[1]
PLACE = ROOT / ".bench" / "against"
_TREES = ("generator", "theme", "pyproject.toml")
"""Of a commit, what builds a site."""
_EDITED = "\n\nUne phrase de plus, la fois {number}.\n"


def engine(revision: str, folder: Path) -> None:
    """Write the engine of a commit, or of this tree as it is (an empty ``revision``), with its bytecode."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if revision:
        packed = subprocess.run(["git", "archive", revision, *_TREES], cwd=ROOT, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(packed)) as bag:
            bag.extractall(folder)  # noqa: S202  # of our own repository
    else:
        for name in _TREES[:2]:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / _TREES[2], folder)
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(folder / "generator")], check=True)


def steps(engine_folder: Path, school: Path, number: int) -> Iterator[tuple[str, Run]]:
    """Build a school from nothing, with nothing changed, and after an edited text; yield each with its measure."""
    command = (sys.executable, "-m", "vitrail", "build")
    environment = {**os.environ, "PYTHONPATH": str(engine_folder)}
    for made in ("site", ".vitrail-cache"):
        if (school / made).exists():  # deleted now, it would cost the next build: ext4 holds its numbers back
            (school / made).rename(school.parent / f"{made}-{school.name}-{number}")
    yield "cold", run(command, school, environment=environment)
    run(command, school, environment=environment)
    yield "nothing", run(command, school, environment=environment)
    page = min(school.glob("portfolios/*/*/realisations/*.md"))
    page.write_text(page.read_text("utf-8") + _EDITED.format(number=number), "utf-8")
    yield "text", run(command, school, environment=environment)


def main() -> None:
    """Print, for each step, the medians of both engines, in milliseconds of processor and of wall time."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("revision")
    asked.add_argument("--students", type=int, default=40)
    asked.add_argument("--pairs", type=int, default=5)
    said = asked.parse_args()
    shutil.rmtree(PLACE, ignore_errors=True)
    sides = {said.revision: PLACE / "before", "this tree": PLACE / "after"}
    taken: dict[tuple[str, str], list[Run]] = {}
    write_all(PLACE / "corpus", said.students, 25)
    for name, folder in sides.items():
        engine("" if name == "this tree" else said.revision, folder / "engine")
        shutil.copytree(PLACE / "corpus" / "vitrail", folder / "school")
    for number in range(said.pairs):
        for name in sorted(sides, reverse=bool(number % 2)):
            for step, measured in steps(sides[name] / "engine", sides[name] / "school", number):
                taken.setdefault((step, name), []).append(measured)
    for (step, name), runs in sorted(taken.items()):
        cpu, wall = (
            1000 * median(values) for values in ([measure.cpu for measure in runs], [measure.wall for measure in runs])
        )
        print(f"{step:<8} {name:<16} cpu {cpu:8.0f} ms   wall {wall:8.0f} ms   ({len(runs)} pairs)")
    shutil.rmtree(PLACE)


if __name__ == "__main__":
    main()
