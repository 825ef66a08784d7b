"""What « à l'étranger » means (R30): out of France, whose overseas territories have country codes of their own."""

from __future__ import annotations

HOME = "FR"
DEPARTMENTS = frozenset({"GP", "MQ", "GF", "RE", "YT"})
"""Overseas départements (ISO 3166): the order applies there as in any other."""
TERRITORIES = frozenset({"BL", "MF", "PM", "WF", "PF", "NC", "TF"})
"""Other French territories: our reading is that they are not abroad, since no text was found that says so."""
_FRENCH = frozenset({HOME}) | DEPARTMENTS | TERRITORIES


def is_abroad(country: str) -> bool:
    """Whether a country, by its code or as somebody named it, is another than France."""
    return country not in _FRENCH
