"""How French names sort: accents and case do not count, particles do not lead."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PARTICLE = re.compile(
    r"^(?:(?:de la|de l|du|des|de|d|von der|von|van der|van den|van|da|dos|do|el|al) |(?:d|l)['’] ?)+"
)
_SEPARATORS = re.compile(r"[-\s]+")

NameKey = tuple[str, str, str]


@lru_cache(maxsize=4096)
def name_key(last_name: str, first_name: str = "") -> NameKey:
    """Sort key of a person: the name without its lower-case particle, then the first name, then the name as written.

    French usage (AFNOR Z 44-001) files « de Vigny » at V and « Da Silva », « Le Goff », « La Fontaine » at their
    capital: a particle written with a capital belongs to the name.
    """
    bare = _PARTICLE.sub("", _SEPARATORS.sub(" ", last_name.strip()))
    return (text_key(bare or last_name), text_key(first_name), f"{last_name} {first_name}")


def text_key(text: str) -> str:
    """Fold accents, case, ligatures and hyphens away, so that « Élodie » stands beside « Elodie »."""
    expanded = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    bare = "".join(char for char in unicodedata.normalize("NFKD", expanded) if not unicodedata.combining(char))
    return _SEPARATORS.sub(" ", bare.replace("’", "'").casefold()).strip()
