"""What the commands that write files have in common: where they write, what they say, how they stop."""

import sys
from collections.abc import Mapping
from pathlib import Path

from generator.cli.telling import WrongUseError, tell
from generator.model.framework import Framework
from generator.model.school import Cohort, School
from generator.scaffolding import files


def read(root: Path) -> School:
    """Read the school whose portfolios these are."""
    from generator.reading.school import read_school

    return read_school(root).school


def class_of(school: School, folder: str) -> tuple[Cohort | None, Framework | None]:
    """Find a class by its folder, with the référentiel that it follows."""
    cohort = next((group for group in school.cohorts if group.slug == folder), None)
    return cohort, school.framework_of(cohort) if cohort else None


def create(root: Path, made: Mapping[str, str]) -> None:
    """Write and name each file; exit 1 when one exists."""
    try:
        for path in files.create(root, made):
            tell("Écrit : {path}", path=str(shown(path)))
    except FileExistsError as error:
        tell("« {path} » existe déjà : rien n'a été écrit.", path=str(shown(Path(error.filename))), err=True)
        sys.exit(1)


def refuse_own(path: Path, portfolios: Path) -> None:
    """End the command when what is to be imported is in the school, or holds it (exit 2)."""
    given, own = path.resolve(), portfolios.resolve()
    if given.is_relative_to(own) or own.is_relative_to(given):
        raise WrongUseError(
            "« {path} » contient cette école, ou en fait partie : importez un dossier à part.", path=str(path)
        )


def shown(path: Path) -> Path:
    """Return a path as the reader would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
