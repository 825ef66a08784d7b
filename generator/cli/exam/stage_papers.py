"""``vitrail export attestation`` and ``convention``: the papers of a stage."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from generator.cli.exam import exporting
from generator.cli.telling import reader
from generator.project import Project


@click.command("attestation")
@click.argument("dossier_stage")
@exporting.private_option
@exporting.folder_option
def attestation(dossier_stage: str, private: Path, folder: Path) -> None:
    """L'attestation d'un stage, une par organisation d'accueil.

    DOSSIER_STAGE : par exemple 2025-2027/moreau-lea/stages/mairie.
    """
    exporting.export(partial(_write_stage, "attestation", dossier_stage, private, folder))


@click.command("convention")
@click.argument("dossier_stage")
@exporting.private_option
@exporting.folder_option
def convention(dossier_stage: str, private: Path, folder: Path) -> None:
    """La convention d'un stage, une par organisation d'accueil.

    DOSSIER_STAGE : par exemple 2025-2027/moreau-lea/stages/mairie.
    """
    exporting.export(partial(_write_stage, "convention", dossier_stage, private, folder))


def _write_stage(kind: str, stage: str, private: Path, folder: Path, project: Project) -> None:
    from generator.outputs.papers import printing  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.stage import subjects  # noqa: PLC0415  # the same
    from generator.reading.school import read_school  # noqa: PLC0415  # the same

    said = exporting.private_data(private, folder, project)
    found = subjects(read_school(project.portfolios).school, exporting.in_portfolios(stage, project), said)
    exporting.tell_unread(said, private, (name for subject in found for name in subject.names))
    exporting.prepare(folder, project)
    for subject in found:
        paper = printing.STAGE_PAPERS[kind](subject, reader())
        exporting.write_paper(folder / printing.stage_file(kind, subject), printing.render(paper))
