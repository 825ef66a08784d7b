"""``vitrail codes``: search the référentiel for the code of a competency, by one's own words.

Official wordings that hold the words come first; proposals of our lexicon follow, under their own title.
"""

import sys
from collections.abc import Sequence

import click

from vitrail.content.frameworks.citing import neighbours
from vitrail.content.frameworks.searching import Reason, search
from vitrail.content.model.audience import Audience
from vitrail.content.model.framework import Framework
from vitrail.doors.cli.folders import find_student, standing_in
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.shared_options import framework_named, project_here
from vitrail.doors.cli.telling import tell
from vitrail.site.project import UnusableProjectError


@click.command("codes", cls=Command)
@click.argument("mots", nargs=-1)
@click.option("--etudiant", "only", help="Les codes de son option seulement, par exemple moreau-lea.")
@click.option("--referentiel", help="Référentiel (sinon celui du portfolio, sinon le plus récent des promotions).")
def command(mots: tuple[str, ...], only: str | None, referentiel: str | None) -> None:
    """Chercher dans le référentiel le code d'une compétence.

    MOTS : ce que vous avez fait, avec vos mots (sauvegarde de la base GLPI) ou un code ; sans eux, tous les codes.
    """
    words = " ".join(mots)
    framework, option = _where(only, referentiel)
    reasons = search(framework, option, words)
    brought = [code for code, reason in reasons.items() if reason is Reason.PROPOSED]
    matches = [code for code in framework.by_id if code in reasons and code not in brought]
    if not matches and not brought:
        near = neighbours(framework, words, option)
        if near:
            tell("« {word} » n'est pas un code de ce référentiel.", word=words, err=True)
            tell(near, err=True)
            sys.exit(1)
        tell(
            "Rien ne répond à « {word} » : dites ce que vous avez fait, « vitrail codes copier une base ».",
            word=words,
            err=True,
        )
        sys.exit(1)
    _list(framework, matches, option)
    if brought:
        if matches:
            click.echo()
        tell("D'après le lexique de Vitrail, qui n'est pas un texte officiel :")
        _list(framework, brought, option)


def _list(framework: Framework, codes: Sequence[str], option: str | None) -> None:
    width = max(map(len, codes), default=0)
    for code in codes:
        item = framework.by_id[code]
        options = "" if option or not item.options else f" ({', '.join(item.options)})"
        click.echo(f"{code:<{width}}  {item.title}{options}")


def _where(only: str | None, wanted: str | None) -> tuple[Framework, str | None]:
    """Return the référentiel to search, and the student's option, if known; a school is not needed.

    They are those of the portfolio named, else of the current folder's; without either, the référentiel is the newest
    used by classes.
    """
    from vitrail.content.reading.frameworks import load_shipped
    from vitrail.content.reading.school import read_school
    from vitrail.doors.scaffolding.alone import USUAL

    option: str | None = None
    chosen = wanted or USUAL
    try:
        project = project_here(default=Audience.TEAM)
    except UnusableProjectError:
        known = load_shipped()
    else:
        portfolios = project.portfolios
        school = read_school(portfolios).school
        folder = find_student(only, portfolios) if only else standing_in(portfolios)
        people = ((c, student) for c, student in school.everyone if f"{c.slug}/{student.slug}".strip("/") == folder)
        known = school.frameworks
        used = [group.framework for group in school.cohorts if group.framework and group.framework in known]
        names = sorted(used, key=lambda name: -(known[name].first_session or 0))
        for cohort, person in people:
            option = person.option
            names[:0] = filter(None, (person.framework, cohort.framework))
        chosen = wanted or next(iter(names), USUAL)
    return framework_named(chosen, known), option
