"""``docs/stages.md``: the reading of each requirement, its code and severity by framework, its mini schools."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from vitrail.content.model.framework import Framework
from vitrail.content.model.internships.regulation import Profile
from vitrail.content.model.pathway import Pathway
from vitrail.ground.diagnostics import Code
from vitrail.ground.diagnostics.catalogue import families
from vitrail.ground.regex import regex
from vitrail.knowledge.internships.counting import PRESENCE_RULE
from vitrail.knowledge.internships.requirements import HOW, UNJUDGED
from vitrail.knowledge.internships.weeks import COUNTING_RULE
from vitrail.knowledge.rules.silence import SILENCES

CODES = families()["STG"]
_TIMED = frozenset({"R19", "R20", "R21", "R25", "R27"})
"""Requirements that are checked against durations, which a profile may lack."""
_NUMBER = regex(r"(?:^|-)r(\d{1,2})(?=-|$)")


def blocks(frameworks: Mapping[str, Framework], cases: Sequence[str]) -> Mapping[str, str]:
    """Return the page's blocks by name, from the shipped référentiels, the codes and the mini schools.

    ``cases`` names the mini schools: « stg020… » breaks a rule, « r20-… » satisfies it at its edge.
    """
    shipped = {key: item for key, item in frameworks.items() if item.profiles}
    schools = (f"{item.short_title}, scolaire ou à distance" for item in shipped.values())
    others = ("Apprentissage, formation continue, expérience", "Rompue par", "Respectée au bord par")
    own = sorted((code for code in CODES if code.rule is None), key=lambda code: code.id)
    broken = ((code.name, code.severity.value, code.why, _broken(code, cases)) for code in own)
    silences = (rule for rule in SILENCES if rule.by.startswith("STG"))
    silent = (
        (rule.by[:6], ", ".join(dict.fromkeys(code[:6] for code in rule.codes)), rule.scope.value, rule.why)
        for rule in silences
    )
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
    """Return the quoted sentence of each requirement, with its source, from the profile that has the most of them."""
    whole = max(_school(frameworks), key=lambda profile: len(profile.requirements))
    return {rule: whole.quote(rule) or "" for rule in whole.requirements}


def _school(frameworks: Mapping[str, Framework]) -> list[Profile]:
    return [item.profiles[Pathway.SCHOOL] for item in frameworks.values() if Pathway.SCHOOL in item.profiles]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Format a Markdown table."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _requirements(frameworks: Mapping[str, Framework], cases: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for rule, quote in quotes(frameworks).items():
        kind = UNJUDGED.get(rule, "")
        edge = _named(name for name in cases if int(rule[1:]) in map(int, _NUMBER.findall(name)))
        for code in [code for code in CODES if code.rule == rule] or (None,):
            how = " ".join(filter(None, (HOW[rule], code.why if code else "")))
            severities = (_severity(rule, code, profile) if code else kind for profile in _school(frameworks))
            told = (code.name if code else "—", *severities, "—" if code else kind)
            yield (rule, quote.partition(" : ")[2], how, *told, _broken(code, cases), edge)


def _severity(rule: str, code: Code, profile: Profile) -> str:
    if rule not in profile.requirements:
        return "—"
    if rule in _TIMED and not profile.timed:
        return "selon les durées de la promotion"
    return profile.severity_of(code).value


def _broken(code: Code | None, cases: Iterable[str]) -> str:
    return _named(name for name in cases if code and name.partition("-")[0] == code.id.lower())


def _named(cases: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in cases) or "—"


def _profiles(frameworks: Mapping[str, Framework]) -> Iterator[tuple[str, ...]]:
    for framework in frameworks.values():
        for pathway, profile in framework.profiles.items():
            figures = (profile.total, profile.length(1), profile.length(2), profile.extension)
            shown = ("—" if figure is None else str(figure) for figure in figures)
            verified = "non" if profile.unverified else "oui"
            yield (framework.id, pathway.value, *shown, profile.source or "—", verified)
