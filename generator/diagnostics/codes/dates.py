"""DAT: dates and periods."""

from __future__ import annotations

from generator.diagnostics.code import Code, Severity

_FORMS = "Écrivez par exemple 12/01/2026, 2026-01-12 ou 12 janvier 2026."

CODES: tuple[Code, ...] = (
    Code(
        id="DAT001",
        severity=Severity.ERROR,
        message="« {value} » n'est pas une date que l'on sait lire.",
        advice=_FORMS,
        why="Une date se lit avec un jour, un mois et une année ; le reste de la fiche est gardé.",
    ),
    Code(
        id="DAT002",
        severity=Severity.ERROR,
        message="« {value} » n'est pas une date : il n'y a pas de {month}e mois.",
        advice="Vérifiez le mois, qui va de 1 à 12 et s'écrit après le jour.",
        why="Le mois vient après le jour (12/01/2026) ou entre l'année et le jour (2026-01-12).",
    ),
    Code(
        id="DAT003",
        severity=Severity.ERROR,
        message="« {value} » n'est pas une date : en {month}, les jours vont de 1 à {days}.",
        advice="Vérifiez le jour dans un calendrier.",
        why="Un jour qui n'existe pas ne peut entrer ni dans la frise ni dans le tableau de synthèse.",
    ),
    Code(
        id="DAT004",
        severity=Severity.ERROR,
        message="La période finit le {end}, avant d'avoir commencé le {start}.",
        advice="Échangez les deux dates, ou vérifiez leurs années.",
        why="Une période va de son premier à son dernier jour, tous deux compris.",
    ),
    Code(
        id="DAT005",
        severity=Severity.ERROR,
        message="« {value} » n'est pas une période que l'on sait lire.",
        advice=(
            "Écrivez par exemple « 12/01/2026 au 06/02/2026 », « janvier 2026 », « depuis le 12/01/2026 », ou "
            "« à compléter » tant que vous ne la connaissez pas."
        ),
        why="Une période est un jour, un mois, ou un début et une fin.",
    ),
    Code(
        id="DAT006",
        severity=Severity.ERROR,
        message="« {value} » est sans doute mal saisi : l'année {year} est hors de notre siècle.",
        advice="Vérifiez l'année, qui s'écrit avec quatre chiffres (2026) ou deux (26).",
        why="Une faute de frappe sur l'année (0206, 20226) déplacerait la fiche de plusieurs siècles.",
    ),
    Code(
        id="DAT007",
        severity=Severity.ERROR,
        message="« {value} » donne un mois, mais il faut ici un jour précis.",
        advice="Ajoutez le jour, par exemple « 12 {value} ».",
        why="Une signature, une visite ou un avis ont lieu un jour précis.",
    ),
    Code(
        id="DAT008",
        severity=Severity.ERROR,
        message="La période dit quand elle finit, mais pas quand elle commence.",
        advice="Ajoutez le premier jour, par exemple « {{du: 12/01/2026, au: 06/02/2026}} ».",
        why="Sans son premier jour, une période ne peut pas être placée dans le temps.",
    ),
)
