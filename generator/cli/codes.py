"""``vitrail codes``: the référentiel in the terminal, to find the code of what one did by the words one has in mind."""

import sys

import click

from generator.cli.folders import find_student
from generator.cli.helping import Command
from generator.cli.shared_options import project_here
from generator.cli.telling import WrongUseError, tell
from generator.frameworks import queries
from generator.model.audience import Audience
from generator.model.framework import Competency, Framework
from generator.project import UnusableProjectError
from generator.values.folding import fold, fold_code


@click.command("codes", cls=Command)
@click.argument("mot", required=False, default="")
@click.option("--etudiant", "only", help="Les codes de son option seulement, par exemple moreau-lea.")
@click.option("--referentiel", help="Référentiel (sinon celui des promotions, sinon fr.bts-sio.2019).")
def command(mot: str, only: str | None, referentiel: str | None) -> None:
    """Chercher dans le référentiel le code d'une compétence.

    MOT : un ou plusieurs mots (réseau, sauvegarde…) ou un code ; sans lui, tous les codes.
    """
    framework, option = _where(only, referentiel)
    found = find(framework, mot, option)
    if not found:
        tell("Aucune compétence ne contient « {word} » : essayez un mot plus court.", word=mot, err=True)
        sys.exit(1)
    width = max(len(code) for code, _ in found)
    for code, item in found:
        options = "" if option or not item.options else f" ({', '.join(item.options)})"
        click.echo(f"{code:<{width}}  {item.title}{options}")


def _where(only: str | None, wanted: str | None) -> tuple[Framework, str | None]:
    """Return the référentiel to search and the option it is read for; a school is not needed."""
    from generator.reading.frameworks import load_shipped
    from generator.reading.school import read_school

    used: list[str] = []
    try:
        project = project_here(default=Audience.TEAM)
    except UnusableProjectError:
        known, option = load_shipped(), None
    else:
        school = read_school(project.portfolios).school
        folder = find_student(only, project.portfolios) if only else None
        person = next((one for c, one in school.everyone if f"{c.slug}/{one.slug}".strip("/") == folder), None)
        known, option = school.frameworks, person.option if person else None
        used += [one.framework for one in (person, *school.cohorts) if one and one.framework]
    chosen = wanted or next(iter(used), "fr.bts-sio.2019")
    if chosen not in known:
        raise WrongUseError(
            "« {name} » (--referentiel) n'est pas connu ; il y a {known}.", name=chosen, known=tuple(sorted(known))
        )
    return known[chosen], option


def find(framework: Framework, words: str, option: str | None) -> tuple[tuple[str, Competency], ...]:
    """Return (code to type, competency) for what holds every word, in the official order; all of them without a word.

    A competency whose own title holds the words comes with what is below it. Without an option, those of every
    option are searched, under the codes that tell them apart.
    """
    asked = queries.scope(framework, option).tree if option else tuple(framework.by_id)
    items = [framework.by_id[code] for code in asked]
    wanted = fold(words).split()
    code = fold_code(words)
    heads = {item.id for item in items if not wanted or _holds(item.title, wanted) or _is_code(item, code)}
    below = {item.id for item in items if heads.intersection(queries.ancestors(framework, item.id))}
    other = {item.id for item in items if any(_holds(one.text, wanted) for one in item.indicators)}
    return tuple((item.id, item) for item in items if item.id in heads | below | other)


def _holds(said: str, wanted: list[str]) -> bool:
    said = fold(said)
    return all(word in said for word in wanted)


def _is_code(item: Competency, code: str) -> bool:
    names = (item.id, item.local_id, *(alias.name for alias in item.aliases))
    return bool(code) and any(fold_code(name) == code for name in names)
