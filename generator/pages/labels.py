"""The words of closed lists, marked for the catalogue: what authors type is French, what readers read is the site's.

A country is shown when it is not France.
"""

from functools import lru_cache

from generator.language import Language, Phrase, mark
from generator.model.internships.internship import Clause, FollowUpMode, Internship, Quality
from generator.model.internships.organisation import HOME, Organisation
from generator.model.ledger import Fate
from generator.model.pathway import Pathway
from generator.model.realisation import Context, Mode, Production, ProductionState
from generator.model.student import ExamForm
from generator.model.verdict import Means, Opinion, Role, Verdict

CONTEXTS = {
    Context.TRAINING: mark("Formation"),
    Context.INTERNSHIP: mark("Stage"),
    Context.APPRENTICESHIP: mark("Alternance"),
    Context.PERSONAL: mark("Projet personnel"),
}
MODES = {Mode.LIVED: mark("vécue"), Mode.OBSERVED: mark("observée")}
ENCLOSED = mark("fichier joint")
"""A production that is a file of the portfolio: it is read without the network."""
PRODUCTIONS = {
    ProductionState.ONLINE: mark("en ligne"),
    ProductionState.CONFIDENTIAL: mark("confidentielle"),
    ProductionState.MISSING: mark("manquante"),
}
REFUSED = mark("non publiable")
"""A production whose file cannot be published."""
PATHWAYS = {
    Pathway.SCHOOL: mark("voie scolaire"),
    Pathway.APPRENTICESHIP: mark("apprentissage"),
    Pathway.CONTINUING: mark("formation continue"),
    Pathway.EXPERIENCE: mark("expérience professionnelle"),
}
FORMS = {ExamForm.CCF: mark("contrôle en cours de formation"), ExamForm.SINGLE: mark("forme ponctuelle")}
ROLES = {Role.TEACHER: mark("enseignant"), Role.TUTOR: mark("tuteur")}
OPINIONS = {Opinion.RETAINED: mark("retenue"), Opinion.REWORK: mark("à reprendre"), Opinion.REFUSED: mark("refusée")}
MEANS = {Means.VISIT: mark("lors d'une visite"), Means.MAIL: mark("par mél"), Means.PAPER: mark("sur papier")}
QUALITIES = {Quality.TRAINEE: mark("étudiant stagiaire"), Quality.EMPLOYEE: mark("salarié")}
FOLLOW_UPS = {FollowUpMode.VISIT: mark("visite"), FollowUpMode.REMOTE: mark("à distance")}
CLAUSES = {
    Clause.LIABILITY: mark("accident et responsabilité"),
    Clause.OBJECTIVES: mark("objectifs et modalités"),
    Clause.STEPS: mark("étapes et autonomie"),
    Clause.FOLLOW_UP: mark("suivi"),
    Clause.EXTENSION: mark("prolongation"),
}
FATES = {
    Fate.PUBLISHED: mark("publié"),
    Fate.RESERVED: mark("publié avec réserves"),
    Fate.HIDDEN: mark("masqué"),
    Fate.REJECTED: mark("rejeté"),
    Fate.DATA: mark("lu"),
    Fate.ATTACHED: mark("joint"),
    Fate.UNREFERENCED: mark("non référencé"),
    Fate.IGNORED: mark("ignoré"),
}
"""What became of one file; the values of ``Fate`` are those of the JSON report."""
_FATES_OF_MANY = {
    Fate.PUBLISHED: mark("publiés"),
    Fate.RESERVED: mark("publiés avec réserves"),
    Fate.HIDDEN: mark("masqués"),
    Fate.REJECTED: mark("rejetés"),
    Fate.DATA: mark("lus"),
    Fate.ATTACHED: mark("joints"),
    Fate.UNREFERENCED: mark("non référencés"),
    Fate.IGNORED: mark("ignorés"),
}
SEVERITIES = {"erreur": mark("erreur"), "avertissement": mark("avertissement"), "conseil": mark("conseil")}


def fate_of(fate: Fate, number: int) -> str:
    """Return the word of a fate that this number of files had: it agrees with « fichiers »."""
    return (FATES if number == 1 else _FATES_OF_MANY)[fate]


def collected(item: Verdict) -> Phrase | None:
    """Say who wrote down what a tutor said, when and how; None when nobody says."""
    if item.collected_by is None:
        return None
    if item.means is None:
        return mark("recueillie par {name}, {day}", name=item.collected_by, day=item.on)
    return mark("recueillie par {name}, {day}, {means}", name=item.collected_by, day=item.on, means=MEANS[item.means])


def production(item: Production) -> str:
    """Name what became of a production."""
    if item.refused:
        return REFUSED
    return ENCLOSED if item.state is ProductionState.ONLINE and item.file else PRODUCTIONS[item.state]


@lru_cache(maxsize=256)
def abroad(code: str, language: Language) -> str:
    """Name a country by its code (« PT » gives Portugal); what no code names stays as written, and France is silent."""
    if code == HOME:
        return ""
    from babel import Locale  # noqa: PLC0415 - most schools never send anyone abroad

    return str(Locale.parse(language.locale).territories.get(code, code))


def of_stage(item: Internship, language: Language) -> str:
    """Name the country of a stage, unless an organisation beside it is there already."""
    told = any(host.country == item.country for host in item.organisations)
    return "" if told else abroad(item.country, language)


def town(host: Organisation, language: Language) -> str:
    """Say where an organisation is: its town, and its country when it is not France."""
    country = abroad(host.country, language)
    return f"{host.town} ({country})" if host.town and country else host.town or country
