"""Requirements on stages that no rule judges: what each is, and why nothing is told."""

from collections.abc import Mapping

from generator.language import mark

PERMISSION, INFORMATION, INDICATOR = mark("permission"), mark("information"), mark("indicateur")
WITHOUT_CODE: Mapping[str, tuple[str, str]] = {
    "R5": (INFORMATION, mark("La page des ateliers rassemble ce qu'« atelier » y rattache ; rien n'y oblige.")),
    "R10": (INDICATOR, mark("La page des stages montre les organisations et leurs services ; aucun message.")),
    "R12": (INFORMATION, mark("Une page libre peut le raconter : des attitudes ne se vérifient pas dans un fichier.")),
    "R13": (INFORMATION, mark("La progression appartient à l'équipe ; elle n'est pas dans le portfolio.")),
    "R14": (
        INFORMATION,
        mark("L'approche interdisciplinaire appartient à l'équipe ; elle n'est pas dans le portfolio."),
    ),
    "R16": (INFORMATION, mark("Le concours des milieux professionnels ne dépend pas de l'étudiant.")),
    "R18": (INFORMATION, mark("Lu, non vérifié : la recherche a eu lieu, quoi qu'on en écrive.")),
    "R22": (PERMISSION, mark("La même organisation ou deux différentes : aucun message.")),
    "R24": (PERMISSION, mark("Lu, non vérifié : l'étudiant peut solliciter ses professeurs, et n'a pas à le prouver.")),
    "R29": (INFORMATION, mark("Base légale citée telle quelle par la convention ; elle est datée.")),
    "R30": (PERMISSION, mark("À l'étranger, R31 à R34 et R36 se taisent ; l'outre-mer n'est pas l'étranger.")),
    "R38": (PERMISSION, mark("« Confirmée par le tuteur » se montre et ne valide rien.")),
}
"""Requirements that raise nothing: (kind, why nothing is judged)."""
