"""``vitrail export``: papers to print and sign, pre-filled, in a folder of the reader's own.

``papers`` makes them: the engine loads when one is asked for.
"""

from pathlib import Path

import click

from generator.cli.exam.lists import order_option
from generator.cli.helping import Group
from generator.cli.telling import WrongUseError

_READ = click.Path(path_type=Path, exists=True, dir_okay=False)
_folder = click.option(
    "--vers", "folder", type=click.Path(path_type=Path), required=True, help="Dossier où écrire, jamais le site."
)
_number = click.option(
    "--prive",
    "private",
    type=click.Path(path_type=Path),
    help="Fichier YAML des données privées, hors du dépôt : le numéro de candidat.",
)
_private = click.option(
    "--prive",
    "private",
    type=click.Path(path_type=Path),
    required=True,
    help="Fichier YAML des données privées, hors du dépôt.",
)


@click.group("export", cls=Group)
def command() -> None:
    """Préparer les papiers à imprimer : stages, tableau et fiches de l'épreuve.

    Les données privées (naissance, adresses, téléphones, mél, numéro de candidat) viennent d'un fichier hors du dépôt ;
    ce qui manque est laissé en blanc, à remplir à la main.
    """


@command.command("attestation")
@click.argument("dossier_stage")
@_private
@_folder
def attestation(dossier_stage: str, private: Path, folder: Path) -> None:
    """L'attestation d'un stage, une par organisation d'accueil.

    DOSSIER_STAGE : par exemple 2025-2027/moreau-lea/stages/mairie.
    """
    from generator.cli.exam import papers

    papers.write_stage("attestation", dossier_stage, private, folder)


@command.command("convention")
@click.argument("dossier_stage")
@_private
@_folder
def convention(dossier_stage: str, private: Path, folder: Path) -> None:
    """La convention d'un stage, une par organisation d'accueil.

    DOSSIER_STAGE : par exemple 2025-2027/moreau-lea/stages/mairie.
    """
    from generator.cli.exam import papers

    papers.write_stage("convention", dossier_stage, private, folder)


@command.command("tuteur")
@click.argument("dossier_stage")
@_folder
def tutor(dossier_stage: str, folder: Path) -> None:
    """Le témoignage d'un tuteur : deux pages à imprimer ou à envoyer.

    DOSSIER_STAGE : par exemple 2025-2027/moreau-lea/stages/mairie. Ce qui revient par mél, sur papier ou lors d'une
    visite se note au pupitre (« vitrail desk »), comme la voix du tuteur.
    """
    from generator.cli.exam import papers

    papers.write_tutor(dossier_stage, folder)


@command.command("fiche")
@click.argument("cible")
@_number
@_folder
def fiche(cible: str, private: Path | None, folder: Path) -> None:
    """La fiche descriptive de chaque réalisation du bloc 2.

    CIBLE : un portfolio (2025-2027/moreau-lea), ou une seule de ses réalisations.
    """
    from generator.cli.exam import papers

    papers.write_fiches(cible, private, folder)


@command.command("tableau")
@click.argument("cible", required=False)
@click.option(
    "--modele",
    "model",
    type=_READ,
    required=True,
    help="Le modèle .xlsx joint à la circulaire de la session du candidat.",
)
@click.option("--promotion", "cohort", help="Remplir un tableau par étudiant de cette promotion.")
@click.option(
    "--numeros", "numbers", type=_READ, help="Liste .csv hors du dépôt : noms et numéros des candidats de la promotion."
)
@_number
@_folder
def tableau(  # noqa: PLR0913  # the options, each by name
    *, cible: str | None, model: Path, cohort: str | None, numbers: Path | None, private: Path | None, folder: Path
) -> None:
    """Le tableau de synthèse, dans le modèle officiel.

    CIBLE : un portfolio, par exemple 2025-2027/moreau-lea ; ou --promotion pour tous ceux d'une promotion.
    """
    if bool(cible) == bool(cohort):
        raise WrongUseError("Donnez un portfolio, ou une promotion avec --promotion.")
    from generator.cli.exam import papers

    if cohort:
        papers.write_tableaux(cohort, model, numbers, folder)
    else:
        papers.write_tableau(cible or "", model, private, folder)


@command.command("oral")
@click.argument("cible")
@order_option
@_folder
def oral(cible: str, order: Path | None, folder: Path) -> None:
    """La feuille d'oral blanc de chaque candidat : questions et preuves les plus minces.

    CIBLE : un portfolio (moreau-lea) ou une promotion (2025-2027).
    """
    from generator.cli.exam import papers

    papers.write_oral(cible, order, folder)
