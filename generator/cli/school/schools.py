"""``vitrail new ecole`` and ``vitrail new forge``: a school, its class, what its forge and its editors do for it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.folders import new_cohort
from generator.cli.helping import Command
from generator.cli.school.creating import create, read, shown
from generator.cli.school.rosters import enrol, read_list
from generator.cli.shared_options import FILE, project_here
from generator.cli.telling import WrongUseError, follow, tell
from generator.scaffolding import files
from generator.scaffolding.forges import FORGES, TEAM, is_owner, offer, repository_files
from generator.settings import school_above

if TYPE_CHECKING:
    from generator.model.framework import Framework

_TEAM = click.option(
    "--equipe", "team", default=TEAM, help="Le groupe de l'équipe sur la forge, par exemple @lycee/equipe-sio."
)


@click.command("ecole", cls=Command)
@click.option("--nom", default="Mon établissement", help="Nom de l'établissement.")
@click.option(
    "--forge", type=click.Choice(FORGES), help="La forge où sera le dépôt : son automatisation est écrite aussi."
)
@_TEAM
@click.option("--promotion", help="Une première promotion, par exemple 2025-2027.")
@click.option("--session", type=click.IntRange(2000, 2100), help="Année de l'examen de cette promotion.")
@click.option("--classe", "roster", type=FILE, help="La liste CSV de ses étudiants.")
def school(  # noqa: PLR0913  # the options, each by name
    nom: str, forge: str | None, *, team: str, promotion: str | None, session: int | None, roster: Path | None
) -> None:
    """Un établissement : le dossier portfolios/, et tout ce qu'un dépôt demande.

    D'un dossier vide à une école complète : vitrail new ecole --nom "Lycée Jean-Moulin" --forge gitlab
    --classe ../liste.csv --promotion 2025-2027 --session 2027
    """
    _check(team, promotion, session, roster)
    root = Path.cwd()
    if above := school_above(root):
        raise WrongUseError(
            "Ce dossier est dans une école, {root} : une école ne se crée pas dans une autre.", root=str(above)
        )
    create(root, files.school(nom))
    _offer(root, repository_files(nom, forge or "", _framework(root), team))
    if not promotion or session is None:
        follow("vitrail", "new", "promotion", "2025-2027", "--session", "2027")
        return
    folder = new_cohort(promotion, root / "portfolios")
    create(root / "portfolios", files.cohort(folder, _framework(root), session))
    read_whole = enrol(root / "portfolios", folder, roster) if roster else True
    if not roster:
        follow("vitrail", "new", "etudiants", folder, "liste.csv")
    if forge and team == TEAM:
        tell("Écrivez le groupe de l'équipe sur la forge à la place de {team} dans CODEOWNERS.", team=TEAM)
    tell("Puis enregistrez l'école : git add . && git commit -m École")
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
    _offer(project.root, repository_files(project.site_name, forge, _framework(project.root), team))


def _check(team: str, promotion: str | None, session: int | None, roster: Path | None) -> None:
    """End a command whose options do not go together before anything is written (exit 2)."""
    if not is_owner(team):
        raise WrongUseError("« {team} » n'est pas un groupe ; écrivez par exemple @lycee/equipe-sio.", team=team)
    if roster and not promotion:
        raise WrongUseError("--classe demande aussi --promotion et --session.")
    if bool(promotion) is not (session is not None):
        raise WrongUseError("--promotion et --session vont ensemble.")
    if roster:
        read_list(roster)


def _framework(root: Path) -> Framework:
    """Return the référentiel of the school's first class, the 2019 one before there is a class."""
    from generator.reading.frameworks import load_shipped

    found = read(root / "portfolios")
    known = {**load_shipped(), **found.frameworks}
    used = [one.framework for one in found.cohorts if one.framework in known]
    return known[used[0] or "" if used else "fr.bts-sio.2019"]


def _offer(root: Path, made: Mapping[str, str]) -> None:
    """Write what is not there, and show what is there and differs."""
    new, kept = offer(root, made)
    for path in new:
        tell("Écrit : {path}", path=str(shown(path)))
    for path, difference in kept.items():
        tell("{path} est déjà là et reste tel quel. Ce que Vitrail y mettrait :", path=str(shown(path)))
        click.echo(difference)
