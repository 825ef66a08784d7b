"""``docs/stages.md``: how each requirement is read, what it raises for whom, and the mini schools that show it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.diagnostics import Code, Severity
from generator.diagnostics.catalogue import FAMILIES
from generator.internships.counting import PRESENCE_RULE
from generator.internships.unjudged import WITHOUT_CODE
from generator.internships.weeks import COUNTING_RULE
from generator.model.framework import Framework
from generator.model.internships.regulation import Profile
from generator.model.pathway import Pathway
from generator.rules.silence import SILENCES

CODES = FAMILIES["STG"]
READ: Mapping[str, str] = {
    "R1": "`stage` et `compétences` des réalisations, une fois le stage fini",
    "R2": "`objectifs`, `missions` ; `accord` s'il est écrit",
    "R3": "`semaine-NN.md`, `bilan*.md`",
    "R4": "`professeur référent`",
    "R5": "partie « Lien avec les ateliers » de la fiche, `atelier`",
    "R6": "`type` de l'organisation, si la promotion écrit `organisations`",
    "R7": "`mode` des réalisations faites en stage",
    "R8": "`productions` des réalisations faites en stage",
    "R9": "partie « Contexte » de la fiche ou d'une réalisation, ou texte de la page de l'organisation",
    "R10": "`services` des organisations",
    "R11": "premier niveau des compétences citées, après la seconde année",
    "R12": "page libre",
    "R15": "présence d'un stage de chaque année, une fois l'année finie",
    "R17": "`suivi`, une fois le stage fini",
    "R18": "partie « Recherche du stage » de la fiche",
    "R19": "`du`, `au`, `périodes`, `présence` des stages",
    "R20": "dates et `présence` du stage de première année",
    "R21": "dates et `présence` du stage des années suivantes",
    "R22": "`organisation`",
    "R23": "`le` de `bilan.md`",
    "R24": "partie « Professeurs sollicités » de la fiche",
    "R25": "`prolongation`, et `zone` ou `vacances` de l'établissement",
    "R26": "`clauses` de la convention, s'il y a une prolongation",
    "R27": "`prolongation` et vacances d'été",
    "R28": "`convention: {signée le}`",
    "R29": "référentiel",
    "R30": "`pays`",
    "R31": "`clauses` : accident et responsabilité",
    "R32": "`clauses` : objectifs et modalités",
    "R33": "`clauses` : étapes et autonomie",
    "R34": "`clauses` : suivi",
    "R35": "`absences`, `présence`",
    "R36": "`qualité`",
    "R37": "`tuteur`",
    "R38": "avis d'un tuteur dans `evaluations/`",
    "R39": "`semaine-NN.md`, si la promotion écrit `rapports hebdomadaires: exigés`",
    "R40": "`attestation: {délivrée le}`, une fois le stage fini",
    "R41": "`attestation` : `du`, `au`, `semaines`, `contenu`",
    "R42": "`attestation: {session}`",
    "R43": "`académie` de l'établissement",
}
"""How each is read; « — » for what is not in the files."""

_TIMED = frozenset({"R19", "R20", "R21", "R25", "R27"})
"""Requirements that need durations."""
_NUMBER = re.compile(r"(?:^|-)r(\d{1,2})(?=-|$)")


def blocks(frameworks: Mapping[str, Framework], cases: Sequence[str]) -> Mapping[str, str]:
    """Write what the page holds of the shipped référentiels, of our codes and of the mini schools.

    ``cases`` names the latter: « stg020… » breaks a rule, « r20-… » satisfies it at its edge.
    """
    shipped = {key: item for key, item in frameworks.items() if item.profiles}
    schools = (f"{item.short_title}, scolaire ou à distance" for item in shipped.values())
    others = ("Apprentissage, formation continue, expérience", "Rompue par", "Respectée au bord par")
    own = sorted((code for code in CODES if code.rule is None), key=lambda code: code.id)
    broken = ((code.id, code.severity.value, code.why, _broken(code, cases)) for code in own)
    silences = (rule for rule in SILENCES if rule.by.startswith("STG"))
    silent = ((rule.by, ", ".join(rule.codes), rule.scope.value, rule.why) for rule in silences)
    figures = ("Total", "1re année", "2e année", "Prolongation", "Source", "Vérifié")
    return {
        "sources": ", ".join(profile.source for profile in _school(shipped) if profile.source),
        "comptes": f"{COUNTING_RULE}\n\n{PRESENCE_RULE}",
        "exigences": table(
            ("Exigence", "Phrase", "Comment elle est lue", "Code", *schools, *others), _requirements(shipped, cases)
        ),
        "contradictions": table(("Code", "Sévérité", "Ce qui est dit", "Mini-écoles"), broken),
        "illisibles": _named(name for name in cases if name.startswith("illisible")),
        "silences": table(("Quand on lit", "on ne lit pas", "où", "parce que"), silent),
        "profils": table(("Référentiel", "Voie", *figures), _profiles(shipped)),
    }


def quotes(frameworks: Mapping[str, Framework]) -> dict[str, str]:
    """Return the sentence of each requirement, and its source, from the profile that reads it whole."""
    whole = max(_school(frameworks), key=lambda profile: len(profile.requirements))
    return {rule: whole.quote(rule) or "" for rule in whole.requirements}


def _school(frameworks: Mapping[str, Framework]) -> list[Profile]:
    return [item.profiles[Pathway.SCHOOL] for item in frameworks.values() if Pathway.SCHOOL in item.profiles]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table of Markdown."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _requirements(frameworks: Mapping[str, Framework], cases: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for rule, quote in quotes(frameworks).items():
        kind, note = WITHOUT_CODE.get(rule, ("", ""))
        edge = _named(name for name in cases if int(rule[1:]) in map(int, _NUMBER.findall(name)))
        for code in [code for code in CODES if code.rule == rule] or (None,):
            how = ". ".join(filter(None, (READ.get(rule, "—"), note, code.why if code else "")))
            severities = (_severity(rule, code, profile) if code else kind for profile in _school(frameworks))
            told = (code.id if code else "—", *severities, "—" if code else kind)
            yield (rule, quote.partition(" : ")[2], how, *told, _broken(code, cases), edge)


def _severity(rule: str, code: Code, profile: Profile) -> str:
    if rule not in profile.requirements:
        return "—"
    if rule in _TIMED and not profile.timed:
        return "selon les durées de la promotion"
    doubted = profile.doubts(rule) and code.severity is Severity.ERROR
    return (Severity.WARNING if doubted else code.severity).value


def _broken(code: Code | None, cases: Iterable[str]) -> str:
    return _named(name for name in cases if code and name.partition("-")[0].upper() == code.id)


def _named(cases: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in cases) or "—"


def _profiles(frameworks: Mapping[str, Framework]) -> Iterator[tuple[str, ...]]:
    for framework in frameworks.values():
        for pathway, profile in framework.profiles.items():
            figures = (profile.total, profile.length(1), profile.length(2), profile.extension)
            shown = ("—" if figure is None else str(figure) for figure in figures)
            verified = "non" if profile.unverified else "oui"
            yield (framework.id, pathway.value, *shown, profile.source or "—", verified)
