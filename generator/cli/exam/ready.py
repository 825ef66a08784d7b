"""``vitrail ready``: what the exam asks of a candidate, and what their portfolio holds of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from generator.cli.folders import find_cohort_or_student, folders
from generator.cli.helping import Command
from generator.cli.shared_options import date_option, project_here
from generator.cli.telling import emit, reader, tell
from generator.language import Phrase, mark, nmark
from generator.settings import CommandOptions

if TYPE_CHECKING:
    from generator.model.student import Student
    from generator.project import Project
    from generator.rules.readiness import Assessed

_SIGNS = {
    "satisfait": ("✓", "green"),
    "non satisfait": ("✗", "red"),
    "à juger par vous": ("?", "yellow"),
    "dispensé": ("–", "cyan"),
}

Found = tuple[str, "Student", "tuple[Assessed, ...]"]
"""Folder, student, what was found."""


@click.command("ready", cls=Command)
@click.argument("cibles", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Texte ou JSON.")
@date_option
def command(cibles: tuple[str, ...], form: str, asked_date: date | None) -> None:
    """Dire ce qui manque avant l'oral.

    CIBLES : des portfolios (moreau-lea), ou une promotion, dont chaque étudiant tient sur une ligne ; rien : tous.
    """
    project = project_here(CommandOptions(asked_date=asked_date))
    wanted, whole = _wanted(cibles, project)
    found = tuple(_found(project, wanted, whole=whole))
    if form == "json":
        emit(json.dumps(_as_data(found), ensure_ascii=False, indent=2) + "\n")
    else:
        for folder, student, items in found:
            tell(_summary(folder, student, items))
            for line in () if whole else _details(items):
                click.echo(line)
    sys.exit(any(item.failed for _, _, items in found for item in items))


def _wanted(targets: tuple[str, ...], project: Project) -> tuple[frozenset[str], bool]:
    """Return the portfolios that are asked for, and whether a class was."""
    known = folders(project.portfolios)
    names = {find_cohort_or_student(target, project.portfolios) for target in targets}
    chosen = (one for one in known.students if one in names or one.rpartition("/")[0] in names & {*known.cohorts})
    return frozenset(chosen if names else known.students), not names or not names.isdisjoint(known.cohorts)


def _found(project: Project, wanted: frozenset[str], *, whole: bool) -> Iterator[Found]:
    """Judge each candidate with everything that their team knows; of a class, who left is no candidate."""
    from generator.coverage.tables import CountedSchool
    from generator.making.works import examined
    from generator.pages.setting import sorted_students
    from generator.pages.team import TeamView
    from generator.rules.readiness import assess

    known = examined(project)
    school = known.counted
    told = TeamView(diagnostics=known.diagnostics, cohorts=tuple(cohort.slug for cohort in school.cohorts))
    for cohort in school.cohorts:
        day = cohort.judged_on(project.asked_date, known.today)
        counted = CountedSchool(school=school, coverage=known.coverage, today=day)
        for student in sorted_students(cohort):
            folder = f"{cohort.slug}/{student.slug}".strip("/")
            if folder in wanted and not (whole and student.gone(known.today)):
                faults = told.of_portfolio(cohort.slug, student.slug)
                yield folder, student, assess(counted, cohort, student, faults)


def _summary(folder: str, student: Student, items: tuple[Assessed, ...]) -> Phrase:
    """One line: what misses, by name."""
    if not items:
        return mark("{name} ({folder}) : le référentiel ne liste aucune exigence.", name=student.name, folder=folder)
    if failed := tuple(item.requirement.title for item in items if item.failed):
        return mark("✗ {name} ({folder}) : {failed}", name=student.name, folder=folder, failed=failed)
    if waiting := sum(item.open for item in items):
        return nmark(
            "? {name} ({folder}) : rien d'obligatoire ne manque, mais {n} point obligatoire reste à juger",
            "? {name} ({folder}) : rien d'obligatoire ne manque, mais {n} points obligatoires restent à juger",
            waiting, name=student.name, folder=folder,
        )  # fmt: skip
    if exempt := sum(item.exempt for item in items):
        return nmark(
            "✓ {name} ({folder}) : rien d'obligatoire ne manque, et {n} point a une dispense",
            "✓ {name} ({folder}) : rien d'obligatoire ne manque, et {n} points ont une dispense",
            exempt, name=student.name, folder=folder,
        )  # fmt: skip
    return mark("✓ {name} ({folder}) : tout ce qui est obligatoire est satisfait", name=student.name, folder=folder)


def _details(items: tuple[Assessed, ...]) -> Iterator[str]:
    language = reader()
    for item in items:
        sign, colour = _SIGNS[item.finding.outcome.value]
        hard = language.write(mark("obligatoire")) if item.requirement.hard else language.write(mark("conseillé"))
        yield click.style(f"  {sign} {item.requirement.title} ({hard}, {item.requirement.standing.value})", fg=colour)
        yield f"      {language.write(item.finding.why)}"
        if item.finding.remedy:
            yield f"      → {item.requirement.advice or language.write(item.finding.remedy)}"
        yield from (click.style(f"      {source}", dim=True) for source in item.sources)


def _as_data(found: tuple[Found, ...]) -> dict[str, object]:
    from generator.rules.readiness import Readiness, readiness

    language = reader()
    return {
        "schema": 1,
        "students": [
            {
                "student": folder,
                "name": student.name,
                "ready": readiness(items) is Readiness.READY,
                "readiness": readiness(items).value,
                "requirements": [
                    {
                        "id": item.requirement.id,
                        "title": item.requirement.title,
                        "outcome": item.finding.outcome.value,
                        "hard": item.requirement.hard,
                        "standing": item.requirement.standing.value,
                        "source": " ".join(item.sources),
                        "why": language.write(item.finding.why),
                        "remedy": language.write(item.finding.remedy),
                    }
                    for item in items
                ],
            }
            for folder, student, items in found
        ],
    }
