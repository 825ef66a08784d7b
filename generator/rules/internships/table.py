"""``docs/stages.md``: what becomes of each requirement R1 to R43, its code, its severity and its test.

Run ``python -m generator.rules.internships.table > docs/stages.md`` after a change; a test asserts that it is current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.diagnostics import Code
from generator.diagnostics.codes.internships import CODES, ORDER, QUOTES
from generator.rules.internships.order import ORDER as SILENCES
from generator.rules.internships.profiles import PROFILES
from generator.rules.internships.weeks import COUNTING_RULE

_TEST = "tests/unit/rules/internships/test_codes.py"
_PERMISSIONS = "tests/unit/rules/internships/test_permissions.py"

WITHOUT_CODE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "R5": (
            "information",
            "Rien à vérifier ; « atelier » relie un stage ou une réalisation au projet de la classe.",
        ),
        "R10": ("indicateur", "La page des stages montre les organisations et leurs services ; aucun message."),
        "R12": ("information", "Rien à vérifier ; une page libre du portfolio peut le raconter."),
        "R13": ("information", "Rien à vérifier : la progression appartient à l'équipe."),
        "R14": ("information", "Rien à vérifier : l'approche interdisciplinaire appartient à l'équipe."),
        "R16": ("information", "Rien à vérifier."),
        "R18": ("information", "Rien à vérifier : la recherche n'est pas dans le portfolio."),
        "R22": ("permission", "La même organisation ou deux différentes : aucun message."),
        "R24": ("permission", "Aucun message."),
        "R29": ("information", "Base légale citée telle quelle ; elle est datée, le modèle de 2022 en cite une autre."),
        "R30": ("permission", "À l'étranger, R31 à R34 et R36 se taisent."),
        "R38": ("permission", "« Confirmée par le tuteur » se montre et ne valide rien ; aucun message."),
    }
)
"""Requirements that raise nothing: (kind, what is done)."""


def markdown() -> str:
    """Write the page."""
    return "\n".join([*_introduction(), *_requirements(), *_contradictions(), *_silences(), *_profiles(), ""])


def _introduction() -> Iterator[str]:
    yield "# Les stages : exigences, codes et tests"
    yield ""
    yield f"Page produite par `generator/rules/internships/table.py`. Source : {ORDER}, citée phrase à phrase."
    yield "Un code se lit STG*nn* pour l'exigence R*nn* ; STG1*nn* et STG2*nn* en sont d'autres manquements."
    yield ""
    yield f"{COUNTING_RULE} Les semaines de prolongation sont comptées à part (R25 à R27) ; un jour ouvré sans stage"
    yield "entre deux périodes rompt « consécutives » ; « en fin de première année » s'entend du dernier tiers de"
    yield "l'année."
    yield ""


def _requirements() -> Iterator[str]:
    yield "| Exigence | Phrase de l'arrêté | Code | Sévérité | Ce qui est dit | Test |"
    yield "|---|---|---|---|---|---|"
    for rule, quote in QUOTES.items():
        codes = [code for code in CODES if code.rule == rule]
        yield from (_row(rule, quote, code) for code in codes)
        if rule in WITHOUT_CODE:
            kind, note = WITHOUT_CODE[rule]
            test = f"`{_PERMISSIONS}`" if kind != "information" else "—"
            yield f"| {rule} | « {quote} » | — | {kind} | {note} | {test} |"
    yield ""


def _row(rule: str, quote: str, code: Code) -> str:
    return f"| {rule} | « {quote} » | {code.id} | {code.severity.value} | {code.why} | {_test(code)} |"


def _contradictions() -> Iterator[str]:
    yield "## Fiches qui se contredisent"
    yield ""
    yield "| Code | Sévérité | Ce qui est dit | Test |"
    yield "|---|---|---|---|"
    yield from (
        f"| {code.id} | {code.severity.value} | {code.why} | {_test(code)} |" for code in CODES if code.rule is None
    )
    yield ""


def _silences() -> Iterator[str]:
    yield "## Ce qui fait taire quoi"
    yield ""
    yield "| Quand on lit | on ne lit pas | où | parce que |"
    yield "|---|---|---|---|"
    for rule in SILENCES:
        yield f"| {rule.by} | {', '.join(rule.codes)} | {rule.scope.value} | {rule.why} |"
    yield ""


def _profiles() -> Iterator[str]:
    yield "## Profils par référentiel et par voie"
    yield ""
    yield "Une source non vérifiée ne peut qu'avertir : « erreur » y devient « avertissement »."
    yield ""
    yield "| Référentiel | Voie | Total | 1re année | 2e année | Prolongation | Source | Vérifié |"
    yield "|---|---|---|---|---|---|---|---|"
    for (framework, pathway), profile in PROFILES.items():
        figures = (profile.total, profile.first, profile.second, profile.extension)
        shown = " | ".join("—" if figure is None else str(figure) for figure in figures)
        verified = "non" if profile.unverified else "oui"
        yield f"| {framework} | {pathway.value} | {shown} | {profile.source} | {verified} |"


def _test(code: Code) -> str:
    return f"`{_TEST}` [{code.id}]"


if __name__ == "__main__":
    sys.stdout.write(markdown())
