"""``vitrail import``: bring a student's existing work as drafts, and report how each piece was treated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.reading.named import find_portfolio
from vitrail.content.values.folding import fold
from vitrail.doors.cli.folders import find_student, own_portfolio
from vitrail.doors.cli.helping import Command, Group
from vitrail.doors.cli.school import receiving
from vitrail.doors.cli.school.creating import read, refuse_own, shown, tell_written
from vitrail.doors.cli.shared_options import FILE, project_here
from vitrail.doors.cli.telling import WrongUseError, follow, tell
from vitrail.doors.importing.draft import Draft, Note, Treatment, filled, gathered, shortened, written
from vitrail.doors.scaffolding.files import unfilled, untouched
from vitrail.ground.language import ToldError, mark, nmark
from vitrail.site.outputs import writing

if TYPE_CHECKING:
    from vitrail.content.model.school import School
    from vitrail.doors.importing.citing import Owner

_HEADS = {
    Treatment.KEPT: mark("Laissé tel quel :"),
    Treatment.CONVERTED: mark("Converti :"),
    Treatment.TO_DO: mark("Reste à faire :"),
}


class _Ledger(Struct, kw_only=True):
    notes: list[Note] = []
    made: dict[Path, bytes] = {}
    filled: dict[Path, bytes] = {}
    """Unfilled templates to replace: path → present bytes."""


class _Paths(Group):
    """A group whose first word may be a path: a command's name prevails, and « ./rendus » is always a path."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the typed command, else the unnamed one that takes a path."""
        word = args[0]
        path = (
            word not in self.commands
            and not word.startswith("-")
            and ({"/", "\\", "."} & set(word) or Path(word).exists())
        )
        return ("", whatever, args) if path else super().resolve_command(ctx, args)


@click.group("import", cls=_Paths)
def command() -> None:
    """Apporter le travail qui existe déjà ; tout arrive en brouillon, rien n'est écrasé.

    « vitrail import CHEMIN ETUDIANT » reconnaît ce qu'on lui donne : un tableau de synthèse, les pages d'un autre site,
    des pages enregistrées, un dossier de documents, les avis que l'équipe remet.
    """


command.add_command(receiving.command)


@click.command("", cls=Command)
@click.argument("chemin", type=click.Path(path_type=Path, exists=True))
@click.argument("etudiant", required=False, default="")
@click.option("--stage", help="Le stage auquel vont les « Semaine 5 » (sinon le seul du portfolio).")
def whatever(chemin: Path, etudiant: str, stage: str | None) -> None:
    """Ce qui existe, reconnu à ce qu'il contient.

    CHEMIN : un classeur, un dossier de pages ou de documents, ou les avis que l'équipe remet (« vitrail export avis »).
    ETUDIANT : le portfolio, par exemple moreau-lea ; inutile quand on y est, ou qu'il n'y en a qu'un.
    """
    if receiving.holds_verdicts(chemin):
        receiving.verdicts(chemin, etudiant)
    _bring(chemin, etudiant, stage)


@command.command("referentiel")
@click.argument("fichier", type=FILE)
def framework(fichier: Path) -> None:
    """Un référentiel : un tableau de codes et d'intitulés.

    FICHIER : un .csv, ou un classeur d'une feuille. Il devient un fichier de referentiels/, à relire.
    """
    from vitrail.content.extracts.sheets import tabled
    from vitrail.doors.importing.frameworks.table import read_framework
    from vitrail.doors.scaffolding.files import slug

    read = read_framework(tabled(fichier.read_bytes()) or "", fichier.name)
    root = project_here().portfolios
    made = {root / "referentiels" / f"{slug(read.id)}.yml": read.text.encode()}
    tell(nmark("{n} compétence lue.", "{n} compétences lues.", read.count))
    _finish(_Ledger(notes=list(read.notes), made=made), root, "")


@command.command("suite")
@click.argument("etudiant")
def moving(etudiant: str) -> None:
    """Les réalisations du portfolio d'avant, quand la promotion change de référentiel.

    ETUDIANT : le portfolio qui dit « vient de », ou sa promotion. Ce qui est identique garde sa phrase, ce qui est
    proche est proposé, ce qui disparaît reste en remarque.
    """
    root = project_here().portfolios
    school = read(root)
    folders = [
        f"{cohort.slug}/{student.slug}" for cohort, student in school.everyone if cohort.slug == etudiant.strip("/")
    ]
    ledger, folder = _Ledger(), find_student(etudiant, root) if not folders else etudiant.strip("/")
    for portfolio in folders or [folder]:
        try:
            _move(ledger, school, root, portfolio)
        except ToldError as error:
            if not folders:
                raise
            ledger.notes.append(Note(portfolio, error.phrase, Treatment.KEPT))
    _finish(ledger, root, folder)


def _move(ledger: _Ledger, school: School, root: Path, folder: str) -> None:
    """Plan the drafts from a student's former portfolio; raises ToldError: there is nothing to bring."""
    from vitrail.doors.importing.frameworks.moving import moved

    cohort, person = find_portfolio(school, folder)
    if not person.comes_from:
        raise WrongUseError("Ce portfolio ne dit pas d'où il vient ; s'il en suit un autre, écrivez « vient de ».")
    group, former = find_portfolio(school, person.comes_from)
    before, after = school.framework_of(former, group), school.framework_of(person, cohort)
    if before and before is after:
        raise WrongUseError("Le référentiel n'a pas changé : ce qui a été fait avant compte déjà.")
    if before is None or after is None or before.successor != after.id:
        names = (side.short_title if side else "—" for side in (before, after))
        raise WrongUseError(
            "« {after} » ne remplace pas « {before} » : le référentiel d'avant le dit sous « remplacé par ».",
            before=next(names), after=next(names),
        )  # fmt: skip
    old, home = root / person.comes_from, root / folder
    for work in former.submitted:
        path = root / work.source.path
        inside = path.relative_to(old).as_posix()
        new = None if (home / inside).exists() else moved(work, path, before)
        if new is None:
            kept = mark("{path} est déjà là et reste tel quel.", path=str(shown(home / inside)))
            ledger.notes.append(Note(work.source.path, kept, Treatment.KEPT))
            continue
        text, notes = new
        ledger.made[home / inside] = text.encode()
        ledger.notes.extend(notes)
        held = f"{person.comes_from}/"
        files = [name for name, _ in work.files]
        files += [
            production.file.removeprefix(held)
            for production in work.productions
            if production.file and production.file.startswith(held)
        ]
        for name in dict.fromkeys(files):
            source, target = old / name, home / name
            if source.is_file() and not target.exists():
                ledger.made[target] = source.read_bytes()


def _bring(path: Path, student: str, stage: str | None) -> None:
    """Read a source for a student, write its drafts, and report how each piece was treated."""
    from vitrail.doors.importing.recognising import read_source

    root = project_here().portfolios
    refuse_own(path, root)
    folder = own_portfolio(student, root)
    if (path / "mkdocs.yml").is_file() and (path / "portfolios").is_dir():
        cohort = folder.rpartition("/")[0] or "PROMOTION"
        raise WrongUseError(
            "« {path} » est déjà un portfolio de Vitrail : copiez-en les fichiers tels quels, ou prenez-le par "
            "« vitrail import rendus {path} {cohort} ».", path=str(path), cohort=cohort,
        )  # fmt: skip
    reader = _reader(root, folder)
    if stage and stage not in reader.stages:
        raise WrongUseError(
            "« {stage} » n'est pas un stage de ce portfolio (il y a {known}).", stage=stage, known=tuple(reader.stages)
        )
    home = root / folder
    sources = read_source(path.resolve(), reader, home / "fichiers", stage)
    if not (sources.drafts or sources.notes):
        raise WrongUseError("« {path} » est vide : rien à importer.", path=str(path))
    ledger = _Ledger(notes=list(sources.notes))
    for place in _add(ledger, home, folder, sources.drafts, reader):
        name, file = sources.files[place]
        if not (home / "fichiers" / name).is_file():
            ledger.made[home / "fichiers" / name] = file if isinstance(file, bytes) else file.read_bytes()
    _finish(ledger, root, folder)


def _reader(root: Path, folder: str) -> Owner:
    """Return the facts on a student that an import needs: référentiel, option, session, names, titles, stages."""
    from vitrail.doors.importing.citing import Owner
    from vitrail.doors.scaffolding.alone import USUAL

    school = read(root)
    cohort, person = find_portfolio(school, folder)
    framework = school.frameworks.get(person.framework or cohort.framework or "", school.frameworks[USUAL])
    stages = sorted(
        person.internships, key=lambda stage: (stage.rank or 0, stage.span.start if stage.span else date.max)
    )
    return Owner(
        framework=framework,
        option=person.option,
        session=person.session or cohort.session,
        names=(person.last_name, person.first_name),
        titles=tuple(work.title for work in person.realisations),
        files=tuple(frozenset(made.file for made in work.productions if made.file) for work in person.realisations),
        stages={stage.slug: stage.organisations[0].name if stage.organisations else "" for stage in stages},
    )


def _add(ledger: _Ledger, home: Path, folder: str, drafts: Iterable[Draft], reader: Owner) -> tuple[str, ...]:
    """Plan the drafts, and return the attachments that they show; existing works stay as they are.

    A réalisation exists if its title does, or another has its files. An unfilled template is replaced.
    """
    there = Counter(map(fold, reader.titles))
    files: dict[str, None] = {}
    for draft in drafts:
        path = home / draft.path
        days, head = untouched(path), unfilled(path) if draft.name == "index" else ""
        own = {f"{folder}/{value}" for _, key, value in draft.productions if key == "fichier"}
        if draft.kind == "realisations" and (there[fold(draft.title)] or any(own and own <= of for of in reader.files)):
            there[fold(draft.title)] -= 1
            text = mark("« {title} » est déjà dans le portfolio et reste tel quel.", title=draft.title)
        elif (path.exists() or path.is_symlink()) and not (days or head):
            text = mark("{path} est déjà là et reste tel quel.", path=str(shown(path)))
        else:
            if path.exists():
                ledger.filled[path] = path.read_bytes()
            whole = filled(head, draft) if head else written(replace(draft, keys={**days, **draft.keys}))
            ledger.made[path] = whole.encode()
            ledger.notes.extend(draft.notes)
            files |= dict.fromkeys(draft.files)
            continue
        ledger.notes.append(Note(draft.place, text, Treatment.KEPT))
    return tuple(files)


def _finish(ledger: _Ledger, root: Path, folder: str) -> None:
    """Write the new files, all or none, then the templates; report how each piece was treated."""
    writing.create_all({path: raw for path, raw in ledger.made.items() if path not in ledger.filled}, within=root)
    for path, raw in ledger.filled.items():
        writing.replace(path, ledger.made[path], read=raw)
    tell_written(ledger.made)
    for fate, head in _HEADS.items():
        said = [note for note in ledger.notes if note.fate is fate]
        if said:
            tell(head)
        for note in shortened(said) if fate is Treatment.TO_DO else gathered(said):
            tell("  {place} : {text}", place=note.place, text=note.text)
    tell(nmark("{n} fichier écrit.", "{n} fichiers écrits.", len(ledger.made)))
    if ledger.made:
        follow("vitrail", "check", folder or root.name)
