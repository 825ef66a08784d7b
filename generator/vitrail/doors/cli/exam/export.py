"""The command lines of ``vitrail export``, ``archive`` and ``fin``; other modules are imported when a command runs."""

import sys
from collections.abc import Callable
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import click

from vitrail.content.model.audience import Audience
from vitrail.doors.cli.helping import Command, Group
from vitrail.doors.cli.shared_options import FILE, FOLDER, PLACE, date_option, order_option, project_here
from vitrail.doors.cli.telling import tell
from vitrail.site.settings import CommandOptions

_stage, _target = click.argument("dossier_stage"), click.argument("cible")
_folder = click.option("--vers", "folder", type=PLACE, required=True, help="Dossier où écrire, jamais le site.")
_private = click.option(
    "--prive", "private", type=PLACE, required=True, help="Fichier YAML des données privées, hors du dépôt."
)
_number = click.option(
    "--prive", "private", type=PLACE, help="Fichier YAML des données privées, hors du dépôt : le numéro de candidat."
)
_table = (
    click.argument("cible", required=False),
    click.option(
        "--modele", "model", type=FILE, required=True,
        help="Le modèle .xlsx joint à la circulaire de la session du candidat.",
    ),
    click.option("--promotion", "cohort", help="Remplir un tableau par étudiant de cette promotion."),
    click.option(
        "--numeros", "numbers", type=FILE,
        help="Liste .csv hors du dépôt : noms et numéros des candidats de la promotion.",
    ),
)  # fmt: skip


@click.group("export", cls=Group)
def command() -> None:
    """Préparer les papiers à imprimer : stages, tableau et fiches de l'épreuve.

    Les données privées (naissance, adresses, téléphones, mél, numéro de candidat) viennent d'un fichier hors du dépôt ;
    ce qui manque est laissé en blanc, à remplir à la main.
    """


def _paper(*options: Callable[[Any], Any]) -> Callable[[Callable[[], None]], None]:
    """Decorate a function: add a command with its name and docstring, which calls ``papers.write`` with that name."""

    def add(told: Callable[[], None]) -> None:
        def write(**asked: Any) -> None:  # noqa: ANN401  # the paper's options
            from vitrail.doors.cli.exam import papers

            papers.write(told.__name__, **asked)

        asking = reduce(lambda made, option: option(made), reversed((*options, _folder)), write)
        command.command(told.__name__, help=told.__doc__)(asking)

    return add


@_paper(_stage, _private)
def attestation() -> None:
    """L'attestation d'un stage, une par organisation d'accueil.

    DOSSIER_STAGE : par exemple 2025-2027/moreau-lea/stages/mairie.
    """


@_paper(_target, _number)
def fiche() -> None:
    """La fiche descriptive de chaque réalisation du bloc 2.

    CIBLE : un portfolio (2025-2027/moreau-lea), ou une seule de ses réalisations.
    """


@_paper(_target, order_option)
def oral() -> None:
    """La feuille d'oral blanc de chaque candidat : questions et preuves les plus minces.

    CIBLE : un portfolio (moreau-lea) ou une promotion (2025-2027).
    """


@_paper(*_table, _number)
def tableau() -> None:
    """Le tableau de synthèse, dans le modèle officiel.

    CIBLE : un portfolio, par exemple 2025-2027/moreau-lea ; ou --promotion pour tous ceux d'une promotion.
    """


@_paper(_stage)
def tuteur() -> None:
    """Le témoignage d'un tuteur : des pages à imprimer ou à envoyer.

    DOSSIER_STAGE : par exemple 2025-2027/moreau-lea/stages/mairie. Ce qui revient par mél, sur papier ou lors d'une
    visite se note au pupitre (« vitrail desk »), comme la voix du tuteur.
    """


@command.command("avis")
@click.argument("cible")
@click.option(
    "--vers", "path", type=PLACE, required=True, help="Le .zip, ou le dossier d'une promotion, hors du dépôt."
)
def verdicts(cible: str, path: Path) -> None:
    """Les avis sur un étudiant, à lui remettre : il les prend avec « vitrail import ».

    CIBLE : un portfolio (moreau-lea), ou une promotion (2025-2027) : un .zip pour chacun de ses étudiants.
    """
    from vitrail.doors.cli.verdicts.handing import hand

    hand(project_here(), cible, path)


@click.command("archive", cls=Command)
@_target
@click.option("--vers", "folder", type=PLACE, required=True, help="Où écrire, hors du dépôt.")
@click.option("--modele", "model", type=FILE, help="Le modèle .xlsx du tableau, joint à la circulaire de la session.")
@click.option(
    "--papiers", "papers", type=FOLDER, help="Dossier hors du dépôt : attestations signées et autres pièces à joindre."
)
@order_option
@click.option("--max-mo", "most", type=click.IntRange(1), default=500, help="Taille permise, en Mo (sinon 500).")
@date_option
def archive(cible: str, folder: Path, asked_date: date | None, **asked: Any) -> None:  # noqa: ANN401  # the other options
    """Figer un portfolio, ou une promotion, en un fichier à remettre à la commission.

    CIBLE : un portfolio (moreau-lea) ou une promotion (2025-2027).
    """
    from vitrail.doors.cli.exam.archive import write

    try:
        write(project_here(CommandOptions(asked_date=asked_date), Audience.JURY), cible, folder, **asked)
    except OSError as error:
        tell("L'archive n'a pas pu être écrite. Le système dit : {error}", error=str(error), err=True)
        sys.exit(1)


@click.command("fin", cls=Command)
@click.argument("promotion")
@click.option("--vers", "folder", type=PLACE, help="Où écrire les archives et la liste à signer, hors du dépôt.")
@click.option("--oui", "agreed", is_flag=True, help="Écrire, relire, puis effacer ; sans elle, un aperçu.")
def farewell(promotion: str, folder: Path | None, *, agreed: bool) -> None:
    """Finir une promotion : ce qui est gardé, donné, puis effacé.

    PROMOTION : par exemple 2025-2027. Sans --oui, rien n'est écrit ni effacé. Chaque étudiant reçoit son archive,
    l'école garde celle de la promotion, et chaque adresse du site dit que le portfolio n'est plus publié.
    """
    from vitrail.doors.cli.exam.farewell import finish

    try:
        finish(project_here(CommandOptions(reads=True)), promotion, folder, agreed=agreed)
    except OSError as error:
        tell("La fin de la promotion s'est arrêtée. Le système dit : {error}", error=str(error), err=True)
        sys.exit(1)
