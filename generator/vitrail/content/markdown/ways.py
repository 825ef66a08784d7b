"""The table of other tools' syntaxes that a page shows as text, each with its replacement."""

from collections.abc import Mapping
from typing import NamedTuple

from vitrail.ground.language import mark


class Way(NamedTuple):
    """A syntax; its pattern, bounded, is tried only on texts that hold one of the strings in ``needs``."""

    needs: tuple[str, ...]
    pattern: str
    remedy: str
    """The advice, a phrase."""
    parts: str = ""
    """Pattern for the whole match, whose groups ``instead`` uses; empty if there is no automatic replacement."""
    instead: str = ""
    """Template of the replacement."""


_DIRECTIVE = r"#(?:include|define|undef|if|ifdef|ifndef|elif|else|endif|pragma)(?!\w)"
"""A preprocessor line of C, which is not a heading."""
WAYS: Mapping[str, Way] = {
    "attributes": Way(
        ("{",),
        r"\{:[^{}\n]{1,200}\}|(?:(?<=\w )|^)\{ ?[.#][\w:-]{1,60}(?: [^{}\n]{1,200})?\}"
        r"|(?:(?<=[)\]*_~])|^)\{ ?(?:[.#][\w:-]{1,60}|[\w:-]{1,60}=[^{}\n]{1,200})[^{}\n]{0,200}\}",
        mark("Supprimez les accolades ; la taille d'une image s'écrit ![…](image.png =300x200)."),
        r".*",
        r"",
    ),
    "keys": Way(
        ("++",),
        r"(?<![\w+])\+\+\w{1,20}(?:\+\w{1,20}){0,5}\+\+(?![\w+])",
        mark("Écrivez <kbd>Ctrl</kbd> pour une touche."),
        r"\+\+(.*)\+\+",
        r"<kbd>\1</kbd>",
    ),
    "mark": Way(
        ("==",),
        r"(?<![=\w])==(?=[^\s=])[^=\n]{1,200}(?<=\S)==(?![=\w])",
        mark("Écrivez <mark>…</mark> pour surligner."),
        r"==(.*)==",
        r"<mark>\1</mark>",
    ),
    "inserted": Way(
        ("^^",),
        r"\^\^(?=[^\s^])[^^\n]{1,200}\^\^",
        mark("Écrivez <ins>…</ins> pour souligner."),
        r"\^\^(.*)\^\^",
        r"<ins>\1</ins>",
    ),
    "below": Way(
        ("~",), r"(?<=\w)~[^~\s]{1,20}~", mark("Écrivez <sub>…</sub> pour un indice."), r"~(.*)~", r"<sub>\1</sub>"
    ),
    "above": Way(
        ("^",),
        r"(?<=[\w)])\^[^^\s\[\]]{1,20}\^(?![\w^])",
        mark("Écrivez <sup>…</sup> pour un exposant."),
        r"\^(.*)\^",
        r"<sup>\1</sup>",
    ),
    "abbreviation": Way(
        ("*[",), r"^\*\[[^\[\]\n]{1,100}\]:", mark("Donnez le sens du sigle entre parenthèses, la première fois.")
    ),
    "embedded": Way(
        ("![[",), r"!\[\[(?=[^\s\[\]])[^\[\]\n]{1,200}\]\]", mark("Écrivez ![ce que montre l'image](image.png).")
    ),
    "wiki": Way(
        ("[[",), r"(?<!!)\[\[(?!_?toc_?\])(?=[^\s\[\]])[^\[\]\n]{1,200}\]\]", mark("Écrivez [la page](page.md).")
    ),
    "comment": Way(
        ("%%",),
        r"%%[^%\n]{1,200}%%",
        mark("Ce commentaire d'Obsidian est publié : supprimez-le, ou écrivez <!-- … -->."),
        r"%%(.*)%%",
        r"<!--\1-->",
    ),
    "place": Way(("^",), r"(?<=\s)\^[a-z0-9-]{2,40}$", mark("Supprimez ce repère d'Obsidian."), r".*", r""),
    "box": Way(("[",), r"^\[[/\-!?>* xX]?\](?=\s)", mark("Une case s'écrit « - [ ] », ou « - [x] » quand c'est fait.")),
    "cited": Way(
        ("†",), r"【[^【】\n]{0,60}†[^【】\n]{0,60}】", mark("Supprimez ce renvoi d'un assistant."), r".*", r""
    ),
    "shortcode": Way(
        ("{",),
        r"\{\{[<%][^{}\n]{0,60}(?:}})?|\{%.{0,200}?%\}",
        mark("Écrivez en Markdown ce que cette commande d'un autre outil ajouterait."),
    ),
    "fenced": Way(
        (":::",),
        r"^:{3,}[ \t]*\{?\.?\w{1,40}",
        mark("Un encadré s'écrit « !!! note », son texte décalé de quatre espaces."),
    ),
    "emoji": Way((":",), r"(?<![\w:/]):(?=[a-z+])[a-z0-9_+-]{2,30}:(?![\w:/])", mark("Collez le signe lui-même (😀).")),
    "formula": Way(
        ("$",),
        r"\$\$|(?<![\w$])\$(?=[^\s$])(?=[^$\n]{0,200}[\\^_={}])[^$\n]{1,200}(?<=[^\s$])\$(?![\w$])",
        mark("Mettez la formule entre accents graves, ou exportez-la en PNG."),
    ),
    "snippet": Way(
        ("--8<--",), r"-{1,}8<-{1,}", mark("Copiez ici le texte de l'autre fichier, ou faites un lien vers lui.")
    ),
    "stars": Way(
        ("**",),
        r"\*\*(?=\S)[^*\n]{1,100}(?<=\S)\*\*",
        mark("Mettez une espace entre les étoiles et le mot qui suit ou précède."),
    ),
    "bold": Way(
        ("**",),
        r"(?<![\w*])\*\*(?=[^\s*])[^*\n]{1,100}[ \u00a0\u202f]\*\*(?!\*)"
        r"|\*\*[ \u00a0\u202f](?=\S)[^*\n]{1,100}(?<=\S)\*\*(?![\w*])",
        mark("Collez les étoiles au premier et au dernier mot : **en gras**."),
        r"\*\*(\s*)(.*?)(\s*)\*\*",
        r"\1**\2**\3",
    ),
    "table": Way(
        ("|", "+-"),
        r"^\|(?:[ \t]|$|[^|\n]{1,80}\|[^|\n]{1,80}\|)[^\n]{0,100}|^\+(?:-{3,80}\+){1,40}$",
        mark(
            "Un tableau veut une ligne vide au-dessus et, sous sa première ligne, une ligne « |---|---| » qui a autant "
            "de colonnes."
        ),
    ),
    "hard": Way(
        ("\u00a0", "\u202f"),
        r"^(?:#{1,6}|[-*+]|\d{1,3}[.)])[\u00a0\u202f]+\S[^\n]{0,200}",
        mark("Mettez une espace ordinaire après ce signe : celle-ci est insécable."),
        r"(\S+)\s+(.*)",
        r"\1 \2",
    ),
    "dash": Way(
        ("–",), r"^–[ \u00a0\u202f]+\S[^\n]{0,100}", mark("Une liste s'écrit avec « - » au début de chaque ligne.")
    ),
    "glued": Way(
        ("-", ".", ")"),
        r"^(?:-|\d{1,2}[.)])(?=[^\W\d_]{2,60}(?:[ ,.:;\n]|$))[^\n]{1,100}",
        mark("Mettez une espace après le tiret ou le numéro d'une liste."),
    ),
    "directive": Way(("#",), rf"^{_DIRECTIVE}[^\n]{{0,100}}", mark("Mettez ce code entre deux lignes « ``` ».")),
    "title": Way(
        ("#",),
        rf"^(?!{_DIRECTIVE})#{{1,6}}(?=[^\W\d_])[^#\n]{{1,200}}$",
        mark("Mettez une espace après le signe « # » d'un titre."),
        r"(##+(?=\w+ )|#+(?=[^\W\da-zà-ÿ]))(.+)",  # « #glpi … » is a tag of Obsidian's
        r"\1 \2",
    ),
    "bullet": Way(
        tuple("•▪◦●○■□➢➤►✓✔\uf0b7"),
        r"^[•▪◦●○■□➢➤►✓✔\uf0b7][ \t\u00a0\u202f]+\S[^\n]{0,200}",
        mark("Une liste s'écrit avec « - » au début de chaque ligne."),
        r".\s+(.*)",
        r"- \1",
    ),
    "contents": Way(
        ("[",), r"(?i)^\[\[?_?toc_?\]?\]$", mark("Supprimez cette ligne : le sommaire se fait tout seul."), r".*", r""
    ),
    "note": Way(("[^",), r"\[\^[^\[\]\s]{1,60}\]", mark("Écrivez la note : une ligne « [^1]: … » plus bas.")),
    "reference": Way(
        ("][",),
        r"(?<!\w)!?\[[^\[\]\n]{1,100}\]\[[^\[\]\n]{1,100}\]",
        mark("Donnez l'adresse : une ligne « [nom]: page.md » plus bas."),
    ),
    "apart": Way(
        ("] (",),
        r"\[[^\[\]\n]{1,100}\] \((?:[^()\s]{0,200}[./][^()\s]{0,200}\)|$)",
        mark("Collez la parenthèse au crochet : [texte](adresse)."),
        r"(.*\]) (\(.*)",
        r"\1\2",
    ),
    "frame": Way(
        ("!!!", "???", "==="),
        r"^(?:!!!|\?\?\?\+?|===[!+]?)[ \t]?[\w\"][^\n]{0,60}",
        mark('Vérifiez la première ligne de l\'encadré : « !!! note "Titre" », ou « === "Onglet" ».'),
    ),
}
"""Name → syntax, in the order in which they are reported."""
