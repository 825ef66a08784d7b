"""One sentence for each requirement on stages on how it is checked, and the kind of those that no rule judges."""

from collections.abc import Mapping

from vitrail.ground.language import mark

PERMISSION, INFORMATION, INDICATOR = mark("permission"), mark("information"), mark("indicateur")
UNJUDGED: Mapping[str, str] = {
    **dict.fromkeys(("R5", "R12", "R13", "R14", "R16", "R18", "R29"), INFORMATION),
    **dict.fromkeys(("R22", "R24", "R30", "R38"), PERMISSION),
    "R10": INDICATOR,
}
"""Requirement that no diagnostic reports → its kind: permission, information, indicator."""
HOW: Mapping[str, str] = {
    "R1": mark("Une fois le stage fini, une réalisation qui le nomme cite une compétence du référentiel."),
    "R2": mark("« objectifs » et « missions » sont écrits dès que le stage commence, et « accord » est daté d'avant."),
    "R3": mark("Une fois le stage fini, un rapport (semaine-NN.md) ou un bilan (bilan.md) le raconte."),
    "R4": mark("« professeur référent » est écrit dès que le stage commence."),
    "R5": mark("Ce qu'« atelier » nomme, ou une partie « Lien avec les ateliers » de la fiche ; rien n'y oblige."),
    "R6": mark("Le « type » de l'organisation est de ceux que la promotion accepte, si elle en écrit la liste."),
    "R7": mark("Chaque réalisation faite en stage dit son « mode » : vécue, ou observée."),
    "R8": mark("Chaque réalisation faite en stage a une production : un fichier, un lien, une capture."),
    "R9": mark("Une partie « Contexte » de la fiche ou d'une réalisation, ou un texte de la page de l'organisation."),
    "R10": mark("Les « services » des organisations, que la page des stages montre ; aucun message."),
    "R11": mark("Une fois les stages finis, les réalisations faites en stage touchent chaque domaine du référentiel."),
    "R12": mark("Une page libre peut le raconter : des attitudes ne se vérifient pas dans un fichier."),
    "R13": mark("« progression » de promotion.yml, montrée à l'équipe ; rien n'est demandé."),
    "R14": mark("Les « matières » de l'équipe, et ce qu'une fiche en dit sous un titre ; rien n'est demandé."),
    "R15": mark("Une fois l'année finie, ou l'oral venu, le stage de cette année est dans le portfolio."),
    "R16": mark("L'organisation de chaque stage, ou une partie « Environnement » de la fiche ; rien n'est demandé."),
    "R17": mark(
        "Un stage fini a une visite ou un appel sous « suivi » ; la promotion écrit « plateforme » et « suivi »."
    ),
    "R18": mark("Une partie « Recherche du stage » de la fiche, lue et non vérifiée : la recherche a eu lieu."),
    "R19": mark("Les semaines des stages datés, prolongation à part, font le total demandé."),
    "R20": mark("Les semaines du stage de première année font ce qui est demandé, se suivent, et finissent l'année."),
    "R21": mark("Les semaines du stage de l'année font ce qui est demandé, se suivent, et ont lieu dans cette année."),
    "R22": mark("La même organisation ou deux différentes : aucun message."),
    "R23": mark(
        "Le bilan final (bilan.md) n'est pas daté d'avant la fin du stage ; n'en faire aucun n'est pas une faute."
    ),
    "R24": mark("Une partie « Professeurs sollicités » de la fiche, lue et non vérifiée."),
    "R25": mark("Les semaines de « prolongation » sont dans les vacances de la zone, et pas plus que permis."),
    "R26": mark("« prolongation » et « suivi administratif » sont parmi les « clauses » d'une convention prolongée."),
    "R27": mark("Quand un stage est prolongé, les vacances d'été gardent assez de jours de suite sans stage."),
    "R28": mark("La convention est signée (« signée le ») avant le premier jour, avec chaque organisation."),
    "R29": mark("Base légale citée telle quelle par la convention ; elle est datée."),
    "R30": mark("À l'étranger, R31 à R34 et R36 se taisent ; l'outre-mer n'est pas l'étranger."),
    "R31": mark("« accident et responsabilité » est parmi les « clauses » de la convention."),
    "R32": mark("« objectifs et modalités » est parmi les « clauses » de la convention."),
    "R33": mark("« étapes et autonomie » est parmi les « clauses » de la convention."),
    "R34": mark("« suivi » est parmi les « clauses » de la convention."),
    "R35": mark("Les absences laissent trois jours de présence à chaque semaine, ou sont rattrapées (notre lecture)."),
    "R36": mark("La « qualité », si elle est écrite, est celle d'étudiant stagiaire, sauf à l'étranger."),
    "R37": mark("« tuteur » est écrit dès que le stage commence, pour chaque organisation."),
    "R38": mark("L'avis d'un tuteur se montre (« confirmée par le tuteur ») et ne valide rien."),
    "R39": mark("Rapports, bilans et entretiens (entretien.md) sont montrés ; la promotion peut exiger les rapports."),
    "R40": mark("Une fois le stage fini, l'attestation est délivrée (« délivrée le ») par chaque organisation."),
    "R41": mark("L'attestation délivrée dit ses dates et ses semaines, qui sont celles du stage."),
    "R42": mark("La « session » de l'attestation est celle du candidat, dont la circulaire donne le modèle."),
    "R43": mark("L'« académie » de l'établissement est écrite, pour qu'on y vérifie les modalités du recteur."),
}
"""Requirement → how it is checked, in the order of the text."""
