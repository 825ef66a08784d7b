"""A class list against the portfolios that are there: who is new and in which folder, who was there, who is gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.model.framework import Framework
from generator.model.student import Student
from generator.scaffolding.files import slug, student
from generator.scaffolding.roster import Person
from generator.values.folding import fold

UNDECIDED = "à choisir"


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What a list changes in a class."""

    made: Mapping[str, str]
    """The files to write, from the portfolios' root."""
    there: int
    """How many people of the list have a portfolio already."""
    gone: tuple[str, ...]
    """Folders whose student is not in the list any more."""
    homonyms: tuple[str, ...]
    """New folders that bear a number, because another has the name."""
    unknown_options: Mapping[str, str]
    """Folder → an option of the list that the référentiel does not have."""


def join(cohort: str, people: Iterable[Person], present: Iterable[Student], framework: Framework | None) -> Joined:
    """Compare a list with the portfolios of a class, by names and not by folders: those may have been renamed."""
    students = tuple(present)
    waiting = Counter(known(one.last_name, one.first_name) for one in students)
    taken = {one.slug for one in students}
    made: dict[str, str] = {}
    homonyms: list[str] = []
    unknown: dict[str, str] = {}
    there = 0
    for person in people:
        name = known(person.last, person.first)
        if waiting[name]:
            waiting[name] -= 1
            there += 1
            continue
        plain = slug(f"{person.last} {person.first}")
        folder = free(plain, taken)
        taken.add(folder)
        if folder != plain:
            homonyms.append(folder)
        option = option_in(person.option, framework)
        if person.option and not option:
            unknown[folder] = person.option
        made |= student(f"{cohort}/{folder}", person.last, person.first, option or UNDECIDED)
    gone = []
    for one in reversed(students):
        name = known(one.last_name, one.first_name)
        if waiting[name]:
            waiting[name] -= 1
            gone.append(one.slug)
    return Joined(made=made, there=there, gone=tuple(reversed(gone)), homonyms=tuple(homonyms), unknown_options=unknown)


def known(last: str, first: str) -> str:
    """A name without what two programs write differently: accents, capitals, hyphens."""
    return re.sub(r"[^a-z0-9]+", " ", fold(f"{last} {first}")).strip()


def free(name: str, taken: Iterable[str]) -> str:
    """Give the name, or the first ``name-2``, ``name-3``… that nobody has."""
    held = frozenset(taken)
    number = 2
    found = name
    while found in held:
        found = f"{name}-{number}"
        number += 1
    return found


def option_in(said: str, framework: Framework | None) -> str | None:
    """Give the one option that a cell names, be it among other words (« BTS SIO2 SLAM »)."""
    words = set(re.split(r"[^a-z0-9]+", fold(said)))
    found = [one.id for one in framework.options if fold(one.id) in words] if framework else []
    return found[0] if len(found) == 1 else None
