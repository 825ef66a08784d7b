"""``vitrail new``: files ready to fill, never over what is there."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from generator.cli.options import project_or_exit
from generator.scaffolding import files
from generator.settings import Options

_DATES = click.DateTime(["%d/%m/%Y", "%Y-%m-%d"])


@click.group("new")
def command() -> None:
    """Écrire des fichiers prêts à remplir (rien n'est jamais écrasé)."""


@command.command("ecole")
@click.option("--nom", default="Mon établissement", help="Nom de l'établissement.")
def school(nom: str) -> None:
    """Un établissement : mkdocs.yml et le dossier portfolios/."""
    _create(Path.cwd(), files.school(nom))


@command.command("promotion")
@click.argument("dossier")
@click.option("--referentiel", default="fr.bts-sio.2019", show_default=True)
@click.option("--session", type=click.IntRange(2000, 2100), required=True, help="Année de l'examen.")
def cohort(dossier: str, referentiel: str, session: int) -> None:
    """Une promotion, par exemple : vitrail new promotion 2025-2027 --session 2027."""
    _create(_portfolios(), files.cohort(dossier, referentiel, session))


@command.command("etudiant")
@click.argument("dossier")
@click.option("--nom", required=True)
@click.option("--prenom", required=True)
@click.option("--option", "option_", default="à choisir", show_default=True, help="SISR, SLAM ou « à choisir ».")
def student(dossier: str, nom: str, prenom: str, option_: str) -> None:
    """Un étudiant, par exemple : vitrail new etudiant 2025-2027/moreau-lea --nom Moreau --prenom Léa."""
    _create(_portfolios(), files.student(dossier, nom, prenom, option_))


@command.command("realisation")
@click.argument("dossier")
@click.argument("titre")
def realisation(dossier: str, titre: str) -> None:
    """Une réalisation en brouillon, avec les compétences de l'option à choisir."""
    from generator.reading.school import read_school  # noqa: PLC0415  # only this subcommand reads the school

    root = _portfolios()
    school = read_school(root).school
    found = next(
        (
            (cohort, person)
            for cohort in school.cohorts
            for person in cohort.students
            if "/".join(filter(None, (cohort.slug, person.slug))) == dossier.strip("/.")
        ),
        None,
    )
    framework = school.frameworks.get(found[1].framework or "") if found else None
    _create(root, files.realisation(dossier, titre, framework, found[1].option if found else None))


@command.command("stage")
@click.argument("dossier")
@click.argument("nom")
@click.option("--du", type=_DATES, required=True)
@click.option("--au", type=_DATES, required=True)
def internship(dossier: str, nom: str, du: datetime, au: datetime) -> None:
    """Un stage et le compte rendu de chacune de ses semaines, dates remplies."""
    if au < du:
        message = "la fin du stage précède son début."
        raise click.BadParameter(message, param_hint="--au")
    _create(_portfolios(), files.internship(dossier, nom, du.date(), au.date()))


@command.command("semaine")
@click.argument("dossier")
@click.argument("numero", type=click.IntRange(1, 60))
@click.option("--du", type=_DATES, required=True)
@click.option("--au", type=_DATES, required=True)
def week(dossier: str, numero: int, du: datetime, au: datetime) -> None:
    """Le compte rendu d'une semaine, dans le dossier d'un stage."""
    _create(_portfolios(), files.report(dossier.strip("/"), numero, du.date(), au.date()))


def _portfolios() -> Path:
    return project_or_exit(Path.cwd(), Options()).portfolios


def _create(root: Path, made: Mapping[str, str]) -> None:
    """Write and name each file; exit 1 when one exists."""
    try:
        for path in files.create(root, made):
            click.echo(f"écrit : {path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path}")
    except files.AlreadyThereError as error:
        click.echo(f"« {error} » existe déjà : rien n'a été écrit.", err=True)
        sys.exit(1)
