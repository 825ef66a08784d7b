"""``vitrail new ecole`` and ``vitrail new forge``: create a school, its class, the files of its forge and editors."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vitrail.doors.cli.folders import new_cohort
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.school.creating import read, shown, tell_written
from vitrail.doors.cli.school.lodging import begin, lodge, refuse_model
from vitrail.doors.cli.school.lodging import steps as lodging_steps
from vitrail.doors.cli.school.rosters import enrol, read_list
from vitrail.doors.cli.shared_options import FILE, project_here
from vitrail.doors.cli.telling import WrongUseError, tell
from vitrail.doors.scaffolding import files
from vitrail.doors.scaffolding.alone import USUAL, refuse_nested
from vitrail.doors.scaffolding.commons import Commons
from vitrail.doors.scaffolding.forges import (
    FORGES,
    TEAM,
    is_owner,
    offer,
    portfolio_files,
    repository_files,
    team_files,
    team_of,
)
from vitrail.doors.scaffolding.repository import start_repository
from vitrail.doors.scaffolding.wheel import FOLDER, wheel
from vitrail.ground.language import Phrase, mark

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
_PURPOSES = {
    "portfolios/": mark("l'établissement (etablissement.yml), ses promotions, un dossier par étudiant"),
    "docs/": mark("vos mentions légales, à compléter (informations.md)"),
    "mkdocs.yml": mark("le nom du site"),
    "outils/": mark("Vitrail lui-même, que requirements.txt installe sur la forge et ailleurs"),
    "LISEZMOI.md": mark("cinq phrases pour qui arrive ; CODES.md : les codes et un modèle"),
    ".gitlab-ci.yml": mark("l'automatisation de GitLab, et .gitlab/ qui approuve quoi (CODEOWNERS)"),
    ".github/": mark("l'automatisation de GitHub, et qui approuve quoi (CODEOWNERS)"),
    ".vscode/": mark("l'extension à installer dans VS Code"),
    ".gitignore": mark("et .gitattributes, .pre-commit-config.yaml : ce que git laisse, garde et fait relire"),
}
"""Path of a new school → what it is for."""


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
@click.option(
    "--depots",
    is_flag=False,
    flag_value="",
    metavar="[MODELE]",
    help="Un dépôt par étudiant, https://…/portfolio-*.git : ce qu'ils partagent, et leur modèle, sont écrits à côté.",
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
    depots: str | None,
) -> None:
    """Un établissement : le dossier portfolios/, et tout ce qu'un dépôt demande.

    D'un dossier vide à une école complète : vitrail new ecole --nom "Lycée Jean-Moulin" --forge gitlab
    --classe ../liste.csv --promotion 2025-2027 --session 2027
    """
    from vitrail.content.reading.frameworks import load_shipped

    _check(team, promotion, session, roster)
    apart = depots is not None
    model = depots or ""
    if apart and not forge:
        raise WrongUseError("--depots demande aussi --forge : ce qu'elle fait de chaque dépôt est écrit à côté.")
    refuse_model(model)
    root = Path.cwd()
    refuse_nested(root)
    _refuse_inside(root, verdicts)
    framework = load_shipped()[USUAL]
    folder = new_cohort(promotion, root / "portfolios") if promotion else ""
    cohorts = files.cohort(folder, framework, session) if folder and session is not None else {}
    made = {**files.school(nom, verdicts), **{f"portfolios/{path}": text for path, text in cohorts.items()}}
    files.create(root, made)
    whole = (
        team_files(nom, forge or "", Commons.beside(model))
        if apart
        else repository_files(nom, forge or "", framework, team, (folder,) if folder else ())
    )
    _, kept = offer(root, whole)
    _tell_files(root)
    if apart and forge:
        begin(root, forge, model, framework, session)
    _tell_kept(kept)
    started = bool(verdicts) and start_repository(root / verdicts)
    read_whole = True
    if folder and roster:
        portfolios = root / "portfolios"
        read_whole = lodge(portfolios, folder, roster, model) if apart else enrol(portfolios, folder, roster)
    tell("Ensuite :")
    steps = (
        lodging_steps(model, folder, listed=bool(roster))
        if apart
        else _steps(forge, team, verdicts, folder, listed=bool(roster), apart=started)
    )
    for number, (done, phrase) in enumerate(steps, 1):
        tell("  {number}. [{done}] {step}", number=number, done="x" if done else " ", step=phrase)
    sys.exit(0 if read_whole else 1)


def _steps(  # noqa: PLR0913  # what the command was given, each by name
    forge: str | None, team: str, verdicts: str, folder: str, *, listed: bool, apart: bool
) -> Iterator[tuple[bool, Phrase]]:
    """Yield what leads from the files to a school that is published: whether it is done, and how to do it."""
    if folder:
        yield True, mark("La promotion {folder} : à relire, {file}", folder=folder, file="promotion.yml")
    else:
        yield False, mark("Une promotion : vitrail new promotion 2025-2027 --session 2027")
    if listed:
        yield True, mark("Ses étudiants.")
    else:
        yield False, mark("Ses étudiants : vitrail new etudiants {folder} ../liste.csv", folder=folder or "2025-2027")
    if not verdicts:
        yield (
            False,
            mark(
                "Les avis : chaque étudiant lira les avis de tous, qui sont dans le dépôt qu'il copie ; pour les "
                "garder à part, écrivez « avis: ../avis » dans portfolios/etablissement.yml."
            ),
        )
    else:
        yield apart, mark("Les avis : le dossier {folder}, un dépôt git à part, que vous seuls lisez.", folder=verdicts)
    if forge and team == TEAM:
        yield False, mark("L'équipe : son groupe sur la forge, à la place de {team} dans CODEOWNERS.", team=TEAM)
    elif forge:
        yield True, mark("L'équipe : {team}.", team=team)
    yield False, mark("L'enregistrement : git init -b main, puis git add . et git commit -m École")
    if forge:
        yield False, mark("L'envoi : git remote add origin ADRESSE, puis git push -u origin main")
        yield False, _CLICKS[forge]
    if forge and verdicts:
        yield (
            False,
            mark(
                "Pour que la publication lise les avis : AVIS_DEPOT et AVIS_JETON sur la forge ; « Qui lit quoi », "
                "dans le guide de l'équipe, dit comment."
            ),
        )


def _tell_files(root: Path) -> None:
    """Print the files of the new school as a table: where, and what for."""
    width = max(map(len, _PURPOSES))
    for place, purpose in _PURPOSES.items():
        if (root / place).exists():
            tell("  {place}  {purpose}", place=place.ljust(width), purpose=purpose)


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
    cohorts = read(project.portfolios).cohorts
    classes, models = {cohort.slug for cohort in cohorts}, [cohort.repositories_at for cohort in cohorts]
    if any(models):
        made = team_files(project.site_name, forge, Commons.beside(next(filter(None, models))))
    elif classes == {""}:
        made = portfolio_files(project.site_name, forge, _framework(project.root))
    else:
        made = repository_files(project.site_name, forge, _framework(project.root), team, classes - {""})
    new, kept = offer(project.root, made)
    tell_written(new)
    _tell_kept(kept)
    for old in sorted((project.root / FOLDER).glob("vitrail-*.whl")):
        if f"{FOLDER}/{old.name}" not in wheel():
            tell("{path} est remplacé par le nouveau : supprimez-le.", path=str(shown(old)))
    if new:
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


def _tell_kept(kept: Mapping[Path, str]) -> None:
    """Print what separates the files that were there from ours."""
    for path, difference in kept.items():
        tell("{path} est déjà là et reste tel quel. Ce que Vitrail y mettrait :", path=str(shown(path)))
        click.echo(difference)
