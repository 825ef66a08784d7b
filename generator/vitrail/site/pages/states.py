"""The one table of signs: state → word, fill, pattern, mark. Rosace, matrix, chips, legends and docs all read it.

Colour never speaks alone (docs/signes.md): each sign differs from the others by its fill or its pattern, and by
its mark. What the public may know of a state is decided here too: covered or not, and « validée ».
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from vitrail.content.model.audience import Audience
from vitrail.content.model.state import State
from vitrail.ground.language import mark

Fill = Literal["full", "medium", "light", "plain"]
"""How strongly the colour fills the shape; names of CSS classes ``vt-fill-…``."""
Pattern = Literal["none", "hatched", "dotted"]
"""The drawing over the fill; names of CSS classes ``vt-pattern-…``."""


class Sign(Struct, frozen=True, kw_only=True):
    """The look and the words of a state; ``stroke`` is the path of its mark in a square of 10."""

    key: str
    word: str
    meaning: str
    """Says the word to who does not know it: « validée : un enseignant l'a retenue »."""
    fill: Fill
    pattern: Pattern = "none"
    stroke: str
    solid: bool = False
    """Whether the mark is filled rather than drawn."""
    covers: bool = True
    crossed: bool = False
    """Whether its mark differs from the one that style sheets draw for its fill and pattern."""

    @property
    def classes(self) -> str:
        """Classes of whatever is painted with this sign: its fill, pattern and mark."""
        pattern = f" vt-pattern-{self.pattern}" if self.pattern != "none" else ""
        return f"vt-fill-{self.fill}{pattern}{' vt-crossed' if self.crossed else ''}"

    @property
    def mark(self) -> str:
        """Id of the mark in a drawing: « vt-m-validee » would read as M. Validée to a search for personal names."""
        return f"vtm-{self.key}"


_DISC = "M5 2.4a2.6 2.6 0 1 1 0 5.2a2.6 2.6 0 1 1 0-5.2z"

SIGNS: Mapping[State, Sign] = {
    State.VALIDATED: Sign(
        key="validee", word=mark("validée"), fill="full", stroke="M1.8 5.2 4.1 7.6 8.2 2.6",
        meaning=mark("un enseignant l'a retenue"),
    ),
    State.CHANGED: Sign(
        key="modifiee-depuis", word=mark("modifiée depuis"), fill="full", pattern="hatched",
        stroke="M1.5 6.2c1.2-3 2.4-3 3.5-1.2s2.3 1.8 3.5-1.2",
        meaning=mark("un enseignant l'a retenue, et le travail a changé depuis"),
    ),
    State.JUSTIFIED: Sign(
        key="justifiee", word=mark("justifiée"), fill="medium", stroke=_DISC, solid=True,
        meaning=mark("une phrase l'explique, une production la montre"),
    ),
    State.DECLARED: Sign(
        key="declaree", word=mark("déclarée"), fill="light", stroke=_DISC,
        meaning=mark("citée sans phrase ou sans production"),
    ),
    State.REWORK: Sign(
        key="a-reprendre", word=mark("à reprendre"), fill="light", pattern="dotted", covers=False,
        stroke="M5 1.6v4.2M5 8.2v.1",
        meaning=mark("un enseignant demande de reprendre le travail"),
    ),
    State.REFUSED: Sign(
        key="refusee", word=mark("refusée"), fill="plain", stroke="M2.4 2.4 7.6 7.6M7.6 2.4 2.4 7.6", covers=False,
        crossed=True,
        meaning=mark("un enseignant ne l'a pas retenue"),
    ),
    State.UNCOVERED: Sign(
        key="non-couverte", word=mark("non couverte"), fill="plain", stroke="M2.6 5h4.8", covers=False,
        meaning=mark("aucune réalisation ne la montre"),
    ),
}  # fmt: skip
"""State → its sign, strongest first."""

COVERED = Sign(
    key="couverte", word=mark("couverte"), fill="medium", stroke=_DISC, solid=True,
    meaning=mark("au moins une réalisation la montre"),
)  # fmt: skip
"""Sign that the public sees for any state that covers and is not « validée »."""

BY_KEY: Mapping[str, Sign] = {item.key: item for item in (*SIGNS.values(), COVERED)}
"""Every sign by its key: contents hold keys, and templates look them up here."""


def sign(state: State, audience: Audience) -> Sign:
    """Return the sign that an audience may see (docs/qui-voit-quoi.md, « Ce que chacun voit »)."""
    if audience is Audience.TEAM:
        return SIGNS[state]
    if not state.covers:
        return SIGNS[State.UNCOVERED]
    if audience is Audience.PUBLIC and state is not State.VALIDATED:
        return COVERED
    return SIGNS[state]


def legend(audience: Audience) -> tuple[Sign, ...]:
    """List the signs that can appear on a site of this audience, strongest first."""
    return tuple(dict.fromkeys(sign(state, audience) for state in State))


MARK = 9.0
"""Side of a mark in a drawing."""


def marks(keys: Iterable[str]) -> str:
    """Define the marks of signs for a drawing, each around the point where it is used."""
    turn = f"scale({MARK / 10:g})translate(-5-5)"
    return "".join(
        f'<path id="{item.mark}" class="vt-sign__{"solid" if item.solid else "line"}"'
        f' transform="{turn}" d="{item.stroke}"/>'
        for item in (BY_KEY[key] for key in sorted(keys))
    )


def hatching(html: str) -> str:
    """Define the hatching for all drawings of a page, once; nothing when none is hatched."""
    if "#vt-hatch" not in html:
        return ""
    return (
        '<svg class="vt-defs" width="0" height="0" aria-hidden="true" focusable="false">'
        '<pattern id="vt-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="vt-hatch" d="M0 0V5"/></pattern></svg>'
    )
