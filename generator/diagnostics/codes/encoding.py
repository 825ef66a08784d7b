"""ENC: bytes that are not the text they should be."""

from __future__ import annotations

from generator.diagnostics.code import Code, Severity

_RESAVE = (
    "Rouvrez le fichier dans votre éditeur et enregistrez-le en UTF-8 "
    "(VS Code : cliquez sur le nom de l'encodage en bas de la fenêtre, puis « Enregistrer avec l'encodage »)."
)

CODES: tuple[Code, ...] = (
    Code(
        id="ENC001",
        severity=Severity.ERROR,
        message="Ce fichier n'est pas du texte : il contient des octets que seul un fichier binaire contient.",
        advice=(
            "Réécrivez-le dans un éditeur de texte ; un PDF, une image ou un document Word se range dans « fichiers/ » "
            "et se cite par un lien ou dans « productions »."
        ),
        why="Un PDF ou un document Word renommé en .md ne peut pas être lu : le fichier est rejeté.",
    ),
    Code(
        id="ENC002",
        severity=Severity.ADVICE,
        message="Ce fichier est enregistré en UTF-16 ; il a pu être lu, mais git le traite comme un fichier binaire.",
        advice="Enregistrez-le en UTF-8 ; sous PowerShell, ajoutez « -Encoding utf8 » à la commande qui l'écrit.",
        why="Windows PowerShell écrit en UTF-16 avec « > » et Out-File ; git ne montre alors plus ce qui change.",
    ),
    Code(
        id="ENC003",
        severity=Severity.WARNING,
        message="Ce fichier est enregistré en Latin-1 (Windows-1252) et non en UTF-8 ; il a été lu comme tel.",
        advice=_RESAVE,
        why="Les accents d'un fichier en Latin-1 s'affichent mal ailleurs ; Vitrail les devine, sans certitude.",
    ),
    Code(
        id="ENC004",
        severity=Severity.ERROR,
        message="L'encodage de ce fichier n'est pas reconnu : ni UTF-8, ni UTF-16, ni Latin-1.",
        advice=_RESAVE,
        why="Un encodage inconnu (Mac Roman, fichier tronqué) donnerait un texte faux : le fichier est rejeté.",
    ),
    Code(
        id="ENC005",
        severity=Severity.WARNING,
        message="Ce fichier mélange deux encodages : à cette ligne, un caractère accentué n'est pas en UTF-8.",
        advice="Retapez les caractères accentués de cette ligne, puis enregistrez le fichier en UTF-8.",
        why="Un texte collé depuis un fichier ancien garde parfois son encodage ; Vitrail lit ces octets en Latin-1.",
    ),
    Code(
        id="ENC006",
        severity=Severity.WARNING,
        message="Ce fichier contient des accents abîmés, comme « Ã© » à la place de « é ».",
        advice="Remplacez ces suites de caractères : « Ã© » par « é », « Ã¨ » par « è », « â€™ » par une apostrophe.",
        why="Un fichier UTF-8 ouvert en Latin-1 puis enregistré garde ces signes ; ils apparaîtraient sur la page.",
    ),
    Code(
        id="ENC007",
        severity=Severity.WARNING,
        message="Ce fichier contient le signe « \ufffd » : un caractère y a été perdu.",
        advice="Retapez le caractère qui manque à la place de chaque « \ufffd ».",
        why="Un éditeur écrit ce signe quand il n'a pas su lire un caractère ; l'original n'y est plus.",
    ),
    Code(
        id="ENC008",
        severity=Severity.ERROR,
        message="Ce fichier pèse {size} Mo : un texte ne dépasse pas {limit} Mo ici.",
        advice=(
            "Coupez-le en plusieurs pages ; une image collée dans le texte (« data:image/… ») se range en fichier à "
            "côté du Markdown."
        ),
        why="Un texte aussi lourd contient en général une image ou un journal collé ; il ralentirait tout le site.",
    ),
)
