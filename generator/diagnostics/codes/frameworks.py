"""FRA: faults of a school's own référentiel (``portfolios/referentiels/*.yml``); of its values as such, see STR."""

from __future__ import annotations

from generator.diagnostics.code import Code, Severity

CODES: tuple[Code, ...] = (
    Code(
        id="FRA003",
        severity=Severity.ERROR,
        message="Le code « {code} » est déjà pris à la ligne {line}.",
        advice="Donnez un autre code à l'un des deux ; seul le premier est gardé.",
        why="Un code désigne une seule compétence, sans quoi une citation aurait deux sens. Les majuscules, les "
        "espaces et les tirets ne distinguent pas deux codes.",
    ),
    Code(
        id="FRA004",
        severity=Severity.ERROR,
        message="« {code} » dit dépendre de « {parent} », qui n'existe pas dans ce référentiel.",
        advice="Écrivez le code d'une compétence de ce fichier, ou retirez la clé « dépend de » si elle est au premier "
        "niveau.",
        why="Une compétence sans parent connu est placée au premier niveau pour que rien ne se perde.",
    ),
    Code(
        id="FRA005",
        severity=Severity.ERROR,
        message="« {code} » finit par dépendre de lui-même : {path}.",
        advice="Changez le parent de l'un d'eux ; en attendant, « {code} » est placé au premier niveau.",
        why="Un référentiel est un arbre : en remontant de parent en parent, on arrive au premier niveau.",
    ),
    Code(
        id="FRA006",
        severity=Severity.ERROR,
        message="L'alias « {alias} » de « {code} » désigne déjà « {other} ».",
        advice="Retirez-le de l'un des deux, ou bornez leurs sessions (« depuis la session », « jusqu'à la session ») "
        "pour qu'elles ne se recouvrent pas.",
        why="Un alias peut changer de sens d'une session à l'autre ou d'une option à l'autre, jamais dans la même.",
    ),
    Code(
        id="FRA007",
        severity=Severity.ERROR,
        message="L'option « {option} » n'est pas déclarée dans ce référentiel.",
        advice="Déclarez-la sous « options », ou corrigez son code.",
        why="Une option inconnue ne peut être celle d'aucun étudiant : elle est laissée de côté.",
    ),
    Code(
        id="FRA008",
        severity=Severity.ERROR,
        message="« {code} », cité sous « {key} », ne désigne rien dans ce référentiel.",
        advice="Écrivez un code de ce fichier.",
        why="Une colonne de tableau, ce que couvre une épreuve ou une couleur se rattachent à un code du référentiel.",
    ),
    Code(
        id="FRA010",
        severity=Severity.ERROR,
        message="Le niveau « {level} » n'est pas déclaré sous « niveaux ».",
        advice="Écrivez le nom d'un niveau déclaré, ou déclarez celui-ci.",
        why="Chaque profondeur de l'arbre porte un nom, et l'examen juge l'une d'elles.",
    ),
    Code(
        id="FRA011",
        severity=Severity.WARNING,
        message="« {code} » est au niveau {depth}, plus profond que les niveaux déclarés ({levels}).",
        advice="Ajoutez un niveau sous « niveaux », ou remontez cette compétence.",
        why="Sans nom, une profondeur s'affiche par son seul numéro.",
    ),
    Code(
        id="FRA012",
        severity=Severity.ERROR,
        message="Le code court « {code} » de « {first} » est aussi celui de « {second} » pour une même option.",
        advice="Donnez un autre code court à l'un des deux, ou séparez leurs options ; le second garde son code.",
        why="Un code court n'est compris que s'il est unique une fois l'option de l'étudiant connue.",
    ),
    Code(
        id="FRA013",
        severity=Severity.ERROR,
        message="L'identifiant « {id} » est déjà celui d'un autre référentiel ({holder}).",
        advice="Choisissez un autre identifiant pour ce fichier, qui n'est pas pris en compte.",
        why="Une promotion nomme son référentiel par son identifiant : il n'en désigne qu'un.",
    ),
    Code(
        id="FRA014",
        severity=Severity.ERROR,
        message="Les sessions vont de {start} à {end}, à rebours.",
        advice="Intervertissez les deux sessions ; en attendant, la seconde est laissée de côté.",
        why="Un alias ou une épreuve vaut d'une session à une autre, la première n'étant jamais après la seconde.",
    ),
    Code(
        id="FRA015",
        severity=Severity.ERROR,
        message="« {code} » dépasse les {limit} niveaux qu'un référentiel peut avoir.",
        advice="Rattachez-le plus haut dans l'arbre ; en attendant, il est placé au premier niveau.",
        why="Un arbre aussi profond est le plus souvent une suite de parents mal écrite.",
    ),
)
