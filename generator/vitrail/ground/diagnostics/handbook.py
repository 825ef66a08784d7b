"""Write the page of the documentation that explains every code of the catalogue (``make docs``)."""

from collections.abc import Mapping

from vitrail.ground.diagnostics.catalogue import Code, families
from vitrail.ground.language.language import french
from vitrail.ground.regex import regex

_NAMED = regex(r"(?<!\{)\{\w+\}(?!\})(?:\.$)?")
"""What fills a template, with the point that would follow « … »."""

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


def entry(code: Code, quotes: Mapping[str, str], *, markdown: bool = True) -> str:
    """Return one code, or one of its reasons, which has no heading: severity, message, advice, why, quote, example.

    In Markdown a template shows the names that it is filled by; for a terminal it is a sentence, with « … » for them.
    """
    quote = quotes.get(code.rule or "")
    unverified = " (source non vérifiée)" if code.unverified else ""
    head, emphasis, strong, span = ("### ", "*", "**", "`{}`") if markdown else ("", "", "", "«\u202f{}\u202f»")

    def typeset(template: str) -> str:
        named = french(template) if markdown else _NAMED.sub("…", french(template))
        return named.replace("{{", "{").replace("}}", "}")

    def show_mend(example: str) -> str:
        before, after = example.split(" → ")
        return f"{span.format(before)} devient {span.format(after.strip() if before.startswith('⇥') else after)}."

    examples = {"Se corrige seul": code.mends, "Par exemple": code.example}
    lines = [
        *([f"{head}{code.name}\n"] if code.id == code.name else []),
        f"{emphasis}{code.severity.value.capitalize()}{unverified}.{emphasis} {typeset(code.message)}\n",
        *([f"Que faire\u202f: {typeset(code.advice)}\n"] if code.advice else []),
        f"{typeset(code.why)}\n",
        *([f"{quote}\n"] if quote else []),
        *(f"{strong}{label}{strong}\u202f: {show_mend(told)}\n" for label, told in examples.items() if told),
    ]
    return "\n".join(lines)
