"""Where private data may come from and where papers may go: never what is committed, never what is published."""

from os.path import normpath
from pathlib import Path

from generator.language import ToldError
from generator.outputs.writing import create
from generator.project import Project, repository_of

IGNORED = "*\n"
"""Content of the .gitignore of a folder of papers that stands in the repository."""


class RefusedPlaceError(ToldError):
    """A file or a folder that would put private data where others read it."""


def check_private(file: Path, project: Project) -> None:
    """Raise RefusedPlaceError for a file of private data that is inside the repository, be it by a link, or is none."""
    if not file.is_file():
        raise RefusedPlaceError("« {file} » n'est pas un fichier.", file=str(file))
    for root in (repository_of(project.root), project.root, project.portfolios):
        if _inside(file, root):
            raise RefusedPlaceError(
                "« {file} » est dans le dépôt : des données privées n'y ont pas leur place, elles resteraient dans "
                "son historique. Déplacez ce fichier hors du dépôt, par exemple dans le dossier au-dessus.",
                file=str(file),
            )


def check_destination(folder: Path, project: Project) -> None:
    """Raise RefusedPlaceError for a folder whose files are published or committed.

    Inside the repository only a folder of its own is accepted: ``prepare`` keeps it out of git.
    """
    if folder.exists() and not folder.is_dir():
        raise RefusedPlaceError("« {folder} » n'est pas un dossier.", folder=str(folder))
    for root in (project.site, project.portfolios):
        if _inside(folder, root):
            raise RefusedPlaceError(
                "« {folder} » est dans « {root} » : ces papiers portent des données privées et ne vont jamais "
                "sur le site. Choisissez un autre dossier.",
                folder=str(folder),
                root=root.name,
            )
    if _inside(folder, repository_of(project.root)) and not _of_its_own(folder):
        raise RefusedPlaceError(
            "« {folder} » contient déjà des fichiers du dépôt : choisissez un dossier vide, ou hors du dépôt, pour "
            "que ces papiers ne soient jamais envoyés avec lui.",
            folder=str(folder),
        )


def check_archive(folder: Path, project: Project) -> None:
    """Raise RefusedPlaceError for a folder of the repository, or none: an archive is what leaves it."""
    check_destination(folder, project)
    if _inside(folder, repository_of(project.root)):
        raise RefusedPlaceError(
            "« {folder} » est dans le dépôt : une archive s'écrit au-dehors, par exemple sur une clé USB ou dans le "
            "dossier au-dessus.",
            folder=str(folder),
        )


def prepare(folder: Path, project: Project) -> bool:
    """Create the folder; inside the repository, keep it out of git, and say that it is inside."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    inside = _inside(folder, repository_of(project.root))
    if inside and not (folder / ".gitignore").exists():  # one that is there was prepared (``check_destination``)
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
