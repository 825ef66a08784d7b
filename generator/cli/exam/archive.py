"""``vitrail archive``: a portfolio, or a class, as one file that a commission opens without network."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from generator.cli.exam.lists import in_order
from generator.cli.exam.ready import summary
from generator.cli.folders import find_cohort_or_student, folders
from generator.cli.telling import WrongUseError, reader, tell
from generator.language import nmark
from generator.making.editions import examined_school
from generator.making.pipeline import build
from generator.model.audience import Audience
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.outputs import bag
from generator.outputs.papers import places, printing
from generator.outputs.papers.archive import ArchivedPaper, Frozen, assemble, shown_candidates
from generator.outputs.papers.candidate import Candidate
from generator.outputs.papers.fiche import fiche, presented
from generator.outputs.papers.stage import NoPaperError
from generator.outputs.workbook.tableau import fill
from generator.project import Project
from generator.reading.disk.history import state_of
from generator.reading.school import read_school

_MEGABYTE = 1_000_000


def write(  # noqa: PLR0913  # what an archive is made of, each by name
    project: Project,
    cible: str,
    folder: Path,
    *,
    model: Path | None,
    papers: Path | None,
    order: Path | None,
    most: int,
) -> None:
    """Write the archive of a portfolio or a class. Raises OSError: the disk refuses."""
    target = find_cohort_or_student(cible, project.portfolios)
    places.check_archive(folder, project)
    added = tuple(_added(papers, project)) if papers else ()
    frozen = _frozen(project)
    day = project.asked_date or read_school(project.sources(), only=target).school.reference_date or frozen.at.date()
    with tempfile.TemporaryDirectory(prefix="vitrail-archive-") as place:
        alone = replace(
            project, only_student=target, audience=Audience.JURY, asked_date=day,
            site=Path(place) / "site", cache_elsewhere=Path(place) / "cache",
        )  # fmt: skip  # nobody's site nor cache is touched
        report = build(alone)
        school = report.standing.every[Audience.JURY].school
        called = in_order(shown_candidates(school, target, report.examination.files, day), order, project)
        single = len(called) == 1
        people = [(one, tuple(_papers(one, model, added, single=single))) for one in called]
        others = () if single else tuple(paper for paper in added if not paper.owner)
        judged = examined_school(alone, report.examination, report.standing.every[Audience.JURY])
        for one in called:
            cohort, student = _own(report.examination.counted, one)
            tell(summary(f"{cohort.slug}/{student.slug}".strip("/"), student, judged.judge(cohort, student)), err=True)
        whole = assemble(alone.site, people, others, frozen, target)
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
    if report.errors:
        told = nmark(
            "{n} erreur : ce qu'elle rejette n'est pas dans l'archive (vitrail check).",
            "{n} erreurs : ce qu'elles rejettent n'est pas dans l'archive (vitrail check).",
            report.errors,
        )
        tell(told, err=True)
    said = nmark(
        "Écrit : {path} ({n} fichier, {size} Mo)", "Écrit : {path} ({n} fichiers, {size} Mo)", len(whole.payload),
        path=str(written), size=size,
    )  # fmt: skip
    tell(said)


def _own(school: School, one: Candidate) -> tuple[Cohort, Student]:
    """Find a candidate among the team's records."""
    key = one.cohort.slug, one.student.slug
    return next(pair for pair in school.everyone if (pair[0].slug, pair[1].slug) == key)


def _papers(
    one: Candidate, model: Path | None, added: Iterable[ArchivedPaper], *, single: bool
) -> Iterator[ArchivedPaper]:
    """Make a candidate's papers, without anything private, beside those that were added for them.

    One that cannot be made is told; the table of who is archived alone is refused.
    """
    folder = "" if single else f"{one.student.slug}/"
    try:
        yield from _tableau(one, model, folder) if model else ()
    except NoPaperError as error:
        if single:
            raise
        tell("{name} : {reason}", name=one.student.name, reason=error.phrase, err=True)
    try:
        found = presented(one, None)
    except NoPaperError as error:
        tell(error.phrase, err=True)
        found = ()
    for work in found:
        raw, file = printing.render(fiche(work, reader())), folder + printing.work_file("fiche", work)
        yield ArchivedPaper(title=f"Fiche : {work.work.title}", file=file, raw=raw)
    yield from (paper for paper in added if paper.owner == one.student.slug or (single and not paper.owner))


def _tableau(one: Candidate, model: Path, folder: str) -> Iterator[ArchivedPaper]:
    raw, notes = fill(model.read_bytes(), one, reader())
    for note in notes:
        tell("{name} : {reason}", name=one.student.name, reason=note, err=True)
    file = folder + printing.tableau_file(one)
    yield ArchivedPaper(title="Tableau officiel (.xlsx)", file=file, raw=raw)


def _added(folder: Path, project: Project) -> Iterator[ArchivedPaper]:
    """Yield the papers of a folder; none stands in the repository, none is reached by a link.

    What lies in a folder called like a student is theirs, and in nobody else's archive.
    """
    people = {one.rpartition("/")[2] for one in folders(project.portfolios).students}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            places.check_private(path, project)
            within = path.relative_to(folder)
            owner = next((part for part in within.parts[:-1] if part in people), "")
            yield ArchivedPaper(title=path.name, file=f"ajoutes/{within.as_posix()}", raw=path, owner=owner)


def _frozen(project: Project) -> Frozen:
    """Find the state that is archived: the commit and its day, else SOURCE_DATE_EPOCH, else today."""
    commit, seconds, changed = state_of(project.portfolios)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = int(epoch) if epoch.isdigit() else seconds
    today = project.asked_date or datetime.now(UTC).date()
    at = datetime.fromtimestamp(moment, UTC) if moment else datetime(today.year, today.month, today.day, tzinfo=UTC)
    return Frozen(at=at, commit=f"commit {commit}" if commit else "", changed=changed)
