"""``vitrail codes``: search the référentiel for the code of a competency, by one's own words.

Official wordings that hold the words come first; proposals of our lexicon follow, under their own title.
"""

import sys
from collections.abc import Sequence

import click

from generator.cli.folders import find_student, standing_in
from generator.cli.helping import Command
from generator.cli.shared_options import framework_named, project_here
from generator.cli.telling import tell
from generator.frameworks import queries
from generator.frameworks.proposing import propose
from generator.model.audience import Audience
from generator.model.framework import Competency, Framework
from generator.project import UnusableProjectError
from generator.values.folding import fold, fold_code


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
    matches = find(framework, words, option)
    held = {code for code, _ in matches}
    brought = [proposal for proposal in propose(framework, option, words) if proposal not in held]
    if not matches and not brought:
        tell("Aucune compétence ne contient « {word} » : essayez un mot plus court.", word=words, err=True)
        sys.exit(1)
    _list(matches, option)
    if brought:
        if matches:
            click.echo()
        tell("D'après le lexique de Vitrail, qui n'est pas un texte officiel :")
        _list([(proposal, framework.by_id[proposal]) for proposal in brought], option)


def _list(matches: Sequence[tuple[str, Competency]], option: str | None) -> None:
    width = max((len(code) for code, _ in matches), default=0)
    for code, item in matches:
        options = "" if option or not item.options else f" ({', '.join(item.options)})"
        click.echo(f"{code:<{width}}  {item.title}{options}")


def _where(only: str | None, wanted: str | None) -> tuple[Framework, str | None]:
    """Return the référentiel to search, and the student's option, if known; a school is not needed.

    They are those of the portfolio named, else of the current folder's; without either, the référentiel is the newest
    used by classes.
    """
    from generator.reading.frameworks import load_shipped
    from generator.reading.school import read_school
    from generator.scaffolding.alone import USUAL

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


_SHORT = 2
"""Letters of a word that is matched whole, at most: « ad » does not match « adapter »."""


def find(framework: Framework, words: str, option: str | None) -> tuple[tuple[str, Competency], ...]:
    """Return (code to type, competency) for competencies with every word, in the official order; all without words.

    A competency whose title holds the words is returned with its descendants. Without an option, those of every option
    are searched, under distinct codes.
    """
    asked = queries.scope(framework, option).tree if option else tuple(framework.by_id)
    items = [framework.by_id[code] for code in asked]
    wanted = fold(words).split()
    code = fold_code(words)
    heads = {item.id for item in items if not wanted or _holds(item.title, wanted) or _is_code(item, code)}
    below = {item.id for item in items if heads.intersection(queries.ancestors(framework, item.id))}
    other = {item.id for item in items if any(_holds(indicator.text, wanted) for indicator in item.indicators)}
    return tuple((item.id, item) for item in items if item.id in heads | below | other)


def _holds(said: str, wanted: list[str]) -> bool:
    said = fold(said)
    words = said.replace("'", " ").split()
    return all(word in said if len(word) > _SHORT else word in words for word in wanted)


def _is_code(item: Competency, code: str) -> bool:
    names = (item.id, item.local_id, *(alias.name for alias in item.aliases))
    return bool(code) and any(fold_code(name) == code for name in names)
