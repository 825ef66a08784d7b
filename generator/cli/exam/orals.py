"""``vitrail export oral``: the sheet of a mock oral, a candidate a page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from generator.cli.exam import exporting
from generator.cli.exam.lists import in_order, order_option
from generator.cli.folders import find_cohort_or_student
from generator.project import Project


@click.command("oral")
@click.argument("cible")
@order_option
@exporting.folder_option
def command(cible: str, order: Path | None, folder: Path) -> None:
    """La feuille d'oral blanc de chaque candidat : questions et preuves les plus minces.

    CIBLE : un portfolio (moreau-lea) ou une promotion (2025-2027).
    """
    exporting.export(partial(_write_oral, cible, order, folder))


def _write_oral(target: str, order: Path | None, folder: Path, project: Project) -> None:
    from generator.making.works import examined  # noqa: PLC0415  # the same
    from generator.outputs.papers import places, printing  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.candidate import candidates  # noqa: PLC0415  # the same
    from generator.outputs.papers.oral import mock_oral  # noqa: PLC0415  # the same

    places.check_destination(folder, project)
    name = find_cohort_or_student(target, project.portfolios)
    reading = examined(replace(project, only_student=name)).reading
    people = in_order(candidates(reading.school, name, {}), order, project)
    exporting.prepare(folder, project)
    stem = f"oral-blanc-{name.replace('/', '-')}".rstrip("-")
    exporting.write_paper(folder / f"{stem}.html", printing.render(mock_oral(people, stem)))
