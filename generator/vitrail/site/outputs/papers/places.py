"""Checks where private data is read from and where papers are written: never a committed or published folder."""

from os.path import normpath
from pathlib import Path

from vitrail.ground.language import ToldError
from vitrail.site.outputs.writing import create
from vitrail.site.project import Project, repository_of

IGNORED = "*\n"
"""Content of the .gitignore of a folder of papers inside the repository."""


def check_private(file: Path, project: Project) -> None:
    """Raise ToldError if a file of private data is inside the repository, even by a link, or is no file."""
    if not file.is_file():
        raise ToldError("« {file} » n'est pas un fichier.", file=str(file))
    for root in (repository_of(project.root), project.root, project.portfolios):
        if _inside(file, root):
            raise ToldError(
                "« {file} » est dans le dépôt : des données privées n'y ont pas leur place, elles resteraient dans "
                "son historique. Déplacez ce fichier hors du dépôt, par exemple dans le dossier au-dessus.",
                file=str(file),
            )


def check_destination(folder: Path, project: Project) -> None:
    """Raise ToldError for a folder whose files are published or committed.

    Inside the repository only a folder of its own is accepted: ``prepare`` keeps it out of git.
    """
    if folder.exists() and not folder.is_dir():
        raise ToldError("« {folder} » n'est pas un dossier.", folder=str(folder))
    for root in (project.site, project.portfolios):
        if _inside(folder, root):
            raise ToldError(
                "« {folder} » est dans « {root} » : ces papiers portent des données privées et ne vont jamais "
                "sur le site. Choisissez un autre dossier.",
                folder=str(folder),
                root=root.name,
            )
    if _inside(folder, repository_of(project.root)) and not _of_its_own(folder):
        raise ToldError(
            "« {folder} » contient déjà des fichiers du dépôt : choisissez un dossier vide, ou hors du dépôt, pour "
            "que ces papiers ne soient jamais envoyés avec lui.",
            folder=str(folder),
        )


def check_archive(folder: Path, project: Project) -> None:
    """Raise ToldError if a folder is no folder, or inside the repository, which an archive has to leave."""
    check_destination(folder, project)
    if _inside(folder, repository_of(project.root)):
        raise ToldError(
            "« {folder} » est dans le dépôt : une archive s'écrit au-dehors, par exemple sur une clé USB ou dans le "
            "dossier au-dessus.",
            folder=str(folder),
        )


def prepare(folder: Path, project: Project) -> bool:
    """Create the folder; inside the repository, add a .gitignore to it. Return whether it is inside."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    inside = _inside(folder, repository_of(project.root))
    if inside and not (folder / ".gitignore").exists():  # an existing one is ours (``check_destination``)
        create(folder / ".gitignore", IGNORED.encode())
    return inside


def _inside(path: Path, root: Path) -> bool:
    """True if a path is in a folder, as written or once its links are followed."""
    written = Path(normpath(path.absolute()))
    return path.resolve().is_relative_to(root.resolve()) or written.is_relative_to(root.absolute())


def _of_its_own(folder: Path) -> bool:
    """True if a folder is new, empty, or was prepared for papers."""
    if not folder.exists() or not any(folder.iterdir()):
        return True
    ignored = folder / ".gitignore"
    return ignored.is_file() and ignored.read_text(encoding="utf-8", errors="replace") == IGNORED
