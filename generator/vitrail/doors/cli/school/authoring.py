"""``vitrail ecrire``: write one's own portfolio in a form, in the browser."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from vitrail.content.model.audience import Audience
from vitrail.doors.cli.folders import own_portfolio
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.serve import entrance, follow, private_server, show_beside
from vitrail.doors.cli.shared_options import port_option, project_here
from vitrail.doors.cli.telling import tell
from vitrail.ground.language import FRENCH
from vitrail.site.project import Project, UnusableProjectError
from vitrail.site.settings import CommandOptions

if TYPE_CHECKING:
    from vitrail.doors.serving.private import PrivateServer


@click.command("ecrire", cls=Command)
@click.argument("etudiant", required=False, default="", metavar="[ÉTUDIANT]")
@port_option
def command(etudiant: str, port: int) -> None:
    """Écrire son portfolio par un formulaire, dans le navigateur, sur cette machine.

    ÉTUDIANT : le portfolio, moreau-lea ; inutile quand il est seul ou qu'on y est. Dans un dossier vide, le premier
    écran crée le vôtre. Ce qui est tapé est gardé à chaque pause ; « Enregistrer » l'écrit dans le fichier.
    """
    from vitrail.doors.authoring.answering import acts, reads
    from vitrail.doors.authoring.desk import AuthorDesk
    from vitrail.doors.authoring.drafts import KeptDrafts
    from vitrail.doors.editing.door import opened
    from vitrail.doors.serving.watching import Changes

    server = private_server(port)
    try:
        project = project_here(CommandOptions(audience=Audience.TEAM, served=True))
    except UnusableProjectError:
        if Path("mkdocs.yml").exists() or any(path.is_dir() for path in Path.cwd().glob("[!.]*")):
            raise  # a school that cannot be read, or a folder that is something else's
        project = _begin(server)
    folder = own_portfolio(etudiant, project.portfolios)
    cohort, _, name = folder.rpartition("/")
    with opened(project) as door:
        desk = AuthorDesk(door=door, owner=(cohort, name), say=FRENCH, drafts=KeptDrafts(project.root))
        changes = Changes()
        own = replace(project, only_student=folder or None)
        server.reads, server.acts = reads(desk, changes), acts(desk)
        servers = show_beside(server, own, changes, "ecrire", desk.page, school=project.site_name)
        follow(own, changes, servers, entrance(server))


def _begin(server: PrivateServer) -> Project:
    """Serve the first screen until it has created a school of one portfolio here."""
    from vitrail.doors.authoring.welcome import welcome
    from vitrail.doors.serving.furniture import furniture
    from vitrail.doors.serving.guards import policy

    made = threading.Event()
    server.always = policy("'none'")
    server.files = furniture("ecrire", FRENCH, site="", school="Vitrail")
    server.reads, server.acts = welcome(Path.cwd(), made)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tell(entrance(server))
    try:
        made.wait()
    except KeyboardInterrupt:
        sys.exit(0)
    project = project_here(CommandOptions(audience=Audience.TEAM, served=True))
    server.shutdown()
    return project
