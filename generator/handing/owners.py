"""Whose a hand-in is: what an ENT calls it, what its author calls it, what its home page says. They must agree.

An ENT writes « Moreau Léa_1234_assignsubmission_file_ » itself: the name says who gave the file. A portfolio that says
another name is somebody else's, and is refused rather than taken for either.
"""

import re
from collections.abc import Iterable, Sequence

from generator.handing.arrivals import Arrival
from generator.language import Alternatives, Phrase, mark
from generator.model.student import Student
from generator.scaffolding.roster import known
from generator.values.folding import ascii_name

_COPY = re.compile(r"\(\d+\)")
"""What a browser adds to the name of a second file."""


def owner_of(arrival: Arrival, students: Sequence[Student]) -> Student | Phrase | None:
    """Return the student of a class whose hand-in it is, why it is nobody's, or None for somebody who is not in it."""
    said = known(arrival.last, arrival.first)
    own = [one for one in students if known(one.last_name, one.first_name) == said]
    named = [people for part in arrival.place.split("/") if (people := called(part, students))]
    heard = [*named, *([own] if own else [])]
    agreed = [one for one in students if heard and all(one in people for people in heard)]
    if len(agreed) == 1:
        return agreed[0]
    if agreed:
        return mark("plusieurs étudiants portent ce nom : {folders}.", folders=_folders(agreed))
    if heard:
        folders = _folders(one for people in heard for one in people)
        return mark("ce qui le porte et ce qu'il contient ne sont pas à la même personne : {folders}.", folders=folders)
    if not said:
        return mark("ni son nom ni sa page d'accueil ne disent à qui il est.")
    return None


def called(text: str, students: Iterable[Student]) -> list[Student]:
    """Return the students whom a text names by their whole name or their folder; those whom it names best."""
    words = ascii_name(_COPY.sub(" ", text.removesuffix(".zip"))).split("-")
    best: dict[int, list[Student]] = {}
    for one in students:
        last, first = (ascii_name(name).split("-") for name in (one.last_name, one.first_name))
        whole = {(*last, *first), (*first, *last), tuple(one.slug.split("-"))}
        if apart := (_holds(words, last) and _holds(words, first)) or any(_holds(words, form) for form in whole):
            best.setdefault(len(last) + len(first) if apart else 0, []).append(one)
    return best[max(best)] if best else []


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """True if words follow one another in a text."""
    count = len(wanted)
    return any(wanted) and any(list(words[at : at + count]) == list(wanted) for at in range(len(words) - count + 1))


def _folders(students: Iterable[Student]) -> Alternatives:
    return Alternatives(dict.fromkeys(one.slug for one in students))
