"""A folder of hand-ins against a class: each one's student, and what it changes in their folder."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from generator.extracts.pieces import UnopenedError
from generator.handing.arrivals import Arrival, NoArrival, arrivals
from generator.handing.comparing import Incoming, compare
from generator.handing.owners import owner_of
from generator.language import Phrase, mark
from generator.model.school import Cohort
from generator.model.student import Student
from generator.scaffolding.files import slug, student
from generator.scaffolding.roster import UNDECIDED, known
from generator.values.folding import free


class Received(Struct, frozen=True, kw_only=True):
    """What became of one portfolio that came, or of a file that is none."""

    place: str
    """Where it lies in what was given."""
    folder: str = ""
    """« class/student »; empty when it is nobody's."""
    change: Incoming | None = None
    """What it changes; None when it was taken already, or is refused."""
    refused: str | None = None
    aside: tuple[tuple[str, str], ...] = ()
    """Files of it that are not taken, and why."""
    newcomer: tuple[str, str] | None = None
    """Family and first name of somebody who is not in the class."""


def receive(given: Path, portfolios: Path, cohort: Cohort, *, newcomers: bool = False) -> Iterator[Received]:
    """Say of each portfolio in a folder, or a zip, what it changes; it can be taken until the next one is asked for.

    Args:
        given: the folder or the zip.
        portfolios: the folder of the school's portfolios.
        cohort: the class whose hand-ins these are.
        newcomers: whether somebody who is not in the class gets a folder there.
    """
    made: dict[str, str] = {}
    taken = {one.slug for one in cohort.students}
    for one in arrivals(given):
        if isinstance(one, NoArrival):
            yield Received(place=one.place, refused=one.reason)
            continue
        owner = owner_of(one, cohort.students)
        if isinstance(owner, Phrase):
            yield Received(place=one.place, refused=owner)
            continue
        if owner is None and not newcomers:
            yield _stranger(one, cohort)
            continue
        name = owner.slug if owner else made.setdefault(known(one.last, one.first), _folder(one, taken))
        folder = f"{cohort.slug}/{name}"
        try:
            change = compare(portfolios / folder, one, _template(folder, owner) if owner else "")
            yield Received(place=one.place, folder=folder, change=change, aside=one.aside)
        except UnopenedError as error:
            yield Received(place=one.place, folder=folder, refused=error.reason)


def _folder(one: Arrival, taken: set[str]) -> str:
    name = free(slug(f"{one.last} {one.first}"), taken)
    taken.add(name)
    return name


def _stranger(one: Arrival, cohort: Cohort) -> Received:
    reason = mark(
        "{name} n'est pas dans « {cohort} » : corrigez le nom de sa page d'accueil, ou faites-lui une place avec "
        "--nouveaux.",
        name=f"{one.first} {one.last}".strip(),
        cohort=cohort.slug,
    )
    return Received(place=one.place, refused=reason, newcomer=(one.last, one.first))


def _template(folder: str, owner: Student) -> str:
    """Return the sum of a home page that nobody filled in."""
    (text,) = student(folder, owner.last_name, owner.first_name, owner.option or UNDECIDED).values()
    return sha256(text.encode()).hexdigest()
