"""What every paper of ``vitrail export`` is written with: its options, where it may go, what goes wrong on the way."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.folders import find_student, locate
from generator.cli.shared_options import project_or_exit
from generator.cli.telling import tell
from generator.language import Phrase, mark
from generator.project import Project
from generator.settings import CommandOptions

if TYPE_CHECKING:
    from generator.model.realisation import Realisation
    from generator.outputs.papers.candidate import ExamCandidate
    from generator.outputs.papers.private import Private, Unread

private_option = click.option(
    "--prive",
    "private",
    type=click.Path(path_type=Path),
    required=True,
    help="Fichier YAML des données privées, hors du dépôt.",
)
number_option = click.option(
    "--prive",
    "private",
    type=click.Path(path_type=Path),
    help="Fichier YAML des données privées, hors du dépôt : le numéro de candidat.",
)
folder_option = click.option(
    "--vers", "folder", type=click.Path(path_type=Path), required=True, help="Dossier où écrire, jamais le site."
)


def export(write: Callable[[Project], None]) -> None:
    """Write papers; exit 2 for a wrong command, 1 when the disk refuses."""
    from generator.outputs.papers.places import RefusedPlaceError  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.private import UnreadablePrivateError  # noqa: PLC0415  # the same
    from generator.outputs.papers.stage import NoPaperError  # noqa: PLC0415  # the same
    from generator.outputs.writing import UnwrittenError  # noqa: PLC0415  # the same

    project = project_or_exit(CommandOptions())
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


def asked_candidate(
    target: str, private: Path | None, folder: Path, project: Project
) -> tuple[ExamCandidate, Realisation | None]:
    """Read the school and find who is asked for."""
    from generator.coverage.repeaters import with_former  # noqa: PLC0415  # the engine loads when it is asked
    from generator.making.works import examined  # noqa: PLC0415  # the same
    from generator.outputs.papers.candidate import candidate  # noqa: PLC0415  # the same

    said = private_data(private, folder, project)
    tell_unread(said, private, ())
    reading = examined(project).reading
    disk = {seen.path: project.portfolios / seen.disk for seen in reading.files}
    school = replace(with_former(reading.school), site_url=project.site_url or reading.school.site_url)
    before, between, after = in_portfolios(target, project).partition("realisations/")
    work = after.removesuffix("/index.md").removesuffix(".md").rstrip("/") if between else ""
    return candidate(school, find_student(before or ".", project.portfolios), work, said, disk)


def private_data(file: Path | None, folder: Path, project: Project) -> Private:
    """Read private data, once it is known that neither they nor the papers stand where others read them."""
    from generator.outputs.papers import places  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.private import Private, read_private  # noqa: PLC0415  # the same

    if file:
        places.check_private(file, project)
    places.check_destination(folder, project)
    return read_private(file) if file else Private()


def tell_unread(said: Private, file: Path | None, hosts: Iterable[str]) -> None:
    """Tell which keys of the private data are not read, so that a slip is not a blank on a paper."""
    from generator.outputs.papers.private import unknown  # noqa: PLC0415  # the engine loads when it is asked

    for one in unknown(said, tuple(hosts)):
        tell(_unread(one, file.name if file else ""), err=True)


def prepare(folder: Path, project: Project) -> None:
    """Make the folder of the papers; warn when it is inside the project."""
    from generator.outputs.papers import places  # noqa: PLC0415  # the engine loads when it is asked

    if places.prepare(folder, project):
        tell(_inside(folder), err=True)


def write_paper(path: Path, paper: bytes) -> None:
    """Write a paper under a free name, and say where."""
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


def in_portfolios(target: str, project: Project) -> str:
    """Give a path from the portfolios' root, whichever way it was typed."""
    found = locate(target, project.portfolios)
    return target.strip("/") if found is None else found.removesuffix("index.md").rstrip("/")
