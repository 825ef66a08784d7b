"""The figures of the programme beside what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from results import Results, middle, sizes, step

PROGRAMME_MEMORY, PROGRAMME_INDEX = 4000, 1000
"""Sizes (réalisations) at which the programme states a limit of memory; and of a class's index."""
COLD_TO_HUGO = {1000: 1.8, 4000: 1.4}
EDIT = {1000: 0.28, 4000: 0.08}
WIDER = {1000: 0.56, 4000: 0.16}
"""A title, a verdict: twice an edit."""
NOTHING = {1000: 0.05, 4000: 0.02}
SECONDS = {("edit", 20_000): 0.7, ("name", 4000): 0.8}
CHECK_TO_HUGO = {1000: 0.3, 4000: 0.17}
COLD_TO_MKDOCS, GROWTH = 0.35, 1.2
SAVED = {"text": 0.03, "title": 0.03}
"""Seconds from a save to its page, whatever the size, the watcher's two hundredths not counted."""
FOLLOWED = {1000: 0.4, 4000: 0.4, 20_000: 1.0}
"""Seconds from the save of a title to the search of its class."""
RESIDENT_MB = 150
MEMORY_MB, INDEX_MB, PAGE_DRIFT = {4000: 280, 20_000: 900}, 1.0, 200
MEGA = 1_000_000
HUGO = ("hugo-as-is", "hugo-portfolio", "hugo")
"""The first is judged: the faster of those that make this site."""
PEERS = {
    "hugo-as-is": "Hugo’s build, pictures as they are",
    "hugo-portfolio": "Hugo’s build, portfolio",
    "hugo": "Hugo’s build, minimal",
    "mkdocs": "MkDocs + Material’s build",
}
_JUDGED = frozenset({"hugo-as-is", "mkdocs"})
COLD, EDITED, UNCHANGED = "cold build", "one réalisation edited", "nothing changed"
TITLED, JUDGED = "a title changed", "a verdict given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure of the programme, what was measured, and whether it is judged or only shown."""

    what: str
    value: float
    limit: float
    spread: str = ""
    unit: str = "×"
    judged: bool = True


def targets(results: Results) -> Iterator[Target]:
    """Every figure of the programme that this run can tell."""
    for size, found in sizes(results):
        if "vitrail" in found:
            yield from _ratios(size, found)
            yield from _limits(size, found["vitrail"])
    yield from _growth([(size, found["vitrail"]) for size, found in sizes(results) if "vitrail" in found])
    yield from _page(results)


def _ratios(size: int, found: Mapping[str, Any]) -> Iterator[Target]:
    for what, name, limit, peers in (
        (COLD, "cold", COLD_TO_HUGO.get(size), HUGO),
        (COLD, "cold", COLD_TO_MKDOCS, ("mkdocs",)),
        (EDITED, "edit", EDIT.get(size), HUGO),
        (UNCHANGED, "nothing", NOTHING.get(size), HUGO),
        (TITLED, "title", WIDER.get(size), HUGO[:1]),
        (JUDGED, "verdict", WIDER.get(size), HUGO[:1]),
    ):
        for peer in peers:
            if limit and peer in found:
                value, spread = _ratio(found["vitrail"], found[peer], name)
                told = f"{what}, {size}, to {PEERS[peer]}"
                yield Target(what=told, value=value, spread=spread, limit=limit, judged=peer in _JUDGED)
    for peer in HUGO:
        if found["vitrail"].get("check") and peer in found and size in CHECK_TO_HUGO:
            value = middle(found["vitrail"]["check"], "wall") / middle(step(found[peer], "cold"), "wall")
            told = f"check on one core, {size}, to {PEERS[peer]}"
            yield Target(what=told, value=value, limit=CHECK_TO_HUGO[size], judged=peer in _JUDGED)


def _ratio(ours: Mapping[str, Any], theirs: Mapping[str, Any], name: str) -> tuple[float, str]:
    """Vitrail's step by the peer's cold build of the same pair; an interrupted run may leave one side a pair short."""
    pairs = list(zip(step(ours, name), step(theirs, "cold"), strict=False))
    ratios = [mine["wall"] / other["wall"] for mine, other in pairs]
    cpu = median(mine["cpu"] / other["cpu"] for mine, other in pairs)
    told = f" ({min(ratios):.2f}–{max(ratios):.2f}, {len(ratios)} pairs; cpu {cpu:.2f} ×"
    if name != "cold" and "edit" in theirs["runs"][0]:
        again = zip(step(ours, name), step(theirs, "edit"), strict=False)
        told += f"; rebuild {median(mine['wall'] / other['wall'] for mine, other in again):.2f} ×"
    return median(ratios), f"{told})"


def _limits(size: int, ours: Mapping[str, Any]) -> Iterator[Target]:
    if served := ours.get("saves"):
        for what, limit in SAVED.items():
            seconds = served[what]
            told, spread = (
                f"served: from the save of a {what} to its page, {size}",
                f" ({min(seconds):.2f}–{max(seconds):.2f})",
            )
            yield Target(what=told, value=median(seconds), spread=spread, limit=limit, unit="s")
        if size == PROGRAMME_MEMORY:
            memory = served["memory"] / MEGA
            yield Target(what=f"served: memory of the process, {size}", value=memory, limit=RESIDENT_MB, unit="MB")
        if limit := FOLLOWED.get(size):
            seconds = served["follows"]
            told, spread = (
                f"served: from the save of a title to its class’s search, {size}",
                f" ({min(seconds):.2f}–{max(seconds):.2f})",
            )
            yield Target(what=told, value=median(seconds), spread=spread, limit=limit, unit="s")
    for (name, at), limit in SECONDS.items():
        if at == size:
            value = middle(step(ours, name), "wall")
            yield Target(
                what=f"{'a new private name' if name == 'name' else EDITED}, {size}", value=value, limit=limit, unit="s"
            )
    if size in MEMORY_MB:
        peak = max(ours["peak"].values()) / MEGA
        yield Target(what=f"memory of the tree, {size}", value=peak, limit=MEMORY_MB[size], unit="MB")
    if size >= PROGRAMME_INDEX and "class" in ours["indexes"]:
        largest = ours["indexes"]["class"]["largest_compressed"] / MEGA
        told = f"index of a class of 1000, compressed, in a school of {size}"
        yield Target(what=told, value=largest, limit=INDEX_MB, unit="MB")


def _growth(ours: list[tuple[int, Mapping[str, Any]]]) -> Iterator[Target]:
    """From the smallest size to the largest: what should grow as the pages do, and what should not grow at all."""
    if ours[1:]:
        (small, first), (large, last) = ours[0], ours[-1]
        by = large / small
        colds = [middle(step(one, "cold"), "wall") for one in (first, last)]
        peaks = [max(one["peak"].values()) for one in (first, last)]
        told = f"from {small} to {large}"
        yield Target(what=f"cold seconds a page, {told}", value=colds[1] / colds[0] / by, limit=GROWTH)
        yield Target(what=f"memory of the tree a page, {told}", value=peaks[1] / peaks[0] / by, limit=GROWTH)
        for kind in ("portfolio", "class"):
            if kind in first["indexes"]:
                value = last["indexes"][kind]["largest"] / first["indexes"][kind]["largest"]
                yield Target(what=f"largest index of a {kind}, {told}", value=value, limit=GROWTH)


def _page(results: Results) -> Iterator[Target]:
    alone = results.get("page_alone", {}).get("vitrail")
    ours = [(size, found["vitrail"]) for size, found in sizes(results) if "vitrail" in found]
    if alone and ours:
        size, one = ours[-1]
        told = f"a page, {alone} bytes in a school of one student: more in a school of {size // 25}"
        yield Target(what=told, value=abs(one["page"] - alone), limit=PAGE_DRIFT, unit="bytes")
