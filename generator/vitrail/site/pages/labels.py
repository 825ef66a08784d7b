"""The words of closed lists, marked for the catalogue: what authors type is French, what readers read is the site's.

A country is shown when it is not France.
"""

from collections.abc import Mapping
from functools import lru_cache

from vitrail.content.model.internships.internship import FollowUpMode, Internship, Quality
from vitrail.content.model.internships.organisation import HOME, Organisation
from vitrail.content.model.ledger import Fate
from vitrail.content.model.pathway import Pathway
from vitrail.content.model.realisation import Access, Context, Mode, Production, ProductionState
from vitrail.content.model.verdict import Means, Opinion, Role, Verdict
from vitrail.ground.language import Language, Phrase, mark, nmark

CONTEXTS = {
    Context.TRAINING: mark("Formation"),
    Context.INTERNSHIP: mark("Stage"),
    Context.APPRENTICESHIP: mark("Alternance"),
    Context.PERSONAL: mark("Projet personnel"),
}
MODES = {Mode.LIVED: mark("vécue"), Mode.OBSERVED: mark("observée")}
PATHWAYS = {
    Pathway.SCHOOL: mark("voie scolaire"),
    Pathway.APPRENTICESHIP: mark("apprentissage"),
    Pathway.CONTINUING: mark("formation continue"),
    Pathway.EXPERIENCE: mark("expérience professionnelle"),
    Pathway.INDIVIDUAL: mark("candidat individuel"),
}
ROLES = {Role.TEACHER: mark("enseignant"), Role.TUTOR: mark("tuteur")}
OPINIONS = {Opinion.RETAINED: mark("retenue"), Opinion.REWORK: mark("à reprendre"), Opinion.REFUSED: mark("refusée")}
MEANS = {
    Means.VISIT: mark("lors d'une visite"),
    Means.MAIL: mark("par mél"),
    Means.PHONE: mark("par téléphone"),
    Means.PAPER: mark("sur papier"),
}
QUALITIES = {Quality.TRAINEE: mark("étudiant stagiaire"), Quality.EMPLOYEE: mark("salarié")}
FOLLOW_UPS = {FollowUpMode.VISIT: mark("visite"), FollowUpMode.REMOTE: mark("à distance")}
FATES: Mapping[Fate, Phrase] = {
    Fate.PUBLISHED: nmark("publié", "publiés", 1),
    Fate.RESERVED: nmark("publié avec réserves", "publiés avec réserves", 1),
    Fate.HIDDEN: nmark("masqué", "masqués", 1),
    Fate.REJECTED: nmark("rejeté", "rejetés", 1),
    Fate.DATA: nmark("lu", "lus", 1),
    Fate.ATTACHED: nmark("joint", "joints", 1),
    Fate.UNREFERENCED: nmark("non référencé", "non référencés", 1),
    Fate.IGNORED: nmark("ignoré", "ignorés", 1),
}
"""Fate of a file → its word for readers; the values of ``Fate`` themselves are the words of the JSON report."""
SEVERITIES = (mark("erreur"), mark("avertissement"), mark("conseil"))


def fate_of(fate: Fate, number: int, language: Language) -> str:
    """Return the word of a fate that this number of files had: it agrees with « fichiers »."""
    return language.ngettext(FATES[fate].template, FATES[fate].plural, number)


def opinion(item: Verdict) -> str:
    """Name what a teacher decided; empty for a level or a comment alone."""
    return OPINIONS[item.opinion] if item.opinion else ""


def collected(item: Verdict) -> str:
    """Say who wrote down a tutor's verdict, when and how; empty when that is not recorded."""
    if item.collected_by is None:
        return ""
    if item.means is None:
        return mark("recueillie par {name}, {day}", name=item.collected_by, day=item.on)
    return mark("recueillie par {name}, {day}, {means}", name=item.collected_by, day=item.on, means=MEANS[item.means])


def production(item: Production) -> str:
    """Return the word for how a production is opened, or for why it is not."""
    if item.access is Access.REFUSED and not item.refused:  # it had an address, which held a name (``model.said``)
        return mark("lien retiré : son adresse contient un nom")
    if item.access is Access.MISSING and item.state is ProductionState.ONLINE:
        return mark("ni fichier ni lien")
    return item.access.value


@lru_cache(maxsize=256)
def abroad(code: str, language: Language) -> str:
    """Name a country by its code (« PT » gives Portugal): an unknown code stays as written, France gives ""."""
    if code == HOME:
        return ""
    from babel import Locale  # most schools never send anyone abroad

    return str(Locale.parse(language.locale).territories.get(code, code))


def of_stage(item: Internship, language: Language) -> str:
    """Name the country of a stage, unless it is that of one of its organisations, which are shown beside it."""
    told = any(host.country == item.country for host in item.organisations)
    return "" if told else abroad(item.country, language)


def town(host: Organisation, language: Language) -> str:
    """Say where an organisation is: its town, and its country when it is not France."""
    country = abroad(host.country, language)
    return f"{host.town} ({country})" if host.town and country else host.town or country
