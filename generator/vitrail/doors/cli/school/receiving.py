"""``vitrail import rendus``: take in the hand-ins of a class; and the team's verdicts."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from vitrail.doors.cli.folders import find_cohort, own_portfolio
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.school.creating import read, refuse_own, shown, tell_written
from vitrail.doors.cli.shared_options import project_here
from vitrail.doors.cli.telling import follow, tell
from vitrail.ground.language import Phrase, mark, nmark
from vitrail.site.outputs import writing

if TYPE_CHECKING:
    from vitrail.doors.handing.comparing import Step
    from vitrail.doors.handing.receiving import Received


@click.command("rendus", cls=Command)
@click.argument("chemin", type=click.Path(path_type=Path, exists=True))
@click.argument("promotion")
@click.option("--essai", is_flag=True, help="Dire ce qui changerait, sans rien écrire.")
@click.option("--nouveaux", is_flag=True, help="Faire une place dans la promotion à qui n'y est pas encore.")
def command(chemin: Path, promotion: str, *, essai: bool, nouveaux: bool) -> None:
    """Les rendus d'une promotion (« vitrail rendre »), chacun dans le dossier de son étudiant.

    CHEMIN : le dossier où ils sont, ou le .zip de l'ENT, quels que soient leurs noms. PROMOTION : par exemple
    2025-2027. Ce que l'équipe a changé depuis reste, et ce que les deux ont changé est gardé à côté, dans versions/.
    """
    from vitrail.doors.handing.receiving import receive

    root = project_here().portfolios
    refuse_own(chemin, root)
    folder = find_cohort(promotion, root)
    cohort = next(group for group in read(root).cohorts if group.slug == folder)
    done = Counter[str]()
    for received in receive(chemin.resolve(), root, cohort, newcomers=nouveaux):
        done[_take(received, trial=essai)] += 1
    _sum_up(done, folder, trial=essai)
    sys.exit(int(done["refused"] > 0))


def holds_verdicts(path: Path) -> bool:
    """True if a path is a zip of verdicts, as « vitrail export avis » writes it, and of nothing else."""
    from vitrail.doors.handing.verdicts import judged

    return path.suffix.lower() == ".zip" and path.is_file() and bool(judged(path.read_bytes()))


def verdicts(file: Path, student: str) -> NoReturn:
    """Take the team's verdicts into the student's own copy; exit with 1 if a file there has other words."""
    from vitrail.doors.handing.verdicts import take_verdicts

    project = project_here()
    written, kept = take_verdicts(file, project, own_portfolio(student, project.portfolios))
    tell_written(written)
    for path in kept:
        tell("« {path} » a d'autres mots ici, et reste tel quel.", path=str(shown(path)), err=True)
    tell(nmark("{n} fichier écrit.", "{n} fichiers écrits.", len(written)))
    sys.exit(int(bool(kept)))


def _take(received: Received, *, trial: bool) -> str:
    """Print the changes of a hand-in; apply them unless it is a trial; return « taken », « known » or « refused »."""
    from vitrail.content.extracts.pieces import UnopenedError
    from vitrail.doors.handing.taking import take

    if received.refused:
        tell("{place} : {reason}", place=received.place, reason=received.refused, err=True)
        return "refused"
    for path, reason in received.aside:
        tell("{place} : {reason}", place=f"{received.place}/{path}", reason=reason, err=True)
    if received.change is None:
        return "known"
    tell("{folder} ({place})", folder=received.folder, place=received.place)
    for step in received.change.steps:
        tell(_line(step))
    try:
        if not trial:
            take(received.change)
    except UnopenedError as error:
        tell("{place} : {reason}", place=received.place, reason=error.reason, err=True)
    except (writing.TakenError, writing.UnwrittenError) as error:
        tell(error.phrase, err=True)
    else:
        return "taken"
    return "refused"


def _line(step: Step) -> Phrase:
    from vitrail.doors.handing.comparing import StepKind

    match step.move:
        case StepKind.NEWER_HERE:
            return mark("  = {path} : plus récent ici, ou ôté ici ; rien ne change", path=step.path)
        case StepKind.MISSING:
            return mark(
                "  ∅ {path} : n'est plus chez son auteur ; ôtez-le s'il l'a supprimé ou renommé", path=step.path
            )
        case StepKind.CONFLICT:
            return mark(
                "  ≠ {path} : changé des deux côtés ; le rendu est gardé dans {beside}",
                path=step.path,
                beside=str(shown(step.target)),
            )
    return mark("  {sign} {path}", sign=step.move.value, path=step.path)


def _sum_up(done: Counter[str], cohort: str, *, trial: bool) -> None:
    taken = nmark("{n} rendu à prendre.", "{n} rendus à prendre.", done["taken"])
    tell(taken if trial else nmark("{n} rendu pris.", "{n} rendus pris.", done["taken"]))
    if done["known"]:
        tell(nmark("{n} rendu était déjà pris.", "{n} rendus étaient déjà pris.", done["known"]))
    if done["refused"]:
        tell(nmark("{n} fichier n'est pas pris.", "{n} fichiers ne sont pas pris.", done["refused"]), err=True)
    if done["taken"] and not trial:
        follow("vitrail", "check", cohort)
