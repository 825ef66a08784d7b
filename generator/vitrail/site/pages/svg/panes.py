"""The tree of panes that a rosace draws: asked competencies inside each other, in as many rings as stay legible."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from vitrail.content.model.state import State
from vitrail.knowledge.coverage.tables import StudentCoverage
from vitrail.site.pages.lineage import Lineage

LEGIBLE = 96
"""Most panes of the outer ring at 400 px: a petal is then twelve pixels wide at its tip, its mark included."""


class Pane(Struct, frozen=True, kw_only=True):
    """A competency as a slice of its ring; those of ``panes`` share its angle in the next ring out."""

    code: str
    title: str
    sign: str
    """Key of the sign of its state (``states.BY_KEY``)."""
    url: str = ""
    works: int = 0
    """Réalisations that cover it."""
    share: int = 100
    """Per cent of the slice that has the colour of its sign (``_share``)."""
    panes: tuple[Pane, ...] = ()


class Rosace(Struct, frozen=True, kw_only=True):
    """The panes of a window, and the numbers that its centre and its title show."""

    blocs: tuple[tuple[str, Pane], ...]
    """(hue, pane of the inner ring) of each root."""
    covered: int
    judged: int
    validated: int
    bare: int
    """Details, below the judged level, that nothing covers."""
    words: tuple[str, str]
    """Singular and plural of the judged level, as written in the référentiel."""
    detail_words: tuple[str, str]
    """Singular and plural of the level below it."""
    rings: int
    """Number of rings: 1, 2 or 3."""


def build(
    tree: Lineage, coverage: StudentCoverage, sign: Callable[[State], str], url: Callable[[str], str] | None = None
) -> Rosace | None:
    """Nest a pane for each asked competency: the roots, the judged level, then its details when they are legible.

    Levels between the roots and the judged one are passed over (the domaines of 2011): the official codes already say
    them. ``url`` gives the address of a pane; without it two rings are enough. None when nothing is asked.
    """
    if not coverage.judged:
        return None
    kinds = _kinds(tree, coverage)[: 3 if url else 2]
    drawn = _Drawn(tree, coverage, kinds, sign, url)
    judged = frozenset(coverage.judged)
    details = [code for code in coverage.competencies if any(item.id in judged for item in tree.ancestors(code))]
    roots = tuple(code for code in coverage.competencies if tree.roots.get(code) == code)
    return Rosace(
        blocs=tuple((tree.hue(code), _pane(drawn, code)) for code in roots),
        covered=coverage.covered,
        judged=len(coverage.judged),
        validated=sum(coverage.competencies[code].state is State.VALIDATED for code in coverage.judged),
        bare=sum(not coverage.competencies[code].state.covers for code in details),
        words=tree.words(),
        detail_words=tree.words(1),
        rings=len(kinds),
    )


class _Drawn(Struct, frozen=True):
    """The inputs that all panes of a rosace share."""

    tree: Lineage
    coverage: StudentCoverage
    kinds: tuple[str, ...]
    sign: Callable[[State], str]
    url: Callable[[str], str] | None


def _pane(drawn: _Drawn, code: str, depth: int = 0) -> Pane:
    tree, coverage = drawn.tree, drawn.coverage
    below = _below(tree, coverage, code, drawn.kinds[depth + 1 :][:1])
    return Pane(
        code=code,
        title=tree.title(code),
        sign=drawn.sign(coverage.competencies[code].state if depth else state_of(tree, coverage, code)),
        works=coverage.competencies[code].realisations,
        share=_share(coverage, code),
        url=drawn.url(code) if drawn.url else "",
        panes=tuple(_pane(drawn, child, depth + 1) for child in below),
    )


def state_of(tree: Lineage, coverage: StudentCoverage, code: str) -> State:
    """Return the state as counted; VALIDATED or CHANGED is JUSTIFIED unless all that is judged below is so too."""
    state = coverage.competencies[code].state
    if state not in {State.VALIDATED, State.CHANGED} or code in coverage.judged:
        return state
    below = (lower for lower in coverage.judged if any(code == item.id for item in tree.ancestors(lower)))
    return state if all(coverage.competencies[lower].state is state for lower in below) else State.JUSTIFIED


def _share(coverage: StudentCoverage, code: str) -> int:
    """Return the per cent of asked children that are covered; 100 without any, or if evidence of its own covers it."""
    counted = coverage.competencies[code]
    if not counted.children or any(piece.competency == code and piece.state.covers for piece in counted.evidence):
        return 100
    return round(100 * counted.covered / counted.children)


def _kinds(tree: Lineage, coverage: StudentCoverage) -> tuple[str, ...]:
    """Return the levels to draw, inner ring first: roots, judged, and the next one unless its panes are too many."""
    levels = [level.kind for level in tree.framework.levels]
    first = tree.framework.by_id[coverage.judged[0]].kind
    chosen = [levels[0]] if levels and levels[0] != first else []
    chosen.append(first)
    below = levels[levels.index(first) + 1 :][:1] if first in levels else []
    count = sum(tree.framework.by_id[code].kind in below for code in coverage.competencies)
    return (*chosen, *below) if 0 < count <= LEGIBLE else tuple(chosen)


def _below(tree: Lineage, coverage: StudentCoverage, code: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """List the nearest asked descendants that are of one of these levels, in the référentiel's order."""
    codes: list[str] = []
    item = tree.get(code)
    for child in item.children if item and kinds else ():
        if child not in coverage.competencies:
            continue
        inside = tree.framework.by_id[child].kind in kinds
        codes.extend((child,) if inside else _below(tree, coverage, child, kinds))
    return tuple(codes)
