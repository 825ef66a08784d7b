"""The progress and the summary that a build prints."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from vitrail.building.publishing.unchanged import RefusedFile
from vitrail.content.model.ledger import Fate
from vitrail.ground.diagnostics import Diagnostic, Severity
from vitrail.ground.language import FRENCH, Phrase, mark
from vitrail.site.project import EDITIONS, Project

if TYPE_CHECKING:
    from vitrail.building.making.pipeline import BuildReport
    from vitrail.building.publishing.publish import Progress


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show the number of pages done on a terminal; elsewhere (CI, a file) print nothing until the summary."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    count = 0

    def show(done: int) -> None:
        nonlocal count
        count = done
        said = FRENCH.sentence("{done} pages", {"done": done})
        click.echo(f"\r{said}", err=True, nl=False)

    yield show
    click.echo("", err=True, nl=count > 0)


def summary(report: BuildReport, project: Project, refused: Iterable[RefusedFile]) -> str:
    """Return the summary: pages, ledger, diagnostics, as the site's own status page has them, and refused files."""
    from vitrail.site.pages.labels import fate_of

    say, made = FRENCH, report.published
    grave, ended = report.summed.record.faults, report.summed.record.fates
    fates = {fate: ended[fate] for fate in Fate if ended.get(fate)}
    read = tuple(mark("{n} {fate}", fate=fate_of(fate, count, say), n=count) for fate, count in fates.items())
    lines = [
        mark("Dans {site} : {edition}", site=_shown(project), edition=EDITIONS[project.audience]),
        mark(
            "Pages : {total} (mises en page : {rendered}, reprises : {reused}) ; fichiers : {files}",
            total=made.rendered + made.reused, rendered=made.rendered, reused=made.reused, files=len(made.manifest),
        ),
        mark("Fichiers lus : {total} ({detail})", total=sum(fates.values()), detail=read),
        mark(
            "Diagnostics (voir vitrail check) : erreurs {errors}, avertissements {warnings}, conseils {advice}",
            errors=grave.get(Severity.ERROR, 0), warnings=grave.get(Severity.WARNING, 0),
            advice=grave.get(Severity.ADVICE, 0),
        ),
    ]  # fmt: skip
    named = ["  " + say.sentence("{path} : {reason}", {"path": file.place, "reason": file.message}) for file in refused]
    return "\n".join((*map(say.write, lines), *named, *map(say.write, _wrong(report))))


_MOST = 5
"""Dead links that are named, at most."""


def _wrong(report: BuildReport) -> Iterator[Phrase]:
    """Yield a line for each dead link, which is a fault of ours."""
    for page, target in report.published.dead[:_MOST]:
        yield mark(
            "  Lien retiré de {page}, car « {target} » n'est pas dans le site : c'est une faute de Vitrail.",
            page=page, target=target,
        )  # fmt: skip


def _shown(project: Project) -> str:
    """Return the site's folder, from the project's root if it is inside."""
    inside = project.site.is_relative_to(project.root)
    return project.site.relative_to(project.root).as_posix() if inside else str(project.site)


def refused_files(report: BuildReport, project: Project) -> Iterator[RefusedFile]:
    """Yield the refused files in the order of the ledger, each with its first fault, else the ledger's reason."""
    faults: dict[str, Diagnostic] = {}
    for item in report.summed.diagnostics:
        faults.setdefault(item.place.path, item)
    prefix, say = project.prefix, FRENCH
    for path, reason in report.summed.record.rejected.items():
        fault = faults.get(path)
        place = f"{prefix}/{fault.place if fault else path}"
        message = fault.message if fault else say.write(reason)
        advice = fault.advice if fault else ""
        yield RefusedFile(path=path, place=place, message=message, advice=advice)
