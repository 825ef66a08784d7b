"""Folders of classes, of students and of pages, recognised by the names of the files in them."""

from collections.abc import Iterable

from vitrail.content.addressing.table import SECTIONS
from vitrail.content.reading.disk import names
from vitrail.content.reading.disk.tree import File
from vitrail.content.values.folding import fold_key

READMES = ("readme", "lisezmoi", "lisez-moi")
"""Names of pages for readers of the repository, which stand for their folder when it has no other page."""
_FORGE = frozenset({"CHANGELOG", "CODE_OF_CONDUCT", "CONTRIBUTING", "LICENSE", "SECURITY"})
"""Names of the other pages that a forge expects of a program, as it writes them."""


def is_note(stem: str) -> bool:
    """True if a page is for readers of a repository, not of the site."""
    return stem.lower() in READMES or stem in _FORGE


def is_promotion(name: str) -> bool:
    """True if a name is that of the file that describes a class."""
    return name.lower() in ("promotion.yml", "promotion.yaml")


def is_single(cohorts: set[str], files: Iterable[File]) -> bool:
    """True if ``portfolios/`` itself is one portfolio: no class below it, and not a school that is still empty."""
    if cohorts:
        return False
    paths = [file.path for file in files]
    if any(is_promotion(path) or ("/" in path and fold_key(path.partition("/")[0]) in SECTIONS) for path in paths):
        return True
    pages = any(names.split_page(path)[1] for path in paths)
    return pages and "etablissement.yml" not in paths and not student_folders(files)


def student_folders(files: Iterable[File]) -> frozenset[str]:
    """Find the folders that hold a student's sections, wherever they are."""
    folders = set()
    for file in files:
        parts = file.path.split("/")
        for position in range(1, len(parts) - 1):
            if fold_key(parts[position]) in SECTIONS and names.split_page(parts[-1])[1]:
                folders.add("/".join(parts[:position]))
    return frozenset(folders)


def paged(files: Iterable[File]) -> frozenset[str]:
    """Find the folders that have a page: « glpi.md » beside « glpi/ », any page in it but a note of a repository."""
    stems = (file.path.rpartition(".")[0] for file in files if names.split_page(file.path)[1])
    pages = [(stem, *stem.rpartition("/")[::2]) for stem in stems]
    return frozenset(path for whole, folder, name in pages if not is_note(name) for path in (whole, folder))


def above(parts: list[str], folders: frozenset[str]) -> str | None:
    """Find the nearest folder above a file among those given."""
    each = ("/".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))
    return next((folder for folder in each if folder in folders), None)
