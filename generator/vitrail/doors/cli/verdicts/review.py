"""``vitrail review``: seal verdicts with the fingerprint of the work that was read."""

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date
from pathlib import Path

import click

from vitrail.building.making.facts.run import read_project
from vitrail.content.model.student import Judged, Student
from vitrail.content.model.verdict import Verdict
from vitrail.content.reading.school import Reading
from vitrail.content.values.folding import fold
from vitrail.doors.cli.folders import evaluations_of, find_cohort_or_student
from vitrail.doors.cli.helping import DAY, Command
from vitrail.doors.cli.shared_options import project_here
from vitrail.doors.cli.telling import WrongUseError, reader, tell
from vitrail.ground.diagnostics import Severity
from vitrail.ground.diagnostics.report import text_report
from vitrail.ground.language import nmark
from vitrail.site.outputs.sealing import keep, seal, sealed_before, unsealed
from vitrail.site.outputs.writing import UnwrittenError, changed_meanwhile, replace
from vitrail.site.project import Project
from vitrail.site.settings import clock


@click.command("review", cls=Command)
@click.argument("paths", nargs=-1)
@click.option("--resceller", "again", is_flag=True, help="Sceller aussi les avis dont le sceau est de l'ancien format.")
@click.option("--list", "listed", is_flag=True, help="Dire ce qui attend d'être lu, le plus ancien d'abord.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Texte ou JSON.")
@click.option(
    "--set",
    "judged",
    is_flag=True,
    help="Écrire un avis : ÉTUDIANT/RÉALISATION [CODE] retenue --par … (un stage : ÉTUDIANT/stages/NOM).",
)
@click.option("--par", "by", default="", help="Qui parle, tel que l'écrit promotion.yml.")
@click.option("--niveau", "level", default="", help="Le niveau, par son rang ou par son nom.")
@click.option("--commentaire", "comment", default="", help="Ce que lira l'étudiant.")
@click.option("--le", "on", type=DAY, help="Le jour de l'avis (sinon aujourd'hui).")
def command(  # noqa: PLR0913  # the options, each by name
    *,
    paths: tuple[str, ...],
    again: bool,
    listed: bool,
    form: str,
    judged: bool,
    by: str,
    level: str,
    comment: str,
    on: date | None,
) -> None:
    """Écrire dans les évaluations l'empreinte de ce qui a été lu.

    PATHS : des étudiants, des fichiers ou dossiers d'évaluations (sinon tous). Seuls les avis sans empreinte sont
    complétés ; ce qui a été lu est gardé à côté, dans « <étudiant>.scelles ». Avec --list, rien n'est écrit ; avec
    --set, un avis est ajouté, puis scellé.
    """
    from vitrail.doors.cli.verdicts.judging import tell_waiting, write_verdict
    from vitrail.doors.reviewing.sitting import unread

    project = project_here()
    if listed:
        wanted = [find_cohort_or_student(path, project.portfolios) for path in paths]
        reading = read_project(project)
        tell_waiting(reading.school, wanted, form, clock(project.asked_date, reading.school.reference_date))
        if lost := unread(reading):
            tell(lost, err=True)
        return
    project.check_judging()
    if judged:
        if not by:
            raise WrongUseError("Dites qui parle : --par, avec un nom de l'équipe de promotion.yml.")
        reading, day = read_project(project), on or clock(project.asked_date, None)
        if day > max(clock(None, None), clock(None, reading.school.reference_date)):
            raise WrongUseError("Le {day} n'est pas encore venu : --le dit le jour où l'avis a été donné.", day=day)
        path = write_verdict(reading, project, paths, by=by, level=level, comment=comment, on=day)
        tell(nmark("{n} avis scellé.", "{n} avis scellés.", 1))
        sys.exit(int(_tell_faults(read_project(project), path.__eq__, project.prefix)))
    sys.exit(
        _review(
            project, tuple(evaluations_of(path, project.portfolios, project.judging) for path in paths), again=again
        )
    )


def _review(project: Project, wanted: tuple[str, ...], *, again: bool) -> int:
    """Seal the verdicts that can be, print the counts and the faults; return 1 if something is left to fix."""

    def asked(path: str) -> bool:
        return not wanted or any(
            not root or path == root or path.startswith((f"{root}/", f"{root}.")) for root in wanted
        )

    reading = read_project(project)
    people = [student for _, student in reading.school.everyone]
    count = Counter[str]()
    for student in people:
        _seal(student, reading.places, asked, count, again=again)
    _tell(people, count, asked, again=again)
    if not any(
        verdict.source.path and asked(verdict.source.path) for student in people for verdict in student.verdicts
    ):
        tell(
            "Aucun avis n'est écrit ici. « vitrail review --list » dit ce qui attend ; « vitrail review --set "
            "ÉTUDIANT/RÉALISATION retenue --par … » écrit un avis."
        )
    return int(_tell_faults(reading, asked, project.prefix) or count["refused"])


def _seal(
    student: Student, disk: Mapping[str, Path], asked: Callable[[str], bool], count: Counter[str], *, again: bool
) -> None:
    """Seal a student's verdicts, file by file, and keep the texts that they judge; update ``count``."""
    new, old = unsealed(student), sealed_before(student) if again else {}
    works = student.judged
    judged = ((verdict, works.get(verdict.subject)) for verdict in student.verdicts)
    held = {verdict: work for verdict, work in judged if work and verdict.fingerprint == work.fingerprint}
    for path in filter(asked, sorted({verdict.source.path for verdict in student.verdicts})):
        own = {verdict: work for verdict, work in {**held, **new, **old}.items() if verdict.source.path == path}
        try:
            done = _write(disk[path], own, held, disk)
        except UnwrittenError as error:
            tell(error.phrase, err=True)
            count["refused"] += 1
            continue
        count["refused"] += len(own.keys() - held.keys() - set(done))
        count["sealed"] += sum(verdict in new for verdict in done)
        count["again"] += sum(verdict in old for verdict in done)


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


def _tell(people: list[Student], count: Counter[str], asked: Callable[[str], bool], *, again: bool) -> None:
    """Print the numbers of verdicts sealed now, sealed before, and with a seal of the former format."""
    tell(nmark("{n} avis scellé.", "{n} avis scellés.", count["sealed"]))
    if again:
        tell(nmark("{n} avis scellé à nouveau.", "{n} avis scellés à nouveau.", count["again"]))
    already = sum(
        1 for student in people for verdict in student.verdicts if verdict.fingerprint and asked(verdict.source.path)
    )
    if already - count["again"]:
        tell(nmark("{n} avis était déjà scellé.", "{n} avis étaient déjà scellés.", already - count["again"]))
    former = (
        sum(asked(verdict.source.path) for student in people for verdict in sealed_before(student)) - count["again"]
    )
    if former > 0 and not again:
        tell(
            nmark(
                "{n} avis porte un sceau de l'ancien format : relisez, puis lancez « vitrail review --resceller ».",
                "{n} avis portent un sceau de l'ancien format : relisez, puis lancez « vitrail review --resceller ».",
                former,
            )
        )


def _tell_faults(reading: Reading, asked: Callable[[str], bool], portfolios: str) -> bool:
    """Print the faults of the evaluations; True if one is an error."""
    own = (fault for fault in reading.diagnostics if "evaluations" in map(fold, fault.place.path.split("/")))
    faults = [fault for fault in own if asked(fault.place.path)]
    if faults:
        tell("À corriger dans les évaluations, puis relancez « vitrail review » :")
        click.echo(text_report(faults, prefix=portfolios, language=reader()))
    return any(fault.severity is Severity.ERROR for fault in faults)
