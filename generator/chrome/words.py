"""The chrome's own words, in the languages a school may choose; Material brings the rest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language."""

    menu: str
    close: str
    trail: str
    navigation: str
    contents: str
    search: str
    search_portfolio: str
    results: str
    made: str
    edition_jury: str
    edition_equipe: str


_WORDS = {
    "fr": Words(
        menu="Menu",
        close="Fermer le menu",
        trail="Vous êtes ici",
        navigation="Navigation",
        contents="Sur cette page",
        search="Rechercher",
        search_portfolio="Rechercher dans ce portfolio",
        results="Résultats de la recherche",
        made="Site produit par Vitrail",
        edition_jury="Édition du jury",
        edition_equipe="Édition de l’équipe",
    ),
    "en": Words(
        menu="Menu",
        close="Close the menu",
        trail="You are here",
        navigation="Navigation",
        contents="On this page",
        search="Search",
        search_portfolio="Search this portfolio",
        results="Search results",
        made="Made with Vitrail",
        edition_jury="Jury edition",
        edition_equipe="Staff edition",
    ),
}


def words(language: str) -> Words:
    """French unless we have the language: a page in a half-known language must still say « Menu »."""
    return _WORDS.get(language, _WORDS["fr"])
