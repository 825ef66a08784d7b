"""EXA: what the exam asks for; unverified penalties are never more than a warning."""

from __future__ import annotations

from generator.diagnostics.code import Code, Severity

CODES: tuple[Code, ...] = (
    Code(
        id="EXA001",
        severity=Severity.WARNING,
        message="Aucune réalisation soumise ne mobilise {code} « {title} ».",
        advice="Ajoutez ce code à une réalisation qui la mobilise, ou prévoyez-en une.",
        why="Le tableau demande que les réalisations, ensemble, couvrent ses compétences ; le référentiel dit d'où.",
    ),
    Code(
        id="EXA002",
        severity=Severity.WARNING,
        message="Les réalisations proposées pour « {table} » laissent de côté {code} « {title} ».",
        advice="Choisissez des réalisations qui, ensemble, mobilisent toutes ces compétences ; il en faut {asked}.",
        why="Les réalisations décrites couvrent ensemble les compétences de la fiche ; le référentiel dit combien.",
        unverified=True,
    ),
    Code(
        id="EXA003",
        severity=Severity.ADVICE,
        message="Le nombre de réalisations proposées pour « {table} » est {count} : il en faut {asked}.",
        advice="Écrivez « épreuves: [{word}] » dans exactement {asked} de vos réalisations.",
        why="L'épreuve s'appuie sur ce nombre de fiches, que donne le référentiel.",
        unverified=True,
    ),
    Code(
        id="EXA004",
        severity=Severity.WARNING,
        message="Cette réalisation soumise ne cite aucune compétence.",
        advice="Ajoutez « compétences: » avec un code par ligne et une phrase pour chacun.",
        why="« Pour chaque réalisation présente dans le dossier, les compétences mobilisées sont précisées ».",
    ),
    Code(
        id="EXA005",
        severity=Severity.ADVICE,
        message="« {code} » est citée sans une phrase qui dise pourquoi.",
        advice="Écrivez après le code ce que vous avez fait : « {code}: … » ; l'intitulé officiel seul ne le dit pas.",
        why="Une croix sans raison est la première question du jury.",
    ),
    Code(
        id="EXA006",
        severity=Severity.WARNING,
        message="Cette page n'a pas encore de texte.",
        advice=(
            "Racontez le contexte, ce que vous avez fait, les difficultés et le bilan ; ou écrivez « "
            "statut: brouillon »."
        ),
        why="Le jury lit une page par réalisation ; le tableau seul ne prouve rien.",
    ),
    Code(
        id="EXA007",
        severity=Severity.ADVICE,
        message="{code} « {title} » n'est couverte que par du travail observé.",
        advice="Ajoutez une réalisation vécue qui la mobilise.",
        why="Observer et faire sont comptés à part : le jury interroge sur ce que vous avez fait.",
    ),
    Code(
        id="EXA008",
        severity=Severity.WARNING,
        message="Cette réalisation soumise n'a pas de période.",
        advice="Écrivez « période: 01/06/2026 au 26/06/2026 », ou « depuis le … ».",
        why="Le tableau de synthèse demande la période de chaque réalisation, et elle décide de sa rubrique.",
    ),
    Code(
        id="EXA009",
        severity=Severity.WARNING,
        message="Cette réalisation soumise n'a pas de contexte : elle n'a pas de rubrique dans le tableau de synthèse.",
        advice="Écrivez par exemple « contexte: formation » ; il y a aussi stage, alternance et personnel.",
        why="Le tableau range les réalisations selon qu'elles viennent de la formation ou du milieu professionnel.",
    ),
    Code(
        id="EXA010",
        severity=Severity.ADVICE,
        message="Aucune réalisation soumise ne répond à la situation obligatoire {code} « {title} ».",
        advice="Écrivez « situations: [{code}] » dans la réalisation qui y répond.",
        why="Ce référentiel demande à chaque candidat d'avoir rencontré ces situations.",
    ),
    Code(
        id="EXA011",
        severity=Severity.ADVICE,
        message="Ce travail personnel ne figure pas dans « {table} ».",
        advice="Écrivez « épreuves: [{word}] » si vous voulez le présenter.",
        why="Un travail personnel n'entre dans le tableau que si son auteur le demande.",
    ),
    Code(
        id="EXA012",
        severity=Severity.WARNING,
        message="La période ne touche aucune des années de la promotion ({years}).",
        advice="Vérifiez l'année de « période », ou les dates d'« années » dans promotion.yml.",
        why=(
            "Une réalisation en milieu professionnel se range dans la première ou la seconde année ; hors "
            "d'elles, elle n'a pas de rubrique."
        ),
    ),
    Code(
        id="EXA013",
        severity=Severity.WARNING,
        message="La date du {day} vient après la date de référence.",
        advice="Vérifiez l'année ; si le travail est à venir, écrivez « statut: brouillon ».",
        why="On présente à l'épreuve ce qui a été fait.",
    ),
    Code(
        id="EXA014",
        severity=Severity.ADVICE,
        message="Cette réalisation a lieu en stage, mais ne dit pas lequel.",
        advice="Ajoutez « stage: » avec le nom du dossier du stage.",
        why="Le jury passe ainsi de la réalisation à l'organisation qui vous a accueilli.",
    ),
    Code(
        id="EXA015",
        severity=Severity.ADVICE,
        message="Cette note de veille n'a pas d'analyse personnelle.",
        advice="Dites en quelques phrases ce que vous en retenez pour votre pratique.",
        why="Une veille sans analyse n'est qu'une liste de liens.",
    ),
    Code(
        id="EXA016",
        severity=Severity.ADVICE,
        message="Rien n'est écrit sous « {title} ».",
        advice="Complétez cette partie, ou retirez son titre ; ou écrivez « statut: brouillon ».",
        why="Un titre sans texte montre au jury ce qui manque. Le premier du fichier est dit.",
    ),
)
