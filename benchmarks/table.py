"""From the measures to what is read: the table with ratios and targets, and the curves of the plot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
NAMES = {"vitrail": "Vitrail", "hugo": "Hugo", "mkdocs": "MkDocs + Material", "zensical": "Zensical"}
STEPS = {"cold": "cold build", "edit": "one réalisation edited", "nothing": "nothing changed"}
MEGA = 1_000_000
COLD_TO_HUGO = {1000: 1.2, 4000: 0.8}
EDIT_TO_HUGO, NOTHING_TO_HUGO, COLD_TO_MKDOCS, CHECK_TO_HUGO, GROWTH = 0.2, 0.1, 0.3, 0.2, 1.2
MEMORY_AT_4000, INDEX_AT_1000, PAGE_DRIFT = 300, 1.0, 200


REPORT = """\
Machine: {cores} cores, {memory_gib} GiB of memory, {system}, Python {python}; load before the run: {load_before}.
Engine {engine} (hash of `generator/` and `theme/`). Peers: {versions}.
{warning}
| What | Measured | Target | Reached |
|---|---:|---:|---|
{targets}

Seconds are medians (lowest–highest); « cpu » is processor time, which other load lengthens less than wall time;
memory is the highest of the whole process tree, shared pages counted once, in a run of its own.

| Réalisations | Program | Step | Wall | cpu | Memory | Site | Files |
|---:|---|---|---:|---:|---:|---:|---:|
{measures}"""


BUSY = """
**Other work was running on this machine.** Wall times and every ratio are provisional; processor time is less
disturbed, not untouched.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure of the programme beside what was measured."""

    what: str
    value: float
    spread: str
    limit: float
    unit: str = "×"

    @property
    def row(self) -> str:
        """A line of the table."""
        said = "yes" if self.value <= self.limit else "**no**"
        return f"| {self.what} | {self.value:.2f} {self.unit} {self.spread} | ≤ {self.limit:g} {self.unit} | {said} |"


def markdown(results: Mapping[str, Any]) -> str:
    """The whole report: the machine, the targets, the measures."""
    machine, versions = results["machine"], results["versions"]
    return REPORT.format(
        **machine,
        engine=results["engine"],
        warning=BUSY if machine["load_before"] > machine["cores"] / 2 else "",
        versions=", ".join(f"{name} {version}" for name, version in sorted(versions.items())),
        targets="\n".join(target.row for target in targets(results)),
        measures="\n".join(_measures(results)),
    )


def targets(results: Mapping[str, Any]) -> Iterator[Target]:
    """Every figure of the programme that this run can tell."""
    for size, found in _sizes(results):
        for step, peer, limit in (
            ("cold", "hugo", COLD_TO_HUGO.get(size)),
            ("cold", "mkdocs", COLD_TO_MKDOCS),
            ("edit", "hugo", EDIT_TO_HUGO),
            ("nothing", "hugo", NOTHING_TO_HUGO),
        ):
            if limit and "vitrail" in found and peer in found:
                yield _ratio(found, size, step, peer, limit)
        yield from _one_size(found.get("vitrail", {}), size, found)
    yield from _growth(results)
    yield from _page(results)


def _ratio(found: Mapping[str, Any], size: int, step: str, peer: str, limit: float) -> Target:
    """Vitrail's step by the peer's cold build of the same pair."""
    both = zip(found["vitrail"]["runs"], found[peer]["runs"], strict=True)
    ratios = [ours[step]["wall"] / theirs["cold"]["wall"] for ours, theirs in both]
    cpu = _median([one[step] for one in found["vitrail"]["runs"]], "cpu") / _median(
        [one["cold"] for one in found[peer]["runs"]], "cpu"
    )
    spread = f"({min(ratios):.2f}–{max(ratios):.2f}, {len(ratios)} pairs; cpu {cpu:.2f} ×)"
    what = f"{STEPS[step]}, {size} réalisations, to {NAMES[peer]}'s build"
    return Target(what=what, value=median(ratios), spread=spread, limit=limit)


def _one_size(ours: Mapping[str, Any], size: int, found: Mapping[str, Any]) -> Iterator[Target]:
    if not ours:
        return
    if size == 4000:  # noqa: PLR2004  # the size that the programme names
        peak = max(ours["peak"].values()) / MEGA
        yield Target(what="memory of the tree, 4000", value=peak, spread="", limit=MEMORY_AT_4000, unit="MB")
    if size == 1000:  # noqa: PLR2004  # the same
        largest = ours["indexes"]["largest_compressed"] / MEGA
        what = "largest search index, 1000, compressed"
        yield Target(what=what, value=largest, spread="", limit=INDEX_AT_1000, unit="MB")
    if "check" in ours and "hugo" in found:
        value = _median(ours["check"], "wall") / _median([one["cold"] for one in found["hugo"]["runs"]], "wall")
        what = f"check of {size} on one core, to Hugo's build"
        yield Target(what=what, value=value, spread="", limit=CHECK_TO_HUGO)


def _growth(results: Mapping[str, Any]) -> Iterator[Target]:
    """Time and memory a page, from the smallest size to the others."""
    ours = [(size, found["vitrail"]) for size, found in _sizes(results) if "vitrail" in found]
    for (small, first), (large, last) in pairwise(ours):
        for what, one, other in (
            ("cold time", _cold(first), _cold(last)),
            ("memory", max(first["peak"].values()), max(last["peak"].values())),
        ):
            told = f"{what} from {small} to {large}, to linear"
            yield Target(what=told, value=other / one / (large / small), spread="", limit=GROWTH)


def _page(results: Mapping[str, Any]) -> Iterator[Target]:
    alone = results.get("page_alone", {}).get("vitrail")
    for size, found in _sizes(results):
        if alone and "vitrail" in found:
            drift = abs(found["vitrail"]["page"] - alone)
            what = f"weight of a page, school of {size} réalisations and of one student ({alone} bytes), apart by"
            yield Target(what=what, value=drift, spread="", limit=PAGE_DRIFT, unit="bytes")


def _measures(results: Mapping[str, Any]) -> Iterator[str]:
    for size, found in _sizes(results):
        for name, one in found.items():
            site = f"{one['site']['bytes'] / MEGA:.0f} MB | {one['site']['files']}"
            for step in one["runs"][0] if one["runs"] else ():
                runs = [pair[step] for pair in one["runs"]]
                took = f"{_spread(runs, 'wall')} | {_median(runs, 'cpu'):.2f} | {one['peak'][step] / MEGA:.0f} MB"
                yield f"| {size} | {NAMES[name]} | {STEPS[step]} | {took} | {site} |"
            if "check" in one:
                took = f"{_spread(one['check'], 'wall')} | {_median(one['check'], 'cpu'):.2f}"
                yield f"| {size} | {NAMES[name]} | check, one core | {took} | | | |"


def curves(results: Mapping[str, Any]) -> Mapping[str, list[tuple[float, float]]]:
    """Points of the plot: (réalisations, seconds) of each program and step."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for size, found in _sizes(results):
        for name, one in found.items():
            for step in one["runs"][0] if one["runs"] else ():
                label = (
                    NAMES[name] if step == "cold" else f"{NAMES[name]}, {STEPS[step].replace('one réalisation ', '')}"
                )
                lines.setdefault(label, []).append((size, _median([pair[step] for pair in one["runs"]], "wall")))
    return lines


def put_between_markers(text: str, table: str) -> str:
    """Replace what stands between the two markers."""
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def _sizes(results: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    return sorted((int(size), found) for size, found in results["sizes"].items())


def _cold(one: Mapping[str, Any]) -> float:
    return _median([pair["cold"] for pair in one["runs"]], "wall")


def _median(runs: list[Mapping[str, float]], key: str) -> float:
    return median(one[key] for one in runs)


def _spread(runs: list[Mapping[str, float]], key: str) -> str:
    values = [one[key] for one in runs]
    return f"{median(values):.2f} s ({min(values):.2f}–{max(values):.2f})"
