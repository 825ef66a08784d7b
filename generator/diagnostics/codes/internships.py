"""STG: the regulation on internships, R1 to R43, and what makes a stage's file contradict itself.

STG001 to STG043 check the requirement of the same number, whose words are data of the référentiel that asks for it
(``frameworks/data``) and are quoted where a diagnostic is told; STG1nn and STG2nn are other ways to fail it; STG3nn are
contradictions that no regulation needs to forbid. Retired, and never used again: STG301 (a stage that ends before it
begins is told by DAT004, where its dates are read).
"""

from __future__ import annotations

from generator.diagnostics.code import Code, Severity


def _rule(number: int, severity: Severity, message: str, advice: str, why: str) -> Code:
    """Make the code of a requirement, which is its number modulo 100."""
    return Code(
        id=f"STG{number:03}", severity=severity, message=message, advice=advice, why=why, rule=f"R{number % 100}"
    )


def _clause(number: int, clause: str, why: str) -> Code:
    """Make the code of a clause that the convention must state."""
    return _rule(
        number,
        Severity.WARNING,
        f"La convention du stage « {{stage}} » ne dit pas qu'elle traite « {clause} ».",
        (
            f"Relisez la convention avec votre professeur ; si la clause y est, ajoutez « {clause} » à la "
            "liste « clauses »."
        ),
        why,
    )


_LEARNING = (
    _rule(
        1,
        Severity.WARNING,
        "Aucune réalisation ne montre encore une compétence du référentiel travaillée pendant le stage « {stage} ».",
        (
            "Choisissez une activité de ce stage et racontez-la dans realisations/, avec « stage: {stage} » "
            "et ses compétences."
        ),
        "Un stage sans réalisation ne laisse rien à montrer au jury.",
    ),
    _rule(
        2,
        Severity.WARNING,
        "Le stage « {stage} » a commencé sans que sa fiche donne : {missing}.",
        "Écrivez ce que l'organisation, vos professeurs et vous avez convenu, en une phrase par ligne.",
        "Les objectifs et les missions se décident à trois avant le stage ; ils servent de repère au bilan.",
    ),
    _rule(
        102,
        Severity.WARNING,
        "L'accord de {partner} sur les missions du stage « {stage} » est daté du {day}, après {event}, le {limit}.",
        "Vérifiez les trois dates sous « accord », celle de la convention et celles du stage.",
        (
            "Les trois partenaires conviennent des missions avant de signer la convention et avant le premier jour, "
            "dans l'ordre qu'ils veulent (notre lecture)."
        ),
    ),
    _rule(
        3,
        Severity.WARNING,
        "Le stage « {stage} » est fini et aucun compte rendu ne le raconte.",
        "Écrivez au moins un rapport (semaine-01.md) ou un bilan (bilan.md) à côté de la fiche du stage.",
        "Rendre compte de ses activités fait partie du stage ; un rapport ou un bilan suffit.",
    ),
    _rule(
        6,
        Severity.WARNING,
        "« {kind} » n'est pas dans les types d'organisation que la promotion accepte pour un stage.",
        "Vérifiez le type dans la fiche de l'organisation, ou parlez-en à l'équipe ; types acceptés : {accepted}.",
        "Ne parle que si la promotion donne une liste d'organisations dans son profil de stage.",
    ),
    _rule(
        7,
        Severity.ERROR,
        "La réalisation « {realisation} », faite en stage, ne dit pas si elle a été vécue ou observée.",
        "Ajoutez « mode: vécue » si vous avez fait le travail, « mode: observée » si vous l'avez regardé faire.",
        "Le vécu et l'observé comptent tous deux, mais séparément.",
    ),
    _rule(
        8,
        Severity.WARNING,
        "La réalisation « {realisation} », faite en stage, ne garde aucune trace du travail.",
        (
            "Joignez un document, un lien ou une capture sous « productions », ou déclarez-la « "
            "confidentielle » avec une raison."
        ),
        "Une trace, même confidentielle et seulement nommée, permet au jury de croire ce qu'il lit.",
    ),
    _rule(
        9,
        Severity.WARNING,
        "Rien ne décrit le contexte du stage « {stage} ».",
        "Ajoutez une partie « ## Contexte » à la fiche du stage ou à l'une de ses réalisations.",
        (
            "Une partie « Contexte » de la fiche du stage ou d'une réalisation le satisfait, comme le texte de la page "
            "de l'organisation ; ses quatre sortes de caractéristiques (économiques, juridiques, organisationnelles, "
            "technologiques) se jugent à la lecture."
        ),
    ),
    _rule(
        11,
        Severity.WARNING,
        "Les réalisations faites en stage ne touchent pas encore : {missing}.",
        "Cherchez dans vos stages une activité, même observée, qui relève de ce domaine, et racontez-la.",
        "Regarde, une fois les stages finis, les processus (2011) ou les blocs (2019) que leurs réalisations citent.",
    ),
)

_FOLLOW_UP = (
    _rule(
        4,
        Severity.WARNING,
        "Le stage « {stage} » n'a pas de professeur référent.",
        "Demandez à l'équipe qui vous suit et écrivez « professeur référent: » dans la fiche du stage.",
        "C'est la personne que l'étudiant et le tuteur appellent.",
    ),
    _rule(
        17,
        Severity.WARNING,
        "Le stage « {stage} » est fini et aucun suivi n'y est noté.",
        "Notez sous « suivi » la visite ou l'appel d'un professeur : {{le: …, par: …, mode: visite}}.",
        "Un suivi en présence ou à distance par stage est le minimum que l'on vérifie.",
    ),
    _rule(
        23,
        Severity.WARNING,
        "Le bilan final du stage « {stage} » est daté du {day}, avant la fin du stage, le {end}.",
        "Corrigez la date, ou nommez le fichier bilan-intermediaire.md s'il s'agit d'un point d'étape.",
        "Le bilan final se fait à l'issue du stage ; ne pas en faire n'est pas une faute.",
    ),
    _rule(
        35,
        Severity.WARNING,
        "Avec {days} d'absence, le stage « {stage} » compte {present} de présence sur {weeks}.",
        "Voyez avec l'équipe comment rattraper ces jours, puis notez les dates du rattrapage.",
        "Parle quand des absences font passer une semaine sous trois jours de présence (notre lecture).",
    ),
    _rule(
        39,
        Severity.WARNING,
        "La promotion demande un rapport par semaine ; il manque, pour le stage « {stage} » : {missing}.",
        "Écrivez ce qui manque, même brièvement ; « vitrail new semaine » prépare le fichier.",
        "Ne parle que si la promotion écrit « rapports hebdomadaires: exigés ».",
    ),
)

_DURATION = (
    _rule(
        15,
        Severity.ERROR,
        "L'année est finie et le stage de {year} n'est pas dans le portfolio.",
        "Créez la fiche du stage avec « vitrail new stage », ou vérifiez son « ordre » et ses dates.",
        "Les stages sont obligatoires par la voie scolaire, en présence ou à distance.",
    ),
    _rule(
        19,
        Severity.ERROR,
        "Les stages comptent {weeks} en tout, au lieu de {expected}.",
        (
            "Vérifiez les dates des deux stages ; des semaines en plus, pendant les vacances, s'écrivent "
            "sous « prolongation »."
        ),
        (
            "4 + 6 et 5 + 5 semaines sont les seuls partages possibles ; les semaines de prolongation sont "
            "comptées à part."
        ),
    ),
    _rule(
        20,
        Severity.ERROR,
        "Le stage de première année compte {weeks}, au lieu de {expected}.",
        "Vérifiez les dates de début et de fin ; des semaines de vacances en plus s'écrivent sous « prolongation ».",
        "Une semaine compte quand le stage en couvre trois jours au moins (notre lecture).",
    ),
    _rule(
        21,
        Severity.ERROR,
        "Le stage de deuxième année compte {weeks}, au lieu de {expected}.",
        "Vérifiez les dates de début et de fin ; des semaines de vacances en plus s'écrivent sous « prolongation ».",
        "Une semaine compte quand le stage en couvre trois jours au moins (notre lecture).",
    ),
    _rule(
        120,
        Severity.WARNING,
        "Le stage de première année commence le {start}, bien avant la fin de l'année.",
        "Vérifiez la date ; la fin de l'année s'entend ici à partir du {limit}.",
        "« En fin de première année » : le stage commence dans le dernier tiers de l'année (notre lecture).",
    ),
    _rule(
        220,
        Severity.ERROR,
        "Le stage de première année est interrompu {hole} : ses semaines ne sont pas consécutives.",
        (
            "Vérifiez les dates des périodes ; si l'organisation a changé, la suivante commence le jour ouvré d'après, "
            "et si vous n'y êtes que certains jours, écrivez-le (« présence: lundi et mardi »)."
        ),
        "Un jour ouvré sans stage entre deux périodes suffit à rompre la suite (notre lecture).",
    ),
    _rule(
        121,
        Severity.ERROR,
        "Le stage de deuxième année a lieu {span}, hors de la deuxième année.",
        "Vérifiez les dates, ou l'« ordre » du stage ; la deuxième année va {year}.",
        "Les dates des années sont celles de promotion.yml.",
    ),
    _rule(
        221,
        Severity.ERROR,
        "Le stage de deuxième année est interrompu {hole} : ses semaines ne sont pas consécutives.",
        (
            "Vérifiez les dates des périodes ; si l'organisation a changé, la suivante commence le jour ouvré d'après, "
            "et si vous n'y êtes que certains jours, écrivez-le (« présence: lundi et mardi »)."
        ),
        "Un jour ouvré sans stage entre deux périodes suffit à rompre la suite (notre lecture).",
    ),
    _rule(
        25,
        Severity.ERROR,
        (
            "La prolongation compte {extension} et porte les stages à {total} ; elle peut compter {allowed}, "
            "et le tout {ceiling}."
        ),
        "Raccourcissez la prolongation, ou vérifiez ses dates.",
        "Avec la prolongation, les deux stages ne dépassent pas douze semaines.",
    ),
    _rule(
        125,
        Severity.ERROR,
        "La prolongation {span} sort des vacances scolaires ({calendar}).",
        (
            "Vérifiez les dates ; si vos vacances diffèrent, l'établissement les déclare sous « vacances » "
            "dans etablissement.yml."
        ),
        "Le pont de l'Ascension ne permet pas de prolongation ; au-delà du calendrier officiel, on ne fait qu'avertir.",
    ),
    _rule(
        225,
        Severity.ADVICE,
        "La prolongation {span} n'a pas pu être vérifiée, faute de connaître les vacances scolaires.",
        "Donnez la zone (A, B ou C) ou les « vacances » dans etablissement.yml.",
        "Une règle ne parle que lorsqu'elle peut être jugée ; celle-ci attend le calendrier.",
    ),
    _rule(
        26,
        Severity.WARNING,
        "La convention du stage « {stage} » ne précise pas les modalités de la prolongation.",
        "Faites compléter la convention, puis ajoutez « prolongation » à ses « clauses ».",
        "Une prolongation pendant les vacances s'écrit dans la convention, avec son suivi.",
    ),
    _rule(
        27,
        Severity.ERROR,
        "Il reste {rest} de repos d'affilée pendant l'été {year}, au lieu de {expected} ({calendar}).",
        "Déplacez la prolongation de façon à garder quatre semaines de repos de suite.",
        "Le repos se compte en jours consécutifs sans stage dans les vacances d'été de la zone.",
    ),
)

_PAPERS = (
    _rule(
        28,
        Severity.WARNING,
        "Le stage « {stage} » a commencé le {start} et aucune convention signée n'est notée pour « {host} ».",
        (
            "Notez « convention: {{signée le: …, clauses: […]}} » ; si elle n'est pas signée, voyez "
            "l'équipe sans attendre."
        ),
        "La convention protège l'étudiant : elle se signe avant le premier jour.",
    ),
    _rule(
        128,
        Severity.WARNING,
        "La convention du stage « {stage} » a été signée le {day}, après le début du stage, le {start}.",
        "Vérifiez la date ; si elle est juste, signalez-le à l'équipe.",
        "La convention se signe avant le premier jour.",
    ),
    _clause(31, "accident et responsabilité", "La couverture des accidents et des dommages doit être écrite."),
    _clause(32, "objectifs et modalités", "La durée et le calendrier font partie des modalités."),
    _clause(33, "étapes et autonomie", "Les situations de travail et le degré d'autonomie sont prévus d'avance."),
    _clause(34, "suivi", "La convention dit qui suit le stagiaire, et comment."),
    _rule(
        36,
        Severity.ERROR,
        "Le stage « {stage} » donne la qualité de salarié, alors qu'un stagiaire reste étudiant.",
        "Corrigez « qualité », ou, si vous êtes en alternance, la « voie » de votre présentation.",
        "À l'étranger, le droit du pays d'accueil peut en décider autrement.",
    ),
    _rule(
        37,
        Severity.WARNING,
        "Le stage « {stage} » n'a pas de tuteur noté chez « {host} ».",
        "Notez « tuteur: {{nom: …, fonction: …}} » ; cette ligne n'est lue que par l'équipe.",
        "Le tuteur représente l'organisation auprès du stagiaire.",
    ),
    _rule(
        40,
        Severity.WARNING,
        "Le stage « {stage} » est fini depuis le {end} et l'attestation de « {host} » n'est pas notée.",
        "Demandez-la à l'organisation, puis notez « attestation: {{délivrée le: …}} ».",
        "Une attestation par organisation ; sans elle, le dossier d'examen est incomplet.",
    ),
    _rule(
        41,
        Severity.WARNING,
        "L'attestation du stage « {stage} » ne précise pas : {missing}.",
        "Relisez l'attestation, et recopiez ce qu'elle dit sous « attestation » ; sinon, faites-la compléter.",
        "Le modèle de 2022 n'a pas de champ pour le contenu : il n'est demandé que pour le référentiel de 2011.",
    ),
    _rule(
        141,
        Severity.WARNING,
        "L'attestation du stage « {stage} » indique « {certified} », alors que la fiche du stage donne « {span} ».",
        "Vérifiez les deux ; si l'attestation se trompe, faites-la corriger avant l'examen.",
        (
            "Les dates de l'attestation sont celles du stage, et ses semaines celles de la présence, absences déduites "
            "(notre lecture : nos semaines, ou cinq jours par semaine arrondis)."
        ),
    ),
    _rule(
        42,
        Severity.WARNING,
        (
            "L'attestation du stage « {stage} » suit le modèle de la session {written}, et non celui de la "
            "session {session}."
        ),
        "Demandez à l'équipe le modèle de votre session.",
        "Le modèle change avec la circulaire de chaque session.",
    ),
    _rule(
        43,
        Severity.WARNING,
        "L'académie n'est pas indiquée, alors que les attestations suivent les modalités de son recteur.",
        "L'équipe ajoute « académie: » dans etablissement.yml.",
        "Un rappel pour l'établissement, dès qu'un stage est fini.",
    ),
)

_SANITY = (
    Code(
        id="STG302",
        severity=Severity.ERROR,
        message="Le stage « {stage} » ({span}) chevauche le stage « {other} » ({other_span}).",
        advice="Vérifiez les dates des deux stages : on ne peut pas être à deux endroits le même jour.",
        why="Deux stages qui se chevauchent ont presque toujours une date mal recopiée.",
    ),
    Code(
        id="STG303",
        severity=Severity.WARNING,
        message="Le rapport de la semaine {number} va {span}, hors du stage « {stage} » ({stage_span}).",
        advice="Vérifiez les dates du rapport, ou celles du stage.",
        why="Un rapport raconte une semaine du stage.",
    ),
    Code(
        id="STG304",
        severity=Severity.WARNING,
        message=(
            "Le rapport de la semaine {number} raconte une semaine qui n'existe pas : le stage compte {weeks} {span}."
        ),
        advice="Vérifiez le numéro : la semaine 1 est celle du premier jour du stage.",
        why="Les semaines sont numérotées de 1 à la dernière que le stage touche.",
    ),
    Code(
        id="STG305",
        severity=Severity.WARNING,
        message="Deux rapports racontent la semaine {number} ({span}) du stage « {stage} » : {reports}.",
        advice="Gardez-en un, ou corrigez le numéro de l'autre.",
        why="Une semaine a un rapport au plus.",
    ),
    Code(
        id="STG306",
        severity=Severity.WARNING,
        message="Le stage « {stage} » a lieu {span}, hors des deux années de la promotion ({years}).",
        advice="Vérifiez les années dans les dates du stage, ou celles de promotion.yml.",
        why="Une année mal saisie est la faute la plus commune en janvier.",
    ),
    Code(
        id="STG307",
        severity=Severity.WARNING,
        message="Le profil de stage de la promotion contient « {key}: {value} », que l'on ne sait pas lire.",
        advice=(
            "Les clés sont durée, première, seconde, prolongation et repos (en semaines : 10, ou « 4 à 5 »), "
            "organisations (une liste) et source (un texte)."
        ),
        why="Ce qui n'est pas lu est laissé de côté, et le profil livré avec Vitrail reste en vigueur.",
    ),
    Code(
        id="STG308",
        severity=Severity.WARNING,
        message="L'absence {absence} sort du stage « {stage} », qui va {span}.",
        advice="Vérifiez les dates de l'absence, ou celles du stage.",
        why="On n'est absent que d'un stage qui a lieu ; les fins de semaine et les jours fériés ne comptent pas.",
    ),
    Code(
        id="STG309",
        severity=Severity.WARNING,
        message="Un suivi du stage « {stage} » est daté du {day}, loin du stage, qui va {span}.",
        advice="Vérifiez l'année et le mois ; un suivi se fait pendant le stage.",
        why="À plus de six mois du stage, l'année a sans doute été mal saisie (notre lecture).",
    ),
    Code(
        id="STG311",
        severity=Severity.WARNING,
        message="L'attestation du stage « {stage} » est datée du {day}, alors que le stage finit le {end}.",
        advice="Vérifiez la date : l'attestation se remet à la fin du stage.",
        why="Une attestation remise plus d'une semaine avant la fin n'atteste pas du stage entier (notre lecture).",
    ),
    Code(
        id="STG310",
        severity=Severity.WARNING,
        message="La période « {stage} » est finie depuis le {end} et le certificat de travail n'est pas noté.",
        advice="Demandez-le à l'employeur, puis notez « attestation: {{délivrée le: …}} ».",
        why="Hors de la voie scolaire, on demande le certificat de travail, et rien d'autre.",
    ),
)

CODES: tuple[Code, ...] = (*_LEARNING, *_FOLLOW_UP, *_DURATION, *_PAPERS, *_SANITY)
