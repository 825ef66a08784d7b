"""``vitrail export``: papers to print and sign, pre-filled, in a folder of the reader's own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.helping import Group
from generator.cli.options import project_or_exit
from generator.cli.telling import reader, tell
from generator.language import Phrase, mark
from generator.project import Project
from generator.settings import Options

if TYPE_CHECKING:
    from generator.outputs.papers.private import Unread

_PRIVATE = click.option(
    "--prive",
    "private",
    type=click.Path(path_type=Path),
    required=True,
    help="Fichier YAML des données privées, hors du dépôt.",
)
_FOLDER = click.option(
    "--vers", "folder", type=click.Path(path_type=Path), required=True, help="Dossier où écrire, jamais le site."
)


@click.group("export", cls=Group)
def command() -> None:
    """Préparer des papiers de stage à imprimer et à signer.

    Les données privées (naissance, adresses, téléphones, mél) viennent d'un fichier hors du dépôt ; ce qui manque est
    laissé en blanc, à remplir à la main.
    """


@command.command("attestation")
@click.argument("dossier_stage")
@_PRIVATE
@_FOLDER
def attestation(dossier_stage: str, private: Path, folder: Path) -> None:
    """L'attestation d'un stage, une par organisation d'accueil.

    DOSSIER_STAGE : par exemple 2025-2027/moreau-lea/stages/mairie.
    """
    _export("attestation", dossier_stage, private, folder)


@command.command("convention")
@click.argument("dossier_stage")
@_PRIVATE
@_FOLDER
def convention(dossier_stage: str, private: Path, folder: Path) -> None:
    """La convention d'un stage, une par organisation d'accueil.

    DOSSIER_STAGE : par exemple 2025-2027/moreau-lea/stages/mairie.
    """
    _export("convention", dossier_stage, private, folder)


def _export(kind: str, stage: str, private: Path, folder: Path) -> None:
    """Write the papers; exit 2 for a wrong command, 1 when the disk refuses."""
    from generator.outputs.papers.places import RefusedPlaceError  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.private import UnreadablePrivateError  # noqa: PLC0415  # the same
    from generator.outputs.papers.stage import NoPaperError  # noqa: PLC0415  # the same

    project = project_or_exit(Path.cwd(), Options())
    try:
        _write(kind, stage, private, folder, project)
    except (RefusedPlaceError, UnreadablePrivateError, NoPaperError) as error:
        tell(error.args[0], err=True)
        sys.exit(2)
    except OSError as error:
        tell(mark("Le papier n'a pas pu être écrit. Le système dit : {error}", error=str(error)), err=True)
        sys.exit(1)


def _write(kind: str, stage: str, private: Path, folder: Path, project: Project) -> None:
    from generator.outputs.papers import places, printing  # noqa: PLC0415  # the engine loads when it is asked
    from generator.outputs.papers.private import read_private, unknown  # noqa: PLC0415  # the same
    from generator.outputs.papers.stage import subjects  # noqa: PLC0415  # the same
    from generator.reading.school import read_school  # noqa: PLC0415  # the same

    places.check_private(private, project)
    places.check_destination(folder, project)
    said = read_private(private)
    found = subjects(read_school(project.portfolios).school, _in_portfolios(stage, project), said)
    for one in unknown(said, tuple(name for subject in found for name in subject.names)):
        tell(_unread(one, private.name), err=True)
    if places.prepare(folder, project):
        tell(_inside(folder), err=True)
    for subject in found:
        path = folder / printing.file_name(kind, subject)
        printing.write(path, printing.render(kind, subject, reader()))
        tell(mark("Écrit : {path}", path=str(path)))


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


def _in_portfolios(stage: str, project: Project) -> str:
    """Give a stage's folder from the portfolios' root, whichever way it was typed."""
    typed = Path(stage)
    base = project.portfolios.resolve()
    for path in (typed, project.portfolios / typed):
        if path.exists() and path.resolve().is_relative_to(base):
            found = path.resolve().relative_to(base)
            return found.parent.as_posix() if found.name == "index.md" else found.as_posix()
    return stage.strip("/")
