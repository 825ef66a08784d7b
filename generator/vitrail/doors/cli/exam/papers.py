"""The papers of ``vitrail export``: find whom each is for, check the destination, write, report errors."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import click
from msgspec.structs import replace

from vitrail.building.making.editions import edition, nameless
from vitrail.building.making.facts.run import read_project
from vitrail.building.making.works import examined
from vitrail.content.addressing.spec import Content
from vitrail.content.model.audience import Audience
from vitrail.content.model.realisation import Realisation
from vitrail.doors.cli.exam.lists import in_order, numbered
from vitrail.doors.cli.folders import find_cohort_or_student, find_student, locate
from vitrail.doors.cli.shared_options import project_here
from vitrail.doors.cli.telling import WrongUseError, tell
from vitrail.ground.diagnostics.report import text_report
from vitrail.ground.language import FRENCH, Language, ToldError, mark
from vitrail.site.outputs.papers import places, printing
from vitrail.site.outputs.papers.attestation import attestation
from vitrail.site.outputs.papers.candidate import Candidate, candidate, candidates
from vitrail.site.outputs.papers.fiche import fiche, presentations
from vitrail.site.outputs.papers.oral import mock_oral
from vitrail.site.outputs.papers.private import Private, read_private
from vitrail.site.outputs.papers.stage import NoPaperError, Subject, find_stage, subjects
from vitrail.site.outputs.papers.tutor import tutor_sheet
from vitrail.site.outputs.workbook.tableau import fill
from vitrail.site.project import Project

Papers: TypeAlias = Iterator[tuple[str, bytes]]
"""Name and bytes of each file."""


def write(name: str, folder: Path, private: Path | None = None, **asked: Any) -> None:  # noqa: ANN401  # the paper's own options
    """Make papers, after checking that neither they nor private data are where others can read; then write all.

    No existing file is replaced; exit with 1 if the disk refuses the write.
    """
    project = project_here()
    try:
        if private:
            places.check_private(private, project)
        places.check_destination(folder, project)
        papers = list(_MAKERS[name](project, read_private(private) if private else Private(), **asked))
        if places.prepare(folder, project):
            tell(
                "Attention : « {folder} » est dans le dossier du projet. Git ignorera ces papiers, mais une copie "
                "du projet les emporterait ; un dossier au-dehors est plus sûr.",
                folder=str(folder), err=True,
            )  # fmt: skip
        for file, raw in papers:
            tell("Écrit : {path}", path=str(printing.write(folder / file, raw)))
    except OSError as error:
        tell("Le papier n'a pas pu être écrit. Le système dit : {error}", error=str(error), err=True)
        sys.exit(1)


def _of_stage(
    made: Callable[[Subject, Language], Content], project: Project, private: Private, dossier_stage: str
) -> Papers:
    """Make one paper per host of a stage."""
    stages = subjects(read_project(project).school, _in_portfolios(dossier_stage, project), private)
    _tell_unread(private, (name for subject in stages for name in subject.names))
    for subject in stages:
        paper = made(subject, FRENCH)
        yield printing.stage_file(paper.kind, subject), printing.render(paper)


def _tuteur(project: Project, _: Private, dossier_stage: str) -> Papers:
    school = read_project(project).school
    sheet = tutor_sheet(school, *find_stage(school, _in_portfolios(dossier_stage, project)), FRENCH)
    yield f"{sheet.title}.html", printing.render(sheet)


def _fiches(project: Project, private: Private, cible: str) -> Papers:
    for presented_work in presentations(*_asked(cible, private, project)):
        paper, warnings = fiche(presented_work, FRENCH)
        for warning in warnings:
            tell(warning, err=True)
        yield printing.work_file(paper.kind, presented_work), printing.render(paper)


def _tableau(  # noqa: PLR0913  # the options, each by name
    project: Project, private: Private, *, cible: str | None, model: Path, cohort: str | None, numbers: Path | None
) -> Papers:
    if bool(cible) == bool(cohort):
        raise WrongUseError("Donnez un portfolio, ou une promotion avec --promotion.")
    if cible:
        person, _ = _asked(cible, private, project)
        yield filled(person, model.read_bytes(), alone=True)
    else:
        name = find_cohort_or_student(cohort or "", project.portfolios)
        yield from _tableaux(numbered(_candidates(name, project), numbers, project), model.read_bytes())


def _tableaux(people: tuple[Candidate, ...], model: bytes) -> Papers:
    """Fill a table for each candidate; a failure is reported, and does not stop the others."""
    done = 0
    for person in people:
        try:
            yield filled(person, model)
            done += 1
        except NoPaperError as error:
            tell("{name} : {reason}", name=person.called, reason=error.phrase, err=True)
    if not done:
        raise NoPaperError("Aucun tableau n'a pu être rempli.")


def filled(person: Candidate, model: bytes, *, alone: bool = False) -> tuple[str, bytes]:
    """Fill a candidate's table, and report what it lacks, with their name unless ``alone``; return file and bytes."""
    raw, notes = fill(model, person, FRENCH)
    for note in notes:
        tell(note if alone else mark("{name} : {reason}", name=person.called, reason=note), err=True)
    return printing.tableau_file(person), raw


def _oral(project: Project, _: Private, cible: str, order: Path | None) -> Papers:
    name = find_cohort_or_student(cible, project.portfolios)
    people = in_order(_candidates(name, project), order, project, lambda person: person.student)
    stem = f"oral-blanc-{name.replace('/', '-')}".rstrip("-")
    yield f"{stem}.html", printing.render(mock_oral(people, stem))


def _asked(target: str, private: Private, project: Project) -> tuple[Candidate, Realisation | None]:
    """Return the requested candidate, and the réalisation if one is named."""
    _tell_unread(private, ())
    before, between, after = _in_portfolios(target, project).partition("realisations/")
    work = after.removesuffix("/index.md").removesuffix(".md").rstrip("/") if between else ""
    name = find_student(before or ".", project.portfolios)
    own = replace(project, only_student=name)
    every = examined(own)
    try:
        return candidate(edition(every, Audience.JURY), name, work, private, every.filed)
    except ToldError:  # not in the jury's edition
        return candidate(nameless(every), name, work, private, every.filed)


def _candidates(name: str, project: Project) -> tuple[Candidate, ...]:
    """Return the candidates of a portfolio or of a class."""
    own = replace(project, only_student=name)
    every = examined(own)
    return candidates(nameless(every), name, every.filed, every.today)


def _tell_unread(told: Private, hosts: Iterable[str]) -> None:
    """Print the faults of the private data, so that a typing error does not leave a blank on a paper."""
    if faults := told.told(hosts):
        click.echo(text_report(faults, prefix=""), err=True)


def _in_portfolios(target: str, project: Project) -> str:
    """Return a typed path from the portfolios' root."""
    inside = locate(target, project.portfolios)
    return target.strip("/") if inside is None else inside.removesuffix("index.md").rstrip("/")


_MAKERS: Mapping[str, Callable[..., Papers]] = {
    "attestation": partial(_of_stage, attestation),
    "fiche": _fiches,
    "oral": _oral,
    "tableau": _tableau,
    "tuteur": _tuteur,
}
