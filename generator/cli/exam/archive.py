"""``vitrail archive``: a portfolio, or a class, as one file that a commission opens without network."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from generator.cli.exam.lists import in_order, order_option
from generator.cli.folders import find_cohort_or_student
from generator.cli.helping import Command
from generator.cli.shared_options import date_option, project_here
from generator.cli.telling import WrongUseError, reader, tell
from generator.language import nmark
from generator.model.audience import Audience
from generator.settings import CommandOptions

if TYPE_CHECKING:
    from generator.outputs.papers.archive import Frozen, MadePaper
    from generator.outputs.papers.candidate import ExamCandidate
    from generator.project import Project

_MEGABYTE = 1_000_000


@click.command("archive", cls=Command)
@click.argument("cible")
@click.option("--vers", "folder", type=click.Path(path_type=Path), required=True, help="Où écrire, hors du dépôt.")
@click.option(
    "--modele",
    "model",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Le modèle .xlsx du tableau, joint à la circulaire de la session.",
)
@click.option(
    "--papiers",
    "papers",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Dossier hors du dépôt : attestations signées et autres pièces à joindre.",
)
@order_option
@click.option("--max-mo", "most", type=click.IntRange(1), default=500, help="Taille permise, en Mo (sinon 500).")
@date_option
def command(  # noqa: PLR0913  # the options, each by name
    *,
    cible: str,
    folder: Path,
    model: Path | None,
    papers: Path | None,
    order: Path | None,
    most: int,
    asked_date: date | None,
) -> None:
    """Figer un portfolio, ou une promotion, en un fichier à remettre à la commission.

    CIBLE : un portfolio (moreau-lea) ou une promotion (2025-2027).
    """
    from generator.publishing.disk.site import LeakError

    project = project_here(CommandOptions(asked_date=asked_date), Audience.JURY)
    try:
        _archive(project, find_cohort_or_student(cible, project.portfolios), folder, model, papers, order, most)
    except LeakError:
        tell("Rien n'a été écrit : lancez « vitrail build --audience jury », qui dit pourquoi.", err=True)
        sys.exit(1)
    except OSError as error:
        tell("L'archive n'a pas pu être écrite. Le système dit : {error}", error=str(error), err=True)
        sys.exit(1)


def _archive(  # noqa: PLR0913, PLR0917  # what an archive is made of, each by name
    project: Project, target: str, folder: Path, model: Path | None, papers: Path | None, order: Path | None, most: int
) -> None:
    from generator.making.works import examined
    from generator.outputs import bag
    from generator.outputs.papers import places, printing
    from generator.outputs.papers.archive import assemble
    from generator.outputs.papers.candidate import candidates

    places.check_archive(folder, project)
    added = dict(_added(papers, project)) if papers else {}
    frozen = _frozen(project)
    day = project.asked_date or frozen.at.date()
    project = replace(project, only_student=target, audience=Audience.JURY, asked_date=day)
    reading = examined(project).reading
    school = replace(reading.school, site_url=project.site_url or reading.school.site_url)
    disk = {seen.path: project.portfolios / seen.disk for seen in reading.files}
    called = in_order(candidates(school, target, disk), order, project)
    people = [(one, tuple(_papers(one, model))) for one in called]
    with tempfile.TemporaryDirectory(prefix="vitrail-archive-") as place:
        whole = assemble(_built(project, Path(place)), people, added, frozen, target)
        megabytes = whole.size() / _MEGABYTE
        size = reader().number(round(megabytes, 1))
        if megabytes > most:
            raise WrongUseError(
                "L'archive ferait {size} Mo, plus que les {most} permis : ôtez des productions, ou demandez davantage "
                "avec --max-mo.",
                size=size,
                most=reader().number(most),
            )
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = printing.write(folder / f"{whole.name}.zip", partial(bag.write, whole))
    if model is None:
        tell("Sans le tableau officiel : donnez le modèle de la circulaire avec --modele.", err=True)
    if frozen.changed:
        tell("Des fichiers ne sont pas enregistrés dans git : l'archive les contient, et le dit.", err=True)
    count = len(whole.payload)
    said = nmark(
        "Écrit : {path} ({n} fichier, {size} Mo)", "Écrit : {path} ({n} fichiers, {size} Mo)", count,
        path=str(written), size=size,
    )  # fmt: skip
    tell(said)


def _built(project: Project, place: Path) -> Path:
    """Build the jury's edition in a folder of its own, with a cache of its own: nobody's site is touched."""
    from generator.making.pipeline import build

    alone = replace(project, site=place / "site", cache_elsewhere=place / "cache")
    build(alone)
    return alone.site


def _papers(one: ExamCandidate, model: Path | None) -> Iterator[MadePaper]:
    """Make the papers of the exam; nothing of any private file is in them."""
    from generator.addressing import addresses
    from generator.outputs.papers import printing
    from generator.outputs.papers.archive import MadePaper
    from generator.outputs.papers.fiche import fiche, presented
    from generator.outputs.papers.stage import NoPaperError
    from generator.outputs.spreadsheets import timeless
    from generator.outputs.workbook.tableau import fill

    if model is not None:
        filled = fill(model.read_bytes(), one, reader())
        for note in filled.notes:
            tell(note, err=True)
        file = f"tableau-{one.student.slug or 'de-synthese'}.xlsx"
        yield MadePaper(title="Tableau officiel (.xlsx)", file=file, raw=timeless(filled.raw))
    try:
        found = presented(one, None)
    except NoPaperError as error:
        tell(error.phrase, err=True)
        return
    for work in found:
        yield MadePaper(
            title=f"Fiche : {work.work.title}",
            file=printing.work_file("fiche", work),
            raw=printing.render(fiche(work, reader())),
            page=addresses.realisation(one.cohort, one.student, work.work),
        )


def _added(folder: Path, project: Project) -> Iterator[tuple[str, Path]]:
    """Yield the papers of a folder by their name; none stands in the repository, none is reached by a link."""
    from generator.outputs.papers.places import check_private

    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            check_private(path, project)
            yield f"ajoutes/{path.relative_to(folder).as_posix()}", path


def _frozen(project: Project) -> Frozen:
    """Find the state that is archived: the commit and its day, else SOURCE_DATE_EPOCH, else today."""
    from generator.outputs.papers.archive import Frozen

    told = _git(project, "log", "-1", "--format=%h %ct")
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    commit, _, seconds = told.partition(" ")
    moment = int(epoch) if epoch.isdigit() else int(seconds) if seconds else 0
    today = project.asked_date or datetime.now(UTC).date()
    at = datetime.fromtimestamp(moment, UTC) if moment else datetime(today.year, today.month, today.day, tzinfo=UTC)
    changed = bool(_git(project, "status", "--porcelain", "--", str(project.portfolios)))
    return Frozen(at=at, commit=f"commit {commit}" if commit else "", changed=changed and bool(commit))


def _git(project: Project, *words: str) -> str:
    """Ask git, or nothing where there is no repository, no commit, or no git."""
    try:
        done = subprocess.run(  # noqa: S603  # words of ours
            ["git", "-C", str(project.root), *words],  # noqa: S607  # the git of whoever runs the command
            capture_output=True, text=True, encoding="utf-8", errors="replace", check=False,
        )  # fmt: skip
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
