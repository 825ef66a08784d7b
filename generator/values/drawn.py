"""The languages of diagrams that this installation draws: those of ``vitrail[diagrammes]``."""

from functools import cache
from importlib.util import find_spec
from typing import Final

DIAGRAMS: Final = {"mermaid": "mmdr", "mocodo": "mocodo"}
"""The word after the fence → the library that draws what stands in it."""


@cache
def drawn() -> frozenset[str]:
    """Return the languages whose library is there."""
    return frozenset(word for word, library in DIAGRAMS.items() if find_spec(library) is not None)
