"""``vitrail review``: seal verdicts with the fingerprint of what was read."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path

import click

from generator.cli.helping import Command
from generator.cli.options import project_or_exit
from generator.cli.telling import reader, tell
from generator.diagnostics import Diagnostic
from generator.diagnostics.report import text_report
from generator.language import mark, nmark
from generator.model.student import Student
from generator.outputs.sealing import seal, unsealed
from generator.outputs.writing import UnwrittenError, replace
from generator.settings import Options
from generator.values.folding import fold


@click.command("review", cls=Command)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def command(paths: tuple[Path, ...]) -> None:
    """Écrire dans les évaluations l'empreinte de ce qui a été lu.

    PATHS : des fichiers ou dossiers d'évaluations (sinon tous). Seuls les avis sans empreinte sont complétés.
    """
    from generator.reading.school import read_school  # noqa: PLC0415  # the engine loads after the options are right

    project = project_or_exit(Path.cwd(), Options())
    wanted = tuple(path.resolve() for path in paths)

    def asked(path: str) -> bool:
        found = (project.portfolios / path).resolve()
        return not wanted or any(found.is_relative_to(root) for root in wanted)

    reading = read_school(project.portfolios)
    students = [student for cohort in reading.school.cohorts for student in cohort.students]
    total = sum(_sealed(student, project.portfolios, asked) for student in students)
    already = [one for student in students for one in student.verdicts if one.fingerprint and asked(one.source.path)]
    tell(nmark("{n} avis scellé.", "{n} avis scellés.", total))
    if already:
        tell(nmark("{n} avis était déjà scellé.", "{n} avis étaient déjà scellés.", len(already)))
    faults = [one for one in reading.diagnostics if _of_evaluations(one) and asked(one.place.path)]
    if faults:
        tell(mark("À corriger dans les évaluations, puis relancez « vitrail review » :"))
        click.echo(text_report(faults, prefix=project.portfolios.name, language=reader()))


def _of_evaluations(fault: Diagnostic) -> bool:
    return any(fold(part) == "evaluations" for part in fault.place.path.split("/"))


def _sealed(student: Student, portfolios: Path, asked: Callable[[str], bool]) -> int:
    """Seal what can be of a student's verdicts; give how many were."""
    prints = unsealed(student)
    path = next((verdict.source.path for verdict in prints), None)
    if path is None or not asked(path):
        return 0
    return _write(
        portfolios / path, {verdict.source.at(verdict.index).line: found for verdict, found in prints.items()}
    )


def _write(path: Path, lines: dict[int, str]) -> int:
    """Seal the verdicts at these lines; give how many could be."""
    read = path.read_bytes()
    bom, raw = (BOM_UTF8, read.removeprefix(BOM_UTF8)) if read.startswith(BOM_UTF8) else (b"", read)
    try:
        text, left = seal(raw.decode("utf-8"), lines)
    except UnicodeDecodeError:
        message = mark(
            "{file} n'est pas en UTF-8 : enregistrez-le en UTF-8 pour que ses avis soient scellés.", file=path.name
        )
        tell(message, err=True)
        return 0
    try:
        replace(path, bom + text.encode(), read=read)
    except UnwrittenError as error:
        tell(error.args[0], err=True)
        sys.exit(1)
    for number in left:
        message = mark(
            "{place} : écrivez cet avis sur plusieurs lignes pour qu'il puisse être scellé.",
            place=f"{path.name}:{number}",
        )
        tell(message, err=True)
    return len(lines) - len(left)
