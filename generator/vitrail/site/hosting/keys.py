"""The keys of mkdocs.yml, one per row, with their effects here. The table of docs/mkdocs.md is made from it.

A nested key has a dotted path, ``theme.logo``; a key without a row has no effect.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from vitrail.ground.language import mark


class Effect(StrEnum):
    """The effect of a key; the values are shown to users."""

    FOLLOWED = "suivie"
    IDLE = "sans effet"
    REFUSED = "refusée"


class HostKey(Struct, frozen=True):
    """A key of mkdocs.yml."""

    name: str
    effect: Effect
    says: str
    """Its effect, or why it has none: a phrase that ends a sentence."""


_FOLLOWED = (
    ("site_name", mark("le nom du site, dans l'en-tête, le pied et le titre de chaque page")),
    ("site_url", mark("l'adresse publique : liens canoniques, codes QR")),
    ("site_description", mark("la description de l'accueil pour les moteurs de recherche")),
    ("site_author", mark("l'auteur du site, dans l'en-tête de chaque page")),
    ("copyright", mark("une ligne au pied de chaque page : ses mots, sans balises")),
    ("repo_url", mark("un lien vers le dépôt au pied des pages de l'équipe")),
    ("edit_uri", mark("avec « repo_url », « Modifier » sur les pages de l'équipe qui viennent d'un fichier")),
    ("docs_dir", mark("le dossier des pages de l'établissement, jamais celui des portfolios")),
    ("site_dir", mark("le dossier de l'édition du public ; les autres sont à côté")),
    ("nav", mark("l'ordre, les titres et les sections des pages de l'établissement")),
    ("strict", mark("la construction sort avec 1 s'il y a une erreur dans un fichier")),
    ("extra_css", mark("des feuilles de style de « docs_dir », après les nôtres ; rien n'y est chargé d'ailleurs")),
    ("theme.name", mark("« vitrail », qui étend Material")),
    ("theme.language", mark("« fr » ou « en » ; l'option « langue » du greffon passe avant")),
    ("theme.logo", mark("une image de « docs_dir » à la place de la rosace de l'en-tête")),
    ("theme.favicon", mark("une image de « docs_dir » dans l'onglet du navigateur")),
    ("theme.palette.primary", mark("la couleur de l'en-tête")),
    ("theme.palette.accent", mark("la couleur des liens")),
    ("theme.features.navigation.instant", mark("le navigateur prépare la page que l'on va ouvrir")),
    ("theme.features.navigation.tabs", mark("les entrées du menu sont aussi des onglets, sur un grand écran")),
    ("theme.features.navigation.tabs.sticky", mark("des onglets, qui restent en haut avec l'en-tête")),
    ("theme.features.navigation.top", mark("un bouton ramène en haut de la page")),
    ("theme.features.content.code.copy", mark("chaque bloc de code se copie d'un clic, demandé ou non")),
    ("theme.features.content.tabs.link", mark("les onglets de même nom se suivent, demandé ou non")),
    ("plugins.vitrail", mark("le greffon : « audience », « date », « langue », « portfolios »")),
)
_REFUSED = (
    ("extra_javascript", mark("rien ne s'exécute dans le navigateur d'un lecteur que Vitrail n'ait écrit")),
)  # fmt: skip
KEYS: Mapping[str, HostKey] = {
    name: HostKey(name, effect, says)
    for effect, rows in ((Effect.FOLLOWED, _FOLLOWED), (Effect.REFUSED, _REFUSED))
    for name, says in rows
}
"""Dotted path → row."""


def row_of(name: str) -> HostKey:
    """Return the row of a key by its dotted path; of any other key, one that says that it has no effect."""
    return KEYS.get(name) or HostKey(name, Effect.IDLE, mark("Vitrail n'en lit rien"))
