"""The keys that people write, by kind of mapping: the one place where a key is declared.

From it come how a value is read, the mending of French in YAML, limits, the tables of docs/ecrire.md and
docs/referentiels.md, ``vitrail new`` and the schemas of docs/schemas/. What each column means is in ``key.py``.
"""

from datetime import date

from vitrail.content.model.framework import (
    USUAL_YEARS,
    Alias,
    Competency,
    Exam,
    Framework,
    Heir,
    Indicator,
    Kinship,
    LegalText,
    Level,
    Option,
    Requirement,
    Situation,
    Standing,
    SynthesisTable,
)
from vitrail.content.model.internships.internship import (
    Accord,
    Agreement,
    Certificate,
    FollowUp,
    Internship,
    InternshipPeriod,
    Report,
    Review,
    TimeOff,
    Tutor,
)
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.internships.regulation import Profile, StageRequirement
from vitrail.content.model.markup import web_address, web_page
from vitrail.content.model.pathway import Pathway
from vitrail.content.model.realisation import (
    Claim,
    Named,
    Production,
    ProductionState,
    Proving,
    Realisation,
    Sheet,
    Status,
)
from vitrail.content.model.school import Cohort, Enrolment, Exemption, Repository, School, Teacher
from vitrail.content.model.student import Certification, FreePage, Student, WatchEntry, WebLink
from vitrail.content.model.verdict import Verdict
from vitrail.content.model.words import HUES
from vitrail.content.values.folding import fold
from vitrail.content.values.key import FrameworkKeys, Key, Keys, Kind, Refers, Where, text_keys
from vitrail.content.values.lengths import NAME, SENTENCE
from vitrail.content.values.years import MOST as MOST_YEARS
from vitrail.content.values.years import by_year
from vitrail.ground.language import Period


def _page(name: str) -> str:
    """Return the name of a page without its folder and its « .md »."""
    return name.removesuffix(".md").rpartition("/")[2]


def _first_day(when: Period) -> date:
    """Return the day of a moment that may be written to the month: the first one."""
    return when.start


def _last_day(when: Period) -> date:
    """Return the day of a moment that may be written to the month: the last one."""
    return when.end or when.start


def _listed(text: str) -> str:
    """Return several names, one below the other, on one line."""
    return ", ".join(text.splitlines())


def _folder(name: str) -> str:
    return name.strip("/")


_FORMER = 20
"""Most former names of a folder or a page: each is one more address for every page of the folder."""

_CLOSED = 20_000
"""Most addresses of a class that is over: each is a page of the site."""

# fmt: off
LINK = Keys(WebLink,
    Key("titre", "title", limit=NAME, also=("nom",), example="Ma forge", help="ce que l'on lit"),
    Key("lien", "url", kind=Kind.WORD, then=web_page, also=("adresse",), example="https://forge.example/moreau-lea",
        help="l'adresse"),
    short="lien",
    pair=("titre", "lien"),
)

CERTIFICATION = Keys(Certification,
    Key("titre", "title", limit=NAME, example="MOOC SecNumacadémie", help="son nom"),
    Key("organisme", "issuer", limit=NAME, example="ANSSI", help="qui la délivre"),
    Key("date", "on", example="14/11/2025", help="le jour"),
    Key("fichier", "file", kind=Kind.WORD, mended=True, example="fichiers/secnumacademie.pdf",
        help="un fichier de votre dossier", refers=Refers.FILE),
)

STUDENT = Keys(Student,
    Key("nom", "last_name", limit=NAME, also=("lastname",), example="Moreau", help="comme sur votre convocation"),
    Key("prénom", "first_name", required=True, limit=NAME, also=("firstname",), example="Léa",
        help="comme sur votre convocation"),
    Key("option", kind=Kind.WORD, limit=NAME, also=("spécialité",), example="SISR",
        help="`SISR`, `SLAM`, ou `à choisir` tant que vous ne savez pas", refers=Refers.OPTION),
    Key("voie", "pathway", unread=None, example="apprentissage",
        help="`scolaire` (`CNED` aussi, à distance), `apprentissage` (`alternance`), `formation continue` (`GRETA`, "
        "`contrat de professionnalisation`), `expérience` (`VAE`) ou `candidat libre`"),
    Key("à distance", "remote", also=("distance",), example="oui", help="`oui` si vous préparez le diplôme à distance"),
    Key("forme", "exam_form", example="ponctuelle", help="`ccf` ou `ponctuelle`, si ce n'est pas celle de la promotion "
        "(qui ne vaut ni à distance, ni pour un candidat libre ou au titre de l'expérience)", shown=Where.PAPER),
    Key("session", "session", example="2028", help="si ce n'est pas celle de la promotion"),
    Key("référentiel", kind=Kind.WORD, example="fr.bts-sio.2019", help="si ce n'est pas celui de la promotion",
        refers=Refers.FRAMEWORK),
    Key("vient de", "former_names", then=_folder, limit=NAME, most=_FORMER, example="2024-2026/moreau-lea",
        help="pour un redoublement, votre ancien portfolio : `2024-2026/moreau-lea` ; ses stages, ses réalisations "
        "et leurs avis comptent ici, sauf ce que vous refaites sous le même nom ou à la même place. Après avoir "
        "renommé votre dossier, son ancien nom, `2025-2027/moreau-l` : les anciennes adresses redirigent"),
    Key("départ", "left_on", kind=Kind.PERIOD, then=_last_day, example="16/01/2026",
        help="le jour où vous avez quitté la formation ; l'équipe ne vous compte plus parmi ceux qu'elle attend",
        shown=Where.TEAM),
    Key("accroche", "tagline", limit=SENTENCE, example="Une phrase qui dit qui vous êtes et ce que vous cherchez.",
        help="une phrase"),
    Key("photo", "photo", kind=Kind.WORD, mended=True, example="fichiers/photo.jpg",
        help="une image de votre dossier ; réfléchissez avant d'en publier une", refers=Refers.FILE),
    Key("liens", "links", also=("liens utiles",),
        example='[{titre: Ma forge, lien: "https://forge.example/moreau-lea"}]', help="une liste de `{titre, lien}`"),
    Key("oral", "oral", limit=NAME, example="[glpi, supervision-zabbix]",
        help="les réalisations que vous montrerez, dans l'ordre où ← et → les parcourent", shown=Where.SITE,
        refers=Refers.WORK),
    Key("technologies", "technologies", limit=NAME, mended=True,
        example="[Debian 12, GLPI, OPNsense]", help="une liste"),
    Key("certifications", "certifications",
        example="[{titre: MOOC SecNumacadémie, organisme: ANSSI, date: 14/11/2025}]",
        help="une liste de `{titre, organisme, date, fichier}`"),
    Key("visibilité", "visibility", example="jury",
        help="`publique`, `jury` ou `équipe` : le plus large public qui peut lire tout le portfolio",
        shown=Where.SITE),
    notes=("titre",),
)

_PROOFS = 20
"""Most proofs of one claim."""

NAMED = Keys(Named,
    Key("nom", "named", limit=SENTENCE, example="audit-seo.pdf#page=2", help="ce qu'elle nomme"),
    short="nom",
)

CLAIM = Keys(Claim,
    Key("code", "cited", kind=Kind.WORD, also=("compétence",), example="B1.2", help="celui du référentiel",
        refers=Refers.CODE),
    Key("phrase", "sentence", also=("texte", "description"), example="63 demandes suivies",
        help="comment vous l'avez mobilisée"),
    Key("preuve", "proofs", most=_PROOFS, example="audit-seo.pdf#page=2",
        help="le fichier qui la prouve, et l'endroit : `#page=2`, `#feuille=Budget`, `#ligne=12`, `#seconde=95` ; "
        "ou leur liste", refers=Refers.FILE),
    Key("sous", "sections", most=_PROOFS, example="La maquette",
        help="le titre de votre texte sous lequel vous le racontez"),
    short="code",
    pair=("code", "phrase"),
)
PROVING = Keys(Proving,
    Key("code", "cited", kind=Kind.WORD, also=("compétence",), example="B1.2", help="une compétence qu'il cite",
        refers=Refers.CODE),
    Key("endroit", "spot", limit=NAME, example="page 2", help="où : `page 2`, `feuille Budget`, `ligne 12`"),
    short="code",
    pair=("code", "endroit"),
)

_CLAIMS = 200
"""Most competencies that one page cites; the largest référentiel has 159, and an endless list would cost minutes."""

SHEET = Keys(Sheet,
    Key("lieu", "place", limit=NAME, example="Au lycée, salle B12", help="où"),
    Key("conditions", "conditions", example="En binôme", help="dans quelles conditions"),
    Key("ressources", "resources", example="Deux serveurs", help="avec quelles ressources"),
    Key("documentation", "documentation", example="Le wiki de la classe", help="où est la documentation"),
    shown=Where.PAPER,
)

_PRODUCTIONS = 100
"""Most productions of one réalisation: each may prove every competency."""

PRODUCTION = Keys(Production,
    Key("titre", kind=Kind.TEXT, required=True, absent="", limit=NAME, example="Procédure d'installation",
        help="ce que c'est"),
    Key("fichier", "file", kind=Kind.WORD, mended=True, example="fichiers/glpi-procedure.pdf",
        help="un chemin qui part de **votre dossier** : `fichiers/glpi-procedure.pdf`", refers=Refers.FILE),
    Key("lien", "link", kind=Kind.WORD, then=web_address, example="https://forge.example/glpi",
        help="une adresse ; déposez aussi une copie, le jour de l'oral il n'y a pas toujours de réseau"),
    Key("état", "state", unread=ProductionState.CONFIDENTIAL, example="confidentielle",
        help="`en ligne`, `confidentielle` (avec une raison) ou `manquante`"),
    Key("raison", "reason", example="Contient des noms d'agents.",
        help="pourquoi le jury ne peut pas la lire"),
    Key("prouve", "proving", most=_CLAIMS, example="[B1.2]",
        help="les compétences qu'elle prouve : `[B1.2]`, ou avec l'endroit `{B1.2: page 2}`"),
    Key("visibilité", "visibility", example="jury", help="si elle est plus étroite que celle de la réalisation"),
)

REALISATION = Keys(Realisation,
    Key("titre", "title", absent="", limit=NAME, also=("titre de la réalisation",),
        example="Déploiement de GLPI et inventaire de 240 postes", help="ce que vous avez fait, en une ligne",
        shown=Where.PAGE | Where.PAPER),
    Key("période", "period", also=("date",), example="01/06/2026 au 26/06/2026",
        help="du … au … ; elle décide de la rubrique du tableau", shown=Where.PAGE | Where.PAPER),
    Key("contexte", "contexts", example="formation", help="`formation`, `stage`, `alternance`, "
        "`personnel` ; une liste si le travail a traversé plusieurs contextes"),
    Key("stage", "internships", example="mairie-de-valmont",
        help="le nom du dossier du stage (ou une liste), quand le contexte est `stage` ou `alternance`",
        refers=Refers.STAGE),
    Key("mode", "mode", example="vécue", help="`vécue` si vous l'avez fait, `observée` si vous y avez assisté"),
    Key("équipe", "team", limit=NAME, example="[benali-yanis]",
        help="les dossiers de vos camarades ; chacun écrit son propre fichier et cite ses propres compétences",
        refers=Refers.MATE),
    Key("compétences", "claims", most=_CLAIMS, also=("skills", "compétences {mobilisées,travaillées,mises en œuvre}"),
        example="{B1.2: 63 demandes suivies}",
        help="un code par ligne et, après les deux-points, **une phrase qui dit comment**",
        shown=Where.PAGE | Where.PAPER),
    Key("technologies", "technologies", limit=NAME, mended=True,
        example="[GLPI 10, Debian 12]", help="une liste"),
    Key("productions", "productions", kind=Kind.OWN, most=_PRODUCTIONS, keys=PRODUCTION,
        example="[{titre: Procédure, fichier: fichiers/procedure.pdf}]", help="ce qui prouve ; voir dessous"),
    Key("statut", "status", unread=Status.DRAFT, unknown="STR018.hidden", example="brouillon",
        help="`brouillon` tant que vous écrivez, `soumise` quand on peut lire (sans la clé : soumise)",
        shown=Where.SITE),
    Key("auto-évaluation", "self_assessment", kind=Kind.PAIRS, sealed=True, also=("autoévaluation",),
        example="{B1.1.1: 3}", help="un niveau par compétence, dans l'échelle de votre promotion", shown=Where.TEAM,
        refers=Refers.CODE),
    Key("épreuves", "exams", then=fold, example="[bloc 2]",
        help="pour le BTS SIO, `bloc 2` dans les deux réalisations des fiches, `bloc 1` pour qu'un travail personnel "
        "entre au tableau ; un autre référentiel "
        "a ses mots", refers=Refers.EXAM),
    Key("fiche", "sheet", help="les champs propres aux fiches : `{lieu, conditions, ressources, documentation}`",
        shown=Where.PAPER),
    Key("situations", "situations", example="[SO1]",
        help="les situations obligatoires (référentiel de 2011) : `[SO1]`", refers=Refers.SITUATION),
    Key("atelier", kind=Kind.TEXT, fact=True, limit=NAME, example="AP3",
        help="l'atelier de professionnalisation ou le projet de classe : `AP3`"),
    Key("réponse", "answer", example="La version est 10.0.16 ; j'ai refait la capture.",
        help="ce que vous répondez à « à reprendre », que l'équipe lit avec la page : ce qui a été lu ne change pas",
        shown=Where.TEAM),
    Key("visibilité", "visibility", example="jury", help="`publique`, `jury`, `équipe`", shown=Where.SITE),
    Key("vient de", "former_names", then=_page, limit=NAME, most=_FORMER, example="glpi",
        help="après avoir renommé le fichier, son ancien nom, ou leur liste `[glpi, parc]` : les avis suivent, les "
        "anciennes adresses redirigent", shown=Where.SITE),
    Key("résumé", "summary", limit=SENTENCE, also=("description",), example="Un parc que l'on connaît enfin.",
        help="une phrase"),
    Key("organisation", "organisation", limit=NAME, example="Mairie de Valmont",
        help="un nom, quand aucun stage ne le dit déjà", refers=Refers.HOST),
    Key("année", kind=Kind.WORD, fact=True, example="1", limit=NAME,
        help="le rang de l'année du diplôme, ou le nom que le référentiel lui donne"),
    Key("ordre", "rank", example="1", help="un rang dans vos listes", shown=Where.SITE),
)

ORGANISATION = Keys(Organisation,
    Key("nom", kind=Kind.TEXT, private=True, required=True, limit=NAME, example="Mairie de Valmont", help="son nom"),
    Key("nom public", "public_name", private=True, also=("nom publique",), limit=NAME,
        example="Une mairie de Haute-Bretagne", help="ce que lisent le public et le jury", shown=Where.SITE),
    Key("ville", "town", limit=NAME, example="Valmont", help="la commune"),
    Key("pays", kind=Kind.WORD, limit=NAME, example="PT",
        help="un code ou un nom ; `FR` quand la clé manque ; une région, un département (`974`) sont en France"),
    Key("type", "kind", limit=NAME, example="collectivité", help="collectivité, entreprise, association…"),
    Key("services", "services", limit=NAME, example="[production et fourniture, conseil et assistance]",
        help="ce qu'elle offre en informatique"),
)

TUTOR = Keys(Tutor,
    Key("nom", "name", private=True, limit=NAME, example="M. Lefort", help="son nom"),
    Key("fonction", "position", limit=NAME, example="responsable informatique", help="sa fonction"),
    short="nom",
    shown=Where.TEAM,
)

AGREEMENT = Keys(Agreement,
    Key("signée le", "signed_on", also=("signé le", "date de signature"), example="12/05/2026", help="le jour"),
    Key("clauses", "clauses", example="[suivi]", help="ce qu'elle précise"),
    shown=Where.TEAM | Where.CHECK,
)

CERTIFICATE = Keys(Certificate,
    Key("délivrée le", "delivered_on", also=("délivré le", "remise le", "signée le"), example="26/06/2026",
        help="le jour", shown=Where.PAGE | Where.PAPER | Where.CHECK),
    Key("par", "by", limit=NAME, example="M. Lefort", help="qui l'a signée", shown=Where.TEAM),
    Key("du", "start", example="01/06/2026", help="le premier jour attesté"),
    Key("au", "end", example="26/06/2026", help="le dernier jour attesté"),
    Key("semaines", "weeks", example="4", help="leur nombre"),
    Key("contenu", "content", example="Support aux agents", help="ce qui a été fait", shown=Where.CHECK | Where.PAPER),
    Key("session", "session", example="2027", help="la session de l'examen"),
    shown=Where.CHECK,
)

STRETCH = Keys(InternshipPeriod,
    Key("du", kind=Kind.DAY, example="01/06/2026", help="le premier jour"),
    Key("au", kind=Kind.DAY, example="26/06/2026", help="le dernier jour"),
    Key("organisation", keys=ORGANISATION, limit=NAME, mended=True,
        example="mairie-valmont", help="si ce n'est pas celle du stage"),
    Key("présence", "presence", kind=Kind.OWN, example="jeudi et vendredi",
        help="si ce n'est pas celle du stage : du lundi au mercredi ici, le jeudi et le vendredi là"),
    Key("tuteur", kind=Kind.RECORDS, keys=TUTOR, private=True, mended=True,
        help="si ce n'est pas celui du stage", shown=Where.TEAM),
    Key("convention", kind=Kind.RECORD, keys=AGREEMENT, help="si ce n'est pas celle du stage",
        shown=Where.TEAM | Where.CHECK),
    Key("attestation", kind=Kind.RECORD, keys=CERTIFICATE,
        help="si ce n'est pas celle du stage", shown=Where.TEAM | Where.PAPER | Where.CHECK),
    short="du",
)

ACCORD = Keys(Accord,
    Key("étudiant", "student", example="02/05/2026", help="le jour"),
    Key("organisation", "host", example="05/05/2026", help="le jour"),
    Key("équipe", "team", also=("équipe pédagogique",), example="06/05/2026", help="le jour"),
    shown=Where.TEAM | Where.CHECK,
)

OFF = Keys(TimeOff,
    Key("du", kind=Kind.DAY, example="08/06/2026", help="le premier jour"),
    Key("au", kind=Kind.DAY, example="09/06/2026", help="le dernier jour"),
    Key("le", kind=Kind.PERIOD, also=("période",), example="08/06/2026", help="le jour, quand il est seul, ou les deux "
        "ensemble : `08/06/2026 au 09/06/2026`"),
    Key("motif", "reason", also=("nom",), example="Médecin", help="pourquoi", shown=Where.TEAM),
    short="le", shown=Where.TEAM | Where.CHECK,
)
"""Days off: those of a trainee, those of the school."""

FOLLOW_UP = Keys(FollowUp,
    Key("le", "on", example="17/06/2026", help="le jour"),
    Key("par", "by", limit=NAME, example="M. Durand", help="qui"),
    Key("mode", "mode", example="visite", help="`visite` ou `distance` (visio, téléphone, courriel)"),
    Key("note", "note", example="Le cadre convient.", help="ce qui s'est dit"),
    shown=Where.TEAM,
)

PERSONAL = frozenset({"tuteur", "professeur référent", "absences", "suivi"})
"""The keys of a stage that say something of somebody else, or of an absence: none is offered in a public repository."""

INTERNSHIP = Keys(Internship,
    Key("ordre", kind=Kind.WORD, example="1", limit=NAME,
        help="`1` pour la première année, `2` pour la seconde, ou le nom que le référentiel donne à l'année ; sans "
        "cette clé, ou d'un diplôme qui n'a pas deux années, les dates disent laquelle",
        shown=Where.CHECK),
    Key("organisation", keys=ORGANISATION, limit=NAME, mended=True,
        example="mairie-valmont", help="le nom d'un fichier de `organisations/`, ou `{nom, ville, …}` écrit ici",
        refers=Refers.HOST),
    Key("du", kind=Kind.DAY, also=("date{ de,} début",), example="01/06/2026",
        help="le premier jour, d'une seule période"),
    Key("au", kind=Kind.DAY, also=("date{ de,} fin",), example="26/06/2026", help="le dernier jour"),
    Key("périodes", "periods", kind=Kind.OWN, keys=STRETCH, also=("dates", "{période de,dates du} stage"),
        help="sinon, une liste de `{du, au, présence, organisation, tuteur, convention, attestation}` ; la convention "
        "et l'attestation d'une seconde organisation s'écrivent dans sa période"),
    Key("présence", "presence", kind=Kind.OWN, example="lundi et mardi",
        help="quand on n'y est pas tous les jours : `2 jours par semaine`, `lundi et mardi`, `14 h par semaine`, `70 "
        "h` en tout, `1 semaine sur 2` (aussi en alternance)"),
    Key("service", "service", limit=NAME, example="Direction des systèmes d'information", help="celui où vous êtes"),
    Key("lieu", "place", limit=NAME, also=("ville",), example="Valmont", help="où"),
    Key("pays", kind=Kind.WORD, limit=NAME, example="PT",
        help="un code (`PT`) ou un nom ; `FR` quand la clé manque, et pour une région, un département ou un code "
        "postal (`974`, `97400`) ; la page le nomme s'il est étranger"),
    Key("tuteur", kind=Kind.RECORDS, keys=TUTOR, private=True, mended=True,
        example="{nom: M. Lefort, fonction: responsable informatique}",
        help="`{nom, fonction}`, ou leur liste ; lu par l'équipe seule", shown=Where.TEAM),
    Key("professeur référent", "supervisor", kind=Kind.PROSE, then=_listed, limit=NAME,
        also=("professeur", "enseignant référent", "{tuteur,tutrice} pédagogique", "tuteur école"),
        private=True, example="M. Durand", help="qui vous suit, ou leur liste", shown=Where.TEAM | Where.PAPER),
    Key("objectifs", "objectives", kind=Kind.LINES, example="Remettre à plat l'inventaire du parc.",
        help="une phrase ou une liste de phrases"),
    Key("missions", "missions", kind=Kind.LINES, example="[Déployer l'agent d'inventaire.]",
        help="une phrase ou une liste de phrases"),
    Key("accord", "accord",
        example="{étudiant: 02/05/2026, organisation: 05/05/2026, équipe: 06/05/2026}",
        help="quand chacun en a convenu : `{étudiant: 02/05/2026, organisation: 05/05/2026, équipe: 06/05/2026}` "
        "(pour l'équipe)", shown=Where.TEAM | Where.CHECK),
    Key("qualité", "quality", example="salarié", help="`étudiant stagiaire` ou `salarié`"),
    Key("atelier", kind=Kind.TEXT, fact=True, limit=NAME, example="AP3", help="l'atelier auquel le stage se rattache"),
    Key("absences", keys=OFF, example="[{du: 08/06/2026, au: 09/06/2026, motif: Médecin}]",
        help="une liste de `{du, au, motif}`, ou `{le, motif}` pour un jour", shown=Where.TEAM),
    Key("prolongation", "extension", kind=Kind.OWN, example="{du: 29/06/2026, au: 03/07/2026}", help="`{du, au}`"),
    Key("convention", kind=Kind.RECORD, keys=AGREEMENT, example="{signée le: 12/05/2026, clauses: [suivi]}",
        help="`{signée le, clauses: […]}` ; les clauses sont `accident et responsabilité`, `objectifs et modalités`, "
        "`étapes et autonomie`, `suivi`, `prolongation`, `suivi administratif`", shown=Where.TEAM | Where.CHECK),
    Key("attestation", kind=Kind.RECORD, keys=CERTIFICATE,
        example="{délivrée le: 26/06/2026, par: M. Lefort}",
        help="`{délivrée le, par, du, au, semaines, contenu, session}`", shown=Where.TEAM | Where.PAPER | Where.CHECK),
    Key("suivi", "follow_ups", example="[{le: 17/06/2026, par: M. Durand, mode: visite}]",
        help="une liste de `{le, par, mode, note}` ; le mode est `visite` ou `distance`", shown=Where.TEAM),
    Key("contexte", kind=Kind.WORDS, example="alternance", help="pour l'alternance : `contexte: alternance`"),
    Key("réponse", "answer", example="La version est 10.0.16 ; j'ai refait la capture.",
        help="ce que vous répondez à « à reprendre », que l'équipe lit avec la page : ce qui a été lu ne change pas",
        shown=Where.TEAM),
    Key("rythme", "rhythm", limit=NAME, example="une semaine sur deux", help="celui de l'alternance, en une phrase"),
    Key("visibilité", "visibility", example="jury", help="`publique`, `jury`, `équipe`", shown=Where.SITE),
    notes=("titre",),
)

REPORT = Keys(Report,
    Key("semaine", "number", kind=Kind.OWN, required=False, also=("mois", "numéro"), example="1",
        help="son numéro ; sans la clé, celui du nom du fichier"),
    Key("du", kind=Kind.DAY, also=("date", "période"), example="01/06/2026", help="le premier jour"),
    Key("au", kind=Kind.DAY, example="05/06/2026", help="le dernier jour"),
    Key("activités", "activities", kind=Kind.PROSE, also=("tâches{, réalisées}",),
        example="Inventaire du premier site.",
        help="ce que vous avez fait, en une phrase ou une liste"),
    Key("compétences", "evokes", kind=Kind.OWN, keys=CLAIM, most=_CLAIMS, example="[B1.1]",
        help="celles que la semaine évoque"),
    Key("autonomie", "autonomy", example="Accompagnée, puis seule.", help="comment vous avez travaillé"),
    Key("visibilité", "visibility", example="publique", help="`publique`, `jury` (sans la clé) ou `équipe`",
        shown=Where.SITE),
    notes=("titre",),
)

REVIEW = Keys(Review,
    Key("le", "on", required=True, example="25/06/2026", help="le jour du bilan"),
    Key("avec", "participants", private=True, sealed=True, mended=True, example="[M. Lefort, M. Durand]",
        help="qui y était", shown=Where.TEAM),
    Key("acquis", "gained", kind=Kind.PROSE, also=("acquises",), example="Je mène un inventaire du début à la fin.",
        help="ce que vous savez faire"),
    Key("compétences", "evokes", kind=Kind.OWN, keys=CLAIM, most=_CLAIMS, example="[B1.1, B1.2]",
        help="celles dont on a parlé"),
    Key("visibilité", "visibility", example="publique", help="`publique`, `jury` (sans la clé) ou `équipe`",
        shown=Where.SITE),
    notes=("titre",),
)

WATCH = Keys(WatchEntry,
    Key("titre", kind=Kind.TEXT, required=True, limit=NAME, example="NIS 2 et les communes",
        help="celui de l'article"),
    Key("date", "on", required=True, example="12/02/2026", help="le jour de l'article"),
    Key("source", "origin", kind=Kind.PROSE, then=_listed, required=True, example="ANSSI",
        help="qui l'a publié, ou leur liste"),
    Key("lien", "link", kind=Kind.WORD, then=web_page, example="https://exemple.example/nis2",
        help="son adresse"),
    Key("thème", "theme", limit=NAME, example="Cybersécurité des collectivités",
        help="le sujet que vous suivez"),
    Key("analyse", "analysis", example="Les communes sont concernées.",
        help="votre analyse, quand une seule phrase suffit"),
    Key("visibilité", "visibility", example="jury", help="`publique`, `jury`, `équipe`", shown=Where.SITE),
)

PAGE = Keys(FreePage,
    Key("titre", kind=Kind.TEXT, limit=NAME, example="Mon parcours",
        help="sans la clé, le premier titre du texte"),
    Key("ordre", "rank", example="1", help="son rang dans votre menu", shown=Where.SITE),
    Key("statut", "status", unread=Status.DRAFT, unknown="STR018.hidden", example="brouillon",
        help="`brouillon` la cache", shown=Where.SITE),
    Key("visibilité", "visibility", example="jury", help="`publique`, `jury`, `équipe`", shown=Where.SITE),
    notes=("description",),
)

_ZONES = {name: name for name in ("A", "B", "C", "Corse", "Guadeloupe", "Guyane", "La Réunion", "Martinique", "Mayotte",
          "Nouvelle-Calédonie", "Polynésie française", "Saint-Pierre-et-Miquelon", "Wallis-et-Futuna")}
_ZONES |= {"Réunion": "La Réunion", **{f"zone {letter}": letter for letter in "ABC"}}

SCHOOL = Keys(School,
    Key("nom", "name", limit=NAME, example="Lycée Jean-Moulin", help="celui de l'établissement"),
    Key("académie", "academy", example="Rennes", help="son académie"),
    Key("zone", "zone", kind=Kind.CHOICE, words=_ZONES, example="B",
        help="celle des vacances scolaires : `A`, `B` ou `C` ; la Corse et l'outre-mer (`La Réunion`…) ont leur propre "
        "calendrier, à écrire sous `vacances`", shown=Where.CHECK),
    Key("adresse du site", also=("adresse", "site"), example="https://portfolios.lycee.example/",
        help="où le site sera publié", shown=Where.SITE),
    Key("type", "kind", kind=Kind.CHOICE, words={"public": "public", "privé sous contrat": "privé sous contrat",
        "privé hors contrat": "privé hors contrat", "CFA": "CFA"}, example="public",
        help="`public`, `privé sous contrat`, `privé hors contrat` ou `CFA`"),
    Key("mentions légales", "legal_notice", example="Site édité par le lycée Jean-Moulin.", help="qui édite le site"),
    Key("contact données", "data_contact", also=("contact",), example="https://lycee.example/donnees-personnelles",
        help="à qui écrire pour faire corriger ou retirer une page"),
    Key("visibilité par défaut", "default_visibility", also=("visibilité",), example="publique",
        help="celle des pages qui ne disent rien : `publique`, `jury` ou `équipe`", shown=Where.SITE),
    Key("Mo par portfolio", "megabytes", example="300", help="ce que les fichiers joints d'un portfolio peuvent "
        "peser, puis contenir une fois ouverts (300 sans cette clé) ; ce que coûte une limite plus haute est dans "
        "[securite.md](securite.md)", shown=Where.CHECK),
    Key("indexation", "indexing", example="non", help="`oui` laisse les moteurs de recherche venir",
        shown=Where.SITE),
    Key("enseignants nommés", "teachers_named", example="non",
        help="`oui` laisse dans les textes le nom des enseignants, que « [une enseignante] » remplace sans cette clé",
        shown=Where.SITE),
    Key("dépôt", "repository", kind=Kind.CHOICE, words={"privé": "privé", "public": "public"}, example="privé",
        help="`privé` dit que vous avez vérifié, sur la forge, que personne d'autre ne lit ces fichiers : sans cela, "
        "un dépôt sur une forge ouverte à tous est un avertissement dès qu'une donnée y est réservée à l'équipe ; "
        "`public`, que tous les lisent : chacune est dite, et les noms de personnes dans les textes",
        shown=Where.CHECK),
    Key("avis", "verdicts_apart", example="../avis-sio", help="le dossier des avis, à côté de l'école, quand les "
        "étudiants ne les lisent pas tous : un dépôt privé ou un dossier partagé de l'équipe ; la variable "
        "`VITRAIL_AVIS` l'emporte", shown=Where.SITE),
    Key("date de référence", "reference_date", example="01/09/2026", help="fixe le jour des contrôles",
        shown=Where.CHECK),
    Key("vacances", keys=OFF, example="[{motif: Pont de l'Ascension, du: 14/05/2026, au: 17/05/2026}]",
        help="s'ajoute au calendrier de la zone : une liste de `{motif, du, au}`", shown=Where.CHECK),
    Key("version minimale", kind=Kind.WORD, example="0.1", help="celle de Vitrail, en dessous de laquelle il s'arrête "
        ": un poste oublié ne publie pas ce qu'il lirait mal", shown=Where.CHECK),
    notes=("format",),
)

YEARS = Keys(None,
    *by_year(USUAL_YEARS, Kind.PERIOD, help="`{du, au}` ; les années portent les noms que le référentiel leur donne",
        examples=("{du: 01/09/2025, au: 03/07/2026}", "{du: 01/09/2026, au: 30/06/2027}")),
    shown=Where.TEAM | Where.CHECK,
)

TEACHER = Keys(Teacher,
    Key("nom", "name", private=True, limit=NAME, example="M. Durand", help="comme dans les évaluations",
        shown=Where.TEAM | Where.SITE),
    Key("rôle", "role", example="professeur", help="son rôle", shown=Where.TEAM),
    Key("matières", "subjects", example="[SISR, cybersécurité]", help="ce qu'il enseigne", shown=Where.TEAM),
    short="nom",
    several=True,
)

STAGE_REQUIREMENT = FrameworkKeys(StageRequirement,
    Key("règle", "rule", kind=Kind.WORD, example="R19", help="son numéro, celui de [stages.md](stages.md)"),
    Key("texte", "text", example="La durée est de dix semaines",
        help="la phrase du texte, mot pour mot ; « […] » à sa fin si vous la coupez"),
    Key("paragraphe", "section", kind=Kind.WORD, example="§ 3.1", help="où elle est"),
    Key("source", "source", example="arrêté fictif, annexe Stages", help="le texte, si ce n'est pas celui du profil"),
    short="règle",
    shown=Where.CHECK,
)

DIMENSION = FrameworkKeys(None,
    Key("titre", kind=Kind.TEXT, required=True, example="veille technologique",
        help="les mots du texte"),
    Key("mot", kind=Kind.TEXT, example="veille", help="ce qu'une organisation écrit sous « services »"),
    short="titre",
)

PROFILE = FrameworkKeys(Profile,
    Key("voies", kind=Kind.CHOICES, of=Pathway, example="[scolaire]",
        help="celles qui le suivent ; sans la clé, la voie scolaire"),
    Key("source", "source", example="arrêté fictif, annexe Stages", help="le texte dont il vient"),
    Key("durée", "total", also=("total weeks",), example="10", help="en semaines, sur toutes les années"),
    *by_year(USUAL_YEARS, Kind.WEEKS, help="semaines de cette année-là ; les années portent les noms que le "
        "référentiel leur donne, et celle qui n'est pas nommée parmi d'autres n'a pas de stage",
        examples=("4 à 5", "5 à 6")),
    Key("consécutives", "consecutive", unread=False, example="non",
        help="`non` quand les semaines d'une année ne se suivent pas"),
    Key("prolongation", "extension", example="2",
        help="semaines qu'on peut ajouter pendant les vacances"),
    Key("repos", "rest", example="4", help="semaines de repos à garder l'été"),
    Key("organisations", "organisation_kinds", example="[collectivité]",
        help="les types d'organisations admis ; sans la clé, tous"),
    Key("non vérifié", "unverified", unread=True, example="oui",
        help="`oui` s'il n'a pas été lu dans un texte officiel"),
    Key("certificats de travail", kind=Kind.FLAG, example="oui",
        help="`oui` quand l'emploi tient lieu de stage"),
    Key("contenu sur l'attestation", "certificate_content", example="oui",
        help="`oui` si l'attestation dit ce qui a été fait", shown=Where.PAPER | Where.CHECK),
    Key("modèle d'attestation", "certificate_model", example="annexe 9",
        help="celui qu'elle suit", shown=Where.PAPER),
    Key("dimensions", keys=DIMENSION, example="[veille technologique]",
        help="celles du métier qu'une organisation doit offrir : `{titre, mot}`", shown=Where.PAGE),
    Key("exigences", keys=STAGE_REQUIREMENT, example="[R19]",
        help="les phrases du texte : `{règle, texte, paragraphe, source}`, ou le numéro seul"),
    shown=Where.CHECK,
)

EXEMPTION = Keys(Exemption,
    Key("étudiant", "student", kind=Kind.WORD, example="moreau-lea", help="le nom de son dossier"),
    Key("point", "point", limit=NAME, example="Attestations de stage", help="son titre, comme dans « Prêt pour "
        "l'oral ? »"),
    Key("raison", "reason", example="Stage validé dans une formation précédente.",
        help="pourquoi ; l'équipe seule la lit"),
    Key("par", "by", limit=NAME, example="M. Durand", help="qui l'accorde"),
    Key("le", "on", example="12/03/2026", help="le jour"),
    shown=Where.TEAM,
)

ENROLMENT = Keys(Enrolment,
    Key("étudiant", "student", kind=Kind.WORD, example="moreau-lea", help="le nom de son dossier"),
    Key("entrée", "entered", kind=Kind.PERIOD, then=_first_day, also=("entrée le", "arrivée"), example="06/01/2026",
        help="le jour de son arrivée dans la classe"),
    Key("du", "start", kind=Kind.PERIOD, then=_first_day, also=("depuis", "à partir du"), example="03/11/2025",
        help="le premier jour de ce qui change"),
    Key("au", "end", kind=Kind.PERIOD, then=_last_day, also=("jusqu'au",), example="30/06/2026",
        help="le dernier ; sans la clé, cela dure"),
    Key("départ", "left", kind=Kind.PERIOD, then=_last_day, example="16/01/2026",
        help="le jour où elle ou il a quitté la formation"),
    Key("voie", "pathway", unread=None, example="apprentissage", help="celle de ces jours"),
    Key("option", "option", kind=Kind.WORD, limit=NAME, example="SLAM", help="celle de ces jours"),
    Key("année", kind=Kind.WORD, example="première",
        help="celle du diplôme, quand elle est redoublée dans la même classe"),
    Key("établissement", "school", limit=NAME, example="Lycée Le Corre", help="où, quand ce n'est pas ici"),
    Key("interruption", "interruption", also=("maladie", "césure"), example="congé de maladie",
        help="pourquoi rien n'est demandé ces jours-là"),
    shown=Where.TEAM,
)

REPOSITORY = Keys(Repository,
    Key("dossier", "student", kind=Kind.WORD, limit=NAME, example="moreau-lea", help="le nom de son dossier"),
    Key("dépôt", "address", kind=Kind.WORD, also=("depot git",), example="https://forge.example/lea/portfolio.git",
        help="son adresse, quand ce n'est pas celle du modèle"),
    short="dossier",
    pair=("dossier", "dépôt"),
    shown=Where.SITE,
)

COHORT = Keys(Cohort,
    Key("nom", "name", required=False, limit=NAME, example="BTS SIO 2025-2027", help="sans la clé, le dossier"),
    Key("référentiel", kind=Kind.WORD, required=True, example="fr.bts-sio.2019",
        help="l'identifiant de celui de la classe", refers=Refers.FRAMEWORK),
    Key("session", "session", required=True, example="2027", help="l'année de l'examen"),
    Key("années", keys=YEARS,
        example="{première: {du: 01/09/2025, au: 03/07/2026}, seconde: {du: 01/09/2026, au: 30/06/2027}}",
        help="`{première: {du, au}, seconde: {du, au}}`, ou les noms que le référentiel donne à ses années",
        shown=Where.TEAM | Where.CHECK),
    Key("équipe", "team", private=True, example="[{nom: M. Durand, rôle: professeur, matières: [cybersécurité]}]",
        help="une liste de `{nom, rôle, matières}` : seuls ses avis valident une compétence"),
    Key("forme", "exam_form", example="ccf", help="`ccf` ou `ponctuelle`", shown=Where.PAPER),
    Key("échelle", "scale", example="[découverte, avec aide, en autonomie, maîtrise]",
        help="les noms des niveaux 1, 2, 3…", shown=Where.TEAM),
    Key("rapports hebdomadaires", kind=Kind.CHOICE,
        words={"exigés": "exigés", "libres": "libres", "oui": "exigés", "obligatoires": "exigés", "non": "libres"},
        also=("rapports",), example="exigés", help="`exigés` ou `libres`", shown=Where.CHECK),
    Key("profil de stage", keys=PROFILE, also=("profil",), example="{première: 4 à 5, seconde: 5 à 6}",
        help="ce que l'établissement demande des stages, vérifié et cité avec sa source : `{durée, première, seconde, "
        "organisations, source}` et les autres clés d'un [profil](referentiels.md), qu'il remplace", shown=Where.CHECK),
    Key("fichiers acceptés", "accepted_files", example="[moreau-lea/fichiers/sauvegarde.zip]",
        help="le nom ou le chemin des fichiers joints que l'équipe a ouverts et approuve, quand Vitrail les réserve à "
        "l'équipe : illisibles, ou pris à tort pour un papier personnel ou une clé", shown=Where.SITE | Where.CHECK),
    Key("dispenses", "exemptions", example="[{étudiant: moreau-lea, point: Attestations de stage, raison: …, "
        "par: M. Durand, le: 12/03/2026}]", help="une liste de `{étudiant, point, raison, par, le}` : ce que l'équipe "
        "ne demande pas à quelqu'un, compté à part", shown=Where.TEAM),
    Key("oral le", "oral_on", also=("oral",), example="12/05/2027",
        help="le jour de l'oral : « Prêt pour l'oral ? » juge ce qui sera lu ce jour-là", shown=Where.TEAM),
    Key("scolarité", keys=ENROLMENT, also=("parcours",),
        example="[{étudiant: moreau-lea, du: 03/11/2025, voie: apprentissage}]", help="ce que les autres clés ne "
        "disent pas du parcours de quelqu'un : une liste de `{étudiant, entrée, du, au, départ, voie, option, année, "
        "établissement, interruption}`", shown=Where.TEAM),
    Key("dépôts", "repositories_at", kind=Kind.WORD, example="https://forge.example/sio/portfolio-*.git",
        help="où vivent les portfolios, quand chaque étudiant a son dépôt ; `*` est le nom de son dossier "
        "([Un dépôt par étudiant](depots.md))", shown=Where.SITE),
    Key("étudiants", "repositories", example="[moreau-lea, {dossier: noel-eric, dépôt: https://forge.example/eric/p.git}]",
        help="qui a son dépôt : le nom de chaque dossier, ou `{dossier, dépôt}`", shown=Where.SITE),
    Key("progression", "progression", example="https://ecole.example/progression-sio",
        help="où est celle de l'équipe : une adresse, ou une phrase", shown=Where.TEAM),
    Key("plateforme", "platform", limit=NAME, example="Moodle, espace « Stages SIO »",
        help="la plateforme collaborative où l'équipe suit les stages : son nom, ou son adresse", shown=Where.TEAM),
    Key("suivi", "follow_ups", also=("suivi collectif",),
        example="[{le: 12/05/2026, par: M. Durand, mode: présence, note: Point sur les missions.}]",
        help="le suivi collectif des stages : une liste de `{le, par, mode, note}`, comme dans un stage",
        shown=Where.TEAM),
    Key("vient de", "former_names", then=_folder, limit=NAME, most=_FORMER, example="sio-2027",
        help="après avoir renommé le dossier de la promotion, son ancien nom, ou leur liste : les anciennes adresses "
        "redirigent", shown=Where.SITE),
    Key("pages fermées", "closed_pages", most=_CLOSED, example="[2025-2027/index.html]",
        help="écrites par `vitrail fin` : les adresses où le site dit que le portfolio n'est plus publié",
        shown=Where.SITE),
    Key("publier jusqu'au", "publish_until", unread=date.min, example="31/12/2027",
        help="après, ou si ce n'est pas un jour, la promotion n'est plus que pour l'équipe",
        shown=Where.PAGE | Where.SITE),
)

VERDICT = Keys(Verdict,
    Key("réalisation", "realisation", kind=Kind.WORD, example="glpi",
        help="le nom de son fichier ; sans elle ni `stage`, c'est un commentaire sur le portfolio", refers=Refers.WORK),
    Key("stage", "stage", kind=Kind.WORD, example="mairie",
        help="le nom de son dossier, au lieu de `réalisation` : l'avis porte sur le stage et ses comptes rendus",
        shown=Where.TEAM, refers=Refers.STAGE),
    Key("compétence", "competency", kind=Kind.WORD, unread="?", example="B1.1.1",
        help="sans la clé, l'avis porte sur toute la réalisation", refers=Refers.CODE),
    Key("par", "by", absent="EVA010", limit=NAME, also=("auteur",), example="M. Durand", help="qui parle"),
    Key("rôle", "role", absent="EVA010", example="professeur", help="`professeur` ou `tuteur`"),
    Key("le", "on", absent="EVA010", example="2026-06-27", help="le jour"),
    Key("heure", "hour", kind=Kind.WORD, limit=NAME, example="18:42:07",
        help="écrite par le pupitre et la commande : de deux avis du même jour, le plus récent l'emporte",
        shown=Where.SITE),
    Key("avis", "opinion", unknown="EVA010.opinion", also=("avis final",), example="retenue",
        help="`retenue`, `à reprendre` ou `refusée`"),
    Key("niveau", "level", example="3", help="un rang de l'échelle", shown=Where.TEAM),
    Key("commentaire", "comment", example="L'inventaire est juste.", help="ce que lit l'étudiant", shown=Where.TEAM),
    Key("réponse", "answered", example="La version est 10.0.16.", help="celle de l'étudiant, telle qu'elle a été lue ; "
        "le pupitre et la commande la recopient", shown=Where.TEAM),
    Key("passage", "passage", example="J'ai installé le serveur.", help="les mots de la page dont parle le commentaire",
        shown=Where.TEAM),
    Key("recueillie par", "collected_by", limit=NAME, example="Mme Okafor",
        help="pour la voix d'un tuteur, qui de l'équipe l'a notée", shown=Where.TEAM),
    Key("moyen", "means", example="visite",
        help="pour la voix d'un tuteur, comment elle a été recueillie : `visite`, `mél`, `téléphone` ou `papier`",
        shown=Where.TEAM),
    Key("empreinte", "fingerprint", kind=Kind.WORD, help="écrite par `vitrail review`, jamais à la main"),
)

OPTION = FrameworkKeys(Option,
    Key("code", "id", kind=Kind.WORD, example="VER", help="ce que l'on tape"),
    Key("titre", "title", required=False, example="Verre et plomb", help="son nom"),
    Key("lettre", "letter", kind=Kind.WORD, example="A", help="celle des papiers", shown=Where.PAPER),
    Key("remarque", "note", example="ouverte en 2032", help="affichée telle quelle"),
    short="code",
)

LEVEL = FrameworkKeys(Level,
    Key("niveau", kind=Kind.TEXT, example="mission", help="le nom"),
    Key("libellé", kind=Kind.TEXT, example="Mission", help="tel qu'affiché"),
    Key("pluriel", "plural", example="Missions", help="le pluriel"),
    Key("remarque", "note", help="affichée telle quelle"),
    short="niveau",
)

LEGAL = FrameworkKeys(LegalText,
    Key("référence", "ref", example="Arrêté fictif du 1er mai 2030", help="son titre"),
    Key("publié le", "published", example="2030-05-01", help="le jour"),
    Key("adresse", "url", kind=Kind.WORD, example="https://textes.example/1", help="où le lire"),
    Key("rôle", "role", example="création", help="ce qu'il fait"),
    Key("nor", "nor", kind=Kind.WORD, example="FICT3000001A", help="son numéro"),
    Key("jorf", "jorf", example="n°0001", help="son journal"),
    Key("effet", "effect", example="deux options de plus", help="ce qu'il change"),
    Key("source", "source", example="S1", help="le code de la source"),
)

SOURCE = FrameworkKeys(None,
    Key("code", kind=Kind.WORD, required=True, example="S1",
        help="ce que les autres clés citent"),
    Key("texte", kind=Kind.TEXT, required=True, example="Le texte publié", help="ce que c'est"),
    Key("sessions", kind=Kind.WORDS, example="[2031]", help="celles dont il est, quand il ne vaut "
        "pas pour toutes : une autre session le lit avec son année", shown=Where.TEAM),
    pair=("code", "texte"),
)

NOTE = FrameworkKeys(None,
    Key("sujet", kind=Kind.TEXT, required=True, example="Fiction", help="de quoi"),
    Key("texte", kind=Kind.TEXT, required=True, example="Rien de ceci n'est officiel.",
        help="la remarque"),
    pair=("sujet", "texte"),
)

ALIAS = FrameworkKeys(Alias,
    Key("nom", "name", kind=Kind.WORD, example="E5.1", help="ce qui est compris"),
    Key("depuis la session", "from_session", example="2025", help="la première session"),
    Key("jusqu'à la session", "to_session", after="from_session", example="2030", help="la dernière"),
    short="nom",
    pair=("nom", "depuis la session"),
)

INDICATOR = FrameworkKeys(Indicator,
    Key("texte", "text", example="La source convient au lieu", help="le critère"),
    Key("phrase d'introduction manquante", "lead_sentence_missing", example="oui", help="`oui` s'il y en avait une"),
    Key("tronqué", "truncated", example="oui", help="`oui` si sa source le coupe"),
    short="texte",
)

HEIR = Keys(Heir,
    Key("code", "code", kind=Kind.WORD, example="B1.2", help="celui du référentiel suivant ; rien si elle disparaît"),
    Key("état", "kinship", unread=Kinship.NEAR, example="identique",
        help="`identique`, `proche` (sans la clé) ou `disparue`"),
    short="code",
    pair=("code", "état"),
)

COMPETENCY = FrameworkKeys(Competency,
    Key("code", kind=Kind.WORD, required=True, example="L.1",
        help="lu comme il est écrit : `1.10` n'est pas `1.1`"),
    Key("titre", kind=Kind.TEXT, required=True, example="Préparer la lumière",
        help="l'intitulé officiel"),
    Key("contient", kind=Kind.RECORDS, example="[{code: L.1.1, titre: Choisir une source}]",
        help="celles du dessous"),
    Key("dépend de", kind=Kind.WORD, example="L", help="ou, à l'inverse, le code de celle du dessus"),
    Key("niveau", kind=Kind.WORD, example="mission", help="si ce n'est pas celui de sa profondeur"),
    Key("options", kind=Kind.WORDS, example="[VER]",
        help="sans la clé, celles de son parent ; au premier niveau, toutes"),
    Key("année", kind=Kind.WORD, example="première",
        help="celle du diplôme où elle se travaille ; sans la clé, celle du dessus, ou toutes"),
    Key("code court", kind=Kind.WORD, example="O.1",
        help="ce qu'un étudiant écrit une fois son option connue : deux options peuvent avoir le même",
        shown=Where.CHECK),
    Key("activité", "activity", example="Éclairage", help="son activité professionnelle"),
    Key("alias", "aliases", also=("autres noms",), example="[{nom: E5.1, depuis la session: 2025}]",
        help="d'autres noms, pour toutes les sessions ou pour certaines : `{nom: E5.1, depuis la session: 2025}`"),
    Key("remplacé par", kind=Kind.RECORDS, keys=HEIR, also=("remplacée par",),
        example="{B1.2: identique, B1.3: proche}",
        help="ce qui prend sa place dans le référentiel qui remplace celui-ci : un code, plusieurs avec leur état, ou "
        "`disparue`"),
    Key("indicateurs", "indicators", example="[La source convient au lieu]", help="ses critères"),
    Key("indicateurs non vérifiés", "indicators_unverified", unread=True,
        example="oui", help="`oui` si leur texte n'a pas été comparé à l'officiel"),
    Key("remarque sur les indicateurs", "indicators_note", example="Deux manquent.", help="affichée telle quelle"),
    Key("source des indicateurs", "indicators_source", example="S1", help="le code de la source"),
)

EXAM = FrameworkKeys(Exam,
    Key("code", kind=Kind.WORD, required=True, example="F1", help="celui des papiers"),
    Key("clé", kind=Kind.WORD, example="F1@2031", help="quand le code a changé de sens : `E5@2025`",
        shown=Where.SITE),
    Key("titre", example="Présenter ses lanternes",
        help="pour toutes les options, ou option par option"),
    Key("depuis la session", "from_session", example="2031", help="la première"),
    Key("jusqu'à la session", "to_session", after="from_session", example="2040", help="la dernière"),
    Key("couvre", example="[L]",
        help="les codes qu'elle juge, pour toutes les options ou option par option : `{VER: [O.V], NEO: [O.N]}`"),
    Key("coefficient", "coefficient", example="3", help="son poids"),
    Key("forme", example="{ccf: deux situations, ponctuelle: oral}",
        help="comment elle se passe, ou `{ccf, ponctuelle}`"),
    Key("durée en minutes", "minutes", example="40", help="sa durée"),
    Key("non vérifié", "unverified", unread=True, example="oui",
        help="`oui` si elle n'a pas été lue dans un texte officiel"),
    Key("couverture non vérifiée", "covers_unverified", unread=True, example="oui",
        help="`oui` si seul ce qu'elle couvre ne l'a pas été"),
    Key("remarque", "note", example="Un essai", help="affichée telle quelle"),
    Key("source", "source", example="S1", help="le code de la source"),
)

SITUATION = FrameworkKeys(Situation,
    Key("code", "id", kind=Kind.WORD, example="SO1", help="ce que l'on tape"),
    Key("titre", "title", example="Participer à un projet", help="son nom"),
    Key("options", kind=Kind.WORDS, example="[VER]", help="sans la clé, toutes"),
    Key("ancien titre", "earlier_title", example="Prendre part", help="celui d'avant"),
    Key("source", "source", example="S1", help="le code de la source"),
)

SECTION = FrameworkKeys(None,
    Key("code", kind=Kind.WORD, required=True, example="formation",
        help="`formation`, `pro-1`, `pro-2`… : le chiffre est celui de l'année"),
    Key("titre", kind=Kind.TEXT, required=True, example="À l'atelier", help="son nom"),
    pair=("code", "titre"),
)

TABLE = FrameworkKeys(SynthesisTable,
    Key("code", "id", kind=Kind.WORD, example="carnet", help="ce que les autres clés citent"),
    Key("titre", "title", example="Carnet des lanternes", help="son nom"),
    Key("épreuves", kind=Kind.WORDS, example="[F1]", help="celles qui le demandent"),
    Key("colonnes", example="{VER: [L.1.1], NEO: [O.N.1]}",
        help="des codes, pour toutes les options ou option par option"),
    Key("rubriques", "sections", keys=SECTION, example="[{code: formation, titre: À l'atelier}]",
        help="`{code, titre}` ; les codes sont `formation`, `pro-1`, `pro-2`… : le chiffre est celui de l'année"),
    Key("lignes", "rows", example="une ligne par lanterne", help="ce que dit une ligne"),
    Key("colonne période", "period_column", example="Période", help="le nom de cette colonne"),
    Key("marque", "mark", kind=Kind.WORD, example="✓", help="ce qui coche une case"),
    Key("annexes par session", kind=Kind.PAIRS, example="{2031: VI-1}",
        help="session → annexe"),
    Key("mots", "words", then=fold, example="[bloc 1]",
        help="ce qu'une réalisation écrit sous `épreuves` pour y être proposée", shown=Where.CHECK),
    Key("nombre", "count", example="2",
        help="combien de réalisations il décrit ; sans la clé, autant qu'on veut", shown=Where.CHECK),
    Key("modèle", "model", example="carnet de 2031",
        help="le modèle officiel dont le papier reprend les champs", shown=Where.PAPER),
    Key("notes de bas de page", "footnotes", example="[Trois pages au plus]",
        help="les notes du papier, dans l'ordre de ses parties", shown=Where.PAPER),
    Key("avec situations", "with_situations", example="oui",
        help="`oui` si les situations obligatoires y ont des colonnes"),
    Key("non vérifié", "unverified", unread=True, example="oui",
        help="`oui` s'il n'a pas été lu dans un texte officiel"),
    Key("remarque", "note", example="Un essai", help="affichée telle quelle"),
    Key("règle de couverture", "coverage_rule", example="toutes les colonnes", help="ce que le texte exige"),
    Key("libellés imprimés", kind=Kind.PAIRS, example="{L.1.1: Choisir}",
        help="code → ce que le papier imprime", shown=Where.PAPER),
    Key("en-tête", "header_fields", example="[NOM, Prénom]", help="les champs de la tête du papier"),
    Key("source", "source", example="S1", help="le code de la source"),
)

REQUIREMENT = FrameworkKeys(Requirement,
    Key("code", "id", kind=Kind.WORD, example="tableau", help="ce qui la désigne"),
    Key("titre", "title", example="Un tableau à jour", help="ce qui est demandé"),
    Key("constat", "check", example="tableau", help="ce qui est regardé : voir plus bas"),
    Key("obligatoire", "hard", example="oui", help="`oui` si, sans elle, on n'est pas prêt"),
    Key("fondement", "standing", unread=Standing.UNVERIFIED, example="officiel",
        help="`officiel`, `secondaire`, `non vérifié` ou `sans texte`"),
    Key("source", "source", example="S1", help="le code de la source"),
    Key("conseil", "advice", example="Complétez-le.", help="que faire"),
    Key("épreuves", kind=Kind.WORDS, example="[F1]", shown=Where.SITE,
        help="celles qui la demandent ; sans la clé, toutes celles qui lisent un portfolio"),
    Key("voies", "pathways", example="[scolaire]", help="celles des candidats concernés ; sans la clé, toutes"),
    Key("formes", "forms", example="[ccf]", help="de même, les formes de l'épreuve"),
    Key("depuis la session", "from_session", example="2031", help="la première"),
    Key("jusqu'à la session", "to_session", after="from_session", example="2040", help="la dernière"),
    shown=Where.TEAM,
)

FRAMEWORK = FrameworkKeys(Framework,
    Key("identifiant", kind=Kind.WORD, required=True, also=("id", "code"), example="fictif.arts-lumiere.2030",
        help="unique dans l'établissement, par exemple `fictif.arts-lumiere.2030`", shown=Where.SITE),
    Key("titre", kind=Kind.TEXT, required=True,
        example="Certificat fictif des arts de la lumière", help="le nom du diplôme"),
    Key("diplôme", "diploma", example="Certificat fictif",
        help="son nom sur les papiers ; sans la clé, le titre avant son tiret", shown=Where.PAPER),
    Key("titre court", kind=Kind.TEXT, example="Arts de la lumière",
        help="celui des menus et des messages"),
    Key("niveaux", keys=LEVEL, required=True, example="[bloc, compétence]",
        help="le nom de chaque profondeur, de haut en bas : `{niveau, libellé, pluriel, remarque}` ou le nom seul"),
    Key("niveau jugé", kind=Kind.WORD, required=True, example="compétence",
        help="le niveau que l'examen juge et que le chiffre de tête compte"),
    Key("tableau jugé", kind=Kind.WORD, example="carnet",
        help="le code d'un tableau, quand l'examen juge ses colonnes plutôt que tout un niveau"),
    Key("compétences", kind=Kind.RECORDS, keys=COMPETENCY, required=True,
        example="[{code: L, titre: Éclairer}]", help="voir plus bas"),
    Key("années du diplôme", kind=Kind.WORDS, most=MOST_YEARS, example="[première, seconde]",
        help="leurs noms, dans l'ordre ; sans la clé, `première` et `seconde`", limit=NAME),
    Key("options", keys=OPTION, example="[{code: VER, titre: Verre et plomb}]",
        help="`{code, titre, lettre, remarque}` ; aucune si le diplôme n'en a pas"),
    Key("échelle", "scale", example="[étincelle, lueur, flamme, phare]",
        help="les mots des niveaux de maîtrise, du plus faible au plus fort", shown=Where.TEAM),
    Key("couleurs", kind=Kind.PAIRS, example="{L: cobalt, O: ambre}",
        help=f"code d'une compétence du premier niveau → nom d'une teinte : {', '.join(f'`{hue}`' for hue in HUES)}"),
    Key("épreuves", kind=Kind.RECORDS, keys=EXAM,
        example="[{code: F1, titre: Présenter ses lanternes, couvre: [L]}]", help="voir plus bas"),
    Key("situations obligatoires", kind=Kind.RECORDS, keys=SITUATION,
        example="[{code: SO1, titre: Participer à un projet}]", help="`{code, titre, options}`"),
    Key("stages", keys=PROFILE, example="[{voies: [scolaire], durée: 10}]",
        help="ce qui est demandé des stages, voie par voie : voir plus bas"),
    Key("exigences", kind=Kind.RECORDS, keys=REQUIREMENT,
        example="[{code: tableau, titre: Un tableau à jour, constat: tableau}]",
        help="ce que l'épreuve demande d'un dossier : voir plus bas", shown=Where.TEAM),
    Key("tableaux", kind=Kind.RECORDS, keys=TABLE,
        example="[{code: carnet, titre: Carnet, colonnes: [L]}]", help="voir plus bas"),
    Key("textes", "legal", example="[{référence: Arrêté fictif, publié le: 2030-05-01}]",
        help="`{référence, publié le, adresse, rôle, nor, jorf, effet, source}`"),
    Key("sources", kind=Kind.RECORDS, keys=SOURCE, example="[{code: S1, texte: Le texte publié}]",
        help="`{code, texte}`"),
    Key("remarques", "notes", keys=NOTE,
        example="[{sujet: Fiction, texte: Rien de ceci n'est officiel.}]",
        help="`{sujet, texte}`, affichées telles quelles"),
    Key("première session", "first_session", example="2031", help="la première session d'examen où il sert"),
    Key("dernière session", "last_session", example="2040", help="la dernière"),
    Key("lexique", "lexicon", kind=Kind.WORD, example="lumiere.lexique.yml",
        help="un fichier `.lexique.yml` à côté de lui : les mots des étudiants et les codes qu'ils évoquent",
        shown=Where.CHECK),
    Key("remplace", "predecessor", kind=Kind.WORD, example="fr.bts-sio.2019",
        help="l'identifiant d'un autre référentiel ; sa page y mène"),
    Key("remplacé par", "successor", kind=Kind.WORD, example="fr.bts-sio.2019", help="de même"),
    Key("statut", "status", example="en vigueur", help="où il en est"),
    Key("autorité", "authority", example="Ministère", help="qui le publie"),
    Key("valide du", "valid_from", example="01/09/2030", help="le premier jour"),
    Key("valide au", "valid_to", example="31/08/2040", help="le dernier"),
    notes=("format", "schema", "lang{ue,uage}"),
)

_ADDRESS = Key("adresse", kind=Kind.TEXT,
    example="3 rue des Lilas, 35000 Valmont", help="l'adresse")
_PHONE = Key("téléphone", kind=Kind.WORD, limit=NAME, example="06 12 34 56 78",
    help="le numéro")

CANDIDATE_DATA = Keys(None,
    Key("numéro", kind=Kind.WORD, limit=NAME, also=("numéro de candidat",), example="0123456789",
        help="celui du candidat"),
    shown=Where.PAPER,
)

TRAINEE_DATA = Keys(None,
    Key("né le", kind=Kind.WORD, limit=NAME, also=("née le", "date de naissance"), example="12/03/2006",
        help="le jour de sa naissance"),
    Key("sexe", kind=Kind.WORD, limit=NAME, example="F", help="`F` ou `M`"),
    _ADDRESS,
    _PHONE,
    Key("mél", kind=Kind.WORD, limit=NAME, also=("{,e,e-}mail", "courriel"),
        example="lea.moreau@exemple.fr", help="l'adresse électronique"),
    shown=Where.PAPER,
)

HOST_DATA = Keys(None,
    Key("nom", kind=Kind.TEXT, limit=NAME, example="Mairie de Valmont", help="son nom"),
    _ADDRESS,
    _PHONE,
    Key("représentant", kind=Kind.TEXT, limit=NAME, example="Mme Riou, maire", help="qui signe"),
    Key("fait à", kind=Kind.TEXT, limit=NAME, example="Valmont", help="où le papier est signé"),
    shown=Where.PAPER,
)

PRIVATE_DATA = Keys(None,
    Key("candidat", kind=Kind.RECORD, keys=CANDIDATE_DATA, help="pour le tableau et les fiches de l'épreuve"),
    Key("stagiaire", kind=Kind.RECORD, keys=TRAINEE_DATA, help="l'étudiant"),
    Key("organisme", kind=Kind.RECORD, keys=HOST_DATA,
        help="l'organisation ; sous le nom de chacune, quand le stage en a plusieurs"),
    Key("gratification", kind=Kind.WORD, limit=NAME, example="Aucune", help="son montant"),
    shown=Where.PAPER,
)
"""The file outside the repository that ``vitrail export --prive`` reads (docs/papiers-de-stage.md)."""
# fmt: on

ANY = text_keys(*(STUDENT, REALISATION, INTERNSHIP, REPORT, REVIEW, WATCH, PAGE, ORGANISATION, SCHOOL, COHORT, VERDICT))
"""The keys of text of any kind of file, for a file whose kind is not known."""
