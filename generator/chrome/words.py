"""The chrome's own words; Material brings the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language."""

    menu: str
    close: str
    trail: str
    navigation: str
    contents: str
    search: str
    results: str
    elsewhere: str
    keys: str
    made: str
    edition_jury: str
    edition_equipe: str
    palettes: Mapping[str, tuple[str, str]]
    """Scheme that a page has (names of Material's) → the word of the button that leaves it, and what it does."""


def words(language: str) -> Words:
    """French unless we have the language: a page in a half-known language must still say « Menu »."""
    say = Language(language).gettext
    return Words(
        menu=say("Menu"),
        close=say("Fermer le menu"),
        trail=say("Vous êtes ici"),
        navigation=say("Navigation"),
        contents=say("Sur cette page"),
        search=say("Rechercher"),
        results=say("Résultats de la recherche"),
        elsewhere=say("Ailleurs dans ce site :"),
        keys=say("Ouvrir la recherche par Ctrl K ou /"),
        made=say("Site produit par Vitrail"),
        edition_jury=say("Édition du jury"),
        edition_equipe=say("Édition de l'équipe"),
        palettes={
            "default": (say("Sombre"), say("Passer au thème sombre")),
            "slate": (say("Clair"), say("Passer au thème clair")),
        },
    )
