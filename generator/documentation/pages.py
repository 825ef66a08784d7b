"""Which pages of ``docs/`` come from the code."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from generator.diagnostics import handbook as diagnostics
from generator.diagnostics import report
from generator.documentation import stages
from generator.pages.states import COVERED, SIGNS, Sign
from generator.reading.frameworks import load_shipped
from generator.values import guides

_FILLS = {"full": "plein", "medium": "moyen", "light": "clair", "plain": "verre nu"}
_PATTERNS = {"none": "–", "hatched": "hachures", "dotted": "bord pointillé"}
_INTRODUCTION = """# Les signes

Une compétence se lit partout de la même façon : dans la rosace, la matrice, les puces et les légendes. La teinte dit le
bloc, le remplissage et le motif disent l'état, la marque le redit sans couleur, le nombre dit combien de réalisations.
Une compétence hors option n'est pas dessinée.

*Cette page est écrite à partir de `generator/pages/states.py`.*

| État | Remplissage | Motif | Couvre | Ce qu'il veut dire |
|---|---|---|---|---|
"""
_ROOT = Path(__file__).parents[2]


def stage_schools() -> tuple[str, ...]:
    """Name the mini schools about stages, which a checkout has beside the code."""
    folder = _ROOT / "tests" / "portfolios" / "stages"
    return tuple(sorted(item.name for item in folder.iterdir() if item.is_dir() and item.name != "base"))


def _signs() -> str:
    """Write the table of signs, from what the pages draw."""
    return _INTRODUCTION + "".join(map(_line, (*SIGNS.values(), COVERED)))


def _line(sign: Sign) -> str:
    covers = "oui" if sign.covers else "non"
    return f"| {sign.word} | {_FILLS[sign.fill]} | {_PATTERNS[sign.pattern]} | {covers} | {sign.meaning} |\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "diagnostics.md": diagnostics.page,
    "stages.md": lambda: stages.markdown(load_shipped(), stage_schools()),
    "signes.md": _signs,
    "schemas/check-2.json": report.json_schema,
    **{f"schemas/{name}.json": partial(guides.schema, name) for name in guides.SCHEMAS},
    **{name: partial(guides.guide, _ROOT / "docs" / name) for name in ("ecrire.md", "referentiels.md")},
}
"""File of ``docs/`` → what writes it; a test asserts that each committed file is current."""
