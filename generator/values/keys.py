"""The keys that people write, one a line, by kind of mapping: the one place where a key is declared.

From it come how a value is read, the mending of French in YAML, limits, the tables of docs/ecrire.md and
docs/referentiels.md, ``vitrail new`` and the schemas of docs/schemas/. What each column means is in ``key.py``.
"""

from generator.model.audience import Visibility
from generator.model.framework import Check, Indicator, LegalText, Requirement, Standing
from generator.model.internships.internship import (
    Agreement,
    Certificate,
    Clause,
    FollowUp,
    FollowUpMode,
    Quality,
    Tutor,
)
from generator.model.internships.regulation import Profile, StageRequirement
from generator.model.pathway import Pathway
from generator.model.realisation import Context, Mode, ProductionState, Sheet, Status
from generator.model.school import Teacher
from generator.model.student import Certification, ExamForm
from generator.model.verdict import Means, Opinion, Role, Verdict
from generator.values.key import Key, Keys, Kind, Where, text_keys
from generator.values.lengths import NAME, SENTENCE

# fmt: off
LINK = Keys(
    Key("titre", Kind.TEXT, limit=NAME, also=("nom",), example="Ma forge", help="ce que l'on lit"),
    Key("lien", Kind.WORD, also=("url", "adresse"), example="https://forge.example/moreau-lea", help="l'adresse"),
    short="lien",
)

CERTIFICATION = Keys(
    Key("titre", Kind.TEXT, to="title", required=True, limit=NAME, example="MOOC SecNumacadémie", help="son nom"),
    Key("organisme", Kind.TEXT, to="issuer", limit=NAME, example="ANSSI", help="qui la délivre"),
    Key("date", Kind.DAY, to="on", example="14/11/2025", help="le jour"),
    Key("fichier", Kind.WORD, to="file", mended=True, example="fichiers/secnumacademie.pdf", help="un fichier de votre dossier"),
    make=Certification,
)

STUDENT = Keys(
    Key("nom", Kind.TEXT, to="last_name", required=True, limit=NAME, also=("lastname",), example="Moreau", help="comme sur votre convocation"),
    Key("prénom", Kind.TEXT, to="first_name", required=True, limit=NAME, also=("firstname",), example="Léa", help="comme sur votre convocation"),
    Key("option", Kind.WORD, limit=NAME, also=("spécialité",), example="SISR", help="`SISR`, `SLAM`, ou `à choisir` tant que vous ne savez pas"),
    Key("voie", Kind.CHOICE, to="pathway", of=Pathway, words={"initiale": Pathway.SCHOOL, "alternance": Pathway.APPRENTICESHIP}, example="apprentissage", help="`scolaire`, `apprentissage`, `formation continue`, `expérience`"),
    Key("à distance", Kind.FLAG, to="remote", also=("distance",), example="oui", help="`oui` si vous préparez le diplôme à distance"),
    Key("forme", Kind.CHOICE, to="exam_form", of=ExamForm, words={"ponctuel": ExamForm.SINGLE, "contrôle en cours de formation": ExamForm.CCF}, example="ponctuelle", help="`ccf` ou `ponctuelle`, si ce n'est pas celle de la promotion", shown=(Where.PAPER,)),
    Key("session", Kind.NUMBER, to="session", example="2028", help="si ce n'est pas celle de la promotion"),
    Key("référentiel", Kind.WORD, example="fr.bts-sio.2019", help="si ce n'est pas celui de la promotion"),
    Key("vient de", Kind.WORD, to="comes_from", limit=NAME, example="2024-2026/moreau-lea", help="pour un redoublement, votre ancien portfolio : `2024-2026/moreau-lea` ; ses stages, ses réalisations et leurs avis comptent ici, sauf ce que vous refaites sous le même nom ou à la même place"),
    Key("départ", Kind.DAY, to="left_on", also=("parti le", "partie le"), example="16/01/2026", help="le jour où vous avez quitté la formation ; l'équipe ne vous compte plus parmi ceux qu'elle attend", shown=(Where.TEAM,)),
    Key("accroche", Kind.TEXT, to="tagline", limit=SENTENCE, example="Une phrase qui dit qui vous êtes et ce que vous cherchez.", help="une phrase"),
    Key("photo", Kind.WORD, to="photo", mended=True, example="fichiers/photo.jpg", help="une image de votre dossier ; réfléchissez avant d'en publier une"),
    Key("liens", Kind.OWN, keys=LINK, also=("liens utiles",), example='[{titre: Ma forge, lien: "https://forge.example/moreau-lea"}]', help="une liste de `{titre, lien}`"),
    Key("oral", Kind.WORDS, to="oral", limit=NAME, example="[glpi, supervision-zabbix]", help="les réalisations que vous montrerez, dans l'ordre où ← et → les parcourent", shown=(Where.SITE,)),
    Key("technologies", Kind.WORDS, to="technologies", limit=NAME, mended=True, also=("technos", "stack"), example="[Debian 12, GLPI, OPNsense]", help="une liste"),
    Key("certifications", Kind.RECORDS, to="certifications", keys=CERTIFICATION, also=("certification",), example="[{titre: MOOC SecNumacadémie, organisme: ANSSI, date: 14/11/2025}]", help="une liste de `{titre, organisme, date, fichier}`"),
    Key("visibilité", Kind.VISIBILITY, to="visibility", example="jury", help="`publique`, `jury` ou `équipe` : le plus large public qui peut lire tout le portfolio", shown=(Where.SITE,)),
    Key("titre", Kind.WORD, limit=NAME, help="rien : le titre de cette page est votre nom", shown=(Where.NOWHERE,)),
)

SHEET = Keys(
    Key("lieu", Kind.TEXT, to="place", limit=NAME, example="Au lycée, salle B12", help="où", shown=(Where.PAPER,)),
    Key("conditions", Kind.TEXT, to="conditions", example="En binôme", help="dans quelles conditions", shown=(Where.PAPER,)),
    Key("ressources", Kind.TEXT, to="resources", example="Deux serveurs", help="avec quelles ressources", shown=(Where.PAPER,)),
    Key("documentation", Kind.TEXT, to="documentation", example="Le wiki de la classe", help="où est la documentation", shown=(Where.PAPER,)),
    make=Sheet,
)

PRODUCTION = Keys(
    Key("titre", Kind.TEXT, required=True, absent="", limit=NAME, example="Procédure d'installation", help="ce que c'est"),
    Key("fichier", Kind.WORD, to="file", mended=True, example="fichiers/glpi-procedure.pdf", help="un chemin qui part de **votre dossier** : `fichiers/glpi-procedure.pdf`"),
    Key("lien", Kind.WORD, to="link", example="https://forge.example/glpi", help="une adresse ; déposez aussi une copie, le jour de l'oral il n'y a pas toujours de réseau"),
    Key("état", Kind.CHOICE, to="state", of=ProductionState, words={"absente": ProductionState.MISSING}, example="confidentielle", help="`en ligne`, `confidentielle` (avec une raison) ou `manquante`"),
    Key("raison", Kind.TEXT, to="reason", also=("motif",), example="Contient des noms d'agents.", help="pourquoi le jury ne peut pas la lire"),
    Key("visibilité", Kind.VISIBILITY, to="visibility", example="jury", help="si elle est plus étroite que celle de la réalisation"),
)

REALISATION = Keys(
    Key("titre", Kind.TEXT, required=True, absent="", limit=NAME, also=("titre de la réalisation", "title"), example="Déploiement de GLPI et inventaire de 240 postes", help="ce que vous avez fait, en une ligne", shown=(Where.PAGE, Where.PAPER)),
    Key("période", Kind.PERIOD, to="period", also=("date", "dates"), example="01/06/2026 au 26/06/2026", help="du … au … ; elle décide de la rubrique du tableau de synthèse", shown=(Where.PAGE, Where.PAPER)),
    Key("contexte", Kind.CHOICES, to="contexts", of=Context, words={"pro": Context.INTERNSHIP, "professionnel": Context.INTERNSHIP, "entreprise": Context.INTERNSHIP, "scolaire": Context.TRAINING, "école": Context.TRAINING, "cours": Context.TRAINING, "perso": Context.PERSONAL, "apprentissage": Context.APPRENTICESHIP}, also=("contextes",), example="formation", help="`formation`, `stage`, `alternance`, `personnel` ; une liste si le travail a traversé plusieurs contextes"),
    Key("stage", Kind.WORDS, to="internships", also=("stages",), example="mairie-de-valmont", help="le nom du dossier du stage (ou une liste), quand le contexte est `stage` ou `alternance`"),
    Key("mode", Kind.CHOICE, to="mode", of=Mode, example="vécue", help="`vécue` si vous l'avez fait, `observée` si vous y avez assisté"),
    Key("équipe", Kind.WORDS, to="team", limit=NAME, example="[benali-yanis]", help="les dossiers de vos camarades ; chacun écrit son propre fichier et cite ses propres compétences"),
    Key("compétences", Kind.CLAIMS, also=("compétence", "skills"), example="{B1.2: 63 demandes suivies}", help="un code par ligne et, après les deux-points, **une phrase qui dit comment**", shown=(Where.PAGE, Where.PAPER)),
    Key("technologies", Kind.WORDS, to="technologies", limit=NAME, mended=True, also=("technos", "technologie", "stack"), example="[GLPI 10, Debian 12]", help="une liste"),
    Key("productions", Kind.OWN, keys=PRODUCTION, also=("production",), example="[{titre: Procédure, fichier: fichiers/procedure.pdf}]", help="ce qui prouve ; voir dessous"),
    Key("statut", Kind.CHOICE, of=Status, words={"en cours": Status.DRAFT, "à compléter": Status.DRAFT, "draft": Status.DRAFT}, unknown="STR021", also=("status",), example="brouillon", help="`brouillon` tant que vous écrivez, `soumise` quand on peut lire (sans la clé : soumise)", shown=(Where.SITE,)),
    Key("auto-évaluation", Kind.PAIRS, also=("auto-évaluations", "autoévaluation"), example="{B1.1.1: 3}", help="un niveau par compétence, dans l'échelle de votre promotion", shown=(Where.TEAM,)),
    Key("épreuves", Kind.WORDS, also=("épreuve",), example="[bloc 2]", help="pour le BTS SIO, `bloc 2` dans les deux réalisations des fiches, `bloc 1` pour qu'un travail personnel entre au tableau ; un autre référentiel a ses mots"),
    Key("fiche", Kind.RECORD, to="sheet", keys=SHEET, help="les champs propres aux fiches : `{lieu, conditions, ressources, documentation}`", shown=(Where.PAPER,)),
    Key("situations", Kind.WORDS, to="situations", also=("situation",), example="[SO1]", help="les situations obligatoires (référentiel de 2011) : `[SO1]`"),
    Key("atelier", Kind.TEXT, fact=True, limit=NAME, example="AP3", help="l'atelier de professionnalisation ou le projet de classe : `AP3`"),
    Key("visibilité", Kind.VISIBILITY, to="visibility", example="jury", help="`publique`, `jury`, `équipe`", shown=(Where.SITE,)),
    Key("vient de", Kind.WORDS, limit=NAME, example="glpi", help="après avoir renommé le fichier, son ancien nom, ou leur liste `[glpi, parc]` : les avis suivent, les anciennes adresses redirigent", shown=(Where.SITE,)),
    Key("résumé", Kind.TEXT, to="summary", limit=SENTENCE, also=("description",), example="Un parc que l'on connaît enfin.", help="une phrase"),
    Key("organisation", Kind.TEXT, to="organisation", limit=NAME, also=("entreprise", "company"), example="Mairie de Valmont", help="un nom, quand aucun stage ne le dit déjà"),
    Key("année", Kind.NUMBER, fact=True, example="1", help="`1` ou `2`"),
    Key("ordre", Kind.NUMBER, to="rank", also=("rang",), example="1", help="un rang dans vos listes", shown=(Where.SITE,)),
)

HOST = Keys(
    Key("nom", Kind.TEXT, required=True, limit=NAME, example="Mairie de Valmont", help="son nom"),
    Key("nom public", Kind.TEXT, to="public_name", limit=NAME, example="Une mairie de Haute-Bretagne", help="ce que lisent le public et le jury", shown=(Where.SITE,)),
    Key("ville", Kind.TEXT, to="town", limit=NAME, example="Valmont", help="la commune"),
    Key("pays", Kind.WORD, limit=NAME, example="PT", help="un code ; `FR` quand la clé manque"),
    Key("type", Kind.TEXT, to="kind", limit=NAME, example="collectivité", help="collectivité, entreprise, association…"),
    Key("services", Kind.WORDS, to="services", limit=NAME, example="[production et fourniture, conseil et assistance]", help="ce qu'elle offre en informatique"),
)

TUTOR = Keys(
    Key("nom", Kind.TEXT, to="name", required=True, limit=NAME, example="M. Lefort", help="son nom", shown=(Where.TEAM,)),
    Key("fonction", Kind.TEXT, to="position", limit=NAME, example="responsable informatique", help="sa fonction", shown=(Where.TEAM,)),
    make=Tutor,
    short="nom",
)

AGREEMENT = Keys(
    Key("signée le", Kind.DAY, to="signed_on", also=("signé le", "date de signature"), example="12/05/2026", help="le jour", shown=(Where.TEAM, Where.CHECK)),
    Key("clauses", Kind.CHOICES, to="clauses", of=Clause, example="[suivi]", help="ce qu'elle précise", shown=(Where.TEAM, Where.CHECK)),
    make=Agreement,
)

CERTIFICATE = Keys(
    Key("délivrée le", Kind.DAY, to="delivered_on", also=("délivré le",), example="26/06/2026", help="le jour", shown=(Where.PAGE, Where.PAPER, Where.CHECK)),
    Key("par", Kind.TEXT, to="by", limit=NAME, example="M. Lefort", help="qui l'a signée", shown=(Where.TEAM,)),
    Key("du", Kind.DAY, to="start", example="01/06/2026", help="le premier jour attesté", shown=(Where.CHECK,)),
    Key("au", Kind.DAY, to="end", example="26/06/2026", help="le dernier jour attesté", shown=(Where.CHECK,)),
    Key("semaines", Kind.NUMBER, to="weeks", example="4", help="leur nombre", shown=(Where.CHECK,)),
    Key("contenu", Kind.TEXT, to="content", example="Support aux agents", help="ce qui a été fait", shown=(Where.CHECK, Where.PAPER)),
    Key("session", Kind.NUMBER, to="session", example="2027", help="la session de l'examen", shown=(Where.CHECK,)),
    make=Certificate,
)

STRETCH = Keys(
    Key("du", Kind.DAY, example="01/06/2026", help="le premier jour"),
    Key("au", Kind.DAY, example="26/06/2026", help="le dernier jour"),
    Key("organisation", Kind.OWN, limit=NAME, keys=HOST, mended=True, also=("entreprise", "company"), example="mairie-valmont", help="si ce n'est pas celle du stage"),
    Key("tuteur", Kind.RECORD, keys=TUTOR, mended=True, help="si ce n'est pas celui du stage", shown=(Where.TEAM,)),
    Key("convention", Kind.RECORD, keys=AGREEMENT, help="si ce n'est pas celle du stage", shown=(Where.TEAM, Where.CHECK)),
    Key("attestation", Kind.RECORD, keys=CERTIFICATE, also=("certificat", "certificat de travail"), help="si ce n'est pas celle du stage", shown=(Where.TEAM, Where.PAPER, Where.CHECK)),
)

ACCORD = Keys(
    Key("étudiant", Kind.DAY, also=("étudiante",), example="02/05/2026", help="le jour", shown=(Where.TEAM, Where.CHECK)),
    Key("organisation", Kind.DAY, also=("entreprise",), example="05/05/2026", help="le jour", shown=(Where.TEAM, Where.CHECK)),
    Key("équipe", Kind.DAY, also=("équipe pédagogique",), example="06/05/2026", help="le jour", shown=(Where.TEAM, Where.CHECK)),
)

ABSENCE = Keys(
    Key("du", Kind.DAY, example="08/06/2026", help="le premier jour", shown=(Where.TEAM,)),
    Key("au", Kind.DAY, example="09/06/2026", help="le dernier jour", shown=(Where.TEAM,)),
    Key("le", Kind.PERIOD, example="08/06/2026", help="le jour, quand il est seul", shown=(Where.TEAM,)),
    Key("motif", Kind.TEXT, example="Médecin", help="pourquoi", shown=(Where.TEAM,)),
)

FOLLOW_UP = Keys(
    Key("le", Kind.DAY, to="on", required=True, example="17/06/2026", help="le jour", shown=(Where.TEAM,)),
    Key("par", Kind.TEXT, to="by", limit=NAME, example="M. Durand", help="qui", shown=(Where.TEAM,)),
    Key("mode", Kind.CHOICE, to="mode", of=FollowUpMode, words={"sur place": FollowUpMode.VISIT, "à distance": FollowUpMode.REMOTE, "appel": FollowUpMode.REMOTE}, example="visite", help="`visite` ou `distance`", shown=(Where.TEAM,)),
    Key("note", Kind.TEXT, to="note", example="Le cadre convient.", help="ce qui s'est dit", shown=(Where.TEAM,)),
    make=FollowUp,
)

INTERNSHIP = Keys(
    Key("ordre", Kind.NUMBER, to="rank", also=("rang",), example="1", help="`1` pour la première année, `2` pour la seconde", shown=(Where.CHECK,)),
    Key("organisation", Kind.OWN, limit=NAME, keys=HOST, mended=True, also=("entreprise", "company"), example="mairie-valmont", help="le nom d'un fichier de `organisations/`, ou `{nom, ville, …}` écrit ici"),
    Key("du", Kind.DAY, example="01/06/2026", help="le premier jour, d'une seule période"),
    Key("au", Kind.DAY, example="26/06/2026", help="le dernier jour"),
    Key("périodes", Kind.OWN, keys=STRETCH, also=("période", "dates"), help="sinon, une liste de `{du, au, organisation, tuteur, convention, attestation}`"),
    Key("présence", Kind.OWN, example="lundi et mardi", help="quand on n'y est pas tous les jours : `2 jours par semaine`, `lundi et mardi`, `14 h par semaine`, `70 h` en tout, `1 semaine sur 2` (aussi en alternance)"),
    Key("service", Kind.TEXT, to="service", limit=NAME, example="Direction des systèmes d'information", help="celui où vous êtes"),
    Key("lieu", Kind.TEXT, to="place", limit=NAME, example="Valmont", help="où"),
    Key("pays", Kind.WORD, limit=NAME, example="PT", help="un code (`PT`) ; `FR` quand la clé manque ; la page le nomme s'il est étranger"),
    Key("tuteur", Kind.RECORD, keys=TUTOR, mended=True, example="{nom: M. Lefort, fonction: responsable informatique}", help="`{nom, fonction}` ; lu par l'équipe seule", shown=(Where.TEAM,)),
    Key("professeur référent", Kind.TEXT, to="supervisor", limit=NAME, also=("professeur",), example="M. Durand", help="qui vous suit", shown=(Where.TEAM, Where.PAPER)),
    Key("objectifs", Kind.LINES, to="objectives", also=("objectif",), example="Remettre à plat l'inventaire du parc.", help="une phrase ou une liste de phrases"),
    Key("missions", Kind.LINES, to="missions", also=("mission",), example="[Déployer l'agent d'inventaire.]", help="une phrase ou une liste de phrases"),
    Key("accord", Kind.OWN, keys=ACCORD, also=("accords",), example="{étudiant: 02/05/2026, organisation: 05/05/2026, équipe: 06/05/2026}", help="quand chacun en a convenu : `{étudiant: 02/05/2026, organisation: 05/05/2026, équipe: 06/05/2026}` (pour l'équipe)", shown=(Where.TEAM, Where.CHECK)),
    Key("qualité", Kind.CHOICE, to="quality", of=Quality, words={"stagiaire": Quality.TRAINEE, "étudiant": Quality.TRAINEE, "étudiante stagiaire": Quality.TRAINEE, "apprenti": Quality.EMPLOYEE, "apprentie": Quality.EMPLOYEE}, example="salarié", help="`étudiant stagiaire` ou `salarié`"),
    Key("atelier", Kind.TEXT, fact=True, limit=NAME, example="AP3", help="l'atelier auquel le stage se rattache"),
    Key("absences", Kind.OWN, keys=ABSENCE, also=("absence",), example="[{du: 08/06/2026, au: 09/06/2026, motif: Médecin}]", help="une liste de `{du, au, motif}`, ou `{le, motif}` pour un jour", shown=(Where.TEAM,)),
    Key("prolongation", Kind.PERIOD, example="{du: 29/06/2026, au: 03/07/2026}", help="`{du, au}`"),
    Key("convention", Kind.RECORD, keys=AGREEMENT, example="{signée le: 12/05/2026, clauses: [suivi]}", help="`{signée le, clauses: […]}` ; les clauses sont `accident et responsabilité`, `objectifs et modalités`, `étapes et autonomie`, `suivi`, `prolongation`", shown=(Where.TEAM, Where.CHECK)),
    Key("attestation", Kind.RECORD, keys=CERTIFICATE, also=("certificat", "certificat de travail"), example="{délivrée le: 26/06/2026, par: M. Lefort}", help="`{délivrée le, par, du, au, semaines, contenu, session}`", shown=(Where.TEAM, Where.PAPER, Where.CHECK)),
    Key("suivi", Kind.RECORDS, to="follow_ups", keys=FOLLOW_UP, example="[{le: 17/06/2026, par: M. Durand, mode: visite}]", help="une liste de `{le, par, mode, note}` ; le mode est `visite` ou `distance`", shown=(Where.TEAM,)),
    Key("contexte", Kind.WORDS, example="alternance", help="pour l'alternance : `contexte: alternance`"),
    Key("rythme", Kind.TEXT, to="rhythm", limit=NAME, example="une semaine sur deux", help="celui de l'alternance, en une phrase"),
    Key("visibilité", Kind.VISIBILITY, to="visibility", example="jury", help="`publique`, `jury`, `équipe`", shown=(Where.SITE,)),
    Key("titre", Kind.WORD, help="rien : le titre de cette page est l'organisation", shown=(Where.NOWHERE,)),
)

REPORT = Keys(
    Key("semaine", Kind.NUMBER, also=("mois", "numéro"), example="1", help="son numéro ; sans la clé, celui du nom du fichier"),
    Key("du", Kind.DAY, example="01/06/2026", help="le premier jour"),
    Key("au", Kind.DAY, example="05/06/2026", help="le dernier jour"),
    Key("activités", Kind.PROSE, to="activities", also=("activité",), example="Inventaire du premier site.", help="ce que vous avez fait, en une phrase ou une liste"),
    Key("compétences", Kind.CLAIMS, also=("compétence",), example="[B1.1]", help="celles que la semaine évoque"),
    Key("autonomie", Kind.TEXT, to="autonomy", example="Accompagnée, puis seule.", help="comment vous avez travaillé"),
    Key("visibilité", Kind.VISIBILITY, to="visibility", default=Visibility.JURY, example="publique", help="`publique`, `jury` (sans la clé) ou `équipe`", shown=(Where.SITE,)),
    Key("titre", Kind.WORD, help="rien : le titre de cette page est son numéro", shown=(Where.NOWHERE,)),
)

REVIEW = Keys(
    Key("le", Kind.DAY, to="on", required=True, also=("date",), example="25/06/2026", help="le jour du bilan"),
    Key("avec", Kind.WORDS, to="participants", mended=True, example="[M. Lefort, M. Durand]", help="qui y était", shown=(Where.TEAM,)),
    Key("acquis", Kind.PROSE, to="gained", also=("acquises",), example="Je mène un inventaire du début à la fin.", help="ce que vous savez faire"),
    Key("compétences", Kind.CLAIMS, also=("compétence",), example="[B1.1, B1.2]", help="celles dont on a parlé"),
    Key("visibilité", Kind.VISIBILITY, to="visibility", default=Visibility.JURY, example="publique", help="`publique`, `jury` (sans la clé) ou `équipe`", shown=(Where.SITE,)),
    Key("titre", Kind.WORD, help="rien : le titre de cette page dit quel bilan elle est", shown=(Where.NOWHERE,)),
)

WATCH = Keys(
    Key("titre", Kind.TEXT, required=True, limit=NAME, also=("title",), example="NIS 2 et les communes", help="celui de l'article"),
    Key("date", Kind.DAY, to="on", required=True, example="12/02/2026", help="le jour de l'article"),
    Key("source", Kind.TEXT, to="origin", required=True, also=("sources",), example="ANSSI", help="qui l'a publié"),
    Key("lien", Kind.WORD, to="link", also=("url",), example="https://exemple.example/nis2", help="son adresse"),
    Key("thème", Kind.TEXT, to="theme", limit=NAME, also=("thèmes",), example="Cybersécurité des collectivités", help="le sujet que vous suivez"),
    Key("analyse", Kind.TEXT, to="analysis", example="Les communes sont concernées.", help="votre analyse, quand une seule phrase suffit"),
    Key("visibilité", Kind.VISIBILITY, to="visibility", example="jury", help="`publique`, `jury`, `équipe`", shown=(Where.SITE,)),
)

PAGE = Keys(
    Key("titre", Kind.TEXT, limit=NAME, also=("title",), example="Mon parcours", help="sans la clé, le premier titre du texte"),
    Key("ordre", Kind.NUMBER, to="rank", also=("rang",), example="1", help="son rang dans votre menu", shown=(Where.SITE,)),
    Key("statut", Kind.CHOICE, of=Status, words={"en cours": Status.DRAFT, "à compléter": Status.DRAFT, "draft": Status.DRAFT}, unknown="STR021", also=("status",), example="brouillon", help="`brouillon` la cache", shown=(Where.SITE,)),
    Key("visibilité", Kind.VISIBILITY, to="visibility", example="jury", help="`publique`, `jury`, `équipe`", shown=(Where.SITE,)),
    Key("description", Kind.TEXT, help="rien : une note pour vous", shown=(Where.NOWHERE,)),
)

ORGANISATION = HOST

HOLIDAY = Keys(
    Key("nom", Kind.TEXT, limit=NAME, example="Pont de l'Ascension", help="leur nom", shown=(Where.NOWHERE,)),
    Key("du", Kind.DAY, example="14/05/2026", help="le premier jour", shown=(Where.CHECK,)),
    Key("au", Kind.DAY, example="17/05/2026", help="le dernier jour", shown=(Where.CHECK,)),
    Key("période", Kind.PERIOD, example="14/05/2026 au 17/05/2026", help="ou les deux ensemble", shown=(Where.CHECK,)),
)

SCHOOL = Keys(
    Key("nom", Kind.TEXT, to="name", limit=NAME, example="Lycée Jean-Moulin", help="celui de l'établissement"),
    Key("académie", Kind.TEXT, to="academy", example="Rennes", help="son académie"),
    Key("zone", Kind.CHOICE, to="zone", words={"A": "A", "B": "B", "C": "C"}, example="B", help="celle des vacances scolaires : `A`, `B` ou `C`", shown=(Where.CHECK,)),
    Key("adresse du site", Kind.OWN, also=("adresse", "site"), example="https://portfolios.lycee.example/", help="où le site sera publié", shown=(Where.SITE,)),
    Key("type", Kind.CHOICE, to="kind", words={"public": "public", "privé sous contrat": "privé sous contrat", "privé hors contrat": "privé hors contrat", "CFA": "CFA"}, example="public", help="`public`, `privé sous contrat`, `privé hors contrat` ou `CFA`"),
    Key("mentions légales", Kind.TEXT, to="legal_notice", example="Site édité par le lycée Jean-Moulin.", help="qui édite le site"),
    Key("contact données", Kind.TEXT, to="data_contact", also=("contact",), example="https://lycee.example/donnees-personnelles", help="à qui écrire pour faire corriger ou retirer une page"),
    Key("visibilité par défaut", Kind.VISIBILITY, to="default_visibility", also=("visibilité",), example="publique", help="celle des pages qui ne disent rien : `publique`, `jury` ou `équipe`", shown=(Where.SITE,)),
    Key("Mo par portfolio", Kind.NUMBER, to="megabytes", example="300", help="ce que les fichiers joints d'un portfolio peuvent peser, puis contenir une fois ouverts (300 sans cette clé) ; ce que coûte une limite plus haute est dans [securite.md](securite.md)", shown=(Where.CHECK,)),
    Key("indexation", Kind.FLAG, to="indexing", example="non", help="`oui` laisse les moteurs de recherche venir", shown=(Where.SITE,)),
    Key("dépôt", Kind.CHOICE, words={"privé": "privé", "public": "public"}, example="privé", help="`privé` dit que vous avez vérifié, sur la forge, que personne d'autre ne lit ces fichiers : sans cela, un dépôt sur une forge ouverte à tous est un avertissement dès qu'une donnée y est réservée à l'équipe", shown=(Where.CHECK,)),
    Key("date de référence", Kind.DAY, to="reference_date", example="01/09/2026", help="fixe le jour des contrôles", shown=(Where.CHECK,)),
    Key("vacances", Kind.OWN, keys=HOLIDAY, example="[{nom: Pont de l'Ascension, du: 14/05/2026, au: 17/05/2026}]", help="s'ajoute au calendrier de la zone : une liste de `{nom, du, au}`", shown=(Where.CHECK,)),
    Key("format", Kind.NUMBER, example="1", help="celui de ces fichiers : `1`", shown=(Where.CHECK,)),
)

YEARS = Keys(
    Key("première", Kind.PERIOD, example="{du: 01/09/2025, au: 03/07/2026}", help="`{du, au}`", shown=(Where.TEAM, Where.CHECK)),
    Key("seconde", Kind.PERIOD, also=("deuxième",), example="{du: 01/09/2026, au: 30/06/2027}", help="`{du, au}`", shown=(Where.TEAM, Where.CHECK)),
)

TEACHER = Keys(
    Key("nom", Kind.TEXT, to="name", required=True, limit=NAME, example="M. Durand", help="comme dans les évaluations", shown=(Where.TEAM, Where.SITE)),
    Key("rôle", Kind.TEXT, to="role", example="professeur", help="son rôle", shown=(Where.TEAM,)),
    Key("matières", Kind.WORDS, to="subjects", example="[SISR, cybersécurité]", help="ce qu'il enseigne", shown=(Where.TEAM,)),
    make=Teacher,
    short="nom",
)

_LENGTHS = (
    Key("source", Kind.TEXT, to="source", example="arrêté fictif, annexe Stages", help="le texte dont il vient", shown=(Where.CHECK,)),
    Key("durée", Kind.NUMBER, to="total", also=("total weeks",), example="10", help="en semaines, sur les deux années", shown=(Where.CHECK,)),
    Key("première", Kind.WEEKS, to="first", also=("first year",), example="4 à 5", help="semaines de la première année", shown=(Where.CHECK,)),
    Key("seconde", Kind.WEEKS, to="second", also=("second year",), example="5 à 6", help="semaines de la seconde", shown=(Where.CHECK,)),
    Key("prolongation", Kind.NUMBER, to="extension", also=("extension",), example="2", help="semaines qu'on peut ajouter pendant les vacances", shown=(Where.CHECK,)),
    Key("repos", Kind.NUMBER, to="rest", also=("rest",), example="4", help="semaines de repos à garder l'été", shown=(Where.CHECK,)),
    Key("organisations", Kind.WORDS, to="organisation_kinds", also=("organisation kinds",), example="[collectivité]", help="les types d'organisations admis ; sans la clé, tous", shown=(Where.CHECK,)),
)
"""What a référentiel asks of stages, and a class in its place."""

CLASS_PROFILE = Keys(*_LENGTHS, make=Profile)

COHORT = Keys(
    Key("nom", Kind.TEXT, to="name", limit=NAME, example="BTS SIO 2025-2027", help="sans la clé, le dossier"),
    Key("référentiel", Kind.WORD, required=True, example="fr.bts-sio.2019", help="l'identifiant de celui de la classe"),
    Key("session", Kind.NUMBER, to="session", required=True, example="2027", help="l'année de l'examen"),
    Key("années", Kind.OWN, keys=YEARS, also=("année",), example="{première: {du: 01/09/2025, au: 03/07/2026}, seconde: {du: 01/09/2026, au: 30/06/2027}}", help="`{première: {du, au}, seconde: {du, au}}`", shown=(Where.TEAM, Where.CHECK)),
    Key("équipe", Kind.RECORDS, to="team", keys=TEACHER, example="[{nom: M. Durand, rôle: professeur, matières: [cybersécurité]}]", help="une liste de `{nom, rôle, matières}` : seuls ses avis valident une compétence"),
    Key("forme", Kind.CHOICE, to="exam_form", of=ExamForm, words={"ponctuel": ExamForm.SINGLE, "contrôle en cours de formation": ExamForm.CCF}, example="ccf", help="`ccf` ou `ponctuelle`", shown=(Where.PAPER,)),
    Key("échelle", Kind.WORDS, to="scale", example="[découverte, avec aide, en autonomie, maîtrise]", help="les noms des niveaux 1, 2, 3…", shown=(Where.TEAM,)),
    Key("rapports hebdomadaires", Kind.CHOICE, words={"exigés": "exigés", "libres": "libres", "oui": "exigés", "obligatoires": "exigés", "non": "libres"}, also=("rapports",), example="exigés", help="`exigés` ou `libres`", shown=(Where.CHECK,)),
    Key("profil de stage", Kind.RECORD, to="internship_profile", keys=CLASS_PROFILE, also=("profil",), example="{première: 4 à 5, seconde: 5 à 6}", help="les durées de l'établissement, en semaines, vérifiées et citées avec leur source : `{durée, première, seconde, prolongation, repos, organisations, source}`"),
    Key("vient de", Kind.WORDS, limit=NAME, example="sio-2027", help="après avoir renommé le dossier de la promotion, son ancien nom, ou leur liste : les anciennes adresses redirigent", shown=(Where.SITE,)),
    Key("publier jusqu'au", Kind.DAY, to="publish_until", example="31/12/2027", help="après, la promotion n'est plus que pour l'équipe", shown=(Where.PAGE, Where.SITE)),
)

VERDICT = Keys(
    Key("réalisation", Kind.WORD, to="realisation", also=("réalisations",), example="glpi", help="le nom de son fichier ; sans elle ni `stage`, c'est un commentaire sur le portfolio"),
    Key("stage", Kind.WORD, to="stage", also=("stages",), example="mairie", help="le nom de son dossier, au lieu de `réalisation` : l'avis porte sur le stage et ses comptes rendus", shown=(Where.TEAM,)),
    Key("compétence", Kind.WORD, to="competency", also=("compétences",), example="B1.1.1", help="sans la clé, l'avis porte sur toute la réalisation"),
    Key("par", Kind.TEXT, to="by", required=True, absent="EVA010", limit=NAME, also=("auteur",), example="M. Durand", help="qui parle"),
    Key("rôle", Kind.CHOICE, to="role", required=True, absent="EVA010", of=Role, words={"enseignant": Role.TEACHER, "enseignante": Role.TEACHER, "formateur": Role.TEACHER, "formatrice": Role.TEACHER, "professeure": Role.TEACHER, "tutrice": Role.TUTOR, "maître d'apprentissage": Role.TUTOR, "maîtresse d'apprentissage": Role.TUTOR}, example="professeur", help="`professeur` ou `tuteur`"),
    Key("le", Kind.DAY, to="on", required=True, absent="EVA010", also=("date",), example="2026-06-27", help="le jour"),
    Key("avis", Kind.CHOICE, to="opinion", of=Opinion, unknown="EVA006", also=("avis final",), example="retenue", help="`retenue`, `à reprendre` ou `refusée`"),
    Key("niveau", Kind.NUMBER, to="level", example="3", help="un rang de l'échelle", shown=(Where.TEAM,)),
    Key("commentaire", Kind.TEXT, to="comment", example="L'inventaire est juste.", help="ce que lit l'étudiant", shown=(Where.TEAM,)),
    Key("passage", Kind.TEXT, to="passage", example="J'ai installé le serveur.", help="les mots de la page dont parle le commentaire", shown=(Where.TEAM,)),
    Key("recueillie par", Kind.TEXT, to="collected_by", limit=NAME, example="Mme Okafor", help="pour la voix d'un tuteur, qui de l'équipe l'a notée", shown=(Where.TEAM,)),
    Key("moyen", Kind.CHOICE, to="means", of=Means, words={"visite de stage": Means.VISIT, "entretien": Means.VISIT, "mail": Means.MAIL, "courriel": Means.MAIL, "e-mail": Means.MAIL, "courrier": Means.PAPER, "fiche": Means.PAPER}, example="visite", help="pour la voix d'un tuteur, comment elle a été recueillie : `visite`, `mél` ou `papier`", shown=(Where.TEAM,)),
    Key("empreinte", Kind.WORD, to="fingerprint", help="écrite par `vitrail review`, jamais à la main", shown=(Where.PAGE,)),
    make=Verdict,
)

OPTION = Keys(
    Key("code", Kind.WORD, to="id", required=True, also=("id", "identifiant"), example="VER", help="ce que l'on tape"),
    Key("titre", Kind.TEXT, to="title", also=("title", "intitulé"), example="Verre et plomb", help="son nom"),
    Key("lettre", Kind.WORD, to="letter", also=("letter",), example="A", help="celle des papiers", shown=(Where.PAPER,)),
    Key("remarque", Kind.TEXT, to="note", also=("note",), example="ouverte en 2032", help="affichée telle quelle"),
    short="code",
)

LEVEL = Keys(
    Key("niveau", Kind.TEXT, also=("kind",), example="mission", help="le nom"),
    Key("libellé", Kind.TEXT, also=("label",), example="Mission", help="tel qu'affiché"),
    Key("pluriel", Kind.TEXT, to="plural", also=("plural",), example="Missions", help="le pluriel"),
    Key("remarque", Kind.TEXT, to="note", also=("note",), help="affichée telle quelle"),
    short="niveau",
)

LEGAL = Keys(
    Key("référence", Kind.TEXT, to="ref", required=True, also=("ref",), example="Arrêté fictif du 1er mai 2030", help="son titre"),
    Key("publié le", Kind.DAY, to="published", also=("published",), example="2030-05-01", help="le jour"),
    Key("adresse", Kind.WORD, to="url", also=("url",), example="https://textes.example/1", help="où le lire"),
    Key("rôle", Kind.TEXT, to="role", also=("role",), example="création", help="ce qu'il fait"),
    Key("nor", Kind.WORD, to="nor", example="FICT3000001A", help="son numéro"),
    Key("jorf", Kind.TEXT, to="jorf", example="n°0001", help="son journal"),
    Key("effet", Kind.TEXT, to="effect", also=("effect",), example="deux options de plus", help="ce qu'il change"),
    Key("source", Kind.TEXT, to="source", example="S1", help="le code de la source"),
    make=LegalText,
)

SOURCE = Keys(
    Key("code", Kind.WORD, required=True, also=("id", "identifiant"), example="S1", help="ce que les autres clés citent"),
    Key("texte", Kind.TEXT, required=True, also=("text",), example="Le texte publié", help="ce que c'est"),
)

NOTE = Keys(
    Key("sujet", Kind.TEXT, required=True, also=("subject",), example="Fiction", help="de quoi"),
    Key("texte", Kind.TEXT, required=True, also=("text",), example="Rien de ceci n'est officiel.", help="la remarque"),
)

ALIAS = Keys(
    Key("nom", Kind.WORD, required=True, also=("name",), example="E5.1", help="ce qui est compris"),
    Key("depuis la session", Kind.NUMBER, also=("from session",), example="2025", help="la première session"),
    Key("jusqu'à la session", Kind.NUMBER, also=("to session",), example="2030", help="la dernière"),
    short="nom",
)

INDICATOR = Keys(
    Key("texte", Kind.TEXT, to="text", required=True, also=("text",), example="La source convient au lieu", help="le critère"),
    Key("phrase d'introduction manquante", Kind.FLAG, to="lead_sentence_missing", also=("lead sentence missing",), example="oui", help="`oui` s'il y en avait une"),
    Key("tronqué", Kind.FLAG, to="truncated", also=("truncated",), example="oui", help="`oui` si sa source le coupe"),
    make=Indicator,
    short="texte",
)

COMPETENCY = Keys(
    Key("code", Kind.WORD, required=True, also=("id", "identifiant"), example="L.1", help="lu comme il est écrit : `1.10` n'est pas `1.1`"),
    Key("titre", Kind.TEXT, required=True, also=("title", "intitulé"), example="Préparer la lumière", help="l'intitulé officiel"),
    Key("contient", Kind.RECORDS, also=("children",), example="[{code: L.1.1, titre: Choisir une source}]", help="celles du dessous"),
    Key("dépend de", Kind.WORD, also=("parent",), example="L", help="ou, à l'inverse, le code de celle du dessus"),
    Key("niveau", Kind.WORD, also=("kind",), example="mission", help="si ce n'est pas celui de sa profondeur"),
    Key("options", Kind.WORDS, example="[VER]", help="sans la clé, celles de son parent ; au premier niveau, toutes"),
    Key("code court", Kind.WORD, also=("local id",), example="O.1", help="ce qu'un étudiant écrit une fois son option connue : deux options peuvent avoir le même", shown=(Where.CHECK,)),
    Key("activité", Kind.TEXT, to="activity", also=("activity",), example="Éclairage", help="son activité professionnelle"),
    Key("alias", Kind.OWN, keys=ALIAS, also=("aliases", "autres noms"), example="[{nom: E5.1, depuis la session: 2025}]", help="d'autres noms, pour toutes les sessions ou pour certaines : `{nom: E5.1, depuis la session: 2025}`"),
    Key("indicateurs", Kind.RECORDS, to="indicators", keys=INDICATOR, also=("indicators",), example="[La source convient au lieu]", help="ses critères"),
    Key("indicateurs non vérifiés", Kind.FLAG, to="indicators_unverified", also=("indicators unverified",), example="oui", help="`oui` si leur texte n'a pas été comparé à l'officiel"),
    Key("remarque sur les indicateurs", Kind.TEXT, to="indicators_note", also=("indicators note",), example="Deux manquent.", help="affichée telle quelle"),
    Key("source des indicateurs", Kind.TEXT, to="indicators_source", also=("indicators source",), example="S1", help="le code de la source"),
)

EXAM = Keys(
    Key("code", Kind.WORD, required=True, also=("id", "identifiant"), example="F1", help="celui des papiers"),
    Key("clé", Kind.WORD, also=("key",), example="F1@2031", help="quand le code a changé de sens : `E5@2025`", shown=(Where.SITE,)),
    Key("titre", Kind.OWN, also=("title", "intitulé"), example="Présenter ses lanternes", help="pour toutes les options, ou option par option"),
    Key("depuis la session", Kind.NUMBER, also=("from session",), example="2031", help="la première"),
    Key("jusqu'à la session", Kind.NUMBER, also=("to session",), example="2040", help="la dernière"),
    Key("couvre", Kind.OWN, also=("covers",), example="[L]", help="les codes qu'elle juge, pour toutes les options ou option par option : `{VER: [O.V], NEO: [O.N]}`"),
    Key("coefficient", Kind.NUMBER, to="coefficient", example="3", help="son poids"),
    Key("forme", Kind.OWN, also=("form",), example="{ccf: deux situations, ponctuelle: oral}", help="comment elle se passe, ou `{ccf, ponctuelle}`"),
    Key("durée en minutes", Kind.NUMBER, to="minutes", also=("minutes",), example="40", help="sa durée"),
    Key("non vérifié", Kind.FLAG, to="unverified", also=("unverified",), example="oui", help="`oui` si elle n'a pas été lue dans un texte officiel"),
    Key("couverture non vérifiée", Kind.FLAG, to="covers_unverified", also=("covers unverified",), example="oui", help="`oui` si seul ce qu'elle couvre ne l'a pas été"),
    Key("remarque", Kind.TEXT, to="note", also=("note",), example="Un essai", help="affichée telle quelle"),
    Key("source", Kind.TEXT, to="source", example="S1", help="le code de la source"),
)

SITUATION = Keys(
    Key("code", Kind.WORD, to="id", required=True, also=("id", "identifiant"), example="SO1", help="ce que l'on tape"),
    Key("titre", Kind.TEXT, to="title", required=True, also=("title", "intitulé"), example="Participer à un projet", help="son nom"),
    Key("options", Kind.WORDS, example="[VER]", help="sans la clé, toutes"),
    Key("ancien titre", Kind.TEXT, to="earlier_title", also=("earlier title",), example="Prendre part", help="celui d'avant"),
    Key("source", Kind.TEXT, to="source", example="S1", help="le code de la source"),
)

SECTION = Keys(
    Key("code", Kind.WORD, required=True, also=("id", "identifiant"), example="formation", help="`formation`, `pro-1` ou `pro-2`"),
    Key("titre", Kind.TEXT, required=True, also=("title", "intitulé"), example="À l'atelier", help="son nom"),
)

TABLE = Keys(
    Key("code", Kind.WORD, to="id", required=True, also=("id", "identifiant"), example="carnet", help="ce que les autres clés citent"),
    Key("titre", Kind.TEXT, to="title", required=True, also=("title", "intitulé"), example="Carnet des lanternes", help="son nom"),
    Key("épreuves", Kind.WORDS, also=("exams",), example="[F1]", help="celles qui le demandent"),
    Key("colonnes", Kind.OWN, also=("columns",), example="{VER: [L.1.1], NEO: [O.N.1]}", help="des codes, pour toutes les options ou option par option"),
    Key("rubriques", Kind.OWN, keys=SECTION, also=("sections",), example="[{code: formation, titre: À l'atelier}]", help="`{code, titre}` ; les codes sont `formation`, `pro-1` et `pro-2`"),
    Key("lignes", Kind.TEXT, to="rows", also=("rows",), example="une ligne par lanterne", help="ce que dit une ligne"),
    Key("colonne période", Kind.TEXT, to="period_column", also=("period column",), example="Période", help="le nom de cette colonne"),
    Key("marque", Kind.WORD, to="mark", also=("mark",), example="✓", help="ce qui coche une case"),
    Key("annexes par session", Kind.PAIRS, also=("annex by session",), example="{2031: VI-1}", help="session → annexe"),
    Key("mots", Kind.WORDS, also=("words",), example="[bloc 1]", help="ce qu'une réalisation écrit sous `épreuves` pour y être proposée", shown=(Where.CHECK,)),
    Key("nombre", Kind.NUMBER, to="count", also=("count",), example="2", help="combien de réalisations il décrit ; sans la clé, autant qu'on veut", shown=(Where.CHECK,)),
    Key("modèle", Kind.TEXT, to="model", also=("model",), example="carnet de 2031", help="le modèle officiel dont le papier reprend les champs", shown=(Where.PAPER,)),
    Key("notes de bas de page", Kind.WORDS, to="footnotes", also=("footnotes",), example="[Trois pages au plus]", help="les notes du papier, dans l'ordre de ses parties", shown=(Where.PAPER,)),
    Key("avec situations", Kind.FLAG, to="with_situations", also=("with situations",), example="oui", help="`oui` si les situations obligatoires y ont des colonnes"),
    Key("non vérifié", Kind.FLAG, to="unverified", also=("unverified",), example="oui", help="`oui` s'il n'a pas été lu dans un texte officiel"),
    Key("remarque", Kind.TEXT, to="note", also=("note",), example="Un essai", help="affichée telle quelle"),
    Key("règle de couverture", Kind.TEXT, to="coverage_rule", also=("coverage rule",), example="toutes les colonnes", help="ce que le texte exige"),
    Key("libellés imprimés", Kind.PAIRS, also=("printed labels",), example="{L.1.1: Choisir}", help="code → ce que le papier imprime", shown=(Where.PAPER,)),
    Key("en-tête", Kind.WORDS, to="header_fields", also=("header fields",), example="[NOM, Prénom]", help="les champs de la tête du papier"),
    Key("source", Kind.TEXT, to="source", example="S1", help="le code de la source"),
)

REQUIREMENT = Keys(
    Key("code", Kind.WORD, to="id", required=True, also=("id", "identifiant"), example="tableau", help="ce qui la désigne", shown=(Where.TEAM,)),
    Key("titre", Kind.TEXT, to="title", required=True, also=("title", "intitulé"), example="Un tableau à jour", help="ce qui est demandé", shown=(Where.TEAM,)),
    Key("constat", Kind.CHOICE, to="check", required=True, of=Check, also=("check",), example="tableau", help="ce qui est regardé : voir plus bas", shown=(Where.TEAM,)),
    Key("obligatoire", Kind.FLAG, to="hard", also=("hard",), example="oui", help="`oui` si, sans elle, on n'est pas prêt", shown=(Where.TEAM,)),
    Key("fondement", Kind.CHOICE, to="standing", of=Standing, also=("standing",), example="officiel", help="`officiel`, `secondaire`, `non vérifié` ou `sans texte`", shown=(Where.TEAM,)),
    Key("source", Kind.TEXT, to="source", example="S1", help="le code de la source", shown=(Where.TEAM,)),
    Key("conseil", Kind.TEXT, to="advice", also=("advice",), example="Complétez-le.", help="que faire", shown=(Where.TEAM,)),
    Key("voies", Kind.CHOICES, of=Pathway, also=("pathways",), example="[scolaire]", help="celles des candidats concernés ; sans la clé, toutes", shown=(Where.TEAM,)),
    Key("formes", Kind.CHOICES, of=ExamForm, also=("forms",), example="[ccf]", help="de même, les formes de l'épreuve", shown=(Where.TEAM,)),
    Key("depuis la session", Kind.NUMBER, also=("from session",), example="2031", help="la première", shown=(Where.TEAM,)),
    Key("jusqu'à la session", Kind.NUMBER, also=("to session",), example="2040", help="la dernière", shown=(Where.TEAM,)),
    make=Requirement,
)

STAGE_REQUIREMENT = Keys(
    Key("règle", Kind.WORD, to="rule", required=True, also=("rule",), example="R19", help="son numéro, celui de [stages.md](stages.md)", shown=(Where.CHECK,)),
    Key("texte", Kind.TEXT, to="text", also=("text",), example="La durée est de dix semaines", help="la phrase du texte, mot pour mot", shown=(Where.CHECK,)),
    Key("paragraphe", Kind.WORD, to="section", also=("section",), example="§ 3.1", help="où elle est", shown=(Where.CHECK,)),
    Key("source", Kind.TEXT, to="source", example="arrêté fictif, annexe Stages", help="le texte, si ce n'est pas celui du profil", shown=(Where.CHECK,)),
    make=StageRequirement,
    short="règle",
)

DIMENSION = Keys(
    Key("titre", Kind.TEXT, required=True, also=("title", "intitulé"), example="veille technologique", help="les mots du texte"),
    Key("mot", Kind.TEXT, also=("word",), example="veille", help="ce qu'une organisation écrit sous « services »"),
    short="titre",
)

PROFILE = Keys(
    Key("voies", Kind.CHOICES, of=Pathway, also=("pathways",), example="[scolaire]", help="celles qui le suivent ; sans la clé, la voie scolaire", shown=(Where.CHECK,)),
    *_LENGTHS,
    Key("non vérifié", Kind.FLAG, to="unverified", also=("unverified",), example="oui", help="`oui` s'il n'a pas été lu dans un texte officiel", shown=(Where.CHECK,)),
    Key("certificats de travail", Kind.FLAG, also=("certificates of employment",), example="oui", help="`oui` quand l'emploi tient lieu de stage", shown=(Where.CHECK,)),
    Key("contenu sur l'attestation", Kind.FLAG, to="certificate_content", also=("certificate content",), example="oui", help="`oui` si l'attestation dit ce qui a été fait", shown=(Where.PAPER, Where.CHECK)),
    Key("modèle d'attestation", Kind.TEXT, to="certificate_model", also=("certificate model",), example="annexe 9", help="celui qu'elle suit", shown=(Where.PAPER,)),
    Key("dimensions", Kind.OWN, keys=DIMENSION, example="[veille technologique]", help="celles du métier qu'une organisation doit offrir : `{titre, mot}`"),
    Key("exigences", Kind.OWN, keys=STAGE_REQUIREMENT, also=("requirements",), example="[R19]", help="les phrases du texte : `{règle, texte, paragraphe, source}`, ou le numéro seul", shown=(Where.CHECK,)),
)

FRAMEWORK = Keys(
    Key("identifiant", Kind.WORD, required=True, also=("id", "code"), example="fictif.arts-lumiere.2030", help="unique dans l'établissement, par exemple `fictif.arts-lumiere.2030`", shown=(Where.SITE,)),
    Key("titre", Kind.TEXT, required=True, also=("title", "intitulé"), example="Certificat fictif des arts de la lumière", help="le nom du diplôme"),
    Key("diplôme", Kind.TEXT, to="diploma", also=("diploma",), example="Certificat fictif", help="son nom sur les papiers ; sans la clé, le titre avant son tiret", shown=(Where.PAPER,)),
    Key("titre court", Kind.TEXT, also=("short title",), example="Arts de la lumière", help="celui des menus et des messages"),
    Key("niveaux", Kind.OWN, required=True, keys=LEVEL, also=("levels",), example="[bloc, compétence]", help="le nom de chaque profondeur, de haut en bas : `{niveau, libellé, pluriel, remarque}` ou le nom seul"),
    Key("niveau jugé", Kind.WORD, required=True, also=("judged level",), example="compétence", help="le niveau que l'examen juge et que le chiffre de tête compte"),
    Key("tableau jugé", Kind.WORD, also=("judged table",), example="carnet", help="le code d'un tableau, quand l'examen juge ses colonnes plutôt que tout un niveau"),
    Key("compétences", Kind.RECORDS, required=True, keys=COMPETENCY, also=("items",), example="[{code: L, titre: Éclairer}]", help="voir plus bas"),
    Key("options", Kind.OWN, keys=OPTION, example="[{code: VER, titre: Verre et plomb}]", help="`{code, titre, lettre, remarque}` ; aucune si le diplôme n'en a pas"),
    Key("échelle", Kind.WORDS, to="scale", also=("scale",), example="[étincelle, lueur, flamme, phare]", help="les mots des niveaux de maîtrise, du plus faible au plus fort", shown=(Where.TEAM,)),
    Key("couleurs", Kind.PAIRS, also=("hues",), example="{L: cobalt, O: ambre}", help="code d'une compétence du premier niveau → nom d'une teinte : `cobalt`, `ambre`, `rubis`, `vert` ou `violet`"),
    Key("épreuves", Kind.RECORDS, keys=EXAM, also=("exams",), example="[{code: F1, titre: Présenter ses lanternes, couvre: [L]}]", help="voir plus bas"),
    Key("situations obligatoires", Kind.RECORDS, keys=SITUATION, also=("mandatory situations",), example="[{code: SO1, titre: Participer à un projet}]", help="`{code, titre, options}`"),
    Key("stages", Kind.OWN, keys=PROFILE, also=("internships",), example="[{voies: [scolaire], durée: 10}]", help="ce qui est demandé des stages, voie par voie : voir plus bas"),
    Key("exigences", Kind.RECORDS, keys=REQUIREMENT, also=("requirements",), example="[{code: tableau, titre: Un tableau à jour, constat: tableau}]", help="ce que l'épreuve demande d'un dossier : voir plus bas", shown=(Where.TEAM,)),
    Key("tableaux", Kind.RECORDS, keys=TABLE, also=("synthesis tables",), example="[{code: carnet, titre: Carnet, colonnes: [L]}]", help="voir plus bas"),
    Key("textes", Kind.RECORDS, to="legal", keys=LEGAL, also=("legal",), example="[{référence: Arrêté fictif, publié le: 2030-05-01}]", help="`{référence, publié le, adresse, rôle, nor, jorf, effet, source}`"),
    Key("sources", Kind.OWN, keys=SOURCE, example="[{code: S1, texte: Le texte publié}]", help="`{code, texte}`"),
    Key("remarques", Kind.OWN, keys=NOTE, also=("notes",), example="[{sujet: Fiction, texte: Rien de ceci n'est officiel.}]", help="`{sujet, texte}`, affichées telles quelles"),
    Key("première session", Kind.NUMBER, to="first_session", also=("first session",), example="2031", help="la première session d'examen où il sert"),
    Key("dernière session", Kind.NUMBER, to="last_session", also=("last session",), example="2040", help="la dernière"),
    Key("remplace", Kind.WORD, to="predecessor", also=("predecessor",), example="fr.bts-sio.2019", help="l'identifiant d'un autre référentiel ; sa page y mène"),
    Key("remplacé par", Kind.WORD, to="successor", also=("successor",), example="fr.bts-sio.2019", help="de même"),
    Key("statut", Kind.TEXT, to="status", also=("status",), example="en vigueur", help="où il en est"),
    Key("autorité", Kind.TEXT, to="authority", also=("authority",), example="Ministère", help="qui le publie"),
    Key("valide du", Kind.DAY, to="valid_from", also=("valid from",), example="01/09/2030", help="le premier jour"),
    Key("valide au", Kind.DAY, to="valid_to", also=("valid to",), example="31/08/2040", help="le dernier"),
    Key("format", Kind.WORD, also=("schema",), help="rien : une note sur le fichier", shown=(Where.NOWHERE,)),
    Key("langue", Kind.WORD, also=("language",), help="rien : une note sur le fichier", shown=(Where.NOWHERE,)),
)

_NAME = Key("nom", Kind.TEXT, limit=NAME, example="Mairie de Valmont", help="son nom", shown=(Where.PAPER,))
_ADDRESS = Key("adresse", Kind.TEXT, also=("adresse personnelle", "adresse postale", "domicile"), example="3 rue des Lilas, 35000 Valmont", help="l'adresse", shown=(Where.PAPER,))
_PHONE = Key("téléphone", Kind.WORD, limit=NAME, also=("tél", "portable"), example="06 12 34 56 78", help="le numéro", shown=(Where.PAPER,))
_MAIL = Key("mél", Kind.WORD, limit=NAME, also=("mail", "email", "e-mail", "courriel"), example="lea.moreau@exemple.fr", help="l'adresse électronique", shown=(Where.PAPER,))
_SIGNS = Key("représentant", Kind.TEXT, limit=NAME, example="Mme Riou, maire", help="qui signe", shown=(Where.PAPER,))

CANDIDATE_DATA = Keys(
    Key("numéro", Kind.WORD, limit=NAME, also=("numéro de candidat",), example="0123456789", help="celui du candidat", shown=(Where.PAPER,)),
)

TRAINEE_DATA = Keys(
    Key("né le", Kind.WORD, limit=NAME, also=("née le", "date de naissance"), example="12/03/2006", help="le jour de sa naissance", shown=(Where.PAPER,)),
    Key("sexe", Kind.WORD, limit=NAME, example="F", help="`F` ou `M`", shown=(Where.PAPER,)),
    _ADDRESS,
    _PHONE,
    _MAIL,
)

HOST_DATA = Keys(
    _NAME,
    _ADDRESS,
    _PHONE,
    _MAIL,
    _SIGNS,
    Key("fait à", Kind.TEXT, limit=NAME, example="Valmont", help="où le papier est signé", shown=(Where.PAPER,)),
)

TUTOR_DATA = Keys(_PHONE, _MAIL)

SCHOOL_DATA = Keys(_NAME, _ADDRESS, _PHONE, _MAIL, _SIGNS)

CLAUSES = Keys(*(Key(clause.value, Kind.TEXT, example="Sans objet", help="ce que la convention en dit", shown=(Where.PAPER,)) for clause in Clause))

ANNEX = Keys(
    Key("horaires", Kind.TEXT, example="9 h à 12 h 30, 13 h 30 à 17 h", help="ceux du stage", shown=(Where.PAPER,)),
    Key("compétences visées", Kind.LINES, example="[B1.1, B1.2]", help="ce que le stage doit apprendre", shown=(Where.PAPER,)),
    Key("matériel", Kind.TEXT, example="Un poste fourni par la mairie", help="ce qui est prêté", shown=(Where.PAPER,)),
    Key("évaluation", Kind.TEXT, example="Un entretien le dernier jour", help="comment le stage est évalué", shown=(Where.PAPER,)),
    Key("suivi", Kind.TEXT, example="M. Durand, professeur référent", help="comment il est suivi", shown=(Where.PAPER,)),
    Key("finances", Kind.TEXT, example="Repas au tarif des agents", help="ce qui est payé", shown=(Where.PAPER,)),
)

PRIVATE_DATA = Keys(
    Key("candidat", Kind.RECORD, keys=CANDIDATE_DATA, help="pour le tableau et les fiches de l'épreuve", shown=(Where.PAPER,)),
    Key("stagiaire", Kind.RECORD, keys=TRAINEE_DATA, help="l'étudiant", shown=(Where.PAPER,)),
    Key("organisme", Kind.RECORD, keys=HOST_DATA, help="l'organisation ; sous le nom de chacune, quand le stage en a plusieurs", shown=(Where.PAPER,)),
    Key("tuteur", Kind.RECORD, keys=TUTOR_DATA, help="de même", shown=(Where.PAPER,)),
    Key("établissement", Kind.RECORD, keys=SCHOOL_DATA, help="l'école", shown=(Where.PAPER,)),
    Key("gratification", Kind.WORD, limit=NAME, example="Aucune", help="son montant", shown=(Where.PAPER,)),
    Key("clauses", Kind.RECORD, keys=CLAUSES, help="ce que la convention précise, dans vos mots", shown=(Where.PAPER,)),
    Key("annexe", Kind.RECORD, keys=ANNEX, help="l'annexe de la convention", shown=(Where.PAPER,)),
)
"""The file outside the repository that ``vitrail export --prive`` reads (docs/guide-equipe.md)."""
# fmt: on

ANY = text_keys(*(STUDENT, REALISATION, INTERNSHIP, REPORT, REVIEW, WATCH, PAGE, ORGANISATION, SCHOOL, COHORT, VERDICT))
"""What is text in some kind of file, for a file whose kind is not known."""
