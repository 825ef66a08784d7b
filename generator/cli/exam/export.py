"""``vitrail export``: papers to print and sign, pre-filled, in a folder of the reader's own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.folders import find_cohort_or_student, find_student, locate
from generator.cli.helping import Group
from generator.cli.options import project_or_exit
from generator.cli.telling import WrongUseError, reader, tell
from generator.language import Phrase, mark
from generator.project import Project
from generator.settings import Options

if TYPE_CHECKING:
    from generator.model.realisation import Realisation
    from generator.outputs.papers.candidate import Candidate
    from generator.outputs.papers.private import Private, Unread
    from generator.outputs.workbook.tableau import Filled

_PRIVATE = click.option(
    "--prive",
    "private",
    type=click.Path(path_type=Path),
    required=True,
    help="Fichier YAML des données privées, hors du dépôt.",
)
_NUMBER = click.option(
    "--prive",
    "private",
    type=click.Path(path_type=Path),
    help="Fichier YAML des données privées, hors du dépôt : le numéro de candidat.",
)
_FOLDER = click.option(
    "--vers", "folder", type=click.Path(path_type=Path), required=True, help="Dossier où écrire, jamais le site."
)


@click.group("export", cls=Group)
def command() -> None:
    """Préparer les papiers à imprimer : stages, tableau et fiches de l'épreuve.

    Les données privées (naissance, adresses, téléphones, mél, numéro de candidat) viennent d'un fichier hors du dépôt ;
    ce qui manque est laissé en blanc, à remplir à la main.
    """


@command.command("attestation")
@click.argument("dossier_stage")
@_PRIVATE
@_FOLDER
def attestation(dossier_stage: str, private: Path, folder: Path) -> None:
    """L'attestation d'un stage, une par organisation d'accueil.

    DOSSIER_STAGE : par exemple 2025-2027/moreau-lea/stages/mairie.
    """
    _export(partial(_write_stage, "attestation", dossier_stage, private, folder))


@command.command("convention")
@click.argument("dossier_stage")
@_PRIVATE
@_FOLDER
def convention(dossier_stage: str, private: Path, folder: Path) -> None:
    """La convention d'un stage, une par organisation d'accueil.

    DOSSIER_STAGE : par exemple 2025-2027/moreau-lea/stages/mairie.
    """
    _export(partial(_write_stage, "convention", dossier_stage, private, folder))


@command.command("fiche")
@click.argument("cible")
@_NUMBER
@_FOLDER
def fiche(cible: str, private: Path | None, folder: Path) -> None:
    """La fiche descriptive de chaque réalisation du bloc 2.

    CIBLE : un portfolio (2025-2027/moreau-lea), ou une seule de ses réalisations.
    """
    _export(partial(_write_fiches, cible, private, folder))


@command.command("tableau")
@click.argument("cible", required=False)
@click.option(
    "--modele",
    "model",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="Le modèle .xlsx joint à la circulaire de la session du candidat.",
)
@click.option("--promotion", "cohort", help="Remplir un tableau par étudiant de cette promotion.")
@click.option(
    "--numeros",
    "numbers",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Liste .csv hors du dépôt : noms et numéros des candidats de la promotion.",
)
@_NUMBER
@_FOLDER
def tableau(  # noqa: PLR0913  # the options, each by name
    *, cible: str | None, model: Path, cohort: str | None, numbers: Path | None, private: Path | None, folder: Path
) -> None:
    """Le tableau de synthèse, dans le modèle officiel.

    CIBLE : un portfolio, par exemple 2025-2027/moreau-lea ; ou --promotion pour tous ceux d'une promotion.
    """
    if bool(cible) == bool(cohort):
        raise WrongUseError(mark("Donnez un portfolio, ou une promotion avec --promotion."))
    if cohort:
        _export(partial(_write_tableaux, cohort, model, numbers, folder))
    else:
        _export(partial(_write_tableau, cible or "", model, private, folder))


@command.command("oral")
@click.argument("cible")
@_FOLDER
def oral(cible: str, folder: Path) -> None:
    """La feuille d'oral blanc de chaque candidat : questions et preuves les plus minces.

    CIBLE : un portfolio (moreau-lea) ou une promotion (2025-2027).
    """
    _export(partial(_write_oral, cible, folder))


def _export(write: Callable[[Project], None]) -> None:
    """Write papers; exit 2 for a wrong command, 1 when the disk refuses."""
    from generator.outputs.papers.places import RefusedPlaceError  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.private import UnreadablePrivateError  # noqa: PLC0415  # the same
    from generator.outputs.papers.stage import NoPaperError  # noqa: PLC0415  # the same
    from generator.outputs.writing import UnwrittenError  # noqa: PLC0415  # the same

    project = project_or_exit(Options())
    try:
        write(project)
    except (RefusedPlaceError, UnreadablePrivateError, NoPaperError) as error:
        tell(error.args[0], err=True)
        sys.exit(2)
    except UnwrittenError as error:
        tell(error.args[0], err=True)
        sys.exit(1)
    except OSError as error:
        tell(mark("Le papier n'a pas pu être écrit. Le système dit : {error}", error=str(error)), err=True)
        sys.exit(1)


def _write_stage(kind: str, stage: str, private: Path, folder: Path, project: Project) -> None:
    from generator.outputs.papers import printing  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.stage import subjects  # noqa: PLC0415  # the same
    from generator.reading.school import read_school  # noqa: PLC0415  # the same

    said = _private(private, folder, project)
    found = subjects(read_school(project.portfolios).school, _in_portfolios(stage, project), said)
    _tell_unread(said, private, (name for subject in found for name in subject.names))
    _prepare(folder, project)
    for subject in found:
        paper = printing.STAGE_PAPERS[kind](subject, reader())
        _write(folder / printing.stage_file(kind, subject), printing.render(paper))


def _write_fiches(target: str, private: Path | None, folder: Path, project: Project) -> None:
    from generator.outputs.papers import printing  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.fiche import fiche, presented  # noqa: PLC0415  # the same

    found = presented(*_candidate(target, private, folder, project))
    _prepare(folder, project)
    for one in found:
        paper = fiche(one, reader())
        for warning in paper.warnings:
            tell(warning, err=True)
        _write(folder / printing.work_file(paper.kind, one), printing.render(paper))


def _write_tableau(target: str, model: Path, private: Path | None, folder: Path, project: Project) -> None:
    from generator.outputs.workbook.tableau import fill  # noqa: PLC0415  # the engine loads when it is asked

    one, _ = _candidate(target, private, folder, project)
    filled = fill(model.read_bytes(), one, reader())
    for note in filled.notes:
        tell(note, err=True)
    _prepare(folder, project)
    _write(folder / f"tableau-{one.student.slug or 'de-synthese'}.xlsx", filled.raw)


def _write_tableaux(target: str, model: Path, numbers: Path | None, folder: Path, project: Project) -> None:
    """Fill a table for each candidate of a class; one who cannot have theirs is told and harms nobody else."""
    from generator.outputs.papers import places  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.candidate import candidates  # noqa: PLC0415  # the same
    from generator.outputs.papers.stage import NoPaperError  # noqa: PLC0415  # the same
    from generator.outputs.workbook.tableau import fill  # noqa: PLC0415  # the same
    from generator.reading.school import read_school  # noqa: PLC0415  # the same

    if numbers:
        places.check_private(numbers, project)
    places.check_destination(folder, project)
    name = find_cohort_or_student(target, project.portfolios)
    reading = read_school(project.portfolios, only=name)
    school = replace(reading.school, site_url=project.site_url or reading.school.site_url)
    people = _numbered(candidates(school, name, {}), numbers)
    filled: list[tuple[Candidate, Filled]] = []
    for one in people:
        try:
            filled.append((one, fill(model.read_bytes(), one, reader())))
        except NoPaperError as error:
            tell(mark("{name} : {reason}", name=one.student.name, reason=error.args[0]), err=True)
    if not filled:
        raise NoPaperError(mark("Aucun tableau n'a pu être rempli."))
    _prepare(folder, project)
    for one, book in filled:
        for note in book.notes:
            tell(mark("{name} : {reason}", name=one.student.name, reason=note), err=True)
        _write(folder / f"tableau-{one.student.slug}.xlsx", book.raw)


def _numbered(people: tuple[Candidate, ...], numbers: Path | None) -> tuple[Candidate, ...]:
    """Give each candidate the number that the list has for their name; say whose it has not."""
    from generator.outputs.papers.private import Private  # noqa: PLC0415  # the engine loads when it is asked
    from generator.scaffolding.roster import read_roster  # noqa: PLC0415  # the same
    from generator.values.folding import fold  # noqa: PLC0415  # the same

    if numbers is None:
        return people
    roster = read_roster(numbers.read_bytes(), numbers=True)
    known = {(fold(one.last), fold(one.first)): one.number for one in roster.people} if roster else {}
    found = []
    for one in people:
        number = known.get((fold(one.student.last_name), fold(one.student.first_name)), "")
        if not number:
            tell(mark("{name} n'a pas de numéro dans {file}.", name=one.student.name, file=numbers.name), err=True)
        found.append(replace(one, private=Private(values={("candidat", "numero"): number} if number else {})))
    return tuple(found)


def _write_oral(target: str, folder: Path, project: Project) -> None:
    from generator.outputs.papers import places, printing  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.candidate import candidates  # noqa: PLC0415  # the same
    from generator.outputs.papers.oral import mock_oral  # noqa: PLC0415  # the same
    from generator.reading.school import read_school  # noqa: PLC0415  # the same

    places.check_destination(folder, project)
    name = find_cohort_or_student(target, project.portfolios)
    reading = read_school(project.portfolios, only=name)
    people = candidates(reading.school, name, {})
    _prepare(folder, project)
    stem = f"oral-blanc-{name.replace('/', '-')}".rstrip("-")
    _write(folder / f"{stem}.html", printing.render(mock_oral(people, stem)))


def _candidate(
    target: str, private: Path | None, folder: Path, project: Project
) -> tuple[Candidate, Realisation | None]:
    """Read the school and find who is asked for."""
    from generator.coverage.former import with_former  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.candidate import candidate  # noqa: PLC0415  # the same
    from generator.reading.school import read_school  # noqa: PLC0415  # the same

    said = _private(private, folder, project)
    _tell_unread(said, private, ())
    reading = read_school(project.portfolios)
    disk = {seen.path: project.portfolios / seen.disk for seen in reading.files}
    school = replace(with_former(reading.school), site_url=project.site_url or reading.school.site_url)
    before, between, after = _in_portfolios(target, project).partition("realisations/")
    work = after.removesuffix("/index.md").removesuffix(".md").rstrip("/") if between else ""
    return candidate(school, find_student(before or ".", project.portfolios), work, said, disk)


def _private(file: Path | None, folder: Path, project: Project) -> Private:
    """Read private data, once it is known that neither they nor the papers stand where others read them."""
    from generator.outputs.papers import places  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.private import Private, read_private  # noqa: PLC0415  # the same

    if file:
        places.check_private(file, project)
    places.check_destination(folder, project)
    return read_private(file) if file else Private()


def _tell_unread(said: Private, file: Path | None, hosts: Iterable[str]) -> None:
    from generator.outputs.papers.private import unknown  # noqa: PLC0415  # the engine loads when it is asked

    for one in unknown(said, tuple(hosts)):
        tell(_unread(one, file.name if file else ""), err=True)


def _prepare(folder: Path, project: Project) -> None:
    from generator.outputs.papers import places  # noqa: PLC0415  # the engine loads when it is asked

    if places.prepare(folder, project):
        tell(_inside(folder), err=True)


def _write(path: Path, paper: bytes) -> None:
    from generator.outputs.papers import printing  # noqa: PLC0415  # the engine loads when it is asked

    tell(mark("Écrit : {path}", path=str(printing.write(path, paper))))


def _unread(one: Unread, file: str) -> Phrase:
    if one.near:
        return mark(
            "« {key} » ne se lit pas dans {file} : vouliez-vous dire « {near} » ? Clés lues : {known}.",
            key=one.key,
            file=file,
            near=one.near,
            known=one.known,
        )
    return mark("« {key} » ne se lit pas dans {file}. Clés lues : {known}.", key=one.key, file=file, known=one.known)


def _inside(folder: Path) -> Phrase:
    return mark(
        "Attention : « {folder} » est dans le dossier du projet. Git ignorera ces papiers, mais une copie du projet "
        "les emporterait ; un dossier au-dehors est plus sûr.",
        folder=str(folder),
    )


def _in_portfolios(target: str, project: Project) -> str:
    """Give a path from the portfolios' root, whichever way it was typed."""
    found = locate(target, project.portfolios)
    return target.strip("/") if found is None else found.removesuffix("index.md").rstrip("/")
