"""What a page says of itself to those who list it, when its author said nothing."""

from collections.abc import Mapping
from types import MappingProxyType

from generator.addressing.spec import PageSpec
from generator.language import Language, mark

_OTHER = mark("{title} · {owner}")
_BY_KIND: Mapping[str, str] = MappingProxyType({
    "school": mark("Les portfolios de {owner}."),
    "cohort": mark("Les portfolios de {owner}."),
    "student": mark("Le portfolio de {owner}."),
    "matrix": mark("Qui couvre quoi dans {owner}, par étudiant et par compétence."),
    "calendar": mark("Les stages de {owner}, semaine par semaine."),
    "synthesis": mark("Le tableau de synthèse de {owner}, dans la forme officielle."),
    "crossing": mark("Les réalisations de {owner} et les compétences que chacune met en œuvre."),
    "competencies": mark("Toutes les preuves de {owner}, par compétence."),
    "realisation": mark("« {title} », une réalisation de {owner}."),
    "competency": mark("{title} : ce qu'en dit le référentiel."),
    "cohort_competency": mark("{title} : qui la couvre dans {owner}."),
    "framework": mark("{title} : compétences, options et épreuves."),
})  # fmt: skip


def description(spec: PageSpec, language: Language) -> str:
    """Give the page's own description, else a sentence for its kind; search never reads the latter."""
    if spec.description:
        return spec.description
    said = language.gettext(_BY_KIND.get(spec.content.kind, _OTHER))
    return said.format(title=spec.title, owner=spec.scope.title)
