"""``vitrail export``: papers to print and sign, pre-filled, in a folder of the reader's own.

``papers`` makes them: the engine loads when one is asked for.
"""

import click

from generator.cli.helping import Lazy


@click.group(
    "export",
    cls=Lazy,
    found={
        "attestation": "exam.papers:attestations",
        "convention": "exam.papers:conventions",
        "fiche": "exam.papers:fiches",
        "oral": "exam.papers:oral",
        "tableau": "exam.papers:tableau",
        "tuteur": "exam.papers:tutor",
    },
)
def command() -> None:
    """Préparer les papiers à imprimer : stages, tableau et fiches de l'épreuve.

    Les données privées (naissance, adresses, téléphones, mél, numéro de candidat) viennent d'un fichier hors du dépôt ;
    ce qui manque est laissé en blanc, à remplir à la main.
    """
