"""``vitrail new``: files ready to fill, never over what is there."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import click

from generator.cli.folders import find_internship, find_student, new_cohort, new_student
from generator.cli.options import project_or_exit
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.reading.folding import fold
from generator.scaffolding import files
from generator.settings import Options

_LONGEST = 420
"""Days: an apprentice's year with its summer is the longest that one folder tells."""
_DATES = click.DateTime(["%d/%m/%Y", "%Y-%m-%d"])


@click.group("new")
def command() -> None:
    """Écrire des fichiers prêts à remplir (rien n'est jamais écrasé)."""


@command.command("ecole")
@click.option("--nom", default="Mon établissement", help="Nom de l'établissement.")
def school(nom: str) -> None:
    """Un établissement : mkdocs.yml et le dossier portfolios/."""
    _create(Path.cwd(), files.school(nom))
    click.echo("Ensuite : vitrail new promotion 2025-2027 --session 2027")


@command.command("promotion")
@click.argument("dossier")
@click.option("--referentiel", default="fr.bts-sio.2019", show_default=True)
@click.option("--session", type=click.IntRange(2000, 2100), required=True, help="Année de l'examen.")
def cohort(dossier: str, referentiel: str, session: int) -> None:
    """Une promotion, par exemple : vitrail new promotion 2025-2027 --session 2027."""
    root = _portfolios()
    folder = new_cohort(dossier, root)
    known = _read(root).frameworks
    if referentiel not in known:
        message = f"« {referentiel} » n'est pas connu ; il y a {', '.join(sorted(known))}."
        raise click.BadParameter(message, param_hint="--referentiel")
    _create(root, files.cohort(folder, referentiel, session))
    place = f"{folder}/moreau-lea" if folder else "."
    click.echo(f"Ensuite : vitrail new etudiant {place} --nom Moreau --prenom Léa --option SISR")


@command.command("etudiant")
@click.argument("dossier")
@click.option("--nom", required=True)
@click.option("--prenom", required=True)
@click.option("--option", "option_", default="à choisir", show_default=True, help="SISR, SLAM ou « à choisir ».")
def student(dossier: str, nom: str, prenom: str, option_: str) -> None:
    """Un étudiant, par exemple : vitrail new etudiant 2025-2027/moreau-lea --nom Moreau --prenom Léa."""
    root = _portfolios()
    folder = new_student(dossier, root)
    _create(root, files.student(folder, nom, prenom, _option(_read(root), folder, option_)))
    click.echo(f'Ensuite : vitrail new realisation {folder or "."} "Déploiement de GLPI"')


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
    _create(root, files.realisation(folder, titre, framework, person.option if person else None))


@command.command("stage")
@click.argument("dossier")
@click.argument("nom")
@click.option("--du", type=_DATES, required=True)
@click.option("--au", type=_DATES, required=True)
def internship(dossier: str, nom: str, du: datetime, au: datetime) -> None:
    """Un stage et le compte rendu de chacune de ses semaines, dates remplies."""
    _in_order(du, au)
    root = _portfolios()
    folder = find_student(dossier, root)
    others = len(tuple((root / folder / "stages").glob("*/index.md")))
    _create(root, files.internship(folder, nom, du.date(), au.date(), order=others + 1))


@command.command("semaine")
@click.argument("dossier")
@click.argument("numero", type=click.IntRange(1, 60))
@click.option("--du", type=_DATES, required=True)
@click.option("--au", type=_DATES, required=True)
def week(dossier: str, numero: int, du: datetime, au: datetime) -> None:
    """Le compte rendu d'une semaine, dans le dossier d'un stage."""
    _in_order(du, au)
    root = _portfolios()
    _create(root, files.report(find_internship(dossier, root), numero, du.date(), au.date()))


def _in_order(start: datetime, end: datetime) -> None:
    """End the command when the dates are the wrong way round, or too far apart for a stage (a mistyped year)."""
    if end < start:
        message = "la fin précède le début."
        raise click.BadParameter(message, param_hint="--au")
    if (end - start).days > _LONGEST:
        message = f"la fin vient {(end - start).days} jours après le début ; vérifiez les années."
        raise click.BadParameter(message, param_hint="--au")


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
        message = f"« {said} » n'est pas une option ; écrivez {', '.join(known.values())} ou « à choisir »."
        raise click.BadParameter(message, param_hint="--option")
    return known[fold(said)]


def _portfolios() -> Path:
    return project_or_exit(Path.cwd(), Options()).portfolios


def _create(root: Path, made: Mapping[str, str]) -> None:
    """Write and name each file; exit 1 when one exists."""
    try:
        for path in files.create(root, made):
            click.echo(f"écrit : {_shown(path)}")
    except files.AlreadyThereError as error:
        click.echo(f"« {_shown(Path(str(error)))} » existe déjà : rien n'a été écrit.", err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"Le fichier n'a pas pu être écrit. Le système dit : {error}", err=True)
        sys.exit(1)


def _shown(path: Path) -> Path:
    """The path as the reader would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
