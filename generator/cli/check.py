"""``vitrail check``: read everything, say what is wrong and how to mend it."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from generator.cli.helping import Command
from generator.cli.options import date_option, project_or_exit
from generator.cli.telling import WrongUseError, reader
from generator.diagnostics import Diagnostic, Severity
from generator.diagnostics.report import as_json, as_text
from generator.language import Phrase, mark
from generator.model.audience import Audience
from generator.reading.ledger import close
from generator.settings import Options

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}


@click.command("check", cls=Command)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Texte ou JSON.")
@click.option("--strict", is_flag=True, help="Les avertissements comptent comme des erreurs.")
@date_option
def command(paths: tuple[Path, ...], form: str, asked_date: datetime | None, *, strict: bool) -> None:
    """Lire tous les fichiers et dire ce qui ne va pas.

    PATHS limite ce qui est dit (et le code de sortie) à des fichiers ou dossiers.
    """
    from generator.findings import examine  # noqa: PLC0415  # the engine loads after the options are right

    project = project_or_exit(Path.cwd(), Options(asked_date=asked_date.date() if asked_date else None))
    findings = examine(project)
    wanted = _roots(paths, project.portfolios)
    shown = tuple(item for item in findings.diagnostics if _under(item, wanted))
    ledger = close(findings.reading.files, Audience.TEAM, diagnostics=findings.diagnostics, today=findings.today)
    counts = {fate.value: count for fate, count in ledger.counts().items()}
    if form == "json":
        click.echo(
            as_json(
                shown,
                len(findings.reading.files),
                date=findings.today.isoformat(),
                ledger=counts,
                language=reader(),
            ),
            nl=False,
        )
    else:
        said = as_text(shown, prefix=project.portfolios.name, language=reader(), paint=_paint)
        click.echo(said.rstrip("\n"), color=False if os.environ.get("NO_COLOR") else None)
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(any(item.severity in grave for item in shown))


def _paint(severity: Severity, word: str) -> str:
    """Colour a word; ``click.echo`` takes the colour away where there is no terminal."""
    return click.style(word, fg=_COLOURS[severity], bold=severity is Severity.ERROR)


def _roots(paths: tuple[Path, ...], portfolios: Path) -> tuple[str, ...]:
    """The paths from the portfolios' root; a path that is nowhere is a wrong command (exit 2)."""
    base = portfolios.resolve()
    roots = []
    for path in paths:
        found = next((p for p in (path, portfolios / path) if p.exists() and p.resolve().is_relative_to(base)), None)
        if found is None:
            raise WrongUseError(_nowhere(path, portfolios))
        roots.append(found.resolve().relative_to(base).as_posix())
    return tuple(roots)


def _nowhere(path: Path, portfolios: Path) -> Phrase:
    if any(one.exists() for one in (path, portfolios / path)):
        return mark("« {path} » n'est pas dans le dossier « {folder} ».", path=str(path), folder=portfolios.name)
    return mark("« {path} » n'existe pas.", path=str(path))


def _under(item: Diagnostic, roots: tuple[str, ...]) -> bool:
    path = item.place.path
    return not roots or any(root in {".", path} or path.startswith(f"{root}/") for root in roots)
