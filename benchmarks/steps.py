"""What is measured of one program on one corpus: builds in their order, weights, the check of the sources."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from measure import FailedError, Run, indexes, one_core, run, source, weight
from peers import Tool


def facts(tool: Tool, aside: Path) -> dict[str, Any]:
    """A sampled run of each step: memory, and what the site weighs."""
    sampled = timed(tool, -1, aside, sampled=True)
    size, files = weight(tool.root / tool.site)
    return {
        "peak": {step: one.peak for step, one in sampled.items()},
        "parent": {step: one.parent for step, one in sampled.items()},
        "site": {"bytes": size, "files": files},
        "page": tool.built(tool.first()).stat().st_size,
        "source": round(source(tool.root / tool.pages)),
        "indexes": indexes(tool.root / tool.site),
    }


def timed(tool: Tool, rank: int, aside: Path, *, sampled: bool = False) -> dict[str, Run]:
    """Cold; then, when the program has something to show there, one réalisation edited, then nothing changed.

    Raises:
        FailedError: the program failed, or the edit is not in the site.
    """
    tool.empty(aside)
    found = {"cold": _run(tool, sampled=sampled)}
    page = tool.middle()
    before = page.read_bytes()
    said = f"Une phrase ajoutée pour la paire numéro {rank + 2}."
    try:
        page.write_bytes(before + f"\n{said}\n".encode())
        for step in tool.steps[1:]:
            found[step] = _run(tool, sampled=sampled)
            if said not in tool.built(page).read_text("utf-8"):
                message = f"{tool.name}, {step}: the edit is not in the site"
                raise FailedError(message)
    finally:
        page.write_bytes(before)
    return found


def _run(tool: Tool, *, sampled: bool) -> Run:
    return run(tool.command, tool.root, environment=tool.environment, sampled=sampled)


def check(tool: Tool) -> dict[str, float]:
    """`vitrail check` of the whole school, on one core."""
    command = (tool.command[0], "check", "--format", "json")
    with one_core():
        return asdict(run(command, tool.root, environment=tool.environment))
