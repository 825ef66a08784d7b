"""The keys of mkdocs.yml, one per row, with their effects here. The table of docs/mkdocs.md is made from it.

A nested key has a dotted path, ``theme.logo``; a row that ends with ``.*`` covers the keys below without their own row.
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
_IDLE = (
    ("theme.palette.*", mark("le lecteur choisit clair ou sombre, et son système choisit d'abord")),
    ("theme.font", mark("les polices sont dans le site, et aucune page n'appelle un autre serveur")),
    ("theme.custom_dir", mark("les gabarits des pages sont ceux de Vitrail")),
    ("theme.features.*", mark("les pages de Vitrail n'ont rien qui en dépende")),
    ("theme.*", mark("l'habillage des pages est celui de Vitrail")),
    ("plugins.search", mark("Vitrail a sa recherche, une par portfolio, et celle de MkDocs n'est pas écrite")),
    ("plugins.awesome-nav", mark("« nav » de mkdocs.yml donne l'ordre des pages ; aucun .nav.yml n'est lu")),
    ("plugins.tags", mark("les compétences sont ce qui relie les pages ; les étiquettes ne sont pas lues")),
    ("plugins.*", mark("Vitrail écrit seul les pages : aucun autre greffon n'y ajoute rien")),
    ("markdown_extensions", mark("la syntaxe est la même partout, celle de docs/ecrire.md")),
    ("hooks", mark("Vitrail écrit seul les pages : aucun programme du dépôt n'y ajoute rien")),
    ("use_directory_urls", mark("les adresses finissent par .html, pour que le site s'ouvre d'un double-clic")),
    ("extra", mark("les gabarits de Vitrail n'en lisent rien")),
    ("extra_templates", mark("seules les pages de Vitrail sont écrites")),
    ("repo_name", mark("le lien vers le dépôt a toujours le même nom")),
    ("edit_uri_template", mark("« edit_uri » suffit")),
    ("exclude_docs", mark("une page sans « visibilité » n'est pas publiée")),
    ("draft_docs", mark("une page sans « visibilité » n'est pas publiée")),
    ("not_in_nav", mark("une page publiée est toujours dans le menu")),
    ("validation", mark("« vitrail check » dit toujours les liens sans cible")),
    ("watch", mark("« vitrail serve » et « mkdocs serve » suivent déjà les portfolios et « docs_dir »")),
    ("dev_addr", mark("elle n'est lue que par « mkdocs serve » ; ici, c'est « --port »")),
    ("remote_branch", mark("elle n'est lue que par « mkdocs gh-deploy »")),
    ("remote_name", mark("elle n'est lue que par « mkdocs gh-deploy »")),
    ("INHERIT", mark("un seul fichier dit comment est le site")),
    ("*", mark("cette clé n'est pas connue")),
)  # fmt: skip
_REFUSED = (
    ("extra_javascript", mark("rien ne s'exécute dans le navigateur d'un lecteur que Vitrail n'ait écrit")),
)  # fmt: skip
KEYS: Mapping[str, HostKey] = {
    name: HostKey(name, effect, says)
    for effect, rows in ((Effect.FOLLOWED, _FOLLOWED), (Effect.IDLE, _IDLE), (Effect.REFUSED, _REFUSED))
    for name, says in rows
}
"""Dotted path → row."""


def row_of(name: str) -> HostKey:
    """Return the row of a key by its dotted path, else the row ``.*`` of its nearest ancestor."""
    if row := KEYS.get(name):
        return row
    above = name.rpartition(".")[0]
    while above and f"{above}.*" not in KEYS:
        above = above.rpartition(".")[0]
    return KEYS[f"{above}.*" if above else "*"]
