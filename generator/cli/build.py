"""``vitrail build``: the site, complete or not at all."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.helping import Command
from generator.cli.options import audience_option, cache_option, date_option, project_or_exit
from generator.cli.telling import reader, tell
from generator.language import Phrase, mark
from generator.model.audience import Audience
from generator.project import Project
from generator.settings import AUDIENCES, Options

if TYPE_CHECKING:
    from generator.publishing.unchanged import Remembered


@click.command("build", cls=Command)
@audience_option
@date_option
@click.option("--site", type=click.Path(path_type=Path), help="Où écrire le site (sinon site/).")
@cache_option
@click.option("--jobs", type=click.IntRange(1, 64), help="Nombre de processus (sinon un par cœur).")
@click.option("--scheduler", default="", help="Adresse d'un planificateur Dask, dont les ouvriers font les pages.")
@click.option("--strict", is_flag=True, help="Sortir avec 1 s'il y a une erreur dans les fichiers.")
def command(  # noqa: PLR0913  # the options, each by name
    audience: str | None,
    asked_date: date | None,
    site: Path | None,
    *,
    cache: Path | None,
    jobs: int | None,
    scheduler: str,
    strict: bool,
) -> None:
    """Construire le site (par défaut : pour le public)."""
    options = Options(
        audience=AUDIENCES[audience] if audience else None,
        asked_date=asked_date,
        site=site.absolute() if site else None,
        cache=cache,
        jobs=jobs,
        scheduler=scheduler,
    )
    project = project_or_exit(options, Audience.PUBLIC)
    told = build_and_tell(project)
    sys.exit(1 if told is None or (strict and told.errors) else 0)


def build_and_tell(project: Project) -> Remembered | None:
    """Build, print the summary and give what was said; None when nothing was published."""
    from generator.publishing.unchanged import (  # noqa: PLC0415  # late
        Remembered,
        inputs_key,
        recall,
        remember,
        sources_key,
    )

    start = time.monotonic()
    key = inputs_key(project, sources_key(project))
    if last := recall(project, key):
        unchanged = last.unchanged.format(ms=round(1000 * (time.monotonic() - start)))
        click.echo(f"{last.summary}\n{unchanged}")
        return last
    from generator.cli.refused import refused_files  # noqa: PLC0415  # after the options
    from generator.cli.summary import progress_bar, seconds_line, summary  # noqa: PLC0415  # after the options
    from generator.pipeline import build  # noqa: PLC0415  # the engine loads when it is needed
    from generator.publishing.cluster import ClusterError  # noqa: PLC0415  # the same
    from generator.publishing.site import LeakError  # noqa: PLC0415  # the same
    from generator.publishing.swap import BusyError  # noqa: PLC0415  # the same

    try:
        with progress_bar() as progress:
            report = build(project, progress)
    except BusyError:
        tell(mark("Une autre construction est en cours : attendez qu'elle finisse, puis recommencez."), err=True)
        return None
    except ClusterError as error:
        tell(error.phrase, err=True)
        return None
    except LeakError as error:
        tell(_leaks(error.pairs), err=True)
        return None
    except OSError as error:
        unwritten = mark(
            "Le site n'a pas pu être écrit ; l'ancien est intact. Le système dit : {error}", error=str(error)
        )
        tell(unwritten, err=True)
        return None
    refused = refused_files(report, project)
    said = summary(report, project, refused)
    unchanged = reader().gettext("Rien n'a changé depuis la dernière construction ({ms} ms).")
    told = Remembered(summary=said, errors=report.errors, unchanged=unchanged, refused=refused)
    if report.lasting:
        remember(project, key, told)
    click.echo(f"{said}\n{seconds_line(report, project)}")
    return told


def _leaks(found: Iterable[tuple[str, str]]) -> Phrase:
    """Name what would have been shown: a fault of ours, that the reader may tell us of."""
    leaks = tuple(mark("{url} « {value} »", url=url, value=value) for url, value in found)
    return mark(
        "Rien n'a été publié : le site aurait montré ce que son public ne doit pas lire ({leaks}).", leaks=leaks
    )
