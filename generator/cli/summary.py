"""What a build says while it works and when it is done."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from generator.cli.telling import reader
from generator.diagnostics.code import Severity
from generator.language import Language, mark
from generator.project import Project
from generator.reading.ledger import Fate

if TYPE_CHECKING:
    from generator.pipeline import Report

Progress = Callable[[int], None]


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show the pages done so far on a terminal; elsewhere (CI, a file) print nothing until the summary."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    count = 0

    def show(done: int) -> None:
        nonlocal count
        count = done
        said = reader().sentence("{done} pages", {"done": done})
        click.echo(f"\r{said}", err=True, nl=False)

    yield show
    click.echo("", err=True, nl=count > 0)


def summary(report: Report, project: Project) -> str:
    """Pages, ledger and diagnostics: the figures that the site's own status page prints."""
    say = Language(project.language)
    _ = say.gettext
    grave = Counter(item.severity for item in report.diagnostics)
    fates = {fate: count for fate, count in report.ledger.counts().items() if count}
    lines = (
        _("Pages : {total} ({rendered} mises en page, {reused} reprises), {files} fichiers dans {site}").format(
            total=report.published.rendered + report.published.reused - len(report.published.refused),
            rendered=report.published.rendered,
            reused=report.published.reused,
            files=len(report.published.manifest),
            site=_shown(project),
        ),
        _("Fichiers lus : {total} ({detail})").format(
            total=sum(fates.values()),
            detail=say.write(
                tuple(mark("{fate} {n}", fate=mark(fate.value), n=count) for fate, count in fates.items())
            ),
        ),
        _("Diagnostics (voir vitrail check) : erreurs {errors}, avertissements {warnings}, conseils {advice}").format(
            errors=grave[Severity.ERROR], warnings=grave[Severity.WARNING], advice=grave[Severity.ADVICE]
        ),
    )
    rejected = (
        "  " + say.sentence("{path} : {reason}", {"path": entry.path, "reason": entry.reason})
        for entry in report.ledger.entries
        if entry.fate is Fate.REJECTED
    )
    return "\n".join((*lines, *rejected))


def seconds_line(report: Report, project: Project) -> str:
    """How long the build took."""
    say = Language(project.language)
    return say.gettext("Temps : {seconds} s").format(seconds=say.hundredths(report.seconds))


def _shown(project: Project) -> str:
    """The site's folder as the reader would name it."""
    inside = project.site.is_relative_to(project.root)
    return project.site.relative_to(project.root).as_posix() if inside else str(project.site)
