"""``docs/stages.md``: for each requirement how it is read, what it raises for whom, and the mini schools that show it.

``make docs`` writes it again after a change; a test asserts that it is current.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.diagnostics import Code, Severity
from generator.diagnostics.catalogue import FAMILIES
from generator.internships.counting import COUNTING_RULE as LAW
from generator.internships.weeks import COUNTING_RULE
from generator.model.framework import Framework
from generator.model.internships.regulation import Profile
from generator.model.pathway import Pathway
from generator.rules.silence import SILENCES

CODES = FAMILIES["STG"]
PERMISSION, INFORMATION, INDICATOR = "permission", "information", "indicateur"
WITHOUT_CODE: Mapping[str, tuple[str, str]] = {
    "R5": (INFORMATION, "Lu, non vérifié : rien n'oblige à l'écrire, et l'analyse se juge à l'oral."),
    "R10": (INDICATOR, "La page des stages montre les organisations et leurs services ; aucun message."),
    "R12": (INFORMATION, "Une page libre peut le raconter : des attitudes ne se vérifient pas dans un fichier."),
    "R13": (INFORMATION, "La progression appartient à l'équipe ; elle n'est pas dans le portfolio."),
    "R14": (INFORMATION, "L'approche interdisciplinaire appartient à l'équipe ; elle n'est pas dans le portfolio."),
    "R16": (INFORMATION, "Le concours des milieux professionnels ne dépend pas de l'étudiant."),
    "R18": (INFORMATION, "Lu, non vérifié : la recherche a eu lieu, quoi qu'on en écrive."),
    "R22": (PERMISSION, "La même organisation ou deux différentes : aucun message."),
    "R24": (PERMISSION, "Lu, non vérifié : l'étudiant peut solliciter ses professeurs, et n'a pas à le prouver."),
    "R29": (INFORMATION, "Base légale citée telle quelle par la convention ; elle est datée."),
    "R30": (PERMISSION, "À l'étranger, R31 à R34 et R36 se taisent ; l'outre-mer n'est pas l'étranger."),
    "R38": (PERMISSION, "« Confirmée par le tuteur » se montre et ne valide rien."),
}
"""Requirements that raise nothing: (kind, why nothing is judged)."""

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
    "R19": "`du`, `au`, `périodes`, `présence` des deux stages",
    "R20": "dates et `présence` du stage de première année",
    "R21": "dates et `présence` du stage de seconde année",
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


def markdown(frameworks: Mapping[str, Framework], cases: Sequence[str]) -> str:
    """Write the page.

    Args:
        frameworks: the shipped référentiels.
        cases: names of the mini schools: « stg020… » breaks a rule, « r20-… » satisfies it at its edge.
    """
    shipped = {key: item for key, item in frameworks.items() if item.profiles}
    parts = (
        _introduction(shipped),
        _requirements(shipped, cases),
        _contradictions(cases),
        _silences(),
        _profiles(shipped),
    )
    return "\n".join([line for part in parts for line in part] + [""])


def quotes(frameworks: Mapping[str, Framework]) -> dict[str, str]:
    """Return the sentence of each requirement, and its source, from the profile that reads it whole."""
    whole = max(_school(frameworks), key=lambda profile: len(profile.requirements))
    return {rule: whole.quote(rule) or "" for rule in whole.requirements}


def _school(frameworks: Mapping[str, Framework]) -> list[Profile]:
    return [item.profiles[Pathway.SCHOOL] for item in frameworks.values() if Pathway.SCHOOL in item.profiles]


def _introduction(frameworks: Mapping[str, Framework]) -> Iterator[str]:
    yield "# Les stages : exigences, codes et mini-écoles"
    yield ""
    yield "Page produite par `make docs`. Les phrases sont des données des référentiels (`generator/frameworks/data`)."
    yield "Un code se lit STG*nn* pour l'exigence R*nn* ; STG1*nn* et STG2*nn* en sont d'autres manquements. Un"
    yield "référentiel sans phrase lue ne cite rien, et ses durées sont celles que la promotion écrit (STR036)."
    yield f"Les phrases ci-dessous : {', '.join(profile.source for profile in _school(frameworks) if profile.source)}."
    yield ""
    yield f"{COUNTING_RULE} Les semaines de prolongation sont comptées à part (R25 à R27) ; un jour ouvré sans stage"
    yield "entre deux périodes rompt « consécutives » ; « en fin de première année » s'entend du dernier tiers de"
    yield f"l'année. {LAW}"
    yield ""
    yield "Les mini-écoles sont des dossiers de `tests/portfolios/stages/`, lus par le vrai lecteur."
    yield ""


def _requirements(frameworks: Mapping[str, Framework], cases: Sequence[str]) -> Iterator[str]:
    titles = [item.short_title for item in frameworks.values()]
    head = ["Exigence", "Phrase", "Comment elle est lue", "Code", *(f"{t}, scolaire ou à distance" for t in titles)]
    head += ["Apprentissage, formation continue, expérience", "Rompue par", "Respectée au bord par"]
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for rule, quote in quotes(frameworks).items():
        codes = [code for code in CODES if code.rule == rule]
        yield from (_row(rule, quote, code, frameworks, cases) for code in codes)
        if not codes:
            yield _row(rule, quote, None, frameworks, cases)
    yield ""


def _row(rule: str, quote: str, code: Code | None, frameworks: Mapping[str, Framework], cases: Sequence[str]) -> str:
    kind, note = WITHOUT_CODE.get(rule, ("", ""))
    how = READ.get(rule, "—") + (f". {note}" if note else "") + (f". {code.why}" if code else "")
    severities = [_severity(rule, code, profile) if code else kind for profile in _school(frameworks)]
    broken = [name for name in cases if code and name.partition("-")[0].upper() == code.id]
    kept = [name for name in cases if int(rule[1:]) in {int(found) for found in _NUMBER.findall(name)}]
    others = "—" if code else kind
    cells = [rule, quote.partition(" : ")[2], how, code.id if code else "—", *severities, others]
    return f"| {' | '.join([*cells, _named(broken), _named(kept)])} |"


def _severity(rule: str, code: Code, profile: Profile) -> str:
    if rule not in profile.requirements:
        return "—"
    if rule in _TIMED and not profile.timed:
        return "selon les durées de la promotion"
    doubted = profile.doubts(rule) and code.severity is Severity.ERROR
    return (Severity.WARNING if doubted else code.severity).value


def _named(cases: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in cases) or "—"


def _contradictions(cases: Sequence[str]) -> Iterator[str]:
    yield "## Fiches qui se contredisent"
    yield ""
    yield "Elles valent pour toutes les voies et tous les référentiels. Hors de la voie scolaire, on demande le"
    yield "certificat de travail (STG310) et rien d'autre."
    yield ""
    yield "| Code | Sévérité | Ce qui est dit | Mini-écoles |"
    yield "|---|---|---|---|"
    for code in sorted((code for code in CODES if code.rule is None), key=lambda code: code.id):
        named = [name for name in cases if name.partition("-")[0].upper() == code.id]
        yield f"| {code.id} | {code.severity.value} | {code.why} | {_named(named)} |"
    unread = [name for name in cases if name.startswith("illisible")]
    yield ""
    yield "Un stage dont la fiche ou les dates ne se lisent pas est là : son message (DAT, YAM) est le seul, sans"
    yield f"« stage absent » ni décompte ({_named(unread)})."
    yield ""


def _silences() -> Iterator[str]:
    yield "## Ce qui fait taire quoi"
    yield ""
    yield "| Quand on lit | on ne lit pas | où | parce que |"
    yield "|---|---|---|---|"
    for rule in (rule for rule in SILENCES if rule.by.startswith("STG")):
        yield f"| {rule.by} | {', '.join(rule.codes)} | {rule.scope.value} | {rule.why} |"
    yield ""


def _profiles(frameworks: Mapping[str, Framework]) -> Iterator[str]:
    yield "## Profils par référentiel et par voie"
    yield ""
    yield "Ce qui n'est pas vérifié ne peut qu'avertir : « erreur » y devient « avertissement »."
    yield ""
    yield "| Référentiel | Voie | Total | 1re année | 2e année | Prolongation | Source | Vérifié |"
    yield "|---|---|---|---|---|---|---|---|"
    for framework in frameworks.values():
        for pathway, profile in framework.profiles.items():
            figures = (profile.total, profile.first, profile.second, profile.extension)
            shown = " | ".join("—" if figure is None else str(figure) for figure in figures)
            verified = "non" if profile.unverified else "oui"
            yield f"| {framework.id} | {pathway.value} | {shown} | {profile.source or '—'} | {verified} |"
