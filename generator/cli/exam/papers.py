"""Writing each paper of ``vitrail export``: where it may go, whom it is for, what goes wrong on the way."""

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

import click
from msgspec.structs import replace

from generator.cli.exam.lists import in_order, numbered
from generator.cli.folders import find_cohort_or_student, find_student, locate
from generator.cli.shared_options import project_here
from generator.cli.telling import reader, tell
from generator.diagnostics.report import text_report
from generator.language import mark
from generator.making.works import examined
from generator.model.realisation import Realisation
from generator.outputs.papers import places, printing
from generator.outputs.papers.candidate import ExamCandidate, candidate, candidates
from generator.outputs.papers.fiche import fiche, presented
from generator.outputs.papers.oral import mock_oral
from generator.outputs.papers.private import Private, read_private
from generator.outputs.papers.stage import NoPaperError, find_stage, subjects
from generator.outputs.papers.tutor import tutor_sheet
from generator.outputs.workbook.tableau import Filled, fill
from generator.project import Project
from generator.reading.school import read_school
from generator.settings import CommandOptions

_P = ParamSpec("_P")


def _exit_when_refused(write: Callable[Concatenate[Project, _P], None]) -> Callable[_P, None]:
    """Write for the project of the current folder; exit 1 when the disk refuses."""

    @wraps(write)
    def written(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            write(project_here(CommandOptions()), *args, **kwargs)
        except OSError as error:
            tell("Le papier n'a pas pu être écrit. Le système dit : {error}", error=str(error), err=True)
            sys.exit(1)

    return written


@_exit_when_refused
def write_stage(project: Project, kind: str, stage: str, private: Path, folder: Path) -> None:
    """Write the attestation or the convention of a stage, one a host."""
    told = _private_data(private, folder, project)
    found = subjects(read_school(project.portfolios).school, _in_portfolios(stage, project), told)
    _tell_unread(told, (name for subject in found for name in subject.names))
    _prepare(folder, project)
    for subject in found:
        paper = printing.STAGE_PAPERS[kind](subject, reader())
        _write(folder / printing.stage_file(kind, subject), printing.render(paper))


@_exit_when_refused
def write_tutor(project: Project, stage: str, folder: Path) -> None:
    """Write the pages on which a tutor judges a stage."""
    places.check_destination(folder, project)
    school = read_school(project.portfolios).school
    sheet = tutor_sheet(school, *find_stage(school, _in_portfolios(stage, project)), reader())
    _prepare(folder, project)
    _write(folder / f"{sheet.title}.html", printing.render(sheet))


@_exit_when_refused
def write_fiches(project: Project, target: str, private: Path | None, folder: Path) -> None:
    """Write the form of each réalisation of a portfolio, or of one."""
    found = presented(*_asked_candidate(target, private, folder, project))
    _prepare(folder, project)
    for one in found:
        paper = fiche(one, reader())
        for warning in paper.warnings:
            tell(warning, err=True)
        _write(folder / printing.work_file(paper.kind, one), printing.render(paper))


@_exit_when_refused
def write_tableau(project: Project, target: str, model: Path, private: Path | None, folder: Path) -> None:
    """Fill the official workbook for a candidate."""
    one, _ = _asked_candidate(target, private, folder, project)
    filled = fill(model.read_bytes(), one, reader())
    for note in filled.notes:
        tell(note, err=True)
    _prepare(folder, project)
    _write(folder / f"tableau-{one.student.slug or 'de-synthese'}.xlsx", filled.raw)


@_exit_when_refused
def write_tableaux(project: Project, target: str, model: Path, numbers: Path | None, folder: Path) -> None:
    """Fill a table for each candidate of a class; one who cannot have theirs is told and harms nobody else."""
    places.check_destination(folder, project)
    people = numbered(_candidates(project, target), numbers, project)
    filled: list[tuple[ExamCandidate, Filled]] = []
    for one in people:
        try:
            filled.append((one, fill(model.read_bytes(), one, reader())))
        except NoPaperError as error:
            tell("{name} : {reason}", name=one.student.name, reason=error.phrase, err=True)
    if not filled:
        raise NoPaperError("Aucun tableau n'a pu être rempli.")
    _prepare(folder, project)
    for one, book in filled:
        for note in book.notes:
            tell("{name} : {reason}", name=one.student.name, reason=note, err=True)
        _write(folder / f"tableau-{one.student.slug}.xlsx", book.raw)


@_exit_when_refused
def write_oral(project: Project, target: str, order: Path | None, folder: Path) -> None:
    """Write the sheets of a mock oral, a candidate a page."""
    places.check_destination(folder, project)
    people = in_order(_candidates(project, target), order, project)
    _prepare(folder, project)
    stem = f"oral-blanc-{find_cohort_or_student(target, project.portfolios).replace('/', '-')}".rstrip("-")
    _write(folder / f"{stem}.html", printing.render(mock_oral(people, stem)))


def _asked_candidate(
    target: str, private: Path | None, folder: Path, project: Project
) -> tuple[ExamCandidate, Realisation | None]:
    """Read the school and find who is asked for."""
    told = _private_data(private, folder, project)
    _tell_unread(told, ())
    before, between, after = _in_portfolios(target, project).partition("realisations/")
    work = after.removesuffix("/index.md").removesuffix(".md").rstrip("/") if between else ""
    name = find_student(before or ".", project.portfolios)
    found = examined(replace(project, only_student=name))
    return candidate(found.counted, name, work, told, found.files)


def _candidates(project: Project, target: str) -> tuple[ExamCandidate, ...]:
    """Read a portfolio, or the candidates of a class."""
    name = find_cohort_or_student(target, project.portfolios)
    found = examined(replace(project, only_student=name))
    return candidates(found.counted, name, found.files, found.today)


def _private_data(file: Path | None, folder: Path, project: Project) -> Private:
    """Read private data, once it is known that neither they nor the papers stand where others read them."""
    if file:
        places.check_private(file, project)
    places.check_destination(folder, project)
    return read_private(file) if file else Private()


def _tell_unread(told: Private, hosts: Iterable[str]) -> None:
    """Tell what is wrong with the private data, so that a slip is not a blank on a paper."""
    if faults := told.told(hosts):
        click.echo(text_report(faults, prefix="", language=reader()), err=True)


def _prepare(folder: Path, project: Project) -> None:
    """Make the folder of the papers; warn when it is inside the project."""
    if places.prepare(folder, project):
        warning = mark(
            "Attention : « {folder} » est dans le dossier du projet. Git ignorera ces papiers, mais une copie du "
            "projet les emporterait ; un dossier au-dehors est plus sûr.",
            folder=str(folder),
        )
        tell(warning, err=True)


def _write(path: Path, paper: bytes) -> None:
    """Write a paper under a free name, and say where."""
    tell("Écrit : {path}", path=str(printing.write(path, paper)))


def _in_portfolios(target: str, project: Project) -> str:
    """Find a path from the portfolios' root, whichever way it was typed."""
    found = locate(target, project.portfolios)
    return target.strip("/") if found is None else found.removesuffix("index.md").rstrip("/")
