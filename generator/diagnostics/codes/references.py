"""REF: names that lead nowhere, competencies, organisations, stages, students, files."""

from __future__ import annotations

from generator.diagnostics.code import Code, Severity

_COMPETENCIES: tuple[Code, ...] = (
    Code(
        id="REF001",
        severity=Severity.ERROR,
        message="« {code} » n'existe pas dans le référentiel {framework}.",
        advice="Recopiez le code depuis la page du référentiel.",
        why="Un code inconnu ne peut couvrir aucune compétence : la réalisation compterait sans lui.",
    ),
    Code(
        id="REF002",
        severity=Severity.WARNING,
        message="« {code} » n'est pas demandée à l'option {option}.",
        advice="Gardez-la si vous y tenez : elle est montrée, mais ne compte pas.",
        why="Une compétence hors option n'est jamais un manque et ne remplit aucune colonne du tableau.",
    ),
    Code(
        id="REF003",
        severity=Severity.WARNING,
        message="« {code} » dépend de l'option, qui n'est pas encore choisie.",
        advice=(
            "Écrivez « option: » dans index.md ; d'ici là la compétence est gardée comme « option à "
            "préciser » ({candidates})."
        ),
        why="Le même code court désigne une compétence différente dans chaque option.",
    ),
    Code(
        id="REF004",
        severity=Severity.ERROR,
        message="« {code} » peut désigner plusieurs compétences : {candidates}.",
        advice="Écrivez le code complet de celle que vous voulez dire.",
        why="Choisir à la place de l'auteur pourrait cocher la mauvaise colonne.",
    ),
    Code(
        id="REF005",
        severity=Severity.ERROR,
        message="« {code} » ne désigne aucune compétence pour la session {session}.",
        advice="Le sens de ce code dépend de la session : écrivez le code de la compétence.",
        why="« E5 » désigne une épreuve différente selon la session ; un ancien modèle peut tromper.",
    ),
    Code(
        id="REF006",
        severity=Severity.ADVICE,
        message="« {code} » est citée deux fois : elle compte une fois.",
        advice="Gardez une seule ligne, avec la phrase la plus précise.",
        why="Citer deux fois une compétence n'en prouve pas davantage la maîtrise.",
    ),
)

_RECORDS: tuple[Code, ...] = (
    Code(
        id="REF007",
        severity=Severity.ERROR,
        message="Aucune organisation ne s'appelle « {name} ».",
        advice="Créez organisations/{name}.md, ou écrivez ici {{nom: …, ville: …}}.",
        why="Le nom d'une organisation est celui de son fichier, sans « .md ».",
    ),
    Code(
        id="REF008",
        severity=Severity.WARNING,
        message="Personne ne s'appelle « {name} » dans cette promotion.",
        advice="Écrivez le nom du dossier de votre camarade.",
        why="Les pages d'un travail d'équipe renvoient les unes aux autres par le nom des dossiers.",
    ),
    Code(
        id="REF009",
        severity=Severity.ADVICE,
        message="Vous êtes vous-même dans l'équipe de cette réalisation.",
        advice="Ne citez que vos camarades.",
        why="L'auteur de la page fait déjà partie de son équipe.",
    ),
    Code(
        id="REF010",
        severity=Severity.ERROR,
        message="Ce portfolio n'a pas de stage nommé « {name} ».",
        advice="Écrivez le nom du dossier du stage, sous « stages ».",
        why="Une réalisation de stage renvoie à la page du stage où elle a eu lieu.",
    ),
    Code(
        id="REF011",
        severity=Severity.ERROR,
        message="Le référentiel « {name} » n'est pas connu : la couverture n'est pas calculée.",
        advice="Les référentiels disponibles sont {known}.",
        why="Sans référentiel, un code de compétence n'a pas de sens ; les pages sont publiées quand même.",
    ),
    Code(
        id="REF012",
        severity=Severity.ERROR,
        message="« {name} » n'est pas une option du référentiel {framework}.",
        advice="Les options sont {known} ; écrivez « à choisir » si elle ne l'est pas encore.",
        why="L'option décide des compétences demandées et du sens des codes courts.",
    ),
    Code(
        id="REF013",
        severity=Severity.WARNING,
        message="« {name} » n'est pas une situation obligatoire du référentiel {framework}.",
        advice="Recopiez son identifiant depuis la page du référentiel.",
        why="Certains référentiels demandent d'avoir rencontré des situations nommées.",
    ),
    Code(
        id="REF014",
        severity=Severity.WARNING,
        message="« vient de: {name} » nomme un élément qui existe encore.",
        advice="Supprimez l'ancien fichier, ou retirez cette ligne.",
        why="« vient de » fait suivre les évaluations d'un fichier renommé ; l'ancien nom doit donc être libre.",
    ),
    Code(
        id="REF015",
        severity=Severity.WARNING,
        message="Aucun portfolio ne se trouve à « {name} ».",
        advice="Écrivez la promotion et le dossier, par exemple 2025-2027/lefevre-hugo.",
        why="Un redoublant retrouve ainsi son premier portfolio.",
    ),
    Code(
        id="REF018",
        severity=Severity.WARNING,
        message="« {name} » n'est pas une réalisation de ce portfolio.",
        advice="Recopiez le nom du fichier, sans « .md ».",
        why="« oral » dit quelles réalisations sont montrées le jour de l'épreuve, et dans quel ordre.",
    ),
)

_FILES: tuple[Code, ...] = (
    Code(
        id="REF016",
        severity=Severity.WARNING,
        message="Le lien vers « {target} » ne mène nulle part.",
        advice="Vérifiez le nom, les majuscules et le dossier : un lien part de son fichier, « #titre » de sa page.",
        why="Un lien mort se voit le jour de l'oral.",
    ),
    Code(
        id="REF017",
        severity=Severity.ERROR,
        message="« {target} » sort du dossier de l'étudiant : ce fichier n'est pas publié.",
        advice="Copiez le fichier dans votre dossier « fichiers » et corrigez le chemin.",
        why="Un portfolio ne montre que ce qui lui appartient ; il doit pouvoir être emporté entier.",
    ),
    Code(
        id="REF019",
        severity=Severity.ADVICE,
        message="Sans lien pour {readers} : « {target} » ne leur est pas montré ({reason}).",
        advice="Publiez la page visée, ou retirez le lien : sans elle, ses mots ne mènent nulle part.",
        why="Un brouillon ou une page réservée s'ouvre dans l'édition de l'équipe, et son auteur n'en voit rien.",
    ),
)

CODES: tuple[Code, ...] = tuple(sorted((*_COMPETENCIES, *_RECORDS, *_FILES), key=lambda code: code.id))
