"""``vitrail new``: files ready to fill, never over what is there."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import click

from generator.cli.folders import find_internship, find_student, new_cohort, new_student
from generator.cli.following import follow
from generator.cli.helping import Group
from generator.cli.options import project_or_exit
from generator.cli.telling import WrongUseError, tell
from generator.language import Alternatives, mark
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.outputs.writing import UnwrittenError
from generator.scaffolding import files
from generator.settings import Options
from generator.values.folding import fold

_LONGEST = 420
"""Days: an apprentice's year with its summer is the longest that one folder tells."""
_DATES = click.DateTime(["%d/%m/%Y", "%Y-%m-%d"])


@click.group("new", cls=Group)
def command() -> None:
    """Écrire des fichiers prêts à remplir (rien n'est jamais écrasé)."""


@command.command("ecole")
@click.option("--nom", default="Mon établissement", help="Nom de l'établissement.")
def school(nom: str) -> None:
    """Un établissement : mkdocs.yml, .gitignore et le dossier portfolios/."""
    made = dict(files.school(nom))
    kept = (Path.cwd() / files.IGNORING).exists()
    ignored = made.pop(files.IGNORING) if kept else ""
    _create(Path.cwd(), made)
    if kept:
        lines = tuple(mark("« {word} »", word=line) for line in ignored.split())
        tell(
            mark(
                "{file} existe déjà et reste tel quel : vérifiez qu'il contient {lines}.",
                file=files.IGNORING,
                lines=lines,
            )
        )
    follow("vitrail", "new", "promotion", "2025-2027", "--session", "2027")


@command.command("promotion")
@click.argument("dossier")
@click.option("--referentiel", default="fr.bts-sio.2019", help="Référentiel (sinon fr.bts-sio.2019).")
@click.option("--session", type=click.IntRange(2000, 2100), required=True, help="Année de l'examen.")
def cohort(dossier: str, referentiel: str, session: int) -> None:
    """Une promotion, par exemple : vitrail new promotion 2025-2027 --session 2027."""
    root = _portfolios()
    folder = new_cohort(dossier, root)
    known = _read(root).frameworks
    if referentiel not in known:
        raise WrongUseError(
            mark(
                "« {name} » (--referentiel) n'est pas connu ; il y a {known}.",
                name=referentiel,
                known=tuple(sorted(known)),
            )
        )
    _create(root, files.cohort(folder, known[referentiel], session))
    place = f"{folder}/moreau-lea" if folder else "."
    follow("vitrail", "new", "etudiant", place, "--nom", "Moreau", "--prenom", "Léa", "--option", "SISR")


@command.command("etudiant")
@click.argument("dossier")
@click.option("--nom", required=True, help="Nom de famille.")
@click.option("--prenom", required=True, help="Prénom.")
@click.option("--option", "option_", default="à choisir", help="SISR, SLAM ou « à choisir » (sinon « à choisir »).")
def student(dossier: str, nom: str, prenom: str, option_: str) -> None:
    """Un étudiant, par exemple : vitrail new etudiant 2025-2027/moreau-lea --nom Moreau --prenom Léa."""
    root = _portfolios()
    typed = new_student(dossier, root)
    folder = files.student_folder(typed)
    made = files.student(folder, nom, prenom, _option(_read(root), folder, option_))
    if folder != typed:
        tell(
            mark(
                "Le dossier s'appelle « {folder} » : son nom est dans les adresses du site et dans les commandes.",
                folder=folder,
            )
        )
    _create(root, made)
    follow("vitrail", "new", "realisation", folder or ".", "Déploiement de GLPI")


@command.command("realisation")
@click.argument("dossier")
@click.argument("titre")
def realisation(dossier: str, titre: str) -> None:
    """Une réalisation en brouillon, avec les compétences de l'option à choisir.

    DOSSIER : le portfolio, 2025-2027/moreau-lea ou moreau-lea.
    """
    root = _portfolios()
    folder = find_student(dossier, root)
    school = _read(root)
    person = next((person for cohort, person in _people(school) if _home(cohort, person) == folder), None)
    framework = school.frameworks.get(person.framework or "") if person else None
    made = files.realisation(folder, titre, framework, person.option if person else None)
    _create(root, made)
    _then_look(root, folder, made)


@command.command("stage")
@click.argument("dossier")
@click.argument("nom")
@click.option("--du", type=_DATES, required=True, metavar="JOUR", help="Premier jour, par exemple 01/06/2026.")
@click.option("--au", type=_DATES, required=True, metavar="JOUR", help="Dernier jour, compris.")
def internship(dossier: str, nom: str, du: datetime, au: datetime) -> None:
    """Un stage et le compte rendu de chacune de ses semaines, dates remplies."""
    _in_order(du, au)
    root = _portfolios()
    folder = find_student(dossier, root)
    others = len(tuple((root / folder / "stages").glob("*/index.md")))
    made = files.internship(folder, nom, du.date(), au.date(), order=others + 1)
    _create(root, made)
    _then_look(root, folder, made)


@command.command("semaine")
@click.argument("dossier")
@click.argument("numero", type=click.IntRange(1, 60))
@click.option("--du", type=_DATES, required=True, metavar="JOUR", help="Premier jour, par exemple 01/06/2026.")
@click.option("--au", type=_DATES, required=True, metavar="JOUR", help="Dernier jour, compris.")
def week(dossier: str, numero: int, du: datetime, au: datetime) -> None:
    """Le compte rendu d'une semaine, dans le dossier d'un stage."""
    _in_order(du, au)
    root = _portfolios()
    _create(root, files.report(find_internship(dossier, root), numero, du.date(), au.date()))


def _then_look(root: Path, folder: str, made: Mapping[str, str]) -> None:
    """Name the file to fill, the first that was made, and the command that shows its page meanwhile."""
    only = ("--etudiant", folder) if folder else ()
    follow("vitrail", "serve", *only, fill=_shown(root / next(iter(made))).as_posix())


def _in_order(start: datetime, end: datetime) -> None:
    """End the command when the dates are the wrong way round, or too far apart for a stage (a mistyped year)."""
    if end < start:
        raise WrongUseError(mark("La fin (--au) précède le début (--du)."))
    if (end - start).days > _LONGEST:
        raise WrongUseError(
            mark(
                "La fin (--au) vient {days} jours après le début (--du) ; vérifiez les années.", days=(end - start).days
            )
        )


def _read(root: Path) -> School:
    from generator.reading.school import read_school  # noqa: PLC0415  # the engine loads after the options are right

    return read_school(root).school


def _people(school: School) -> Iterator[tuple[Cohort, Student]]:
    for cohort in school.cohorts:
        for person in cohort.students:
            yield cohort, person


def _home(cohort: Cohort, person: Student) -> str:
    return "/".join(filter(None, (cohort.slug, person.slug)))


def _option(school: School, folder: str, said: str) -> str:
    """Spell an option as the référentiel of the class does; an unknown one is a wrong command (exit 2)."""
    cohort = next((one for one in school.cohorts if one.slug == folder.rpartition("/")[0]), None)
    framework = school.frameworks.get(cohort.framework or "") if cohort else None
    known = {fold(option.id): option.id for option in framework.options} if framework else {}
    if not known or fold(said) == fold("à choisir"):
        return said
    if fold(said) not in known:
        words = Alternatives((*known.values(), mark("« {word} »", word="à choisir")))
        raise WrongUseError(mark("« {said} » n'est pas une option ; écrivez {words}.", said=said, words=words))
    return known[fold(said)]


def _portfolios() -> Path:
    return project_or_exit(Path.cwd(), Options()).portfolios


def _create(root: Path, made: Mapping[str, str]) -> None:
    """Write and name each file; exit 1 when one exists."""
    try:
        for path in files.create(root, made):
            tell(mark("Écrit : {path}", path=str(_shown(path))))
    except files.AlreadyThereError as error:
        there = str(_shown(Path(str(error))))
        tell(mark("« {path} » existe déjà : rien n'a été écrit.", path=there), err=True)
        sys.exit(1)
    except UnwrittenError as error:
        tell(error.args[0], err=True)
        sys.exit(1)


def _shown(path: Path) -> Path:
    """The path as the reader would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
