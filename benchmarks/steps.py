"""What is measured of one program on one corpus: builds in their order, weights, the check of the sources."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from measure import FailedError, Run, indexes, one_core, run, source, weight
from peers import Tool


def facts(tool: Tool, aside: Path) -> dict[str, Any]:
    """A sampled run of each step: memory, and what the site weighs before anything is edited."""
    weights: dict[str, Any] = {}
    sampled = timed(tool, -1, aside, sampled=True, built=lambda: weights.update(_weights(tool)))
    return {
        "peak": {step: one.peak for step, one in sampled.items()},
        "parent": {step: one.parent for step, one in sampled.items()},
        **weights,
    }


def _weights(tool: Tool) -> dict[str, Any]:
    size, files = weight(tool.root / tool.site)
    return {
        "site": {"bytes": size, "files": files},
        "page": tool.built(tool.first()).stat().st_size,
        "source": round(source(tool.root / tool.pages)),
        "indexes": indexes(tool.root / tool.site),
    }


def timed(
    tool: Tool, rank: int, aside: Path, *, sampled: bool = False, built: Callable[[], None] = lambda: None
) -> dict[str, Run]:
    """Cold, which ``built`` hears; then, for each other step, something is written in one portfolio and built again.

    Raises:
        FailedError: the program failed, or what was written is not in the site.
    """
    tool.empty(aside)
    taken = {"cold": _run(tool, sampled=sampled)}
    built()
    page, before, shown = tool.middle(), dict[Path, bytes | None](), ""
    try:
        for step in tool.steps[1:]:
            shown = said = f"paire numéro {rank + 2}, {step}" if step in _SHOWN else shown
            for path, text in _written(step, page, said).items():
                before.setdefault(path, path.read_bytes() if path.exists() else None)
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, "utf-8")
            taken[step] = _run(tool, sampled=sampled)
            if shown not in tool.built(page).read_text("utf-8"):
                message = f"{tool.name}, {step}: what was written is not in the site"
                raise FailedError(message)
    finally:
        for path, raw in before.items():
            path.unlink() if raw is None else path.write_bytes(raw)
    return taken


_SHOWN = frozenset({"edit", "title"})
"""Steps that write what the page then shows."""


def _written(step: str, page: Path, said: str) -> dict[Path, str]:
    """Say what a step writes, file by file: a text, a title, a verdict, a name that the team alone may read."""
    text, portfolio = page.read_text("utf-8"), page.parents[1]
    if step == "edit":
        return {page: f"{text}\nUne phrase : {said}.\n"}
    if step == "title":
        return {page: re.sub(r"(?m)^titre: .*$", f"titre: Autre, {said}", text, count=1)}
    if step == "verdict":
        verdict = (
            f"- réalisation: {page.stem}\n  avis: retenue\n  par: M. Durand\n  rôle: professeur\n  le: 2026-11-20\n"
        )
        return {portfolio.parent / "evaluations" / f"{portfolio.name}.yml": verdict}
    if step == "name":
        stage = portfolio / "stages" / "un" / "index.md"
        return {stage: re.sub(r"(?m)^tuteur: .*$", "tuteur: Mme Yvonne Trébuchet", stage.read_text("utf-8"), count=1)}
    return {}


def _run(tool: Tool, *, sampled: bool) -> Run:
    return run(tool.command, tool.root, environment=tool.environment, sampled=sampled)


def check(tool: Tool) -> dict[str, float]:
    """`vitrail check` of the whole school, on one core."""
    command = (tool.command[0], "check", "--format", "json")
    with one_core():
        return asdict(run(command, tool.root, environment=tool.environment))
