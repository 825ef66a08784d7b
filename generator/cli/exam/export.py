"""``vitrail export``: papers to print and sign, pre-filled, in a folder of the reader's own."""

from __future__ import annotations

import click

from generator.cli.exam import fiches, orals, stage_papers, tableaux, tutors
from generator.cli.helping import Group


@click.group("export", cls=Group)
def command() -> None:
    """Préparer les papiers à imprimer : stages, tableau et fiches de l'épreuve.

    Les données privées (naissance, adresses, téléphones, mél, numéro de candidat) viennent d'un fichier hors du dépôt ;
    ce qui manque est laissé en blanc, à remplir à la main.
    """


for _paper in (
    stage_papers.attestation,
    stage_papers.convention,
    tutors.command,
    fiches.command,
    tableaux.command,
    orals.command,
):
    command.add_command(_paper)
