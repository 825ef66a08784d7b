"""PRV: personal data and secrets in what the public may read."""

from __future__ import annotations

from generator.diagnostics.code import Code, Severity

CODES: tuple[Code, ...] = (
    Code(
        id="PRV001",
        severity=Severity.ADVICE,
        message="Ce texte public semble donner une date de naissance.",
        advice="Retirez-la : le jury n'en a pas besoin.",
        why="Un nom et une date de naissance suffisent à usurper une identité.",
    ),
    Code(
        id="PRV002",
        severity=Severity.ADVICE,
        message="Ce texte public semble donner un numéro de téléphone.",
        advice="Retirez-le, surtout si c'est celui d'un tuteur ou d'un client.",
        why="Un numéro publié est recopié par des robots, et ne peut plus être repris.",
    ),
    Code(
        id="PRV003",
        severity=Severity.ADVICE,
        message="Ce texte public semble donner une adresse électronique.",
        advice="Retirez-la, ou remplacez-la par un lien vers un profil que vous maîtrisez.",
        why="Une adresse publiée reçoit du courrier indésirable ; celle d'un tiers ne vous appartient pas.",
    ),
    Code(
        id="PRV004",
        severity=Severity.WARNING,
        message="Ce texte public semble contenir un mot de passe ou une clé d'accès.",
        advice="Changez ce secret, puis remplacez-le par « ******** » : l'ancien reste dans l'historique du dépôt.",
        why="Un secret publié est utilisé par d'autres en quelques minutes.",
    ),
    Code(
        id="PRV005",
        severity=Severity.WARNING,
        message="« {target} » semble être une attestation ou une convention, et cette page est publique.",
        advice="Retirez-la, ou écrivez « visibilité: équipe ».",
        why=(
            "Ces papiers portent une date de naissance, une adresse et des signatures : ils ne vont jamais "
            "sur un site public."
        ),
    ),
    Code(
        id="PRV006",
        severity=Severity.ADVICE,
        message="Ce texte public semble donner un numéro de sécurité sociale.",
        advice="Retirez-le.",
        why="Ce numéro désigne une personne pour toute sa vie.",
    ),
    Code(
        id="PRV007",
        severity=Severity.WARNING,
        message="Masquée pour {readers} : cette page contient « {value} », que {declarer} réserve à l'équipe.",
        advice="Remplacez le nom par une fonction (« mon tuteur », « la comptable ») ou par le nom public.",
        why=(
            "Un tuteur (même par « M. » ou « Mme » et son seul nom), une organisation qui a un nom public ou un "
            "étudiant masqué ne sont nommés qu'à l'équipe. Ce que l'équipe déclare masque partout ; ce qu'un "
            "étudiant déclare masque ses pages, et celles qui nomment la même organisation ou le même stage."
        ),
    ),
    Code(
        id="PRV008",
        severity=Severity.WARNING,
        message="« {key} » est une donnée personnelle : elle n'a pas sa place dans le dépôt, même privé.",
        advice="Retirez-la, et donnez-la à « vitrail export » dans un fichier rangé hors du dépôt.",
        why="Git garde tout ce qui a été enregistré : une adresse ou une date de naissance y reste après correction.",
    ),
    Code(
        id="PRV009",
        severity=Severity.WARNING,
        message="Le site réserve « {key} » à l'équipe, mais le dépôt est sur {forge}, où un dépôt peut être public.",
        advice=(
            "Vérifiez sur {forge} que ce dépôt est privé, puis écrivez « dépôt: privé » dans etablissement.yml : "
            "Vitrail ne peut pas le savoir. "
            "S'il est public, rendez-le privé et faites retirer ces données de son historique."
        ),
        why=(
            "L'audience protège le site, pas le dépôt : tuteurs, absences, papiers, suivis et commentaires se lisent "
            "dans les fichiers. Cet avertissement n'est donné qu'une fois, au premier d'entre eux ; il ne l'est ni "
            "sans dépôt distant, ni pour le serveur de l'établissement, dont le nom ne dit pas qui le lit."
        ),
    ),
    Code(
        id="PRV010",
        severity=Severity.WARNING,
        message=(
            "Masquée pour {readers} : la pièce jointe « {target} » contient « {value} », "
            "que {declarer} réserve à l'équipe."
        ),
        advice="Retirez ce nom du fichier, de son nom et de ses propriétés (Fichier, Informations), puis redéposez-le.",
        why="Un nom caché sur les pages se lirait dans les cellules d'un tableur ou dans l'auteur d'un PDF.",
    ),
    Code(
        id="PRV011",
        severity=Severity.WARNING,
        message=(
            "« {value} », que {declarer} réserve à l'équipe, se lit sur cette page, qui reste publiée "
            "(pages qui le disent : {count})."
        ),
        advice=(
            "Si c'est la même personne, remplacez son nom sur la page ; sinon, demandez à l'étudiant qui l'a déclaré "
            "ce que ce nom désigne."
        ),
        why=(
            "Ce qu'un étudiant déclare ne masque pas la page d'un autre, sauf si elle nomme la même organisation ou "
            "le même stage : sinon un mot courant, donné pour le nom d'un tuteur, masquerait toute la promotion."
        ),
    ),
    Code(
        id="PRV012",
        severity=Severity.ERROR,
        message="Ce stage est masqué pour ce public : il déclare « {value} », mais {reason}.",
        advice="Écrivez le nom du tuteur tel qu'il est, et rien d'autre, dans « tuteur: {{nom: …}} ».",
        why=(
            "Un nom réservé à l'équipe n'arrête jamais la publication, et ne coûte rien à ceux qui ne l'ont pas "
            "déclaré : s'il ne peut pas être tenu hors du site autrement, le stage qui le déclare est laissé de côté."
        ),
    ),
)
