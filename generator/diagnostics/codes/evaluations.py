"""EVA: verdicts of teachers and tutors."""

from __future__ import annotations

from generator.diagnostics.code import Code, Severity

CODES: tuple[Code, ...] = (
    Code(
        id="EVA001",
        severity=Severity.ERROR,
        message=(
            "Ce portfolio n'a pas de réalisation nommée « {name} » : l'évaluation est gardée, mais ne "
            "s'applique à rien."
        ),
        advice="Si le fichier a été renommé, écrivez « vient de: {name} » dans le nouveau.",
        why="Une évaluation désigne la réalisation par le nom de son fichier.",
    ),
    Code(
        id="EVA002",
        severity=Severity.ERROR,
        message="« {code} » n'existe pas dans le référentiel {framework} : l'évaluation ne s'applique à rien.",
        advice="Recopiez le code cité par la réalisation.",
        why="Une évaluation sur un code inconnu ne validerait aucune compétence.",
    ),
    Code(
        id="EVA003",
        severity=Severity.WARNING,
        message="La réalisation « {name} » ne cite pas « {code} » : l'évaluation ne s'applique à rien.",
        advice="Évaluez une compétence que la réalisation cite, ou demandez à l'étudiant de l'ajouter.",
        why="C'est l'étudiant qui choisit ce qu'il revendique ; l'équipe juge ce qui est revendiqué.",
    ),
    Code(
        id="EVA004",
        severity=Severity.ERROR,
        message="Ce fichier évalue « {name} », qui n'est pas un dossier de la promotion.",
        advice="Donnez au fichier le nom du dossier de l'étudiant ; si cette personne est partie, suivez « Départ et "
        "effacement » dans le guide de l'équipe.",
        why="Le nom du fichier d'évaluations dit de qui il parle. Les avis d'une personne qui est partie se gardent, "
        "ou s'effacent, avec son portfolio : ce n'est jamais une faute à faire taire.",
    ),
    Code(
        id="EVA005",
        severity=Severity.WARNING,
        message="« {name} » n'est pas dans l'équipe de la promotion : son avis est montré, mais ne valide rien.",
        advice="Ajoutez cette personne à « équipe » dans promotion.yml, ou corrigez son nom.",
        why="Seul l'avis d'un professeur de l'équipe change l'état d'une compétence.",
    ),
    Code(
        id="EVA006",
        severity=Severity.ERROR,
        message="« {value} » n'est pas un avis : cette évaluation devient un simple commentaire.",
        advice="Les avis possibles sont {words}.",
        why="L'avis décide de l'état de la compétence ; il ne peut pas être deviné.",
    ),
    Code(
        id="EVA007",
        severity=Severity.ADVICE,
        message="L'avis « retenue » n'a pas d'empreinte : une modification de la réalisation ne se verra pas.",
        advice="Lancez « vitrail review » pour noter ce qui a été relu.",
        why="L'empreinte dit quelle version a été jugée ; sans elle, l'avis vaut pour tout ce qui suivra.",
    ),
    Code(
        id="EVA008",
        severity=Severity.WARNING,
        message="Le niveau {level} n'est pas dans l'échelle, qui va de 1 à {top}.",
        advice="Choisissez un niveau de l'échelle de la promotion ou du référentiel.",
        why="Un niveau hors de l'échelle n'a pas de nom et ne peut pas être comparé.",
    ),
    Code(
        id="EVA009",
        severity=Severity.WARNING,
        message="Cette évaluation est datée du {day}, {when}.",
        advice="Vérifiez l'année de l'avis, et la période de la réalisation ou la date de référence.",
        why="Le dernier avis gouverne : une date future masquerait tous les avis suivants. Et personne ne juge un "
        "travail qui n'a pas commencé.",
    ),
    Code(
        id="EVA010",
        severity=Severity.ERROR,
        message="Cette évaluation est laissée de côté : « {key} » manque.",
        advice="Ajoutez « {key}: » ; qui parle et quand sont toujours nécessaires.",
        why="Un avis sans auteur ou sans date ne peut pas être classé parmi les autres.",
    ),
    Code(
        id="EVA011",
        severity=Severity.ADVICE,
        message=(
            "Sceau de l'ancien format sur {n} avis de cette promotion : il ne couvre ni les images du texte, ni le "
            "mode, le contexte, le stage, la période ou les technologies."
        ),
        advice="Relisez ces réalisations, puis lancez « vitrail review --resceller ».",
        why=(
            "L'ancien sceau est comparé comme il l'était : ce qu'il ne couvre pas peut changer sans que l'avis le "
            "dise. Il dépend aussi des fins de ligne que git donne aux fichiers texte joints."
        ),
    ),
    Code(
        id="EVA012",
        severity=Severity.WARNING,
        message="« {name} » parle comme tuteur, mais n'est tuteur d'aucun stage de ce portfolio.",
        advice="Corrigez le nom, ou écrivez « tuteur » dans le stage et « stage » dans la réalisation.",
        why="La voix d'un tuteur est un témoignage sur un travail qu'il a vu ; sans stage, rien ne dit d'où il parle.",
    ),
    Code(
        id="EVA013",
        severity=Severity.ADVICE,
        message="« {name} » avait déjà jugé cette même version : c'est cet avis-ci, le dernier, qui compte.",
        advice="Si l'un des deux est une erreur, retirez-le ; sinon, dites dans le commentaire ce qui a changé.",
        why="Deux avis d'une personne sur un même texte se contredisent, ou l'un est un doublon.",
    ),
)
