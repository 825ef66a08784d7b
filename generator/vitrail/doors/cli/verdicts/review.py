"""``vitrail review``: seal verdicts with the fingerprint of the work that was read."""

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path

import click

from vitrail.building.making.facts.run import read_project
from vitrail.content.model.student import Judged, Student
from vitrail.content.model.verdict import Verdict
from vitrail.content.reading.school import Reading
from vitrail.content.values.folding import fold
from vitrail.doors.cli.folders import evaluations_of
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.shared_options import project_here
from vitrail.doors.cli.telling import tell
from vitrail.ground.diagnostics import Severity
from vitrail.ground.diagnostics.report import text_report
from vitrail.ground.language import nmark
from vitrail.site.outputs.sealing import keep, seal, unsealed
from vitrail.site.outputs.writing import UnwrittenError, changed_meanwhile, replace
from vitrail.site.project import Project


@click.command("review", cls=Command)
@click.argument("paths", nargs=-1)
def command(paths: tuple[str, ...]) -> None:
    """Écrire dans les évaluations l'empreinte de ce qui a été lu.

    PATHS : des étudiants, des fichiers ou dossiers d'évaluations (sinon tous). Seuls les avis sans empreinte sont
    complétés ; ce qui a été lu est gardé à côté, dans « <étudiant>.scelles ».
    """
    project = project_here()
    project.check_judging()
    sys.exit(_review(project, tuple(evaluations_of(path, project.portfolios, project.judging) for path in paths)))


def _review(project: Project, wanted: tuple[str, ...]) -> int:
    """Seal the verdicts that can be, print the counts and the faults; return 1 if something is left to fix."""

    def asked(path: str) -> bool:
        return not wanted or any(
            not root or path == root or path.startswith((f"{root}/", f"{root}.")) for root in wanted
        )

    reading = read_project(project)
    people = [student for _, student in reading.school.everyone]
    count = Counter[str]()
    for student in people:
        _seal(student, reading.places, asked, count)
    _tell(people, count, asked)
    if not any(
        verdict.source.path and asked(verdict.source.path) for student in people for verdict in student.verdicts
    ):
        tell("Aucun avis n'est écrit ici. « vitrail desk » montre ce qui attend d'être lu, et écrit l'avis.")
    return int(_tell_faults(reading, asked, project.prefix) or count["refused"])


def _seal(student: Student, disk: Mapping[str, Path], asked: Callable[[str], bool], count: Counter[str]) -> None:
    """Seal a student's verdicts, file by file, and keep the texts that they judge; update ``count``."""
    new, works = unsealed(student), student.judged
    judged = ((verdict, works.get(verdict.subject)) for verdict in student.verdicts)
    held = {verdict: work for verdict, work in judged if work and verdict.fingerprint == work.fingerprint}
    for path in filter(asked, sorted({verdict.source.path for verdict in student.verdicts})):
        own = {verdict: work for verdict, work in {**held, **new}.items() if verdict.source.path == path}
        try:
            done = _write(disk[path], own, held, disk)
        except UnwrittenError as error:
            tell(error.phrase, err=True)
            count["refused"] += 1
            continue
        count["refused"] += len(own.keys() - held.keys() - set(done))
        count["sealed"] += sum(verdict in new for verdict in done)


def _keep(evaluations: Path, works: Iterable[Judged], disk: Mapping[str, Path]) -> frozenset[str]:
    """Keep the texts of judged works, before their seal is written; return the names of the unchanged works."""
    kept = set()
    for work in works:
        if keep(evaluations, work, disk):
            kept.add(work.subject)
        else:
            tell(changed_meanwhile(disk[work.source.path]).phrase, err=True)
    return frozenset(kept)


def _write(
    path: Path, own: Mapping[Verdict, Judged], held: Container[Verdict], disk: Mapping[str, Path]
) -> tuple[Verdict, ...]:
    """Seal the unsealed verdicts of a file, and keep the texts of all its works; return the verdicts sealed."""
    due = {verdict: work for verdict, work in own.items() if verdict not in held}
    read = path.read_bytes() if due else b""
    if any(verdict.source.digest != hashlib.sha256(read).hexdigest() for verdict in due):
        raise changed_meanwhile(path)
    left = _unsealable(read, due) if due else ()
    works = {work.subject: work for verdict, work in own.items() if verdict not in left}
    kept = _keep(path, works.values(), disk)
    done = {verdict: work for verdict, work in due.items() if verdict not in left and work.subject in kept}
    if done:
        raw, _ = seal(read, {verdict.index: work.fingerprint for verdict, work in done.items()})
        replace(path, raw, read=read)
    return tuple(done)


def _unsealable(read: bytes, due: Mapping[Verdict, Judged]) -> tuple[Verdict, ...]:
    """Report and return the verdicts of a file in which no seal can be written."""
    try:
        _, left = seal(read, {verdict.index: work.fingerprint for verdict, work in due.items()})
    except UnicodeDecodeError:
        tell(
            "{file} n'est pas en UTF-8 : enregistrez-le en UTF-8 pour que ses avis soient scellés.",
            file=next(iter(due)).source.path, err=True,
        )  # fmt: skip
        return tuple(due)
    refused = tuple(verdict for verdict in due if verdict.index in left)
    for verdict in refused:
        place = f"{verdict.source.path}:{verdict.source.at(verdict.index).line}"
        tell("{place} : écrivez cet avis sur plusieurs lignes pour qu'il puisse être scellé.", place=place, err=True)
    return refused


def _tell(people: list[Student], count: Counter[str], asked: Callable[[str], bool]) -> None:
    """Print the numbers of verdicts sealed now, and sealed before."""
    tell(nmark("{n} avis scellé.", "{n} avis scellés.", count["sealed"]))
    already = sum(
        1 for student in people for verdict in student.verdicts if verdict.fingerprint and asked(verdict.source.path)
    )
    if already:
        tell(nmark("{n} avis était déjà scellé.", "{n} avis étaient déjà scellés.", already))


def _tell_faults(reading: Reading, asked: Callable[[str], bool], portfolios: str) -> bool:
    """Print the faults of the evaluations; True if one is an error."""
    own = (fault for fault in reading.diagnostics if "evaluations" in map(fold, fault.place.path.split("/")))
    faults = [fault for fault in own if asked(fault.place.path)]
    if faults:
        tell("À corriger dans les évaluations, puis relancez « vitrail review » :")
        click.echo(text_report(faults, prefix=portfolios))
    return any(fault.severity is Severity.ERROR for fault in faults)
