"""``vitrail prendre``: take the portfolios of a class from the repositories of its students."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from vitrail.doors.cli.folders import find_cohort, new_student
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.school.creating import read, shown
from vitrail.doors.cli.shared_options import project_here
from vitrail.doors.cli.telling import WrongUseError, follow, show
from vitrail.ground.language import FRENCH, Phrase, mark, nmark
from vitrail.site.outputs import writing

if TYPE_CHECKING:
    from pathlib import Path

    from vitrail.content.model.school import Cohort
    from vitrail.doors.handing.placing import Taken
    from vitrail.site.project import Project


@click.command("prendre", cls=Command)
@click.argument("promotion", required=False, default="")
def command(promotion: str) -> None:
    """Prendre les portfolios d'une promotion dans les dépôts de ses étudiants (« dépôts », « étudiants »).

    PROMOTION : par exemple 2025-2027 ; sans elle, toutes celles qui ont des dépôts. Ce qui n'a pas changé n'est pas
    repris, et qui ne répond pas garde ce qu'il avait. Le jeton qui lit des dépôts privés est la variable VITRAIL_JETON.
    """
    project = project_here()
    folder = find_cohort(promotion, project.portfolios) if promotion else ""
    having = [group for group in read(project.portfolios).cohorts if group.repositories and group.slug]
    asked = [group for group in having if folder in {"", group.slug}]
    if not asked:
        raise WrongUseError(
            "Aucun dépôt n'est écrit dans promotion.yml : « étudiants » nomme les dossiers, « dépôts » dit où ils "
            "vivent, par exemple https://forge.example/sio/portfolio-*.git."
        )
    done = [_take(project, group) for group in asked]
    if any(done):
        follow("vitrail", "check", *([folder] if folder else []))
    sys.exit(int(any(answer.refused for taken in done for answer in taken)))


def _take(project: Project, cohort: Cohort) -> list[Taken]:
    """Take the portfolios of a class; print what each changed."""
    from vitrail.doors.handing.placing import IGNORED, residences, take_all

    people = residences(cohort)
    for person in people:
        new_student(f"{cohort.slug}/{person.student}", project.portfolios)
    home = project.portfolios / cohort.slug
    _ignore(home / ".gitignore", IGNORED)
    taken = list(take_all(project.root, home, people, lambda number: _progress(number, len(people))))
    for answer in taken:
        folder = f"{cohort.slug}/{answer.student}"
        if answer.refused:
            _say(mark("{folder} : {reason}. Rien n'a changé.", folder=folder, reason=answer.refused), err=True)
        elif answer.changed:
            _say(mark("{folder}", folder=folder))
        for sign, path in answer.changed:
            _say(mark("  {sign} {path}", sign=sign, path=path))
        for path, reason in answer.aside:
            _say(mark("  {place} : {reason}", place=f"{folder}/{path}", reason=reason), err=True)
    _sum_up(cohort, taken)
    return taken


def _ignore(path: Path, text: str) -> None:
    """Write the ``.gitignore`` of the class, unless it has one."""
    if not path.exists():
        writing.create(path, text.encode())
        _say(mark("Écrit : {path}", path=str(shown(path))))


def _progress(number: int, whole: int) -> None:
    """Print how many have answered, on one line of a terminal."""
    if sys.stderr.isatty():
        said = FRENCH.write(mark("{n} dépôts sur {whole}", n=number, whole=whole))
        click.echo(f"\r{said}" + "\r\033[K" * (number == whole), nl=False, err=True)


def _sum_up(cohort: Cohort, taken: list[Taken]) -> None:
    moved = sum(bool(answer.changed) for answer in taken)
    refused = sum(answer.refused is not None for answer in taken)
    same = len(taken) - moved - refused
    _say(nmark("{cohort} : {n} portfolio a changé.", "{cohort} : {n} portfolios ont changé.", moved,
               cohort=cohort.slug))  # fmt: skip
    if same:
        _say(nmark("{n} est comme il était.", "{n} sont comme ils étaient.", same))
    if refused:
        _say(nmark("{n} n'est pas pris.", "{n} ne sont pas pris.", refused), err=True)


def _say(phrase: Phrase, *, err: bool = False) -> None:
    """Print a sentence that may quote students: in GitHub's runner, it commands nothing."""
    show(FRENCH.write(phrase), err=err)
