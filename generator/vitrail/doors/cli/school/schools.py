"""``vitrail new ecole`` and ``vitrail new forge``: create a school, its class, the files of its forge and editors."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vitrail.doors.cli.folders import new_cohort
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.school.creating import create, read, shown, tell_written
from vitrail.doors.cli.school.rosters import enrol, read_list
from vitrail.doors.cli.shared_options import FILE, project_here
from vitrail.doors.cli.telling import WrongUseError, follow, tell
from vitrail.doors.scaffolding import files
from vitrail.doors.scaffolding.alone import USUAL, refuse_nested
from vitrail.doors.scaffolding.forges import FORGES, TEAM, is_owner, offer, repository_files, team_of, wheel_command
from vitrail.ground.language import mark

if TYPE_CHECKING:
    from vitrail.content.model.framework import Framework

_TEAM = click.option(
    "--equipe", "team", default=TEAM, help="Le groupe de l'équipe sur la forge, par exemple @lycee/equipe-sio."
)


_CLICKS = {
    "github": mark(
        "Sur GitHub, une fois : Settings, Pages, « Source » : GitHub Actions ; Settings, Variables, « EQUIPE » : les "
        "identifiants de l'équipe."
    ),
    "gitlab": mark(
        "Sur GitLab, une fois : Settings, CI/CD, Variables, « VITRAIL_PUBLIER » : oui, et « EQUIPE » : les "
        "identifiants de l'équipe."
    ),
}
"""Forge → the settings that no file can make, which its owner sets once."""


@click.command("ecole", cls=Command)
@click.option("--nom", default="Mon établissement", help="Nom de l'établissement.")
@click.option(
    "--forge", type=click.Choice(FORGES), help="La forge où sera le dépôt : son automatisation est écrite aussi."
)
@_TEAM
@click.option("--promotion", help="Une première promotion, par exemple 2025-2027.")
@click.option("--session", type=click.IntRange(2000, 2100), help="Année de l'examen de cette promotion.")
@click.option("--classe", "roster", type=FILE, help="La liste de ses étudiants, CSV ou classeur.")
@click.option(
    "--avis",
    "verdicts",
    default="",
    metavar="DOSSIER",
    help="Garder les avis hors du dépôt des étudiants : un dépôt privé ou un dossier partagé, à côté de l'école.",
)
def school(  # noqa: PLR0913  # the options, each by name
    nom: str,
    forge: str | None,
    *,
    team: str,
    promotion: str | None,
    session: int | None,
    roster: Path | None,
    verdicts: str,
) -> None:
    """Un établissement : le dossier portfolios/, et tout ce qu'un dépôt demande.

    D'un dossier vide à une école complète : vitrail new ecole --nom "Lycée Jean-Moulin" --forge gitlab
    --classe ../liste.csv --promotion 2025-2027 --session 2027
    """
    _check(team, promotion, session, roster)
    root = Path.cwd()
    refuse_nested(root)
    _refuse_inside(root, verdicts)
    create(root, files.school(nom, verdicts))
    folder = new_cohort(promotion, root / "portfolios") if promotion else ""
    _offer(root, repository_files(nom, forge or "", _framework(root), team, (folder,) if folder else ()))
    read_whole = True
    if folder and session is not None:
        create(root / "portfolios", files.cohort(folder, _framework(root), session))
    if wheel := wheel_command():  # first: without the wheel, the forge fails at the first push
        follow(*wheel)
    if folder and roster:
        read_whole = enrol(root / "portfolios", folder, roster)
    if not folder:
        follow("vitrail", "new", "promotion", "2025-2027", "--session", "2027")
    elif not roster:
        follow("vitrail", "new", "etudiants", folder, "../liste.csv")
    if forge:
        _tell_readers(team, verdicts)
    tell("Puis enregistrez l'école : git add . && git commit -m École")
    if forge:
        tell(_CLICKS[forge])
    sys.exit(0 if read_whole else 1)


@click.command("forge", cls=Command)
@click.argument("forge", type=click.Choice(FORGES))
@_TEAM
def forge(forge: str, team: str) -> None:
    """Les fichiers de la forge et des éditeurs, dans une école qui existe.

    Rien n'est écrasé : un fichier qui est déjà là reste, et ce qui le sépare du nôtre est montré.
    """
    _check(team, None, None, None)
    project = project_here()
    team = team_of(project.root) if team == TEAM else team
    classes = {cohort.slug for cohort in read(project.portfolios).cohorts}
    cohorts = None if classes == {""} else classes - {""}
    if _offer(project.root, repository_files(project.site_name, forge, _framework(project.root), team, cohorts)):
        tell(_CLICKS[forge])


def _check(team: str, promotion: str | None, session: int | None, roster: Path | None) -> None:
    """Raise WrongUseError (exit 2), before anything is written, if options are invalid or do not go together."""
    if not is_owner(team):
        raise WrongUseError("« {team} » n'est pas un groupe ; écrivez par exemple @lycee/equipe-sio.", team=team)
    if roster and not promotion:
        raise WrongUseError("--classe demande aussi --promotion et --session.")
    if bool(promotion) is not (session is not None):
        raise WrongUseError("--promotion et --session vont ensemble.")
    if roster:
        read_list(roster)


def _tell_readers(team: str, verdicts: str) -> None:
    """Print who will read the verdicts, and the settings left to make on the forge."""
    if verdicts:
        tell(
            "Pour que la publication lise les avis, créez sur la forge AVIS_DEPOT et AVIS_JETON : « Qui lit quoi », "
            "dans le guide de l'équipe, dit comment."
        )
    else:
        tell("Sans --avis, chaque étudiant lira les avis de tous : ils sont dans le dépôt qu'il copie.")
    if team == TEAM:
        tell("Écrivez le groupe de l'équipe sur la forge à la place de {team} dans CODEOWNERS.", team=TEAM)


def _refuse_inside(root: Path, verdicts: str) -> None:
    """Raise WrongUseError (exit 2) if the folder of verdicts is inside the school, which students copy."""
    if verdicts and (root / verdicts).resolve().is_relative_to(root.resolve()):
        raise WrongUseError(
            "« {folder} » (--avis) est dans l'école, que les étudiants copient : choisissez un dossier à côté, par "
            "exemple ../avis.",
            folder=verdicts,
        )


def _framework(root: Path) -> Framework:
    """Return the référentiel of the school's first class, the 2019 one before there is a class."""
    known = read(root / "portfolios")
    used = (group.framework for group in known.cohorts if group.framework)
    return known.frameworks[next((name for name in used if name in known.frameworks), USUAL)]


def _offer(root: Path, made: Mapping[str, str]) -> bool:
    """Write the missing files, and show the diffs of those that differ; True if any was written."""
    new, kept = offer(root, made)
    tell_written(new)
    for path, difference in kept.items():
        tell("{path} est déjà là et reste tel quel. Ce que Vitrail y mettrait :", path=str(shown(path)))
        click.echo(difference)
    return bool(new)
