"""``vitrail new etudiants``: the students of a class, from a list exported by school software."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vitrail.doors.cli.folders import find_cohort
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.school.creating import class_of, read, shown
from vitrail.doors.cli.school.lodging import lodge, refuse_model
from vitrail.doors.cli.school.rosters import enrol
from vitrail.doors.cli.shared_options import FILE, project_here
from vitrail.doors.cli.telling import follow


@click.command("etudiants", cls=Command)
@click.argument("promotion")
@click.argument("liste", type=FILE)
@click.option("--depots", default="", metavar="MODELE", help="Un dépôt par étudiant : https://…/portfolio-*.git.")
@click.option("--essai", is_flag=True, help="Dire ce qui serait écrit, sans rien écrire.")
def command(promotion: str, liste: Path, *, depots: str, essai: bool) -> None:
    """Les étudiants d'une promotion, d'après une liste (Nom, Prénom, Option…), en CSV ou en classeur.

    Une liste plus récente ajoute les nouveaux et nomme ceux qui n'y sont plus ; rien n'est effacé. Avec --depots,
    ou si promotion.yml dit déjà « dépôts », leurs noms y sont écrits, et chaque portfolio vit dans son dépôt.
    """
    root = project_here().portfolios
    folder = find_cohort(promotion, root)
    refuse_model(depots)
    cohort, _ = class_of(read(root), folder)
    if depots or (cohort and cohort.repositories_at):
        read_whole = lodge(root, folder, liste, depots, trial=essai)
        following: tuple[str, ...] = ("prendre", folder)
    else:
        read_whole = enrol(root, folder, liste, trial=essai)
        following = ("check", folder)
    if not essai:
        follow("vitrail", *following, fill=shown(root / folder / "promotion.yml").as_posix())
    sys.exit(0 if read_whole else 1)
