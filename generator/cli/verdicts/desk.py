"""``vitrail desk``: read a class in the browser, and write what is said of it."""

from __future__ import annotations

import secrets
import sys
import threading
from datetime import date
from functools import partial
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from generator.cli.folders import find_cohort_or_student, folders
from generator.cli.helping import Command
from generator.cli.serve import follow, make_printed, rebuild
from generator.cli.shared_options import date_option, project_here
from generator.cli.telling import reader, tell
from generator.model.audience import Audience
from generator.project import Project
from generator.settings import CommandOptions

if TYPE_CHECKING:
    from generator.reviewing.sitting import Sitting
    from generator.serving.watching import Changes


@click.command("desk", cls=Command)
@click.argument("cible", required=False, default="")
@click.option("--par", "by", default="", help="Qui lit, tel que l'écrit promotion.yml (sinon on le choisit à l'écran).")
@click.option(
    "--enregistrer", "recorded", is_flag=True, help="Enregistrer dans git, après chaque avis, ce qu'il écrit."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8001, help="Port de cette machine (sinon 8001).")
@date_option
def command(cible: str, by: str, asked_date: date | None, port: int, *, recorded: bool) -> None:
    """Lire et évaluer dans le navigateur, sur cette machine.

    CIBLE : une promotion ou un étudiant (sinon tous). Le site de l'équipe s'ouvre à côté de ce qui attend d'être lu ;
    chaque avis est écrit et scellé dans « evaluations/<étudiant>.yml ». L'adresse donnée ne vaut que pour cette fois.
    """
    from generator.making.live import Live
    from generator.reviewing.sitting import Sitting
    from generator.serving.watching import Changes

    project = project_here(CommandOptions(audience=Audience.TEAM, asked_date=asked_date, served=True))
    root = find_cohort_or_student(cible, project.portfolios) if cible else ""
    cohort = root if root in folders(project.portfolios).cohorts else root.rpartition("/")[0]
    project = replace(project, only_student=cohort or None)
    sitting = Sitting(project=project, root=root, cohort=cohort or None, say=reader(), recorded=recorded)
    changes, token = Changes(), secrets.token_urlsafe(32)
    desk = _open(project, port, by, token, sitting, changes)
    live = Live(project, lambda: changes.announce(changes.refused))
    if not rebuild(project, changes, live):
        sys.exit(1)
    threading.Thread(target=desk.serve_forever, daemon=True).start()
    tell("Ouvrez http://127.0.0.1:{port}/#{token} (Ctrl+C pour arrêter).", port=desk.server_port, token=token)
    follow(project, changes, desk, live, sitting.refresh)


def _open(  # noqa: PLR0913, PLR0917  # what the two servers are made of
    project: Project, port: int, by: str, token: str, sitting: Sitting, changes: Changes
) -> ThreadingHTTPServer:
    """Take both ports before the minutes that a first build may last; exit 1 when one is another's."""
    from generator.reviewing.answering import furnish, make_desk
    from generator.reviewing.furniture import furniture
    from generator.serving.server import make_server

    try:
        desk = make_desk(port)
    except OSError:
        tell("Le port {port} est déjà pris : choisissez-en un autre avec --port.", port=port, err=True)
        sys.exit(1)
    origin, make = f"http://127.0.0.1:{desk.server_port}", partial(make_printed, project)
    pages = make_server(project.site, 0, changes, reader(), desk=origin, make=make)
    site = f"http://127.0.0.1:{pages.server_port}"
    files = furniture(site, project.site_name, by, reader())
    furnish(desk, token=token, site=site, files=files, sitting=sitting, changes=changes)
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    return desk
