"""Helpers of the commands that write files: read the school, create files, print paths, exit on errors."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from vitrail.content.model.framework import Framework
from vitrail.content.model.school import Cohort, School
from vitrail.doors.cli.telling import WrongUseError, tell
from vitrail.doors.scaffolding import files
from vitrail.site.outputs.writing import TakenError


def read(root: Path) -> School:
    """Read the school with this portfolios' folder."""
    from vitrail.content.reading.school import read_school

    return read_school(root).school


def class_of(school: School, folder: str) -> tuple[Cohort | None, Framework | None]:
    """Find a class by its folder, with the référentiel that it follows."""
    cohort = next((group for group in school.cohorts if group.slug == folder), None)
    return cohort, school.framework_of(cohort) if cohort else None


def create(root: Path, made: Mapping[str, files.Content]) -> None:
    """Write the files and print their paths. Raises TakenError: one exists."""
    try:
        written = files.create(root, made)
    except TakenError as error:
        raise TakenError(shown(error.path)) from error
    tell_written(written)


def tell_written(paths: Iterable[Path]) -> None:
    """Print the paths of files that were written."""
    for path in paths:
        tell("Écrit : {path}", path=str(shown(path)))


def refuse_own(path: Path, portfolios: Path) -> None:
    """Raise WrongUseError (exit 2) if the source to import is inside the portfolios, or contains them."""
    given, own = path.resolve(), portfolios.resolve()
    if given.is_relative_to(own) or own.is_relative_to(given):
        raise WrongUseError(
            "« {path} » contient cette école, ou en fait partie : importez un dossier à part.", path=str(path)
        )


def shown(path: Path) -> Path:
    """Return a path relative to the current folder, if it is inside."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
