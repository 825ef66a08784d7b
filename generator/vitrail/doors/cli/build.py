"""``vitrail build``: publish the site, whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from vitrail.doors.cli.helping import Command, Folded
from vitrail.doors.cli.shared_options import PLACE, cache_option, date_option, project_here
from vitrail.doors.cli.telling import WrongUseError, show, tell
from vitrail.ground.language import FRENCH
from vitrail.site.project import AUDIENCES, Project, refuse_edition
from vitrail.site.settings import CACHE_VARIABLE, CommandOptions

if TYPE_CHECKING:
    from vitrail.building.making.pipeline import BuildReport
    from vitrail.building.making.works import Works
    from vitrail.building.publishing.disk.stamps import SiteFiles
    from vitrail.building.publishing.unchanged import Remembered
    from vitrail.building.publishing.workers.beside import Beside

_ALL = "toutes"
"""The word for all three audiences."""
_LONGEST = 259 if os.name == "nt" else sys.maxsize
"""Characters of the longest path that Windows opens by default."""


@click.command("build", cls=Command)
@click.option(
    "--audience", type=Folded([*AUDIENCES, _ALL]), help="Pour qui le site est construit ; « toutes » : les trois."
)
@date_option
@click.option("--site", type=PLACE, help="Où écrire le site (sinon site/, site-jury/, site-equipe/).")
@cache_option
@click.option("--jobs", type=click.IntRange(1, 64), help="Nombre de processus (sinon un par cœur).")
@click.option("--scheduler", default="", help="Adresse d'un planificateur Dask, dont les ouvriers font les pages.")
def command(  # noqa: PLR0913  # the options, each by name
    audience: str | None,
    asked_date: date | None,
    site: Path | None,
    *,
    cache: Path | None,
    jobs: int | None,
    scheduler: str,
) -> None:
    """Construire le site (par défaut : pour le public)."""
    options = CommandOptions(
        asked_date=asked_date, site=site.absolute() if site else None, cache=cache, jobs=jobs, scheduler=scheduler
    )
    if audience == _ALL and site:
        raise WrongUseError("« --site » ne vaut que pour une audience : enlevez-le, ou choisissez l'audience.")
    wanted = tuple(AUDIENCES.values()) if audience == _ALL else (AUDIENCES[audience] if audience else None,)
    projects = [project_here(replace(options, audience=edition)) for edition in wanted]
    for project in projects:
        refuse_edition(project.site, project.root, project.audience)
    for fault in projects[0].look.faults:
        click.echo(f"mkdocs.yml:{fault.place.line} {fault.code} {fault.message}", err=True)
    told = tuple(build_and_tell(*projects))
    sys.exit(1 if not all(told) or (projects[0].look.strict and any(report.errors for report in told if report)) else 0)


def build_and_tell(
    *projects: Project,
    taken: Callable[[BuildReport, Works], None] | None = None,
    held: Works | None = None,
    fresh: bool = False,
    pulse: Callable[[], None] = lambda: None,
) -> Iterator[Remembered | None]:
    """Build editions of one school, which is read once; print and yield the summary of each.

    Yield None for an edition that was not published. ``taken`` is called after each build with its report and works,
    but not if nothing changed since the last build, whose cached summary is then printed; ``fresh`` disables that
    cache. ``held`` is the works of an earlier build of this process, to start from. ``pulse`` may abort a build by
    raising (``works``).
    """
    from vitrail.building.publishing.disk.stamps import SiteFiles
    from vitrail.building.publishing.unchanged import BuildInputs, edition_key, recall, shelf_of
    from vitrail.building.publishing.workers.beside import beside

    start = time.monotonic()
    with ExitStack() as stack:
        places = (beside(SiteFiles(each.site), each.jobs) for each in projects)
        looks = [stack.enter_context(place) for place in places]
        known = [look.ask(SiteFiles.key) for look in looks]
        shelf = shelf_of(projects[0])
        files = projects[0].sources(shelf.known())
        inputs = BuildInputs(projects[0], files, first=shelf.empty)
        shared: Works | None = None
        for project, looked, site in zip(projects, looks, known, strict=True):
            edition = edition_key(project)
            if not fresh and (last := recall(project, inputs.key(edition), site)):
                unchanged = last.unchanged.format(ms=round(1000 * (time.monotonic() - start)))
                show(f"{last.summary}\n{unchanged}")
                shelf.keep(files)
                yield last
                continue
            from vitrail.building.making.works import works
            from vitrail.site.prose import MadeTexts

            try:
                if shared is None:
                    shared = stack.enter_context(works(project, pulse, (shelf, files), held))
                    if len(projects) > 1:
                        shared.texts = MadeTexts(shared=True)
                        shared.editions = projects
            except OSError as error:
                _unwritten(error, project)
                yield None
                continue
            yield _build(project, partial(inputs.learned, edition), shared, taken, looked)


def _build(
    project: Project,
    key: Callable[[], str],
    shared: Works,
    taken: Callable[[BuildReport, Works], None] | None,
    looked: Beside[SiteFiles],
) -> Remembered | None:
    from vitrail.building.making.pipeline import publish
    from vitrail.building.publishing.disk.swap import BusyError
    from vitrail.building.publishing.unchanged import Remembered, remember
    from vitrail.building.publishing.workers.cluster import ClusterError
    from vitrail.doors.cli.summary import progress_bar, refused_files, summary

    try:
        with progress_bar() as progress:
            report = publish(project, shared, progress, looked)
    except BusyError:
        tell("Une autre construction est en cours : attendez qu'elle finisse, puis recommencez.", err=True)
        return None
    except ClusterError as error:
        tell(error.phrase, err=True)
        return None
    except OSError as error:
        _unwritten(error, project)
        return None
    if taken:
        taken(report, shared)
    refused = tuple(refused_files(report, project))
    said = summary(report, project, refused)
    unchanged = FRENCH.gettext("Rien n'a changé depuis la dernière construction ({ms} ms).")
    told = Remembered(summary=said, errors=report.errors, unchanged=unchanged, refused=refused)
    if report.lasting:
        remember(project, key(), told, report.site.stamps)
    show(said)
    seconds, size = FRENCH.number(report.seconds, 2), FRENCH.number(report.kept / 1_000_000, 1)
    tell("Temps : {seconds} s ; gardés pour la prochaine fois : {size} Mo", seconds=seconds, size=size)
    return told


def _unwritten(error: OSError, project: Project) -> None:
    """Report why nothing was published, with a remedy if files cannot be written.

    Raises SupersededError: a file of the portfolios was deleted before it was read.
    """
    name = max(str(error.filename or ""), str(error.filename2 or ""), key=len)
    if error.errno == errno.ENOENT and len(name) > _LONGEST:
        tell(
            "« {path} » a {count} signes, et Windows n'ouvre pas un chemin de plus de {limit} ; l'ancien site est "
            "intact. Mettez le dossier de l'école plus près de la racine du disque, ou demandez les « chemins longs ».",
            path=name, count=len(name), limit=_LONGEST, err=True,
        )  # fmt: skip
        return
    if error.errno == errno.ENOENT and Path(name).is_relative_to(project.portfolios):
        from vitrail.building.making.works import SupersededError

        raise SupersededError from error
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        tell("Le disque est plein : aucun site n'a changé. Libérez de la place, puis recommencez.", err=True)
    elif error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        tell(
            "« {path} » ne peut pas être écrit, ou un autre programme le tient ouvert ; l'ancien site est intact. "
            "Fermez ce programme, ou écrivez ailleurs : « --cache DOSSIER », ou la variable {variable}, pour ce que "
            "Vitrail garde ; « vitrail build --site DOSSIER » pour le site.",
            path=name, variable=CACHE_VARIABLE, err=True,
        )  # fmt: skip
    else:
        said = str(error)
        tell("Le site n'a pas pu être écrit ; l'ancien est intact. Le système dit : {error}", error=said, err=True)
