"""``vitrail ready``: check a candidate's portfolio against the requirements of the exam."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from vitrail.content.values.folding import grouped
from vitrail.doors.cli.folders import find_cohort_or_student, folders
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.shared_options import date_option, project_here
from vitrail.doors.cli.telling import emit, tell
from vitrail.ground.forms import form
from vitrail.ground.language import FRENCH, Phrase, mark, nmark
from vitrail.site.settings import CommandOptions

if TYPE_CHECKING:
    from vitrail.content.model.student import Student
    from vitrail.knowledge.rules.readiness import ExamAnswer, Readiness
    from vitrail.site.project import Project

_SIGNS = {
    "satisfait": ("✓", "green"),
    "non satisfait": ("✗", "red"),
    "à vérifier par vous": ("?", "yellow"),
    "dispensé": ("–", "cyan"),
}
_ANSWERS = {"prêt": "✓", "à finir": "!", "pas prêt": "✗"}

JudgedCandidate = tuple[str, "Student", "Readiness"]
"""Folder, student, result."""


@click.command("ready", cls=Command)
@click.argument("cibles", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Texte ou JSON.")
@date_option
def command(cibles: tuple[str, ...], form: str, asked_date: date | None) -> None:
    """Dire ce qui manque avant l'oral, épreuve par épreuve : pas prêt, à finir, prêt.

    Est jugé ce que le jury lira, le jour de l'oral (« oral le » de promotion.yml).

    CIBLES : des portfolios (moreau-lea), ou une promotion, dont chaque étudiant tient sur une ligne ; rien : tous.
    """
    project = project_here(CommandOptions(asked_date=asked_date, reads=True))
    wanted, whole = _wanted(cibles, project)
    judged = tuple(_candidates(project, wanted, whole=whole))
    if form == "json":
        emit(json.dumps(_as_data(judged), ensure_ascii=False, indent=2) + "\n")
    else:
        for group in [judged] if whole else [(candidate,) for candidate in judged]:
            for line in summaries(group):
                tell(line)
            for detail in () if whole or _empty(group[0][1]) else _details(group[0][2]):
                click.echo(detail)
    sys.exit(any(known.answer == "pas prêt" for _, _, known in judged))


def _wanted(targets: tuple[str, ...], project: Project) -> tuple[frozenset[str], bool]:
    """Return the requested portfolios, and whether whole classes were requested."""
    known = folders(project.portfolios)
    names = {find_cohort_or_student(target, project.portfolios) for target in targets}
    chosen = (
        folder for folder in known.students if folder in names or folder.rpartition("/")[0] in names & {*known.cohorts}
    )
    return frozenset(chosen if names else known.students), not names or not names.isdisjoint(known.cohorts)


def _candidates(project: Project, wanted: frozenset[str], *, whole: bool) -> Iterator[JudgedCandidate]:
    """Judge each candidate on what the jury will read; for a class, students who left are skipped."""
    from vitrail.building.making.works import examined
    from vitrail.site.pages.setting import sorted_students

    known = examined(project)
    examiners = known.examiners
    for cohort in known.counted.cohorts:
        for student in sorted_students(cohort):
            folder = cohort.folder_of(student)
            if folder in wanted and (student.awaited(known.today) or not whole):
                yield folder, student, examiners.judge(cohort, student)


def summaries(judged: Sequence[JudgedCandidate]) -> Iterator[Phrase]:
    """Yield a line for each candidate; of a class, each lack first, once, with how many candidates have it, and who."""
    single = len(judged) == 1
    lacks = grouped((lack, student.name) for _, student, known in judged for lack in _lacks(known))
    for lack, names in () if single else sorted(lacks.items(), key=lambda pair: -len(pair[1])):
        who = mark("tous") if len(names) == len(judged) else tuple(names)
        yield mark("{n} × {lack} : {who}", n=len(names), lack=lack, who=who)
    for folder, student, known in judged:
        said = _answers(folder, student, known)
        told = single and _lacks(known)
        if single and _empty(student):
            name = _who(folder, student)
            yield mark("✗ {name} : rien n'est encore écrit ; « vitrail ecrire » ouvre le formulaire.", name=name)
            continue
        yield mark("{said}. À régler : {lacks}", said=said, lacks=told) if told else said


def _empty(student: Student) -> bool:
    """True for a portfolio that was only created: there is nothing to judge yet."""
    return not (student.realisations or student.internships)


def _lacks(known: Readiness) -> tuple[str, ...]:
    """Return the names of the lacks, the required ones first; one that several requirements have, once."""
    return tuple(dict.fromkeys(item.lack for item in known.lacking))


def _who(folder: str, student: Student) -> Phrase | str:
    """Return the candidate's name, with the folder where two classes may have it."""
    return mark("{name} ({folder})", name=student.name, folder=folder) if folder else student.name


def _answers(folder: str, student: Student, known: Readiness) -> Phrase:
    """Return one line: the answer for each épreuve."""
    who = _who(folder, student)
    if known.answer is None:
        return mark("{who} : le référentiel ne liste aucune exigence.", who=who)
    answers = tuple(map(_answer, known.exams))
    said = mark("{sign} {who} : {answers}", sign=_ANSWERS[known.answer], who=who, answers=answers)
    if known.exempt and not known.lacking:
        return nmark(
            "{said} ; {n} point a une dispense", "{said} ; {n} points ont une dispense", known.exempt, said=said
        )
    return said


def _answer(exam: ExamAnswer) -> Phrase:
    if exam.answer == "à finir":
        return mark("{exam} à finir ({n})", exam=exam.label, n=exam.lacking)
    return mark("{exam} prêt", exam=exam.label) if exam.answer == "prêt" else mark("{exam} pas prêt", exam=exam.label)


def _details(known: Readiness) -> Iterator[str]:
    write = FRENCH.write
    day = mark("Jugé sur ce que la commission lira le {day}.", day=known.day)
    yield f"  {write(day)}"
    for item in known.items:
        sign, colour = _SIGNS[item.finding.outcome.value]
        hard = write(mark("obligatoire")) if item.requirement.hard else write(mark("conseillé"))
        yield click.style(f"  {sign} {item.requirement.title} ({hard}, {item.requirement.standing.value})", fg=colour)
        yield f"      {write(item.finding.why)}"
        if item.finding.remedy:
            yield f"      → {item.requirement.advice or write(item.finding.remedy)}"
        yield from (click.style(f"      {write(source)}", dim=True) for source in item.sources)
    if known.unproved:
        said = nmark(
            "Sur {n} compétence citée, sans preuve nommée : {unproved}.",
            "Sur {n} compétences citées, sans preuve nommée : {unproved}.",
            known.claims,
            unproved=known.unproved,
        )
        yield f"  {write(said)}"
    if known.withheld:
        yield f"  {write(mark('Ce que la commission ne lira pas :'))}"
    for unread in known.withheld:
        yield f"    {write(unread.title)} : {write(unread.reason)}"
        if unread.remedy:
            yield f"      → {write(unread.remedy)}"


def _as_data(judged: tuple[JudgedCandidate, ...]) -> dict[str, object]:
    write = FRENCH.write
    return {
        "schema": form("ready"),
        "students": [
            {
                "student": folder,
                "name": student.name,
                "day": known.day.isoformat(),
                "ready": known.answer == "prêt",
                "readiness": known.answer,
                "exams": [
                    {
                        "id": exam.key,
                        "label": write(exam.label),
                        "title": exam.title(student.option),
                        "answer": exam.answer.value,
                        "lacking": exam.lacking,
                    }
                    for exam in known.exams
                ],
                "requirements": [
                    {
                        "id": item.requirement.id,
                        "title": item.requirement.title,
                        "outcome": item.finding.outcome.value,
                        "hard": item.requirement.hard,
                        "standing": item.requirement.standing.value,
                        "source": " ".join(map(write, item.sources)),
                        "why": write(item.finding.why),
                        "remedy": write(item.finding.remedy),
                    }
                    for item in known.items
                ],
                "withheld": [
                    {"title": write(unread.title), "reason": write(unread.reason), "remedy": write(unread.remedy)}
                    for unread in known.withheld
                ],
            }
            for folder, student, known in judged
        ],
    }
