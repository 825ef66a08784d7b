"""A host organisation of internships, and whether it is abroad (R30): overseas territories are France."""

from collections.abc import Mapping
from typing import ClassVar

from vitrail.content.model.source import Written

HOME = "FR"
DEPARTMENTS = frozenset({"GP", "MQ", "GF", "RE", "YT"})
"""Overseas départements (ISO 3166): the order applies there as in any other."""
TERRITORIES = frozenset({"BL", "MF", "PM", "WF", "PF", "NC", "TF"})
"""Other French territories: our reading is that they are not abroad, since no text was found that says so."""
DEPARTMENT_CODES = {
    "971": "GP", "972": "MQ", "973": "GF", "974": "RE", "975": "PM", "976": "YT", "977": "BL", "978": "MF",
    "980": "MC", "984": "TF", "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip
"""First figures of the postal codes of overseas France → ISO 3166, with Monaco, which is abroad."""
NAMED: Mapping[str, str] = {
    HOME: "France métropolitaine, Ain, Aisne, Allier, Alpes-de-Haute-Provence, Hautes-Alpes, Alpes-Maritimes, Ardèche, "
    "Ardennes, Ariège, Aube, Aude, Aveyron, Bouches-du-Rhône, Calvados, Cantal, Charente, Charente-Maritime, Cher, "
    "Corrèze, Corse, Corse-du-Sud, Haute-Corse, Côte-d'Or, Côtes-d'Armor, Creuse, Dordogne, Doubs, Drôme, Eure, "
    "Eure-et-Loir, Finistère, Gard, Haute-Garonne, Gers, Gironde, Hérault, Ille-et-Vilaine, Indre, Indre-et-Loire, "
    "Isère, Jura, Landes, Loir-et-Cher, Loire, Haute-Loire, Loire-Atlantique, Loiret, Lot, Lot-et-Garonne, Lozère, "
    "Maine-et-Loire, Manche, Marne, Haute-Marne, Mayenne, Meurthe-et-Moselle, Meuse, Morbihan, Moselle, Nièvre, Nord, "
    "Oise, Orne, Pas-de-Calais, Puy-de-Dôme, Pyrénées-Atlantiques, Hautes-Pyrénées, Pyrénées-Orientales, Bas-Rhin, "
    "Haut-Rhin, Rhône, Haute-Saône, Saône-et-Loire, Sarthe, Savoie, Haute-Savoie, Paris, Seine-Maritime, "
    "Seine-et-Marne, Yvelines, Deux-Sèvres, Somme, Tarn, Tarn-et-Garonne, Var, Vaucluse, Vendée, Vienne, Haute-Vienne, "
    "Vosges, Yonne, Territoire de Belfort, Essonne, Hauts-de-Seine, Seine-Saint-Denis, Val-de-Marne, Val-d'Oise, "
    "Alsace, Aquitaine, Auvergne, Auvergne-Rhône-Alpes, Basse-Normandie, Bourgogne, Bourgogne-Franche-Comté, Bretagne, "
    "Centre, Centre-Val de Loire, Champagne-Ardenne, Franche-Comté, Grand Est, Haute-Normandie, Hauts-de-France, "
    "Île-de-France, Languedoc-Roussillon, Limousin, Lorraine, Midi-Pyrénées, Nord-Pas-de-Calais, Normandie, "
    "Nouvelle-Aquitaine, Occitanie, Pays de la Loire, Picardie, Poitou-Charentes, Provence-Alpes-Côte d'Azur, PACA, "
    "Rhône-Alpes",
    "GF": "Guyane",
    "GB": "Angleterre, Écosse, Grande-Bretagne, Irlande du Nord, Pays de Galles, UK",
    "US": "États-Unis d'Amérique, USA",
    "CZ": "République tchèque",
    "NL": "Hollande",
    "VN": "Vietnam",
    "MM": "Birmanie",
    "MK": "Macédoine",
    "PS": "Palestine",
    "BA": "Bosnie",
}
"""Code of a country → its other names, as people type them: départements and regions are names of France."""
_FRENCH = frozenset({HOME}) | DEPARTMENTS | TERRITORIES


class Organisation(Written, frozen=True, kw_only=True):
    """A company or administration; ``public_name`` replaces its name outside the team when it is given."""

    SAID: ClassVar = frozenset({"name", "town", "kind"})

    slug: str
    """Empty when the organisation is written inside an internship's file."""
    name: str
    public_name: str | None = None
    town: str | None = None
    country: str = "FR"
    """ISO 3166 code, two letters."""
    kind: str | None = None
    services: tuple[str, ...] = ()
    """Dimensions of the trade it offers (R11), among ``rules.internships`` dimensions."""

    @property
    def shown_name(self) -> str:
        """The name to print outside the team."""
        return self.public_name or self.name


def is_abroad(country: str) -> bool:
    """True if a country, by its code or as somebody named it, is another than France."""
    return country not in _FRENCH
