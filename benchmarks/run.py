"""Measure Vitrail beside its peers on the same content, in the same run: ``make bench``.

    python benchmarks/run.py [--sizes 40,160,800] [--pairs N] [--only vitrail,hugo-portfolio]
    python benchmarks/run.py --render        # tables and plot again, from results.json

Prints the tables, writes ``results.json`` as it goes, then ``results.svg``, and what stands between the markers of
``README.md`` and of ``docs/passage-a-l-echelle.md``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from formats import write_all
from measure import FailedError
from peers import HERE, Tool, freeze, install, tools
from report import publish
from results import KEPT, Results, begin, read, save
from saves import saves
from steps import check, facts, timed
from table import markdown

EACH = 25
PAIRS = {40: 5, 160: 5, 800: 2}
NAMES = "vitrail,hugo-as-is,hugo-portfolio,hugo,mkdocs,zensical"
BENCH = HERE.parent / ".bench"
TRIAL = BENCH / "results.json"
"""Where a trial keeps its measures, so that it never replaces those of a real run."""
CHECKS = 3


class Session:
    """One run: the programs, what is asked, and where measures are kept as they come."""

    def __init__(self, asked: argparse.Namespace, aside: Path) -> None:
        """Install the peers, copy the engine; ``aside`` receives the sites that must make room."""
        self.aside = aside
        self.programs = install(BENCH), freeze(BENCH)
        self.only = set(asked.only.split(","))
        self.still = asked.no_saves
        self.path = TRIAL if asked.keep_readme else KEPT
        self.results: Results = begin(*self.programs)
        if asked.add:
            self._take_up(read(self.path))

    def _take_up(self, earlier: Results) -> None:
        """Go on from an earlier run of the same engine.

        Raises:
            FailedError: the engine or a peer is another: the measures could not stand in one table.
        """
        if any(earlier[what] != self.results[what] for what in ("engine", "versions")):
            message = f"{self.path} was measured with another engine or other peers: run without --add"
            raise FailedError(message)
        self.results = earlier

    def measure(self, students: int, pairs: int) -> None:
        """All programs on one corpus: one run for memory, then pairs in which they take turns."""
        chosen = self._chosen(students)
        found: dict[str, Any] = {tool.name: {"runs": []} for tool in chosen}
        self.results["sizes"][str(students * EACH)] = found
        for tool in chosen:
            found[tool.name].update(facts(tool, self.aside))
            self._keep(f"{students} × {EACH}, memory, {tool.name}")
        for rank in range(pairs):
            turn = rank % len(chosen)
            for tool in (*chosen[turn:], *chosen[:turn]):
                steps = {step: asdict(one) for step, one in timed(tool, rank, self.aside).items()}
                found[tool.name]["runs"].append(steps)
                told = ", ".join(f"{step} {one['wall']:.2f} s ({one['cpu']:.2f} cpu)" for step, one in steps.items())
                self._keep(f"{students} × {EACH}, pair {rank + 1}, {tool.name}: {told}")
        self._check(chosen, found, min(pairs, CHECKS))

    def _chosen(self, students: int) -> list[Tool]:
        corpus = BENCH / "corpora" / f"{students}x{EACH}"
        write_all(corpus, students, EACH)
        every = tools(corpus, *self.programs)
        return [tool for tool in every if tool.name in self.only and students * EACH <= tool.most]

    def _check(self, chosen: list[Tool], found: dict[str, Any], times: int) -> None:
        for tool in chosen:
            if tool.name == "vitrail":
                found[tool.name]["check"] = [check(tool) for _ in range(times)]
                self._keep("check, one core")
            if tool.server and not self.still:
                found[tool.name]["saves"] = saves(tool)
                text, title = (median(found[tool.name]["saves"][what]) for what in ("text", "title"))
                self._keep(f"{tool.name}: save → page {text:.3f} s, a title {title:.3f} s")

    def page_alone(self) -> None:
        """The weight of the first student's réalisation in a school of one."""
        for tool in self._chosen(1):
            if tool.name == "vitrail":
                self.results["page_alone"] = {tool.name: facts(tool, self.aside)["page"]}
                self._keep("a school of one student")

    def _keep(self, told: str) -> None:
        save(self.results, self.path)
        print(f"{time.strftime('%H:%M:%S')} {told}", file=sys.stderr, flush=True)


def _pairs_of(sizes: str, pairs: str) -> list[tuple[int, int]]:
    """(students, pairs) of each size asked, smallest first."""
    students = [int(size) for size in sizes.split(",")]
    said = [int(number) for number in pairs.split(",") if number] or [PAIRS.get(size, 3) for size in students]
    return sorted((size, said[min(rank, len(said) - 1)]) for rank, size in enumerate(students))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="40,160,800", help="students of each school, 25 réalisations each")
    parser.add_argument("--pairs", default="", help="pairs, one number or one a size (default: 5,5,2)")
    parser.add_argument("--only", default=NAMES, help=f"programs to run (default: {NAMES})")
    parser.add_argument("--no-saves", action="store_true", help="do not measure the servers")
    parser.add_argument("--add", action="store_true", help="keep the other sizes of the last run, of the same engine")
    parser.add_argument("--keep-readme", action="store_true", help="a trial: keep what is published as it is")
    parser.add_argument("--render", action="store_true", help="measure nothing, write the tables again")
    return parser.parse_args()


def _measured(asked: argparse.Namespace) -> Path:
    """Measure what was asked; returns where it is kept."""
    BENCH.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BENCH, prefix="aside-") as aside:  # deleted when nothing is timed any more
        session = Session(asked, Path(aside))
        if "vitrail" in session.only:
            session.page_alone()
        for students, pairs in _pairs_of(asked.sizes, asked.pairs):
            session.measure(students, pairs)
    return session.path


def main() -> int:
    """Measure what was asked and tell it."""
    asked = _asked()
    try:
        path = KEPT if asked.render else _measured(asked)
    except FailedError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted: what was measured is kept; --render shows it, --add goes on.", file=sys.stderr)
        return 130
    results = read(path)
    print(markdown(results))
    if not asked.keep_readme:
        publish(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
