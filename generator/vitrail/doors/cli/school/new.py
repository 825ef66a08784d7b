"""``vitrail new``: create files from templates, never over existing ones."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import click

from vitrail.content.reading.named import find_portfolio
from vitrail.doors.cli.folders import find_internship, find_student, locate, new_cohort, new_student, standing_in
from vitrail.doors.cli.helping import DAY, Group
from vitrail.doors.cli.school import lodging, schools
from vitrail.doors.cli.school.creating import class_of, create, read, shown
from vitrail.doors.cli.shared_options import framework_named, project_here
from vitrail.doors.cli.telling import WrongUseError, follow, pasted, tell
from vitrail.doors.scaffolding import alone, files
from vitrail.doors.scaffolding.forges import FORGES


@click.group("new", cls=Group)
def command() -> None:
    """Écrire des fichiers prêts à remplir (rien n'est jamais écrasé)."""


command.add_command(schools.school)
command.add_command(schools.forge)
command.add_command(lodging.command)


@command.command("promotion")
@click.argument("dossier")
@click.option("--referentiel", default=alone.USUAL, help="Référentiel (sinon fr.bts-sio.2019).")
@click.option("--session", type=click.IntRange(2000, 2100), required=True, help="Année de l'examen.")
def cohort(dossier: str, referentiel: str, session: int) -> None:
    """Une promotion, par exemple : vitrail new promotion 2025-2027 --session 2027."""
    root = project_here().portfolios
    folder = new_cohort(dossier, root)
    framework = framework_named(referentiel, read(root).frameworks)
    create(root, files.cohort(folder, framework, session))
    place = f"{folder}/moreau-lea" if folder else "."
    option = ("--option", framework.options[0].id) if framework.options else ()
    follow("vitrail", "new", "etudiant", place, "--nom", "Moreau", "--prenom", "Léa", *option)


@command.command("etudiant")
@click.argument("dossier")
@click.option("--nom", required=True, help="Nom de famille.")
@click.option("--prenom", required=True, help="Prénom.")
@click.option("--option", "option_", default="à choisir", help="SISR, SLAM ou « à choisir » (sinon « à choisir »).")
def student(dossier: str, nom: str, prenom: str, option_: str) -> None:
    """Un étudiant, par exemple : vitrail new etudiant 2025-2027/moreau-lea --nom Moreau --prenom Léa."""
    root = project_here().portfolios
    typed = new_student(dossier, root)
    folder = files.student_folder(typed)
    _, framework = class_of(read(root), folder.rpartition("/")[0])
    made = files.student(folder, nom, prenom, alone.spelled(option_, framework))
    if folder != typed:
        tell(
            "Le dossier s'appelle « {folder} » : son nom est dans les adresses du site et dans les commandes.",
            folder=folder,
        )
    create(root, made)
    follow("vitrail", "new", "realisation", folder or ".", "Déploiement de GLPI")


@command.command("portfolio")
@click.option("--nom", required=True, help="Nom de famille.")
@click.option("--prenom", required=True, help="Prénom.")
@click.option("--option", "option_", default="à choisir", help="SISR, SLAM ou « à choisir » (sinon « à choisir »).")
@click.option("--session", type=click.IntRange(2000, 2100), help="Année de l'examen (sinon pour qui commence).")
@click.option("--referentiel", default=alone.USUAL, help="Référentiel (sinon fr.bts-sio.2019).")
@click.option("--forge", type=click.Choice(FORGES), help="La forge où sera le dépôt, s'il y en a une.")
def portfolio(  # noqa: PLR0913  # the options, each by name
    *, nom: str, prenom: str, option_: str, session: int | None, referentiel: str, forge: str | None
) -> None:
    """Un portfolio sans classe ni équipe, dans le dossier courant.

    Par exemple : vitrail new portfolio --nom Moreau --prenom Léa --option SISR. Il rejoint plus tard une promotion par
    « vitrail rendre », que l'équipe prend avec « vitrail import rendus ».
    """
    from vitrail.content.reading.frameworks import load_shipped

    alone.refuse_nested(Path.cwd())
    framework = framework_named(referentiel, load_shipped())
    create(Path.cwd(), alone.portfolio(nom, prenom, option_, framework, session=session, forge=forge or ""))
    follow("vitrail", "new", "realisation", ".", "Déploiement de GLPI")


_titled = click.argument("words", nargs=-1, required=True, metavar="[DOSSIER] TITRE")


@command.command("realisation")
@_titled
def realisation(words: tuple[str, ...]) -> None:
    """Une réalisation en brouillon, avec les compétences que son titre évoque à choisir.

    DOSSIER : le portfolio, 2025-2027/moreau-lea ou moreau-lea ; inutile quand on y est.
    """
    dossier, titre = _asked(words)

    def made(root: Path, folder: str) -> Mapping[str, str]:
        school = read(root)
        _, person = find_portfolio(school, folder)
        return files.realisation(folder, titre, school.framework_of(person), person.option)

    _add(dossier, made)


@command.command("veille")
@_titled
def watch(words: tuple[str, ...]) -> None:
    """Un article de veille, dont le texte sera votre analyse."""
    dossier, titre = _asked(words)
    today = date.today()  # noqa: DTZ011  # local date
    _add(dossier, lambda _, folder: files.watch(folder, titre, today))


@command.command("page")
@_titled
def page(words: tuple[str, ...]) -> None:
    """Une page libre du portfolio : un parcours, une adresse professionnelle."""
    dossier, titre = _asked(words)
    _add(dossier, lambda _, folder: files.page(folder, titre))


def _asked(words: tuple[str, ...]) -> tuple[str, str]:
    """Return the portfolio and the title; inside a portfolio, the title suffices."""
    if len(words) == 2:  # noqa: PLR2004  # a portfolio and a title
        return words[0], words[1]
    root = project_here().portfolios
    here = standing_in(root)
    if len(words) == 1 and here is not None and locate(words[0], root) is None:
        return here or ".", words[0]
    raise WrongUseError(
        "Écrivez le portfolio, puis le titre entre guillemets : moreau-lea {title}.",
        title=pasted("Déploiement de GLPI"),
    )


@command.command("organisation")
@click.argument("nom")
@click.option("--ville", default="", help="Ville.")
def organisation(nom: str, ville: str) -> None:
    """Une organisation d'accueil, que les stages de toutes les promotions peuvent nommer."""
    root = project_here().portfolios
    made = files.organisation(nom, ville)
    create(root, made)
    name = next(iter(made)).rpartition("/")[2].removesuffix(".md")
    tell("Dans la fiche d'un stage, écrivez organisation: {name}", name=name)


@command.command("stage")
@click.argument("dossier")
@click.argument("nom")
@click.option("--du", type=DAY, required=True, metavar="JOUR", help="Premier jour, par exemple 01/06/2026.")
@click.option("--au", type=DAY, required=True, metavar="JOUR", help="Dernier jour, compris.")
def internship(dossier: str, nom: str, du: date, au: date) -> None:
    """Un stage et le compte rendu de chacune de ses semaines, dates remplies."""
    _in_order(du, au)

    def made(root: Path, folder: str) -> Mapping[str, str]:
        school = read(root)
        framework = school.framework_of(find_portfolio(school, folder)[1])
        return files.internship(folder, nom, du, au, framework, public=school.public)

    _add(dossier, made)


@command.command("semaine")
@click.argument("dossier")
@click.argument("numero", type=click.IntRange(1, 60))
@click.option("--du", type=DAY, required=True, metavar="JOUR", help="Premier jour, par exemple 01/06/2026.")
@click.option("--au", type=DAY, required=True, metavar="JOUR", help="Dernier jour, compris.")
def week(dossier: str, numero: int, du: date, au: date) -> None:
    """Le compte rendu d'une semaine, dans le dossier d'un stage."""
    _in_order(du, au)
    root = project_here().portfolios
    create(root, files.report(find_internship(dossier, root), numero, du, au))


def _add(dossier: str, make: Callable[[Path, str], Mapping[str, str]]) -> None:
    """Write files of a portfolio; print the first one, to fill in, and the command that shows its page."""
    root = project_here().portfolios
    folder = find_student(dossier, root)
    made = make(root, folder)
    create(root, made)
    follow("vitrail", "serve", fill=shown(root / next(iter(made))).as_posix())


def _in_order(start: date, end: date) -> None:
    """Raise WrongUseError if the dates are in the wrong order, or too far apart for a stage (a mistyped year)."""
    if end < start:
        raise WrongUseError("La fin (--au) précède le début (--du).")
    if (end - start).days > files.LONGEST_STAGE:
        raise WrongUseError(
            "La fin (--au) vient {days} jours après le début (--du) ; vérifiez les années.", days=(end - start).days
        )
