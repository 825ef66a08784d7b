"""Ways of writing of other tools, that a page shows as they are: how each is known, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from generator.language import mark


class Way(NamedTuple):
    """A way of writing; its pattern is tried on texts that hold what it ``needs``, and is bounded."""

    needs: str
    pattern: re.Pattern[str]
    remedy: str
    """A sentence of ours."""


WAYS: Mapping[str, Way] = {
    "attributes": Way(
        "{",
        re.compile(
            r"\{:[^{}\n]{1,200}\}|(?:(?<=\w )|^)\{ ?[.#][\w:-]{1,60}(?: [^{}\n]{1,200})?\}"
            r"|(?:(?<=[)\]*_~])|^)\{ ?(?:[.#][\w:-]{1,60}|[\w:-]{1,60}=[^{}\n]{1,200})[^{}\n]{0,200}\}"
        ),
        mark("Supprimez les accolades ; la taille d'une image s'écrit ![…](image.png =300x200)."),
    ),
    "keys": Way(
        "++",
        re.compile(r"(?<![\w+])\+\+\w{1,20}(?:\+\w{1,20}){0,5}\+\+(?![\w+])"),
        mark("Écrivez <kbd>Ctrl</kbd> pour une touche."),
    ),
    "mark": Way(
        "==",
        re.compile(r"(?<![=\w])==(?=[^\s=])[^=\n]{1,200}(?<=\S)==(?![=\w])"),
        mark("Écrivez <mark>…</mark> pour surligner."),
    ),
    "inserted": Way("^^", re.compile(r"\^\^(?=[^\s^])[^^\n]{1,200}\^\^"), mark("Écrivez <ins>…</ins> pour souligner.")),
    "below": Way("~", re.compile(r"(?<=\w)~[^~\s]{1,20}~"), mark("Écrivez <sub>…</sub> pour un indice.")),
    "above": Way(
        "^", re.compile(r"(?<=[\w)])\^[^^\s\[\]]{1,20}\^(?!\^)"), mark("Écrivez <sup>…</sup> pour un exposant.")
    ),
    "abbreviation": Way(
        "*[",
        re.compile(r"^\*\[[^\[\]\n]{1,100}\]:"),
        mark("Donnez le sens du sigle entre parenthèses, la première fois."),
    ),
    "wiki": Way(
        "[[",
        re.compile(r"!?\[\[(?=[^\s\[\]])[^\[\]\n]{1,200}\]\]"),
        mark("Écrivez [la page](page.md), ou ![ce que montre l'image](image.png)."),
    ),
    "shortcode": Way(
        "{",
        re.compile(r"\{\{[<%][^{}\n]{0,60}(?:}})?|\{%.{0,200}?%\}"),
        mark("Écrivez en Markdown ce que cette commande d'un autre outil ajouterait."),
    ),
    "fenced": Way(
        ":::",
        re.compile(r"^:{3,}[ \t]*\{?\.?\w{1,40}"),
        mark("Un encadré s'écrit « !!! note », son texte décalé de quatre espaces."),
    ),
    "emoji": Way(
        ":", re.compile(r"(?<![\w:/]):(?=[a-z+])[a-z0-9_+-]{2,30}:(?![\w:/])"), mark("Collez le signe lui-même (😀).")
    ),
    "formula": Way(
        "$",
        re.compile(r"\$\$|(?<![\w$])\$(?=[^\s$])(?=[^$\n]{0,200}[\\^_={}])[^$\n]{1,200}(?<=[^\s$])\$(?![\w$])"),
        mark("Mettez la formule entre accents graves, ou exportez-la en PNG."),
    ),
    "snippet": Way(
        "--8<--",
        re.compile(r"-{1,}8<-{1,}"),
        mark("Copiez ici le texte de l'autre fichier, ou faites un lien vers lui."),
    ),
    "stars": Way(
        "**",
        re.compile(r"\*\*(?=\S)[^*\n]{1,100}(?<=\S)\*\*"),
        mark("Mettez une espace entre les étoiles et le mot qui suit ou précède."),
    ),
    "title": Way(
        "#",
        re.compile(r"^#{1,6}(?=[^\W\d_])[^#\n]{1,200}$"),
        mark("Mettez une espace après le signe « # » d'un titre."),
    ),
    "contents": Way(
        "[",
        re.compile(r"^\[\[?_?toc_?\]?\]$", re.IGNORECASE),
        mark("Supprimez cette ligne : le sommaire se fait tout seul."),
    ),
    "note": Way("[^", re.compile(r"\[\^[^\[\]\s]{1,60}\]"), mark("Écrivez la note : une ligne « [^1]: … » plus bas.")),
    "reference": Way(
        "][",
        re.compile(r"(?<!\w)!?\[[^\[\]\n]{1,100}\]\[[^\[\]\n]{1,100}\]"),
        mark("Donnez l'adresse : une ligne « [nom]: page.md » plus bas."),
    ),
    "apart": Way(
        "] (",
        re.compile(r"\[[^\[\]\n]{1,100}\] \([^()\s]{0,200}[./][^()\s]{0,200}\)"),
        mark("Collez la parenthèse au crochet : [texte](adresse)."),
    ),
    "frame": Way(
        "",
        re.compile(r"^(?:!!!|\?\?\?\+?|===[!+]?)[ \t]?[\w\"][^\n]{0,60}"),
        mark('Vérifiez la première ligne de l\'encadré : « !!! note "Titre" », ou « === "Onglet" ».'),
    ),
}
"""By name; in the order in which they are told."""
