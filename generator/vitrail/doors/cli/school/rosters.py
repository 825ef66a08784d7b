"""Create the portfolios of a class from a list exported by school software."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vitrail.doors.cli.school.creating import class_of, create, read, shown
from vitrail.doors.cli.telling import WrongUseError, tell
from vitrail.ground.language import nmark
from vitrail.ground.memo.files import LARGE

if TYPE_CHECKING:
    from vitrail.doors.scaffolding.roster import Joined, Roster


def enrol(root: Path, folder: str, path: Path, *, trial: bool = False) -> bool:
    """Write a portfolio for each new person of a list; False if a line of it could not be read."""
    from vitrail.doors.scaffolding.roster import join

    roster = read_list(path)
    cohort, framework = class_of(read(root), folder)
    joined = join(folder, roster.people, cohort.students if cohort else (), framework)
    if trial:
        for name in joined.made:
            tell("Serait écrit : {path}", path=str(shown(root / name)))
    elif joined.made:
        create(root, joined.made)
    tell_list(path, roster, root)
    _say_class(folder, joined)
    return not roster.unread


def read_list(path: Path) -> Roster:
    """Read a list; a file that is not a list is a wrong command (exit 2)."""
    from vitrail.doors.scaffolding.roster import read_roster

    if path.stat().st_size > LARGE:
        raise WrongUseError("« {path} » est trop gros pour une liste d'étudiants.", path=path.name)
    roster = read_roster(path.read_bytes())
    if roster is None:
        raise WrongUseError(
            "Aucune liste ne se lit dans « {path} » : exportez-la en CSV, ou dans un classeur .xlsx ou .ods d'une "
            "seule feuille.",
            path=path.name,
        )
    if not roster.header:
        raise WrongUseError(
            "Aucune ligne de « {path} » ne porte de titres de colonnes « Nom » et « Prénom » (ou « Élève ») : "
            "ajoutez-les en tête.",
            path=path.name,
        )
    return roster


def tell_list(path: Path, roster: Roster, root: Path) -> None:
    """Print what of a list was not read, and that it is in the school's own folder."""
    if roster.ignored:
        tell("Colonnes laissées de côté : {titles}.", titles=roster.ignored)
    for line in roster.unread:
        tell("{place} : il n'y a pas de nom et de prénom sur cette ligne.", place=f"{path.name}:{line}", err=True)
    for line in roster.repeated:
        tell("{place} : cette ligne répète une autre, mot pour mot.", place=f"{path.name}:{line}", err=True)
    if path.resolve().is_relative_to(root.resolve().parent):
        tell(
            "« {path} » est dans le dossier de l'école : rangez cette liste ailleurs, pour que ses données "
            "personnelles n'entrent jamais dans le dépôt.",
            path=path.name,
            err=True,
        )


def _say_class(folder: str, joined: Joined) -> None:
    from vitrail.doors.scaffolding.roster import UNDECIDED

    tell(nmark("{n} nouveau portfolio.", "{n} nouveaux portfolios.", len(joined.made)))
    if joined.there:
        tell(nmark("{n} étudiant était déjà là.", "{n} étudiants étaient déjà là.", joined.there))
    for name, person in joined.homonyms.items():
        tell(
            "{folder} a un homonyme : c'est la ligne {line} de la liste, option « {option} ». Renommez les deux "
            "dossiers pour qu'on les distingue.",
            folder=f"{folder}/{name}",
            line=person.line,
            option=person.option or UNDECIDED,
        )
    for name, (before, after) in joined.other_options.items():
        tell(
            "{folder} : la liste dit {after}, et son index.md {before} ; changez « option: » si la liste a raison.",
            folder=f"{folder}/{name}",
            before=before,
            after=after,
        )
    for name, said in joined.unknown_options.items():
        tell("{name} : « {said} » n'est pas une option ; elle reste à choisir.", name=name, said=said)
    for name in joined.gone:
        tell(
            "{folder} n'est plus dans la liste : son dossier reste. Si cette personne est partie, écrivez "
            "« départ: » et le jour dans son index.md.",
            folder=f"{folder}/{name}",
        )
