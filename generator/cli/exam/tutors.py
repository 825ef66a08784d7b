"""``vitrail export tuteur``: two A4 for a tutor, to print or to send."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from generator.cli.exam import exporting
from generator.cli.telling import reader
from generator.project import Project


@click.command("tuteur")
@click.argument("dossier_stage")
@exporting.folder_option
def command(dossier_stage: str, folder: Path) -> None:
    """Le témoignage d'un tuteur : deux pages à imprimer ou à envoyer.

    DOSSIER_STAGE : par exemple 2025-2027/moreau-lea/stages/mairie. Ce qui revient par mél, sur papier ou lors d'une
    visite se note au pupitre (« vitrail desk »), comme la voix du tuteur.
    """
    exporting.export(partial(_write_tutor, dossier_stage, folder))


def _write_tutor(stage: str, folder: Path, project: Project) -> None:
    from generator.outputs.papers import places, printing  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.stage import find_stage  # noqa: PLC0415  # the same
    from generator.outputs.papers.tutor import tutor_sheet  # noqa: PLC0415  # the same
    from generator.reading.school import read_school  # noqa: PLC0415  # the same

    places.check_destination(folder, project)
    school = read_school(project.portfolios).school
    sheet = tutor_sheet(school, *find_stage(school, exporting.in_portfolios(stage, project)), reader())
    exporting.prepare(folder, project)
    exporting.write_paper(folder / f"{sheet.title}.html", printing.render(sheet))
