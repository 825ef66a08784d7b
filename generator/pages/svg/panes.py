"""What a rosace shows: the asked competencies as nested panes, in as many rings as stay legible."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from generator.coverage.tables import StudentCoverage
from generator.model.state import State
from generator.pages.lineage import Lineage

LEGIBLE = 96
"""Most panes of one ring at 400 px: a petal is then twelve pixels wide at its tip, its mark included."""


class Pane(Struct, frozen=True, kw_only=True):
    """A competency as a piece of glass."""

    code: str
    title: str
    sign: str
    url: str = ""
    works: int = 0
    """Réalisations that cover it."""
    share: int = 100
    """Per cent of it that is covered, by its own evidence or by that of its details."""
    panes: tuple[Pane, ...] = ()


class Rosace(Struct, frozen=True, kw_only=True):
    """The whole window, and the headline in its centre."""

    blocs: tuple[tuple[str, Pane], ...]
    """Hue and glass of each root."""
    covered: int
    judged: int
    validated: int
    bare: int
    """Details, below the judged level, that nothing covers."""
    words: tuple[str, str]
    """Singular and plural of the judged level, as written in the référentiel."""
    detail_words: tuple[str, str]
    """The same of the level below it."""
    rings: int
    """Depth of the nesting: 1, 2 or 3."""


def build(
    tree: Lineage, coverage: StudentCoverage, sign: Callable[[State], str], url: Callable[[str], str] | None = None
) -> Rosace | None:
    """Choose the rings and fill their panes: the roots, the judged level, then its details when they are legible.

    Levels between the roots and the judged one are passed over (the domaines of 2011): the official codes already say
    them. A window whose panes lead nowhere is a small one, of two rings. None when nothing is asked.
    """
    if not coverage.judged:
        return None
    kinds = _kinds(tree, coverage)[: 3 if url else 2]

    def pane(code: str, depth: int) -> Pane:
        return Pane(
            code=code,
            title=tree.title(code),
            sign=sign(_state(tree, coverage, code, depth)),
            works=coverage.competencies[code].realisations,
            share=_share(coverage, code),
            url=url(code) if url else "",
            panes=tuple(pane(child, depth + 1) for child in _below(tree, coverage, code, kinds[depth + 1 :][:1])),
        )

    judged = frozenset(coverage.judged)
    details = [code for code in coverage.competencies if any(item.id in judged for item in tree.ancestors(code))]
    roots = tuple(code for code in coverage.competencies if tree.roots.get(code) == code)
    return Rosace(
        blocs=tuple((tree.hue(code), pane(code, 0)) for code in roots),
        covered=coverage.covered,
        judged=len(coverage.judged),
        validated=sum(coverage.competencies[code].state is State.VALIDATED for code in coverage.judged),
        bare=sum(not coverage.competencies[code].state.covers for code in details),
        words=tree.judged_words,
        detail_words=tree.detail_words,
        rings=len(kinds),
    )


def _state(tree: Lineage, coverage: StudentCoverage, code: str, depth: int) -> State:
    """Take the strongest state below; a bloc is full glass only when all of it that the exam judges is validated."""
    state = coverage.competencies[code].state
    below = [
        lower for lower in coverage.judged if lower != code and any(code == item.id for item in tree.ancestors(lower))
    ]
    whole = all(coverage.competencies[lower].state is state for lower in below)
    return State.JUSTIFIED if depth == 0 and state in {State.VALIDATED, State.CHANGED} and not whole else state


def _share(coverage: StudentCoverage, code: str) -> int:
    """Fill a pane in proportion to what is asked below it; evidence of its own fills it whole."""
    counted = coverage.competencies[code]
    if not counted.children or any(piece.competency == code and piece.state.covers for piece in counted.evidence):
        return 100
    return round(100 * counted.covered / counted.children)


def _kinds(tree: Lineage, coverage: StudentCoverage) -> tuple[str, ...]:
    """Choose the levels to draw, outermost last."""
    levels = [level.kind for level in tree.framework.levels]
    first = tree.framework.by_id[coverage.judged[0]].kind
    chosen = [levels[0]] if levels and levels[0] != first else []
    chosen.append(first)
    below = levels[levels.index(first) + 1 :][:1] if first in levels else []
    count = sum(tree.framework.by_id[code].kind in below for code in coverage.competencies)
    return (*chosen, *below) if 0 < count <= LEGIBLE else tuple(chosen)


def _below(tree: Lineage, coverage: StudentCoverage, code: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """List the asked descendants of one level, in order; deeper ones only through it."""
    codes: list[str] = []
    item = tree.get(code)
    for child in item.children if item and kinds else ():
        if child not in coverage.competencies:
            continue
        inside = tree.framework.by_id[child].kind in kinds
        codes.extend((child,) if inside else _below(tree, coverage, child, kinds))
    return tuple(codes)
