"""``vitrail archive``: write a portfolio, or a class, as one file that a commission opens offline."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from vitrail.building.making.editions import edition
from vitrail.building.making.facts.run import read_project
from vitrail.building.making.pipeline import BuildReport, build
from vitrail.content.frameworks.queries import table_for
from vitrail.content.model.audience import Audience
from vitrail.content.model.school import Cohort
from vitrail.content.reading.disk.history import directory_of, state_of
from vitrail.doors.cli.exam.lists import in_order, words
from vitrail.doors.cli.exam.papers import filled
from vitrail.doors.cli.exam.ready import summaries
from vitrail.doors.cli.folders import find_cohort_or_student, folders
from vitrail.doors.cli.telling import WrongUseError, tell
from vitrail.ground.language import FRENCH, nmark
from vitrail.site.outputs import bag
from vitrail.site.outputs.papers import places, printing
from vitrail.site.outputs.papers.archive import ArchivedPaper, Frozen, assemble, shown_candidates
from vitrail.site.outputs.papers.candidate import Candidate
from vitrail.site.outputs.papers.fiche import fiche, presentations
from vitrail.site.outputs.papers.stage import NoPaperError
from vitrail.site.pages.setting import sorted_students
from vitrail.site.project import Project

_MEGABYTE = 1_000_000
_TABLE = "Tableau officiel (.xlsx)"


def write(  # noqa: PLR0913  # the options, each by name
    project: Project,
    cible: str,
    folder: Path,
    *,
    model: Path | None,
    papers: Path | None,
    order: Path | None,
    most: int,
) -> None:
    """Write the archive of a portfolio or a class. Raises OSError: the disk refused the write."""
    target = find_cohort_or_student(cible, project.portfolios)
    named = folder.suffix.lower() == ".zip" and not folder.is_dir()
    place = folder.parent if named else folder
    places.check_archive(place, project)
    added = _told(tuple(_added(papers, project))) if papers else ()
    frozen = state(project)
    day, passage = _calling(project, target, order, frozen)
    with jury_site(replace(project, asked_date=day, passage=passage), target) as (report, site, every):
        rank = {slug: number for number, slug in enumerate(passage)}
        called = sorted(every, key=lambda candidate: rank.get(candidate.student.slug, len(rank)))
        people = dossiers(called, model, added)
        others = () if len(called) == 1 else tuple(paper for paper in added if not paper.owner)
        _tell_ready(report, called, target, day)
        whole = assemble(site, people, others, frozen, target)
        megabytes = whole.size() / _MEGABYTE
        size = FRENCH.number(round(megabytes, 1))
        if megabytes > most:
            raise WrongUseError(
                "L'archive ferait {size} Mo, plus que les {most} permis : ôtez des productions, ou demandez davantage "
                "avec --max-mo.",
                size=size,
                most=FRENCH.number(most),
            )
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = printing.write(folder if named else folder / f"{whole.name}.zip", partial(bag.write, whole))
    if model is None and any(table_for(person.framework, person.student.session) for person in called):
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


@contextmanager
def jury_site(project: Project, target: str) -> Iterator[tuple[BuildReport, Path, tuple[Candidate, ...]]]:
    """Build what the jury reads of a portfolio or a class on the day asked, in a folder that is deleted at the end.

    Neither the site nor the cache of the school is touched. Raises NoPaperError: the jury reads nothing of it.
    """
    with tempfile.TemporaryDirectory(prefix="vitrail-archive-") as made:
        alone = replace(
            project, only_student=target, audience=Audience.JURY,
            site=Path(made) / "site", cache_elsewhere=Path(made) / "cache",
        )  # fmt: skip
        report = build(alone)
        school, day = edition(report.examination, Audience.JURY), report.examination.today
        yield report, alone.site, shown_candidates(school, target, report.examination.filed, day)


def _calling(project: Project, target: str, order: Path | None, frozen: Frozen) -> tuple[date, tuple[str, ...]]:
    """Return the day on which the jury reads the archive, and the order of the candidates, empty if not given."""
    school = read_project(project, only=target).school
    known = (
        group
        for group in school.cohorts
        if group.slug == target or target.startswith(f"{group.slug}/") or not group.slug
    )
    group = next(known, Cohort(slug="", name=""))
    day = group.judged_on(project.asked_date, school.reference_date or frozen.at.date())
    if order is None:
        return day, ()
    people = tuple(
        student
        for student in sorted_students(group)
        if school.shown_to(Audience.JURY, group, student, day) and not student.gone(day)
    )
    return day, tuple(student.slug for student in in_order(people, order, project, lambda student: student))


def _tell_ready(report: BuildReport, called: Sequence[Candidate], target: str, day: date) -> None:
    """Print what ``vitrail ready`` says of the candidates, before anything is written; last, who is left out."""
    known = report.examination.examiners
    people = {cohort.folder_of(student): (cohort, student) for cohort, student in report.examination.counted.everyone}
    ranks = {candidate.cohort.folder_of(candidate.student): rank for rank, candidate in enumerate(called)}
    others = [
        folder
        for folder, (cohort, student) in people.items()
        if cohort.slug == target and folder not in ranks and not student.gone(day)
    ]
    judged = [(folder, people[folder][1], known.judge(*people[folder])) for folder in (*ranks, *others)]
    for line in summaries(judged):
        tell(line, err=True)
    for folder in others:
        tell(
            "{name} n'est pas dans l'archive : « vitrail ready {folder} » dit pourquoi.",
            name=people[folder][1].name,
            folder=folder,
            err=True,
        )


def dossiers(
    called: Sequence[Candidate], model: Path | None, added: Sequence[ArchivedPaper], *, silent: bool = False
) -> list[tuple[Candidate, tuple[ArchivedPaper, ...]]]:
    """Return the candidates, each with their papers; ``silent`` tells no fault of a paper, which nobody mends now.

    Raises NoPaperError: the model fills nobody's table.
    """
    single = len(called) == 1
    people = [
        (candidate, tuple(_papers(candidate, model, added, single=single, silent=silent))) for candidate in called
    ]
    if model and not any(paper.title == _TABLE for _, papers in people for paper in papers):
        raise NoPaperError("Aucun tableau n'a pu être rempli.")
    return people


def _papers(
    candidate: Candidate, model: Path | None, added: Iterable[ArchivedPaper], *, single: bool, silent: bool
) -> Iterator[ArchivedPaper]:
    """Yield a candidate's papers, made without private data, and those that were added for them.

    A paper that cannot be made is reported; for a single candidate without their table, NoPaperError is raised.
    """
    folder = "" if single else f"{candidate.student.slug}/"
    try:
        if model:
            name, raw = filled(candidate, model.read_bytes())
            yield ArchivedPaper(title=_TABLE, file=folder + name, raw=raw)
    except NoPaperError as error:
        if single:
            raise
        tell("{name} : {reason}", name=candidate.called, reason=error.phrase, err=True)
    try:
        papers = presentations(candidate, None)
    except NoPaperError as error:
        if not silent:
            tell(error.phrase, err=True)
        papers = ()
    for work in papers:
        paper, warnings = fiche(work, FRENCH)
        for warning in () if silent else warnings:
            tell(warning, err=True)
        paper.notes = None  # they advise its author, who is not the one that opens the archive
        file = folder + printing.work_file("fiche", work)
        yield ArchivedPaper(title=f"Fiche : {work.work.title}", file=file, raw=printing.render(paper))
    yield from (paper for paper in added if paper.owner == candidate.student.slug or (single and not paper.owner))


def _added(folder: Path, project: Project) -> Iterator[ArchivedPaper]:
    """Yield the papers of a folder, without links; none may be in the repository.

    One whose name, or that of its folder, holds the words of a student's folder is added to their archive only.
    """
    slugs = (folder.rpartition("/")[2] for folder in folders(project.portfolios).students)
    people = sorted((len(named := words(slug)), slug, named) for slug in slugs)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            places.check_private(path, project)
            within = path.relative_to(folder)
            known = [words(part) for part in (*within.parts[:-1], within.stem)]
            owner = next((slug for _, slug, named in reversed(people) if any(named <= part for part in known)), "")
            yield ArchivedPaper(title=path.name, file=f"ajoutes/{within.as_posix()}", raw=path, owner=owner)


def _told(added: tuple[ArchivedPaper, ...]) -> tuple[ArchivedPaper, ...]:
    """Name the papers that would be joined to anybody's archive, since a name may be misspelled; give all back."""
    if unnamed := tuple(paper.title for paper in added if not paper.owner):
        told = nmark(
            "{n} pièce est jointe sans nommer personne : {names}. Est-elle bien de ce dossier ?",
            "{n} pièces sont jointes sans nommer personne : {names}. Sont-elles bien de ce dossier ?",
            len(unnamed), names=unnamed,
        )  # fmt: skip
        tell(told, err=True)
    return added


def state(project: Project) -> Frozen:
    """Return the state to archive: the commit, its date (or SOURCE_DATE_EPOCH, else today), and uncommitted changes."""
    commit, seconds, changed = state_of(project.portfolios)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = int(epoch) if epoch.isdigit() else seconds
    today = project.asked_date or datetime.now(UTC).date()
    at = datetime.fromtimestamp(moment, UTC) if moment else datetime(today.year, today.month, today.day, tzinfo=UTC)
    directory = "" if changed else directory_of(project.portfolios)
    return Frozen(at=at, commit=f"commit {commit}" if commit else "", changed=changed, directory=directory)
