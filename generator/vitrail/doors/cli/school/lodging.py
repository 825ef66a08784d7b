"""``vitrail new etudiants``: the students of a class, in folders of the school or each in a repository of theirs.

Beside, what ``vitrail new ecole --depots`` makes for them: what their repositories share, and their model.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vitrail.doors.cli.folders import find_cohort
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.school.creating import class_of, read, shown, tell_written
from vitrail.doors.cli.school.rosters import enrol, read_list, tell_list
from vitrail.doors.cli.shared_options import FILE, project_here
from vitrail.doors.cli.telling import WrongUseError, follow, tell
from vitrail.doors.scaffolding import alone, files
from vitrail.doors.scaffolding.commons import BRANCH, NAME, Commons
from vitrail.doors.scaffolding.forges import common_files
from vitrail.doors.scaffolding.repository import start_repository
from vitrail.doors.scaffolding.roster import UNDECIDED
from vitrail.ground.language import Phrase, mark, nmark
from vitrail.site.outputs import writing

if TYPE_CHECKING:
    from vitrail.content.model.framework import Framework

MODEL = "modele"
"""Folder beside a team's repository: what each student's begins from."""


@click.command("etudiants", cls=Command)
@click.argument("promotion")
@click.argument("liste", type=FILE)
@click.option("--depots", default="", metavar="MODELE", help="Un dépôt par étudiant : https://…/portfolio-*.git.")
@click.option("--essai", is_flag=True, help="Dire ce qui serait écrit, sans rien écrire.")
def command(promotion: str, liste: Path, *, depots: str, essai: bool) -> None:
    """Les étudiants d'une promotion, d'après une liste (Nom, Prénom, Option…), en CSV ou en classeur.

    Une liste plus récente ajoute les nouveaux et nomme ceux qui n'y sont plus ; rien n'est effacé. Avec --depots,
    ou si promotion.yml dit déjà « dépôts », leurs noms y sont écrits, et chaque portfolio vit dans son dépôt.
    """
    root = project_here().portfolios
    folder = find_cohort(promotion, root)
    refuse_model(depots)
    cohort, _ = class_of(read(root), folder)
    if depots or (cohort and cohort.repositories_at):
        read_whole = lodge(root, folder, liste, depots, trial=essai)
        following: tuple[str, ...] = ("prendre", folder)
    else:
        read_whole = enrol(root, folder, liste, trial=essai)
        following = ("check", folder)
    if not essai:
        follow("vitrail", *following, fill=shown(root / folder / "promotion.yml").as_posix())
    sys.exit(0 if read_whole else 1)


def refuse_model(model: str) -> None:
    """Raise WrongUseError (exit 2) if an address cannot be that of each student's repository."""
    from vitrail.doors.handing.cloning import why_refused

    if model and ("*" not in model or why_refused(model.replace("*", "moreau-lea"))):
        raise WrongUseError(
            "« {model} » ne dit pas où est chaque dépôt : écrivez * à la place du dossier, par exemple "
            "https://forge.example/sio/portfolio-*.git.",
            model=model,
        )


def lodge(root: Path, folder: str, path: Path, model: str, *, trial: bool = False) -> bool:
    """Write the people of a list in promotion.yml, each in a repository of theirs; False if a line was not read.

    Nobody who is written there is removed: whoever is not in the list any more is named.
    """
    from vitrail.doors.handing.placing import IGNORED
    from vitrail.doors.scaffolding.lodging import folders, lodged

    roster = read_list(path)
    cohort, _ = class_of(read(root), folder)
    there = [home.student for home in cohort.repositories] if cohort else []
    wanted = folders(roster.people)
    new = [name for name in wanted if name not in there]
    place = root / folder / "promotion.yml"
    raw = place.read_bytes()
    text = lodged(raw.decode("utf-8"), model, new).encode()
    if not trial:
        writing.replace(place, text, read=raw)
        tell_written((place,))
        if not (ignored := root / folder / ".gitignore").exists():
            writing.create(ignored, IGNORED.encode())
            tell_written((ignored,))
    tell_list(path, roster, root)
    tell(nmark("{n} dépôt de plus.", "{n} dépôts de plus.", len(new)))
    address = model or (cohort.repositories_at if cohort else "")
    for name in new:
        tell("  {address}", address=address.replace("*", name) or name)
    for name in there:
        if name not in wanted:
            tell("{folder} n'est plus dans la liste : il reste dans promotion.yml.", folder=f"{folder}/{name}")
    return not roster.unread


def begin(root: Path, forge: str, model: str, framework: Framework, session: int | None) -> None:
    """Make, beside the team's repository, the one that portfolios share and the one that each begins from.

    Raises TakenError: one of their files exists and is another; nothing is written then.
    """
    commons = Commons.beside(model)
    student = alone.portfolio("Nom", "Prénom", UNDECIDED, framework, session=session, forge=forge, commons=commons)
    for name, made, branch in ((NAME, common_files(forge, commons), BRANCH), (MODEL, student, "main")):
        home = root.parent / name
        files.create(home, made)
        start_repository(home, branch)
        tell("  {place}", place=f"{home}")


def steps(model: str, folder: str, *, listed: bool) -> Iterator[tuple[bool, Phrase]]:
    """Yield what leads to a repository for each student: whether it is done, and how to do it."""
    yield (
        False,
        mark(
            "Sur la forge, un groupe : « {common} », que chacun peut lire ; « {model} », dont naît le dépôt de chaque "
            "étudiant ; et celui-ci, privé. Envoyez les trois.",
            common=NAME,
            model=MODEL,
        ),
    )
    if folder:
        yield True, mark("La promotion {folder} : à relire, {file}", folder=folder, file="promotion.yml")
    else:
        yield False, mark("Une promotion : vitrail new promotion 2025-2027 --session 2027")
    name = folder or "2025-2027"
    yield (
        listed,
        mark("Ses étudiants.")
        if listed
        else mark(
            "Ses étudiants : vitrail new etudiants {folder} ../liste.csv --depots {model}",
            folder=name,
            model=model or "https://…/portfolio-*.git",
        ),
    )
    yield False, mark("Leur travail, quand leurs dépôts existent : vitrail prendre {folder}", folder=name)
    yield (
        False,
        mark("Pour que la forge le fasse chaque nuit : VITRAIL_JETON, un jeton qui ne sait que lire, et ses horaires."),
    )
