"""Lists of candidates that a school keeps outside the repository: their numbers, their order at the exam."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from vitrail.content.model.student import Student
from vitrail.content.values.folding import ascii_words, grouped
from vitrail.doors.cli.telling import WrongUseError, tell
from vitrail.doors.scaffolding.roster import Person, read_roster
from vitrail.ground.language import nmark
from vitrail.site.outputs.papers.candidate import Candidate
from vitrail.site.outputs.papers.places import check_private
from vitrail.site.outputs.papers.private import Private
from vitrail.site.project import Project

Item = TypeVar("Item")
_NAMED = 5
"""Names in one message, at most: the list may be that of a whole centre."""


def numbered(people: tuple[Candidate, ...], file: Path | None, project: Project) -> tuple[Candidate, ...]:
    """Give each candidate the number that the list has for their name; report those without one."""
    if file is None:
        return people
    numbers = grouped((words(f"{row.first} {row.last}"), row.number) for row in _listed(file, project))
    rows = []
    for candidate in people:
        number = (
            "".join(said) if len(said := {*numbers.get(_name(candidate.student), ())}) == 1 else ""
        )  # none for homonyms
        if not number:
            tell("{name} n'a pas de numéro dans {file}.", name=candidate.called, file=file.name, err=True)
        rows.append(replace(candidate, private=Private(values={("candidat", "numero"): number} if number else {})))
    return tuple(rows)


def in_order(
    people: tuple[Item, ...], file: Path | None, project: Project, student: Callable[[Item], Student]
) -> tuple[Item, ...]:
    """Return the candidates in the order of a list; those not in it come last, and are reported."""
    if file is None:
        return people
    known = {_name(person): person for person in map(student, people)}
    listed = {words(f"{row.first} {row.last}"): f"{row.first} {row.last}" for row in _listed(file, project)}
    ranks = {name: rank for rank, name in enumerate(listed)}
    if others := tuple(listed[name] for name in listed if name not in known):
        told = nmark(
            "{n} ligne de {file} nomme quelqu'un qui n'est pas parmi ces candidats ({names}) : elle est laissée de "
            "côté.",
            "{n} lignes de {file} nomment des personnes qui ne sont pas parmi ces candidats ({names}) : elles sont "
            "laissées de côté.",
            len(others), file=file.name, names=others[:_NAMED] + ("…",) * (len(others) > _NAMED),
        )  # fmt: skip
        tell(told, err=True)
    for name, person in known.items():
        if name not in ranks:
            tell("{name} n'est pas dans {file} : en dernier.", name=person.name, file=file.name, err=True)
    return tuple(sorted(people, key=lambda candidate: ranks.get(_name(student(candidate)), len(ranks))))


def _listed(file: Path, project: Project) -> Sequence[Person]:
    """Read the people of a list, in order.

    Raises ToldError: it is where others can read it; WrongUseError: it is not a list with column titles.
    """
    check_private(file, project)
    roster = read_roster(file.read_bytes(), numbers=True)
    if roster is None or not roster.people:
        raise WrongUseError(
            "{file} ne se lit pas : une ligne de titres (nom ; prénom), puis un candidat par ligne.", file=file.name
        )
    return roster.people


def words(name: str) -> frozenset[str]:
    """Return the words of a name: a list may say « LE GOFF YANN » in one cell, or « O BRIEN »."""
    return frozenset(ascii_words(name))


def _name(student: Student) -> frozenset[str]:
    return words(student.name)
