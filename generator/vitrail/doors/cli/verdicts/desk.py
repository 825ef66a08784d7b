"""``vitrail desk``: read the works of a class in the browser, and write verdicts."""

from __future__ import annotations

import sys
from datetime import date

import click
from msgspec.structs import replace

from vitrail.content.model.audience import Audience
from vitrail.doors.cli.folders import find_cohort_or_student, folders
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.serve import entrance, follow, private_server, show_beside
from vitrail.doors.cli.shared_options import date_option, port_option, project_here
from vitrail.doors.cli.telling import tell
from vitrail.ground.language import FRENCH, Phrase
from vitrail.site.settings import CommandOptions


@click.command("desk", cls=Command)
@click.argument("cible", required=False, default="")
@click.option("--par", "by", default="", help="Qui lit, tel que l'écrit promotion.yml (sinon on le choisit à l'écran).")
@click.option(
    "--enregistrer", "recorded", is_flag=True, help="Enregistrer dans git, après chaque avis, ce qu'il écrit."
)
@click.option("--pousser", "sent", is_flag=True, help="Enregistrer de même, et tout envoyer à la forge à la fin.")
@port_option
@date_option
def command(  # noqa: PLR0913  # the options, each by name
    cible: str, by: str, asked_date: date | None, port: int, *, recorded: bool, sent: bool
) -> None:
    """Lire et évaluer dans le navigateur, sur cette machine.

    CIBLE : une promotion ou un étudiant (sinon tous). Le site de l'équipe s'ouvre à côté de ce qui attend d'être lu ;
    chaque avis est écrit et scellé dans un fichier à lui. Si le dépôt des avis suit une forge, ce qui y est arrivé est
    pris d'abord, sans rien fusionner. L'adresse donnée ne vaut que pour cette fois.
    """
    from vitrail.doors.reviewing.answering import acts, reads
    from vitrail.doors.reviewing.commits import bring, fetch, send
    from vitrail.doors.reviewing.deposits import FOLDER, Deposits
    from vitrail.doors.reviewing.sitting import Sitting
    from vitrail.doors.serving.watching import Changes

    options = CommandOptions(audience=Audience.TEAM, asked_date=asked_date, served=True)
    project = project_here(options)
    project.check_judging()
    if alone := fetch(project.judging):
        tell(alone, err=True)
    else:
        _or_end(bring(project.judging))
    root = find_cohort_or_student(cible, project.portfolios) if cible else ""
    cohort = root if root in folders(project.portfolios).cohorts else root.rpartition("/")[0]
    project = replace(project, only_student=cohort or None)
    sitting = Sitting(
        project=project, root=root, cohort=cohort or None, say=FRENCH, recorded=recorded or sent,
        deposits=Deposits(folder=project.root / FOLDER, portfolios=project.portfolios),
    )  # fmt: skip
    changes, desk = Changes(), private_server(port)
    desk.reads, desk.acts = reads(sitting, changes), acts(sitting)
    servers = show_beside(desk, project, changes, "desk", school=project.site_name, by=by and sitting.teacher(by))
    only = project.only_student
    follow(
        project, changes, servers, entrance(desk), sitting.refresh,
        anew=lambda: replace(project_here(options), only_student=only),
    )  # fmt: skip
    _or_end(sitting.settle() or (send(project.judging) if sent else None))


def _or_end(refused: Phrase | None) -> None:
    """Print git's error and exit with 1, if there is one."""
    if refused:
        tell(refused, err=True)
        sys.exit(1)
