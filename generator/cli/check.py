"""``vitrail check``: read everything, say what is wrong and how to mend it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator.cli.folders import find_place
from generator.cli.helping import Command
from generator.cli.saying import FORMATS, coverage_line, say_format, say_text, write_summary
from generator.cli.shared_options import date_option, project_or_exit
from generator.cli.telling import reader
from generator.diagnostics import Severity
from generator.diagnostics.report import as_json
from generator.language import Phrase, nmark
from generator.model.ledger import Ledger
from generator.placing import AUDIENCES
from generator.settings import CommandOptions


@click.command("check", cls=Command)
@click.argument("paths", nargs=-1)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help="Texte, JSON, unix, github ou gitlab."
)
@click.option("--depuis", "ref", help="Seulement ce que change la branche depuis ce commit ou cette branche.")
@click.option("--resume", "file", type=click.Path(path_type=Path), help="Fichier où ajouter le résumé, en Markdown.")
@click.option("--strict", is_flag=True, help="Les avertissements comptent comme des erreurs.")
@date_option
def command(  # noqa: PLR0913  # the options, each by name
    paths: tuple[str, ...], form: str, *, ref: str | None, file: Path | None, asked_date: date | None, strict: bool
) -> None:
    """Lire tous les fichiers et dire ce qui ne va pas.

    PATHS limite ce qui est dit (et le code de sortie) à des étudiants, des fichiers ou des dossiers.
    """
    from generator.cli.since import as_data, since_or_exit, told  # noqa: PLC0415  # the same
    from generator.making.checking import check  # noqa: PLC0415  # the engine loads after the options are right

    project = project_or_exit(CommandOptions(asked_date=asked_date))
    checked = check(project, tuple(find_place(path, project.portfolios) for path in paths))
    examination = checked.examination
    since = since_or_exit(project, ref, examination) if ref is not None else None
    shown = tuple(item for item in checked.diagnostics if since is None or since.concerns(item))
    moved = coverage_line(tuple(told(since, examination.reading.school))) if since else ()
    if form == "json":
        report = as_json(
            shown,
            len(examination.reading.files),
            date=examination.today.isoformat(),
            ledgers={name: _counts(checked.editions[audience].ledger) for name, audience in AUDIENCES.items()},
            language=reader(),
            prefix=project.prefix,
            root="dépôt" if (project.repository / ".git").exists() else "école",
            coverage=as_data(since.moved) if since else None,
        )
        click.echo(report, nl=False)
    elif form == "text":
        say_text(shown, project.prefix, (*moved, *_drafts(checked.drafts)), err=False)
    else:
        say_format(form, shown, project.prefix, since.changed if since else frozenset())
        say_text(shown, project.prefix, (*moved, *_drafts(checked.drafts)), err=True)
    write_summary(shown, project.prefix, moved, file, github=form == "github")
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(any(item.severity in grave for item in shown))


def _drafts(n: int) -> tuple[Phrase, ...]:
    """Count what the public does not see; nothing when there is none."""
    said = nmark("{n} brouillon, que le public ne voit pas.", "{n} brouillons, que le public ne voit pas.", n)
    return (said,) if n else ()


def _counts(ledger: Ledger) -> dict[str, int]:
    return {fate.value: count for fate, count in ledger.counts().items()}
