"""What is looked up a thousand times in a référentiel, worked out once for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.model.framework import Alias, Competency, Framework
from generator.values.folding import fold_code

Named: TypeAlias = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Syllabus:
    """What one option asks for."""

    asked: tuple[str, ...]
    """The option's items and its tables' columns, in the framework's order."""
    tree: tuple[str, ...]
    """The asked ones and their ancestors, in the framework's order."""
    counted: frozenset[str]
    """Competencies whose claims count: the asked ones, and what lies under a column that only the table brings."""
    children: Named
    """Direct children of each member of the tree that the tree holds too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyIndex:
    """The names of a framework's competencies, folded, and the scope of each option as it is asked for."""

    ids: Mapping[str, str]
    aliases: Mapping[str, tuple[tuple[str, Alias], ...]]
    local_ids: Named
    ancestors: Named
    """Nearest first."""
    scopes: dict[str | None, Syllabus] = field(default_factory=dict)


def index_of(framework: Framework) -> CompetencyIndex:
    """Return the framework's index, built the first time and kept beside it, as a cached property would be."""
    kept: dict[str, CompetencyIndex] = vars(framework)
    if "_index" not in kept:
        kept["_index"] = _build(framework)
    return kept["_index"]


def _build(framework: Framework) -> CompetencyIndex:
    aliases: dict[str, list[tuple[str, Alias]]] = {}
    local_ids: dict[str, list[str]] = {}
    ancestors: dict[str, tuple[str, ...]] = {}
    for item in framework.competencies:
        for alias in item.aliases:
            aliases.setdefault(fold_code(alias.name), []).append((item.id, alias))
        local_ids.setdefault(fold_code(item.local_id), []).append(item.id)
        ancestors[item.id] = _line(item, ancestors)
    return CompetencyIndex(
        ids={fold_code(item.id): item.id for item in framework.competencies},
        aliases={name: tuple(found) for name, found in aliases.items()},
        local_ids={name: tuple(found) for name, found in local_ids.items()},
        ancestors=ancestors,
    )


def _line(item: Competency, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Ancestors of an item; parents come before children, so the parent's are known."""
    return (item.parent, *known[item.parent]) if item.parent else ()
