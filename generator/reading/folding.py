"""One spelling for everything that people type: keys, listed values and codes are compared folded, never as written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼʹ`´′＇", "'"),
        **dict.fromkeys("-_‐‑‒–—―−\u00a0\u202f\u2007", " "),
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "Æ": "AE",
    }
)
_SPACES = re.compile(r"\s+")
_DROPPED = frozenset({"Mn", "Cf", "Me"})
"""Accents and invisible characters (zero-width spaces, soft hyphens) that come with pasted text."""


def fold(text: str) -> str:
    """Fold to the form that is compared: no accents, no case, one kind of apostrophe, single spaces.

    Hyphens, underscores and no-break spaces count as spaces (docs/ecrire.md, « Règles communes »). Total and
    idempotent.
    """
    if text.isascii():
        return " ".join(text.translate(_PLAIN).lower().split())
    while (folded := _step(text)) != text:  # case folding may bring an accent back (İ), so fold until nothing moves
        text = folded
    return text


@lru_cache(maxsize=4096)
def fold_key(text: str) -> str:
    """Fold a key, remembering it: a class writes the same forty keys in every file."""
    return fold(text)


def _step(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN).casefold())
    bare = "".join(char for char in decomposed if unicodedata.category(char) not in _DROPPED)
    return _SPACES.sub(" ", bare.translate(_PLAIN)).strip()
