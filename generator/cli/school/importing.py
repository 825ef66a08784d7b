"""``vitrail import``: the work that a student already has, as drafts, with a ledger of what became of each piece."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.folders import find_student
from generator.cli.helping import Group
from generator.cli.school.creating import portfolios, read, shown
from generator.cli.telling import WrongUseError, follow, tell
from generator.importing.draft import Draft, Note, Treatment, named, written
from generator.language import mark, nmark
from generator.outputs import writing
from generator.values.folding import fold

if TYPE_CHECKING:
    from generator.importing.pages import Owner

_HEADS = {
    Treatment.KEPT: mark("Laissé tel quel :"),
    Treatment.CONVERTED: mark("Converti :"),
    Treatment.TO_DO: mark("Reste à faire :"),
}


@dataclass(slots=True, kw_only=True)
class _Ledger:
    notes: list[Note] = field(default_factory=list)
    made: dict[Path, bytes] = field(default_factory=dict)


@click.group("import", cls=Group)
def command() -> None:
    """Apporter le travail qui existe déjà ; tout arrive en brouillon, rien n'est écrasé."""


@command.command("tableau")
@click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("etudiant")
def workbook(fichier: Path, etudiant: str) -> None:
    """Les réalisations du tableau de synthèse officiel (.xlsx).

    FICHIER : le classeur rempli. ETUDIANT : le portfolio, par exemple moreau-lea.
    """
    from generator.importing.workbook import read_workbook

    root = portfolios()
    folder = find_student(etudiant, root)
    reader = _reader(root, folder)
    drafts = read_workbook(fichier.name, fichier.read_bytes(), reader.framework)
    ledger = _Ledger()
    _add(ledger, root / folder, named(drafts), reader)
    _finish(ledger, root, folder)


@command.command("markdown")
@click.argument("dossier", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("etudiant")
@click.option("--stage", help="Le stage auquel vont les « Semaine 5 » (sinon le seul du portfolio).")
def markdown(dossier: Path, etudiant: str, stage: str | None) -> None:
    """Les pages d'un autre site : Hugo, Jekyll, Notion ou MkDocs.

    DOSSIER : leurs fichiers .md et leurs images. ETUDIANT : le portfolio, par exemple moreau-lea.
    """
    from generator.importing.folder import read_folder

    root = portfolios()
    folder = find_student(etudiant, root)
    reader = _reader(root, folder)
    found = read_folder(dossier.resolve(), reader)
    ledger = _Ledger(notes=list(found.notes))
    _add(ledger, root / folder, found.drafts, reader)
    _add_weeks(ledger, root / folder, found.weeks, stage)
    for name, path in found.files.items():
        _offer(ledger, root / folder / "fichiers" / name, path.read_bytes(), path.name)
    _finish(ledger, root, folder)


def _reader(root: Path, folder: str) -> Owner:
    """Say how the codes of a student are read."""
    from generator.importing.pages import Owner
    from generator.reading.frameworks import load_shipped

    school = read(root)
    people = {f"{c.slug}/{s.slug}".strip("/"): (c, s) for c in school.cohorts for s in c.students}
    cohort, person = people[folder]
    known = {**load_shipped(), **school.frameworks}
    framework = known.get(person.framework or cohort.framework or "", known["fr.bts-sio.2019"])
    return Owner(
        framework=framework,
        option=person.option,
        session=person.session or cohort.session,
        titles=tuple(one.title for one in person.realisations),
    )


def _add(ledger: _Ledger, home: Path, drafts: Iterable[Draft], reader: Owner) -> None:
    """Plan the drafts; a réalisation whose title the portfolio already has is there, whatever its file is called."""
    there = Counter(map(fold, reader.titles))
    for draft in drafts:
        if there[fold(draft.title)] and draft.kind == "realisations":
            there[fold(draft.title)] -= 1
            text = mark("« {title} » est déjà dans le portfolio et reste tel quel.", title=draft.title)
            ledger.notes.append(Note(fate=Treatment.KEPT, place=draft.place, text=text))
            continue
        _offer(ledger, home / draft.path, written(draft).encode(), draft.place, draft.notes)


def _add_weeks(ledger: _Ledger, home: Path, weeks: Mapping[int, Draft], said: str | None) -> None:
    """Put weeks in their stage; without one they wait, and the next run takes them."""
    stages = sorted(path.parent.name for path in home.glob("stages/*/index.md"))
    chosen = said if said in stages else stages[0] if len(stages) == 1 and said is None else None
    if said and chosen is None:
        raise WrongUseError(
            "« {stage} » n'est pas un stage de ce portfolio (il y a {known}).", stage=said, known=tuple(stages)
        )
    for number, draft in sorted(weeks.items()):
        if chosen is None:
            wait = mark("Semaine {n} : créez son stage avec « vitrail new stage », puis relancez (--stage).", n=number)
            ledger.notes.append(Note(fate=Treatment.TO_DO, place=draft.place, text=wait))
            continue
        text = f"---\nsemaine: {number}\nvisibilité: équipe             # à retirer quand la semaine est prête\n---\n\n"
        raw = (text + draft.body.strip("\n").replace("](../fichiers/", "](../../fichiers/") + "\n").encode()
        _offer(ledger, home / "stages" / chosen / f"semaine-{number:02}.md", raw, draft.place, draft.notes)


def _offer(ledger: _Ledger, path: Path, raw: bytes, place: str, notes: tuple[Note, ...] = ()) -> None:
    """Plan a file; one that is there stays as it is."""
    if path.exists() or path.is_symlink():
        text = mark("{path} est déjà là et reste tel quel.", path=str(shown(path)))
        ledger.notes.append(Note(fate=Treatment.KEPT, place=place, text=text))
        return
    ledger.made[path] = raw
    ledger.notes.extend(notes)


def _finish(ledger: _Ledger, root: Path, folder: str) -> None:
    """Write everything or nothing, then say what became of each piece."""
    try:
        writing.create_all(ledger.made)
    except FileExistsError as error:
        tell("« {path} » existe déjà : rien n'a été écrit.", path=str(error.filename), err=True)
        sys.exit(1)
    for path in ledger.made:
        tell("Écrit : {path}", path=str(shown(path)))
    for fate, head in _HEADS.items():
        said = [note for note in ledger.notes if note.fate is fate]
        if said:
            tell(head)
        for note in said:
            tell("  {place} : {text}", place=note.place, text=note.text)
    tell(nmark("{n} fichier écrit.", "{n} fichiers écrits.", len(ledger.made)))
    if ledger.made:
        follow("vitrail", "check", folder or root.name)
