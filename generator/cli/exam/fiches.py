"""``vitrail export fiche``: the form of each réalisation of the bloc 2."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from generator.cli.exam import exporting
from generator.cli.telling import reader, tell
from generator.project import Project


@click.command("fiche")
@click.argument("cible")
@exporting.number_option
@exporting.folder_option
def command(cible: str, private: Path | None, folder: Path) -> None:
    """La fiche descriptive de chaque réalisation du bloc 2.

    CIBLE : un portfolio (2025-2027/moreau-lea), ou une seule de ses réalisations.
    """
    exporting.export(partial(_write_fiches, cible, private, folder))


def _write_fiches(target: str, private: Path | None, folder: Path, project: Project) -> None:
    from generator.outputs.papers import printing  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.fiche import fiche, presented  # noqa: PLC0415  # the same

    found = presented(*exporting.asked_candidate(target, private, folder, project))
    exporting.prepare(folder, project)
    for one in found:
        paper = fiche(one, reader())
        for warning in paper.warnings:
            tell(warning, err=True)
        exporting.write_paper(folder / printing.work_file(paper.kind, one), printing.render(paper))
