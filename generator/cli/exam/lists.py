"""Lists of candidates that the school keeps out of the repository: their numbers, the order in which they pass."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from generator.cli.shared_options import FILE
from generator.cli.telling import WrongUseError, tell
from generator.project import Project
from generator.values.folding import fold

if TYPE_CHECKING:
    from generator.outputs.papers.candidate import ExamCandidate
    from generator.scaffolding.roster import Person

order_option = click.option(
    "--passage",
    "order",
    type=FILE,
    help="Liste .csv hors du dépôt : les noms des candidats dans leur ordre de passage (sinon l'alphabet).",
)


def numbered(people: tuple[ExamCandidate, ...], file: Path | None, project: Project) -> tuple[ExamCandidate, ...]:
    """Give each candidate the number that the list has for their name; say whose it has not."""
    from generator.outputs.papers.private import Private

    if file is None:
        return people
    numbers: dict[tuple[str, str], set[str]] = {}
    for person in _listed(file, project):
        numbers.setdefault(_name(person), set()).add(person.number)
    found = []
    for one in people:
        number = "".join(said) if len(said := numbers.get(_named(one), set())) == 1 else ""  # of homonyms, nobody's
        if not number:
            tell("{name} n'a pas de numéro dans {file}.", name=one.student.name, file=file.name, err=True)
        found.append(replace(one, private=Private(values={("candidat", "numero"): number} if number else {})))
    return tuple(found)


def in_order(people: tuple[ExamCandidate, ...], file: Path | None, project: Project) -> tuple[ExamCandidate, ...]:
    """Return the candidates in the order of a list; those whom it does not name come last, and are told."""
    if file is None:
        return people
    ranks: dict[tuple[str, str], int] = {}
    for rank, person in enumerate(_listed(file, project)):
        ranks.setdefault(_name(person), rank)
    for one in people:
        if _named(one) not in ranks:
            tell("{name} n'est pas dans {file} : en dernier.", name=one.student.name, file=file.name, err=True)
    return tuple(sorted(people, key=lambda one: ranks.get(_named(one), len(ranks))))


def _listed(file: Path, project: Project) -> tuple[Person, ...]:
    """Read the people of a list, in its order.

    Raises RefusedPlaceError: it stands where others read it; WrongUseError: no line of it names columns.
    """
    from generator.outputs.papers.places import check_private
    from generator.scaffolding.roster import read_roster

    check_private(file, project)
    roster = read_roster(file.read_bytes(), numbers=True)
    if roster is None or not roster.people:
        raise WrongUseError(
            "{file} ne se lit pas : une ligne de titres (nom ; prénom), puis un candidat par ligne.", file=file.name
        )
    return roster.people


def _name(person: Person) -> tuple[str, str]:
    return fold(person.last), fold(person.first)


def _named(one: ExamCandidate) -> tuple[str, str]:
    return fold(one.student.last_name), fold(one.student.first_name)
