"""Match the hand-ins of a folder to the students of a class, and compare each with the student's folder.

An ENT writes « Moreau Léa_1234_assignsubmission_file_ » itself: this name tells who uploaded the file. If the home page
has another name, the hand-in is refused rather than attributed to either.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from vitrail.content.extracts.pieces import UnopenedError
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Student
from vitrail.content.values.folding import ascii_words, fold, free
from vitrail.doors.handing.arrivals import Arrival, NoArrival, arrivals
from vitrail.doors.handing.comparing import Incoming, compare
from vitrail.doors.scaffolding.files import slug, student
from vitrail.doors.scaffolding.roster import UNDECIDED, known
from vitrail.ground.language import Alternatives, Phrase, mark
from vitrail.ground.regex import regex

_COPY = regex(r"\(\d+\)")
"""Suffix that a browser adds to the name of a second download."""
_PARTS = regex(r"/|_\d+_assignsubmission_[a-z]+_?")
"""Between the names of a path; where Moodle gives no folders, between who uploaded a file and the name that it had."""


class Received(Struct, frozen=True, kw_only=True):
    """The outcome for one portfolio found in the hand-ins, or for a file that is none."""

    place: str
    """Its path in the folder or zip given."""
    folder: str = ""
    """« class/student »; empty if no student was found."""
    change: Incoming | None = None
    """The changes that it makes; None if it was taken already, or is refused."""
    refused: str | None = None
    aside: tuple[tuple[str, str], ...] = ()
    """Paths of its files that are not taken, each with the reason."""


def receive(given: Path, portfolios: Path, cohort: Cohort, *, newcomers: bool = False) -> Iterator[Received]:
    """Yield the changes of each portfolio in a folder or a zip; apply them before the next one is requested.

    Args:
        given: the folder or the zip.
        portfolios: the folder of the school's portfolios.
        cohort: the class whose students handed in.
        newcomers: whether authors who are not in the class get a folder there.
    """
    made: dict[str, str] = {}
    taken = {person.slug for person in cohort.students}
    for arrival in arrivals(given):
        if isinstance(arrival, NoArrival):
            yield Received(place=arrival.place, refused=arrival.reason)
            continue
        owner = _owner_of(arrival, cohort.students)
        if isinstance(owner, Phrase):
            yield Received(place=arrival.place, refused=owner)
            continue
        if owner is None and not newcomers:
            yield _stranger(arrival, cohort)
            continue
        name = owner.slug if owner else made.setdefault(known(arrival.last, arrival.first), _folder(arrival, taken))
        folder = f"{cohort.slug}/{name}"
        try:
            change = compare(portfolios / folder, arrival, _templates(folder, owner) if owner else ())
            yield Received(place=arrival.place, folder=folder, change=change, aside=arrival.aside)
        except UnopenedError as error:
            yield Received(place=arrival.place, folder=folder, refused=error.reason)


def _folder(arrival: Arrival, taken: set[str]) -> str:
    name = free(slug(f"{arrival.last} {arrival.first}"), taken)
    taken.add(name)
    return name


def _stranger(arrival: Arrival, cohort: Cohort) -> Received:
    reason = mark(
        "{name} n'est pas dans « {cohort} » : corrigez le nom de sa page d'accueil, ou faites-lui une place avec "
        "--nouveaux.",
        name=f"{arrival.first} {arrival.last}".strip(),
        cohort=cohort.slug,
    )
    return Received(place=arrival.place, refused=reason)


def _templates(folder: str, owner: Student) -> tuple[str, ...]:
    """Return the SHA-256 of the student's home page as ``vitrail new`` writes it, with an option and without one."""
    options = (owner.option or UNDECIDED, "")
    pages = (student(folder, owner.last_name, owner.first_name, option) for option in options)
    return tuple(sha256(text.encode()).hexdigest() for page in pages for text in page.values())


def _owner_of(arrival: Arrival, students: Sequence[Student]) -> Student | Phrase | None:
    """Return the student who handed in, the reason why nobody can be chosen, or None for an author not in the class."""
    said = known(arrival.last, arrival.first)
    own = [person for person in students if known(person.last_name, person.first_name) == said]
    named = [people for part in _PARTS.split(arrival.place) if (people := called(part, students))]
    heard = [*named, *([own] if own else [])]
    agreed = [person for person in students if heard and all(person in people for people in heard)]
    apart = [person for person in agreed if fold(person.option or "") == fold(arrival.option)]
    if len(apart) != 1 or not all(person.option for person in agreed):
        apart = agreed
    if len(apart) == 1:
        return apart[0]
    if agreed:
        return mark(
            "plusieurs étudiants portent ce nom : {folders}. Nommez le fichier comme le dossier du sien, qu'un mot de "
            "plus (« moreau-lea-slam »), et non un numéro, distingue.",
            folders=_folders(apart),
        )
    if heard:
        folders = _folders(person for people in heard for person in people)
        return mark("ce qui le porte et ce qu'il contient ne sont pas à la même personne : {folders}.", folders=folders)
    if not said:
        return mark("ni son nom ni sa page d'accueil ne disent à qui il est.")
    return None


def called(text: str, students: Iterable[Student]) -> list[Student]:
    """Return the students whose whole name or folder a text contains; among several, those with the longest match.

    A folder with one more word than the name tells two homonyms apart; a number does not: copies and ENTs add numbers.
    """
    words = ascii_words(_COPY.sub(" ", text.removesuffix(".zip")))
    best: dict[int, list[Student]] = {}
    for person in students:
        last, first = map(ascii_words, (person.last_name, person.first_name))
        own = tuple(person.slug.split("-"))
        whole = {(*last, *first), (*first, *last), own}
        if (_holds(words, last) and _holds(words, first)) or any(_holds(words, form) for form in whole):
            more = len(own) if _holds(words, own) and not own[-1].isdecimal() else 0
            best.setdefault(max(len(last) + len(first), more), []).append(person)
    return best[max(best)] if best else []


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """True if ``wanted`` is a contiguous run of ``words``."""
    count = len(wanted)
    return any(wanted) and any(list(words[at : at + count]) == list(wanted) for at in range(len(words) - count + 1))


def _folders(students: Iterable[Student]) -> Alternatives:
    return Alternatives(dict.fromkeys(person.slug for person in students))
