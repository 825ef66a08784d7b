"""``vitrail export tableau``: the official workbook, filled for a candidate or for a class."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.exam import exporting
from generator.cli.exam.lists import numbered
from generator.cli.folders import find_cohort_or_student
from generator.cli.telling import WrongUseError, reader, tell
from generator.language import mark
from generator.project import Project

if TYPE_CHECKING:
    from generator.outputs.papers.candidate import ExamCandidate
    from generator.outputs.workbook.tableau import Filled


@click.command("tableau")
@click.argument("cible", required=False)
@click.option(
    "--modele",
    "model",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="Le modèle .xlsx joint à la circulaire de la session du candidat.",
)
@click.option("--promotion", "cohort", help="Remplir un tableau par étudiant de cette promotion.")
@click.option(
    "--numeros",
    "numbers",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Liste .csv hors du dépôt : noms et numéros des candidats de la promotion.",
)
@exporting.number_option
@exporting.folder_option
def command(  # noqa: PLR0913  # the options, each by name
    *, cible: str | None, model: Path, cohort: str | None, numbers: Path | None, private: Path | None, folder: Path
) -> None:
    """Le tableau de synthèse, dans le modèle officiel.

    CIBLE : un portfolio, par exemple 2025-2027/moreau-lea ; ou --promotion pour tous ceux d'une promotion.
    """
    if bool(cible) == bool(cohort):
        raise WrongUseError(mark("Donnez un portfolio, ou une promotion avec --promotion."))
    if cohort:
        exporting.export(partial(_write_tableaux, cohort, model, numbers, folder))
    else:
        exporting.export(partial(_write_tableau, cible or "", model, private, folder))


def _write_tableau(target: str, model: Path, private: Path | None, folder: Path, project: Project) -> None:
    from generator.outputs.workbook.tableau import fill  # noqa: PLC0415  # the engine loads when it is asked

    one, _ = exporting.asked_candidate(target, private, folder, project)
    filled = fill(model.read_bytes(), one, reader())
    for note in filled.notes:
        tell(note, err=True)
    exporting.prepare(folder, project)
    exporting.write_paper(folder / f"tableau-{one.student.slug or 'de-synthese'}.xlsx", filled.raw)


def _write_tableaux(target: str, model: Path, numbers: Path | None, folder: Path, project: Project) -> None:
    """Fill a table for each candidate of a class; one who cannot have theirs is told and harms nobody else."""
    from generator.making.works import examined  # noqa: PLC0415  # the same
    from generator.outputs.papers import places  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.candidate import candidates  # noqa: PLC0415  # the same
    from generator.outputs.papers.stage import NoPaperError  # noqa: PLC0415  # the same
    from generator.outputs.workbook.tableau import fill  # noqa: PLC0415  # the same

    places.check_destination(folder, project)
    name = find_cohort_or_student(target, project.portfolios)
    reading = examined(replace(project, only_student=name)).reading
    school = replace(reading.school, site_url=project.site_url or reading.school.site_url)
    people = numbered(candidates(school, name, {}), numbers, project)
    filled: list[tuple[ExamCandidate, Filled]] = []
    for one in people:
        try:
            filled.append((one, fill(model.read_bytes(), one, reader())))
        except NoPaperError as error:
            tell(mark("{name} : {reason}", name=one.student.name, reason=error.args[0]), err=True)
    if not filled:
        raise NoPaperError(mark("Aucun tableau n'a pu être rempli."))
    exporting.prepare(folder, project)
    for one, book in filled:
        for note in book.notes:
            tell(mark("{name} : {reason}", name=one.student.name, reason=note), err=True)
        exporting.write_paper(folder / f"tableau-{one.student.slug}.xlsx", book.raw)
