"""``vitrail review``: seal verdicts with the fingerprint of what was read."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

import click

from generator.cli.helping import Command
from generator.cli.options import project_or_exit
from generator.cli.telling import tell
from generator.language import mark, nmark
from generator.outputs.sealing import seal, unsealed
from generator.settings import Options


@click.command("review", cls=Command)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def command(paths: tuple[Path, ...]) -> None:
    """Écrire dans les évaluations l'empreinte de ce qui a été lu.

    PATHS : des fichiers ou dossiers d'évaluations (sinon tous). Seuls les avis sans empreinte sont complétés.
    """
    from generator.reading.school import read_school  # noqa: PLC0415  # the engine loads after the options are right

    project = project_or_exit(Path.cwd(), Options())
    wanted = tuple(path.resolve() for path in paths)
    total = 0
    for cohort in read_school(project.portfolios).school.cohorts:
        for student in cohort.students:
            prints = unsealed(student)
            if not prints:
                continue
            path = (project.portfolios / next(iter(prints)).source.path).resolve()
            if wanted and not any(path.is_relative_to(root) for root in wanted):
                continue
            lines = {verdict.source.at(verdict.index).line: found for verdict, found in prints.items()}
            total += _write(path, lines)
    tell(nmark("{n} avis scellé.", "{n} avis scellés.", total))


def _write(path: Path, lines: dict[int, str]) -> int:
    """Seal the verdicts at these lines; give how many could be."""
    raw = path.read_bytes()
    bom, raw = (BOM_UTF8, raw.removeprefix(BOM_UTF8)) if raw.startswith(BOM_UTF8) else (b"", raw)
    try:
        text, left = seal(raw.decode("utf-8"), lines)
    except UnicodeDecodeError:
        message = mark(
            "{file} n'est pas en UTF-8 : enregistrez-le en UTF-8 pour que ses avis soient scellés.", file=path.name
        )
        tell(message, err=True)
        return 0
    path.write_bytes(bom + text.encode())
    for number in left:
        message = mark(
            "{place} : écrivez cet avis sur plusieurs lignes pour qu'il puisse être scellé.",
            place=f"{path.name}:{number}",
        )
        tell(message, err=True)
    return len(lines) - len(left)
