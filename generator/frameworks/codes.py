"""One way to compare what people type with the codes and words of a référentiel."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_DROPPED = frozenset({"Mn", "Cf", "Me"})
"""Accents, and the invisible characters that come with pasted text."""


@lru_cache(maxsize=8192)
def fold_code(text: str) -> str:
    """Fold a code: « b1.1 », « B 1.1 » and « B1.1 » are one, 1.10 and 1.1 are two.

    Keys of a file arrive with hyphens already turned into spaces, so neither counts.
    """
    return fold_words(text).replace(" ", "")


@lru_cache(maxsize=8192)
def fold_words(text: str) -> str:
    """Fold words: no accents, no case, hyphens and underscores as spaces."""
    text = unicodedata.normalize("NFKD", text).casefold().replace("_", " ")
    kept = "".join(char for char in text if unicodedata.category(char) not in _DROPPED)
    spaced = "".join(" " if unicodedata.category(char) == "Pd" else char for char in kept)
    return " ".join(spaced.replace("’", "'").split())


def nearest(wanted: str, known: Iterable[str]) -> str | None:
    """Give the known code or word that looks most like the wanted one, or None when none does."""
    folded = {fold_code(name): name for name in reversed(tuple(known))}
    close = get_close_matches(fold_code(wanted)[:80], folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None
