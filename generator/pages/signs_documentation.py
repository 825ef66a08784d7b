"""The table of signs as a page of the documentation, so that it cannot say anything else than the pages do."""

from __future__ import annotations

from generator.pages.states import COVERED, SIGNS, Fill, Pattern, Sign

_FILLS = {Fill.FULL: "plein", Fill.MEDIUM: "moyen", Fill.LIGHT: "clair", Fill.PLAIN: "verre nu"}
_PATTERNS = {Pattern.NONE: "–", Pattern.HATCHED: "hachures", Pattern.DOTTED: "bord pointillé"}
_INTRODUCTION = """# Les signes

Une compétence se lit partout de la même façon : dans la rosace, la matrice, les puces et les légendes. La teinte dit le
bloc, le remplissage et le motif disent l'état, la marque le redit sans couleur, le nombre dit combien de réalisations.
Une compétence hors option n'est pas dessinée.

*Cette page est écrite à partir de `generator/pages/states.py`.*

| État | Remplissage | Motif | Couvre | Ce qu'il veut dire |
|---|---|---|---|---|
"""


def page() -> str:
    """Write the page, in Markdown."""
    return _INTRODUCTION + "".join(map(_line, (*SIGNS.values(), COVERED)))


def _line(sign: Sign) -> str:
    covers = "oui" if sign.covers else "non"
    return f"| {sign.word} | {_FILLS[sign.fill]} | {_PATTERNS[sign.pattern]} | {covers} | {sign.meaning} |\n"
