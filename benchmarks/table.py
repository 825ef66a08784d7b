"""From the measures to the tables that are read, and to the curves of the plot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median
from typing import Any

from results import Results, middle, sizes, step
from targets import Target, targets

NAMES = {
    "vitrail": "Vitrail",
    "hugo-as-is": "Hugo, portfolio, pictures as they are",
    "hugo-portfolio": "Hugo, portfolio",
    "hugo": "Hugo, minimal",
    "mkdocs": "MkDocs + Material",
    "zensical": "Zensical",
}
STEPS = {
    "cold": "cold build",
    "edit": "one réalisation edited",
    "nothing": "nothing changed",
    "title": "a title changed",
    "verdict": "a verdict given",
    "name": "a new private name",
}
MEGA, KILO = 1_000_000, 1_000

REPORT = """\
Machine: {cores} cores, {memory_gib} GiB of memory, {system}, Python {python}; load before the run: {load_before}.
Engine {engine} (hash of `generator/` and `theme/`). Peers: {versions}.
{warning}
### What the programme asks

{targets}

Ratios are medians (lowest–highest) of Vitrail's step by the peer's cold build *of the same pair*; « cpu » is the same
ratio of processor time, « rebuild » the ratio to Hugo's own build after the same edit, its processed pictures kept.
Targets that name Hugo are judged against the faster of the two that make this site: its portfolio layout with pictures
as they are. The rows of the layout that encodes them again, and of « minimal », which makes less, are not judged.

### How it grows

{growth}

Cold build. « a page more » is the growth since the size above by the pages added; a réalisation's file has
{source} bytes. Indexes are the largest of each kind, compressed: what a browser fetches.

### Every measure

Seconds are medians (lowest–highest); « cpu » is processor time, which other load lengthens less than wall time;
memory is the highest of the whole process tree, shared pages counted once, in a run of its own.

{measures}"""

BUSY = """
**Other work was running on this machine.** Wall times and every ratio are provisional; processor time is less
disturbed, not untouched.
"""


def markdown(results: Results) -> str:
    """The whole report: the machine, the targets, the growth, the measures."""
    machine, versions = results["machine"], results["versions"]
    return REPORT.format(
        **machine,
        engine=results["engine"],
        warning=BUSY if machine["load_before"] > machine["cores"] / 2 else "",
        versions=", ".join(f"{name} {version}" for name, version in sorted(versions.items())),
        source=max((found["vitrail"]["source"] for _, found in sizes(results) if "vitrail" in found), default="–"),
        targets=_table(("What", "Measured", "Target", "Reached"), "lrrl", map(_target, targets(results))),
        growth=_table(_GROWTH, "r" * len(_GROWTH), _growth(results)),
        measures=_table(_MEASURES, "rllrrrrr", _measures(results)),
    )


def _table(heads: tuple[str, ...], aligned: str, rows: Iterator[tuple[str, ...]]) -> str:
    rule = tuple("---:" if side == "r" else "---" for side in aligned)
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, rule, *rows))


def _target(one: Target) -> tuple[str, ...]:
    """A line of the first table; the wording of a peer that is shown for comparison never reads as a verdict."""
    met = one.value <= one.limit
    said = ("yes" if met else "**no**") if one.judged else f"beside: {'yes' if met else 'no'}"
    return one.what, f"{one.value:.2f} {one.unit}{one.spread}", f"≤ {one.limit:g} {one.unit}", said


_GROWTH = (
    "Réalisations", "ms a page", "cpu ms a page", "tree", "a page more", "parent", "a page more", "portfolio's index",
    "class's", "school's", "site, kB a page",
)  # fmt: skip


def _growth(results: Results) -> Iterator[tuple[str, ...]]:
    before, tree_before, parent_before = 0, 0.0, 0.0
    for size, found in sizes(results):
        if "vitrail" not in found:
            continue
        one = found["vitrail"]
        cold, tree, parent = step(one, "cold"), one["peak"]["cold"], one["parent"]["cold"]
        more = size - before
        yield (
            _count(size),
            f"{middle(cold, 'wall') / size * 1000:.2f}",
            f"{middle(cold, 'cpu') / size * 1000:.2f}",
            f"{tree / MEGA:.0f} MB",
            f"{(tree - tree_before) / more / KILO:.1f} kB" if before else "",
            f"{parent / MEGA:.0f} MB",
            f"{(parent - parent_before) / more / KILO:.1f} kB" if before else "",
            *(_index(one, kind) for kind in ("portfolio", "class", "school")),
            f"{one['site']['bytes'] / size / KILO:.1f}",
        )
        before, tree_before, parent_before = size, tree, parent


def _index(one: Mapping[str, Any], kind: str) -> str:
    found = one["indexes"].get(kind)
    return f"{found['largest_compressed'] / KILO:.0f} kB" if found else "–"


_MEASURES = ("Réalisations", "Program", "Step", "Wall", "cpu", "Memory", "Site", "Files")


def _measures(results: Results) -> Iterator[tuple[str, ...]]:
    for size, found in sizes(results):
        for name, one in found.items():
            site = (f"{one['site']['bytes'] / MEGA:.0f} MB", _count(one["site"]["files"]))
            for what in one["runs"][0]:
                runs, memory = step(one, what), f"{one['peak'][what] / MEGA:.0f} MB"
                took = (_spread(runs), f"{middle(runs, 'cpu'):.2f}", memory)
                yield (_count(size), NAMES[name], STEPS[what], *took, *site)
            if "saves" in one:
                for what in ("text", "title"):
                    memory = f"{one['saves']['memory'] / MEGA:.0f} MB"
                    runs = [{"wall": seconds} for seconds in one["saves"][what]]
                    yield (
                        _count(size),
                        NAMES[name],
                        f"served: save of a {what} → page",
                        _spread(runs),
                        "",
                        memory,
                        "",
                        "",
                    )
            if "check" in one:
                took = (_spread(one["check"]), f"{middle(one['check'], 'cpu'):.2f}", "")
                yield (_count(size), NAMES[name], "check, one core", *took, "", "")


def curves(results: Results) -> Mapping[str, list[tuple[float, float]]]:
    """Points of the plot: (réalisations, seconds) of each program and step."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for size, found in sizes(results):
        for name, one in found.items():
            for what in one["runs"][0]:
                label = (
                    NAMES[name] if what == "cold" else f"{NAMES[name]}, {STEPS[what].removeprefix('one réalisation ')}"
                )
                lines.setdefault(label, []).append((size, middle(step(one, what), "wall")))
    return lines


def _count(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _spread(runs: list[Mapping[str, float]]) -> str:
    values = [one["wall"] for one in runs]
    return f"{median(values):.2f} s ({min(values):.2f}–{max(values):.2f})"
