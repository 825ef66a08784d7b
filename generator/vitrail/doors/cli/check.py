"""``vitrail check``: read everything, and report each fault with the way to fix it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from vitrail.doors.cli.folders import find_place
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.shared_options import PLACE, date_option, project_here
from vitrail.doors.cli.telling import WrongUseError, emit
from vitrail.ground.diagnostics import Diagnostic, Severity
from vitrail.ground.diagnostics.formats import LARGEST, as_github, as_gitlab, as_markdown, harmless, markdown
from vitrail.ground.diagnostics.report import SCHEMA_ID, CheckReport, as_json, as_text
from vitrail.ground.language import FRENCH, Phrase, mark, nmark
from vitrail.site.project import AUDIENCES, Project
from vitrail.site.settings import CommandOptions

if TYPE_CHECKING:
    from vitrail.building.making.checking import Checked
    from vitrail.building.making.examination import Examination
    from vitrail.doors.cli.since import BranchChanges

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
FORMATS = ("text", "json", "github", "gitlab")
_SUMMARY = "GITHUB_STEP_SUMMARY"


@click.command("check", cls=Command)
@click.argument("paths", nargs=-1)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="Texte, JSON, github ou gitlab.")
@click.option("--depuis", "ref", help="Seulement ce que change la branche depuis ce commit ou cette branche.")
@click.option(
    "--auteur",
    "author",
    envvar="VITRAIL_AUTEUR",
    default="",
    help="Avec --depuis, qui propose la demande : « equipe », ou le dossier d'un étudiant (sinon VITRAIL_AUTEUR).",
)
@click.option("--resume", "file", type=PLACE, help="Fichier où ajouter le résumé, en Markdown.")
@click.option(
    "--corriger", "--fix", "fix", is_flag=True, help="Corriger ce qui peut l'être sans risque, et le montrer."
)
@click.option("--essai", "--dry-run", "dry", is_flag=True, help="Avec --corriger : montrer, sans rien écrire.")
@click.option("--strict", is_flag=True, help="Les avertissements comptent comme des erreurs.")
@date_option
def command(  # noqa: PLR0913  # the options, each by name
    paths: tuple[str, ...],
    form: str,
    *,
    ref: str | None,
    author: str,
    file: Path | None,
    asked_date: date | None,
    fix: bool,
    dry: bool,
    strict: bool,
) -> None:
    """Lire tous les fichiers et dire ce qui ne va pas.

    PATHS limite ce qui est dit (et le code de sortie) à des étudiants, des fichiers ou des dossiers.
    """
    from vitrail.building.making.checking import check
    from vitrail.doors.cli.correcting import corrected
    from vitrail.doors.cli.since import changes_since
    from vitrail.knowledge.rules.encouraging import shortened

    project = project_here(CommandOptions(asked_date=asked_date, reads=True))
    roots = tuple(find_place(path, project.portfolios, apart=project.apart) for path in paths)
    if (dry and not fix) or (fix and ref is not None):
        raise WrongUseError("« --essai » complète « --corriger », qui ne va pas avec « --depuis ».")
    checked = corrected(project, roots, dry=dry, err=form != "text") if fix else check(project, roots)
    examination = checked.examination
    since = changes_since(project, ref, examination, author) if ref is not None else None
    every = tuple(item for item in checked.diagnostics if since is None or since.concerns(item))
    head: Phrase | None = None
    moved: list[Phrase] = []
    shown = every
    if since:
        head, moved, every = _requested(since, every, examination)
        shown, rest = shortened(every) if form != "json" else (every, ())
        moved[:0] = rest
    shown = tuple(_opened(item, project, examination.places) for item in shown)
    if form == "json":
        emit(as_json(shown, _report(project, checked, since), prefix=project.prefix))
    else:
        if form != "text":
            changed = since.changed if since else frozenset[str]()
            emit(_as_format(form, shown, project.prefix, changed, head))
        unseen = nmark(
            "{n} brouillon, que le public ne voit pas.", "{n} brouillons, que le public ne voit pas.", checked.drafts
        )
        last = (*moved, *([unseen] if checked.drafts else []), *(() if fix else _mending(every)))
        _say_text(shown, project.prefix, head, last, err=form != "text")
    named = os.environ.get(_SUMMARY) if form == "github" else None
    if file or named:
        _write_summary(shown, project.prefix, (*filter(None, (head,)), *moved), file or Path(named or ""))
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(any(item.severity in grave for item in every))


def _opened(fault: Diagnostic, project: Project, places: Mapping[str, Path]) -> Diagnostic:
    """Return a fault with the relative path of its file if verdicts are kept apart; STR014 concerns portfolios."""
    path = places.get(fault.place.path)
    if path is None or not project.apart or not path.is_relative_to(project.apart) or fault.id == "STR014.verdicts":
        return fault
    with suppress(ValueError):  # on another drive, on Windows
        path = Path(os.path.relpath(path, project.portfolios))
    return replace(fault, place=replace(fault.place, path=path.as_posix()))


def _report(project: Project, checked: Checked, since: BranchChanges | None) -> CheckReport:
    """Return the JSON report without its faults: the files read, and their states for each audience."""
    from vitrail.doors.cli.since import as_data, touched_data

    ledgers = {name: checked.examination.ledger(audience) for name, audience in AUDIENCES.items()}
    audiences = {name: {fate.value: n for fate, n in told.counts().items()} for name, told in ledgers.items()}
    return CheckReport(
        schema=SCHEMA_ID,
        root="dépôt" if (project.repository / ".git").exists() else "école",
        files=len(checked.examination.files),
        date=checked.examination.today.isoformat(),
        ledger=audiences["equipe"],
        audiences=audiences,
        touched=touched_data(since, project.prefix) if since else None,
        coverage=as_data(since) if since else None,
    )


def _requested(
    since: BranchChanges, faults: tuple[Diagnostic, ...], examination: Examination
) -> tuple[Phrase, list[Phrase], tuple[Diagnostic, ...]]:
    """Return the first line on a merge request, the sentences on its effects, and its diagnostics."""
    from vitrail.doors.cli.since import told
    from vitrail.knowledge.rules.encouraging import of_request, progressed, unsaid

    school = examination.school
    head, *moved = told(since, school, faults)
    every = of_request((*since.refused, *faults, *unsaid(school, since.changed)), since.changed)
    nothing = mark("Cette demande ne change pas la couverture.")  # silence would look as if it was not checked
    return head, [*(moved or [nothing]), *progressed(school, since.changed)], every


def _mending(faults: Iterable[Diagnostic]) -> Iterator[Phrase]:
    """Yield the number of faults with a safe fix, if any; not all may apply, but to try them would take many checks."""
    number = sum(fault.fix is not None and fault.fix.safe for fault in faults)
    if number:
        yield nmark(
            "{n} constat peut se corriger seul : « vitrail check --corriger ».",
            "{n} constats peuvent se corriger seuls : « vitrail check --corriger ».",
            number,
        )


def _say_text(
    shown: Iterable[Diagnostic], prefix: str, head: Phrase | None, last: Iterable[Phrase], *, err: bool
) -> None:
    """Print the report for people, ``head`` first; commands of a forge's runner are neutralised."""
    lines = [f"{FRENCH.write(head)}\n"] if head else []
    lines.append(as_text(shown, prefix=prefix, paint=_paint).rstrip("\n"))
    text = "\n".join([*lines, *map(FRENCH.write, last)])
    if err or os.environ.get("GITHUB_ACTIONS"):
        text = harmless(text)
    click.echo(text, err=err, nl=bool(text), color=False if os.environ.get("NO_COLOR") else None)


def _as_format(
    form: str, shown: Iterable[Diagnostic], prefix: str, changed: frozenset[str], head: Phrase | None
) -> str:
    """Format the faults for a program, with ``head`` first where the forge shows a sentence without a file."""
    if form == "github":
        return as_github(shown, prefix, changed, head)
    return as_gitlab(shown, prefix, head)


def _write_summary(shown: Iterable[Diagnostic], prefix: str, moved: Iterable[Phrase], place: Path) -> None:
    """Append the summary to a file, in Markdown: the effects on coverage first, for reviewers, then the faults."""
    lines = [f"- {markdown(FRENCH.write(phrase))}\n" for phrase in moved]
    head = "".join(("### Vitrail\n\n", *lines, "\n" if lines else ""))
    with place.open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(head + as_markdown(shown, prefix, LARGEST - len(head.encode())))


def _paint(severity: Severity, word: str) -> str:
    """Colour a word; ``click.echo`` strips colours if the output is not a terminal."""
    return click.style(word, fg=_COLOURS[severity], bold=severity is Severity.ERROR)
