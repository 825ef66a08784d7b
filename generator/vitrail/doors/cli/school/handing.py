"""``vitrail rendre``: write one's portfolio as a zip, to hand in."""

from pathlib import Path

import click

from vitrail.doors.cli.folders import own_portfolio
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.school.creating import shown
from vitrail.doors.cli.shared_options import PLACE, project_here
from vitrail.doors.cli.telling import WrongUseError, show, tell
from vitrail.ground.diagnostics.report import as_text
from vitrail.ground.language import FRENCH, nmark

_MEGABYTE = 1_000_000


@click.command("rendre", cls=Command)
@click.argument("etudiant", required=False, default="")
@click.option("--vers", "place", type=PLACE, help="Le .zip ou le dossier où l'écrire (sinon à côté de mkdocs.yml).")
def command(etudiant: str, place: Path | None) -> None:
    """Rendre mon travail : mon portfolio, et rien d'autre, dans un fichier .zip.

    ETUDIANT : un portfolio, par exemple moreau-lea ; inutile quand on y est, ou qu'il n'y en a qu'un. Le fichier se
    dépose sur l'ENT ou s'envoie tel quel ; l'équipe le prend avec « vitrail import rendus ».
    """
    from vitrail.doors.handing.packing import hand_in

    project = project_here()
    folder = own_portfolio(etudiant, project.portfolios)
    if place and place.resolve().is_relative_to(project.portfolios.resolve()):
        raise WrongUseError(
            "« {path} » est dans « {folder} », que le site publie : écrivez le rendu ailleurs.",
            path=str(place), folder=project.portfolios.name,
        )  # fmt: skip
    done = hand_in(project, folder, place)
    if done.left:
        tell("Des liens ne sont pas dans le rendu : {paths}.", paths=done.left, err=True)
    said = nmark(
        "Écrit : {path} ({n} fichier, {size} Mo)", "Écrit : {path} ({n} fichiers, {size} Mo)", done.files,
        path=str(shown(done.path)), size=FRENCH.number(round(done.size / _MEGABYTE, 1)),
    )  # fmt: skip
    tell(said)
    if done.exposed:
        show(as_text(done.exposed, prefix=project.prefix), err=True)
