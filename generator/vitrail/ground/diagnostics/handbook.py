"""Write the page of the documentation that explains every code of the catalogue (``make docs``)."""

from collections.abc import Mapping

from vitrail.ground.diagnostics.catalogue import Code, families
from vitrail.ground.language.language import french

_SUBJECTS = {
    "ENC": "Encodage des fichiers",
    "YAM": "En-têtes et fichiers YAML",
    "REF": "Références : compétences, organisations, fichiers, personnes",
    "DAT": "Dates et périodes",
    "STG": "Stages",
    "EXA": "Examen",
    "PRV": "Données personnelles et secrets",
    "MED": "Images, pièces jointes et ce que montre une page",
    "STR": "Fichiers et dossiers",
    "EVA": "Avis des professeurs et des tuteurs",
    "FRA": "Référentiels",
}

_INTRODUCTION = """# Diagnostics

Tout ce que `vitrail check` peut dire. Un **avertissement** ou un **conseil** n'arrête rien ; seule une **erreur** fait
sortir `vitrail check` avec 1. Le site est construit quoi qu'il en soit : un fichier en faute ne retire jamais la page
d'un autre. Entre accolades, ce que le message remplit. « **Se corrige seul** » : `vitrail check --corriger` écrit ce
qui était voulu, quand ce ne peut être que cela (« ⇥ » est une tabulation, « ⏎ » une fin de ligne).

*Cette page est écrite à partir de `generator/vitrail/ground/diagnostics/codes/` : ne la modifiez pas à la main.*
"""


def page(quotes: Mapping[str, str]) -> str:
    """Return the whole page, in Markdown; ``quotes`` maps a requirement to its sentence in the référentiel."""
    told = [_INTRODUCTION]
    for family, codes in families().items():
        told += [
            f"## {family} · {_SUBJECTS[family]}\n",
            *(entry(code, quotes) for code in sorted(codes, key=lambda code: code.id)),
        ]
    return "\n".join(told)


def entry(code: Code, quotes: Mapping[str, str]) -> str:
    """Return one code in Markdown: severity, message, advice, reason, quoted requirement, example of its fix."""
    quote = quotes.get(code.rule or "")
    unverified = " (source non vérifiée)" if code.unverified else ""
    lines = [
        f"### {code.id}\n",
        f"*{code.severity.value.capitalize()}{unverified}.* {_shown(code.message)}\n",
        *([f"Que faire\N{NARROW NO-BREAK SPACE}: {_shown(code.advice)}\n"] if code.advice else []),
        f"{_shown(code.why)}\n",
        *([f"{quote}\n"] if quote else []),
        *([f"**Se corrige seul**\N{NARROW NO-BREAK SPACE}: {_mended(code.mends)}\n"] if code.mends else []),
    ]
    return "\n".join(lines)


def _mended(example: str) -> str:
    """Return the example of a fix, before and after, in code spans."""
    before, after = example.split(" → ")
    return f"`{before}` devient `{after.strip() if before.startswith('⇥') else after}`."


def _shown(template: str) -> str:
    """Typeset a template, with its escaped braces unescaped."""
    return french(template).replace("{{", "{").replace("}}", "}")
