"""How thin the proof of a claim is, in the words of a mock oral: what a jury asks about first stands at the head."""

from typing import Final

from vitrail.content.model.state import State
from vitrail.ground.language import mark
from vitrail.knowledge.coverage.tables import CompetencyCoverage, Evidence

_NO_PROOF, _OBSERVED = mark("sans preuve"), mark("observée")
_NO_PRODUCTION, _NO_SENTENCE = mark("sans production jointe"), mark("sans phrase")
_OF_STATE: Final = {
    State.UNCOVERED: _NO_PROOF,
    State.REFUSED: mark("refusée"),
    State.REWORK: mark("à reprendre"),
    State.CHANGED: mark("modifiée depuis sa validation"),
}
WEAKNESSES: Final = (
    _NO_PROOF, _OF_STATE[State.REFUSED], _OF_STATE[State.REWORK], _OBSERVED, _NO_PRODUCTION,
    _OF_STATE[State.CHANGED], _NO_SENTENCE, "",
)  # fmt: skip
"""Weaknesses of a proof, the one that a jury asks about first at the head; empty for a good proof."""


def weakness(item: Evidence) -> str:
    """Name the weakness of a claim; empty when it is well proved.

    >>> weakness(Evidence(realisation="glpi", competency="B1.2", state=State.DECLARED, sentence="J'ai trié."))
    'sans production jointe'
    """
    if item.observed and item.state.covers:
        return _OBSERVED
    if item.state is State.DECLARED:
        return _NO_PRODUCTION if item.sentence else _NO_SENTENCE
    return _OF_STATE.get(item.state, "")


def weakness_of_best(counted: CompetencyCoverage | None) -> str:
    """Name the weakness of the best proof of a competency; empty when it is well proved.

    >>> weakness_of_best(None)
    'sans preuve'
    """
    covering = (item for item in counted.evidence if item.state.covers) if counted else ()
    return max(map(weakness, covering), key=WEAKNESSES.index, default=_NO_PROOF)
