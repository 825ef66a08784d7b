"""``vitrail serve``: look at the site while writing it."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from generator.cli.folders import find_student
from generator.cli.helping import Command
from generator.cli.options import audience_option, date_option, project_or_exit
from generator.cli.telling import tell
from generator.language import mark
from generator.model.audience import Audience
from generator.settings import AUDIENCES, Options


@click.command("serve", cls=Command)
@audience_option
@date_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="Port de cette machine (sinon 8000).")
@click.option("--etudiant", "only", help="Ne construire que ce portfolio, par exemple moreau-lea.")
def command(audience: str | None, asked_date: datetime | None, port: int, only: str | None) -> None:
    """Servir le site sur cette machine et recharger la page lue après chaque enregistrement."""
    from generator.cli.build import build_and_tell  # noqa: PLC0415  # the engine loads after the options are right
    from generator.serving.server import Changes, make_server  # noqa: PLC0415  # the same
    from generator.serving.watching import bursts  # noqa: PLC0415  # the same

    options = Options(
        audience=AUDIENCES[audience] if audience else None,
        asked_date=asked_date.date() if asked_date else None,
    )
    project = project_or_exit(Path.cwd(), options, Audience.TEAM)
    if only:
        project = replace(project, only_student=find_student(only, project.portfolios))
    if build_and_tell(project) is None:
        sys.exit(1)
    changes = Changes()
    try:
        server = make_server(project.site, port, changes)
    except OSError:
        tell(mark("Le port {port} est déjà pris : choisissez-en un autre avec --port.", port=port), err=True)
        sys.exit(1)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tell(mark("Ouvrez http://127.0.0.1:{port}/ (Ctrl+C pour arrêter).", port=server.server_port))
    stop = threading.Event()
    try:
        for _ in bursts((project.portfolios,), stop):
            if build_and_tell(project) is not None:
                changes.announce()
    except KeyboardInterrupt:
        server.shutdown()
