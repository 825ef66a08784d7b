"""The forms under which a person's name is sought in texts, which follow one sentence of the guide.

« Le nom déclaré est remplacé par la fonction : en entier dans les deux ordres, sans une part d'un nom composé aussi,
après M., Mme ou une initiale ; le nom de famille seul aussi, avec sa majuscule, si ce n'est ni un mot courant ni
un prénom de l'école. Un identifiant l'est en capitales (HGUERINOT) ou dans une adresse. »
"""

from collections.abc import Container, Iterable, Iterator
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from vitrail.content.model.names import Name
from vitrail.content.values.words import Phrase, words

WOMEN = frozenset("mme mmes mlle mrs ms madame mademoiselle".split())
CIVILITIES = WOMEN | frozenset("m mm mr monsieur dr docteur me maitre".split())
PARTICLES = frozenset(
    "le la les l de du des d del della der den da dos das di van von zu ten ter ben ibn bin al el".split()
)
SHORTEST = 3
"""Letters of the shortest surname: « M. Roy »; alone, one letter more. A name in another script may have one sign."""
_LONGEST = 5
"""Words of the longest name that is reordered, or twice as many with hyphens; a longer one is sought as written."""
GLUED = 6
"""Letters of the shortest name that is sought as one word."""
_RESPELLED = str.maketrans(
    {"'": "", "’": "", "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "Å": "Aa"}
)


@cache
def common() -> frozenset[str]:
    """Return the common words of French, and those for people's work, folded (``common.txt``).

    >>> "serveur" in common(), "kerherve" in common()
    (True, False)
    """
    return listed("common.txt")


@cache
def listed(file: str) -> frozenset[str]:
    """Return the words of a file of this room, less its notes.

    >>> "bretagne" in listed("places.txt")
    True
    """
    lines = (Path(__file__).parent / file).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def forms(
    name: str, said: str, woman: str, nobody: frozenset[str], first_names: frozenset[str] = frozenset()
) -> Iterator[Name]:
    """Yield the forms of a person's name.

    Args:
        name: as it was declared, civilities and capitals included.
        said: the text that replaces it.
        woman: the same for a woman, used after a feminine civility, in the name or before it.
        nobody: words that are not a name when they are alone.
        first_names: those of the school's students; with the usual ones, they tell which word is the surname.

    >>> met = forms("Yann Roy", "[mon tuteur]", "[ma tutrice]", nobody=frozenset())
    >>> sorted({name.words for name in met if name.whole or name.alone})
    [('roy', 'yann'), ('royyann',), ('yann', 'roy'), ('yannroy',)]
    """
    for spelled in dict.fromkeys((name, name.translate(_RESPELLED))):
        yield from _spelled(spelled, said, woman, nobody, first_names)


def _spelled(name: str, said: str, woman: str, nobody: frozenset[str], first_names: frozenset[str]) -> Iterator[Name]:
    every = name.split()
    parts = [part for part in every if words(part) and not _is_civility(part)]
    bare = [words(part) for part in parts]
    if not bare or (name == name.lower() and all(word in nobody for part in bare for word in part)):
        return  # « à distance » is not a name
    if not WOMEN.isdisjoint(words(name)):
        said = woman
    blank = Name(words=(), said=said, woman=woman)
    if len(bare) > _LONGEST or sum(map(len, bare)) > 2 * _LONGEST:
        yield replace(blank, words=_joined(bare), whole=True)
        parts = [part for part in parts if not nobody.issuperset(words(part))]
        bare = [words(part) for part in parts]
        if not bare or len(bare) > _LONGEST or sum(map(len, bare)) > 2 * _LONGEST:
            return
    units = _units(parts, nobody, (first_names, listed("first_names.txt")))
    halves = tuple(dict.fromkeys(_halves(units)))
    single = {unit.phrase for unit in units}
    both = (
        form for given, surname in halves for form in (*_typed(given, surname, single), *_glued(given, surname, nobody))
    )
    told = (
        form for form in (*_neighbours(units), *both)
        if not all(word in nobody or word in PARTICLES for word in form)
    )  # fmt: skip
    for form in dict.fromkeys((*turned(" ".join(parts)), *told)):
        if len(bare) > 1:
            yield replace(blank, words=form, whole=True)
    for given, surname in halves:
        yield from _called(blank, given, surname, nobody)


class _Unit(NamedTuple):
    """A word of a name, with the particles before it: « de La Tour »."""

    phrase: Phrase
    first: bool
    """Whether it is a known first name, or an initial."""
    loud: bool
    """Whether it is all in capitals, as surnames are; not for common words, such as « DSI »."""


def _units(parts: list[str], nobody: frozenset[str], first_names: tuple[frozenset[str], ...]) -> list[_Unit]:
    units: list[_Unit] = []
    for part in parts:
        phrase = words(part)
        first = all(
            any(word in names for names in first_names) or (len(word) == 1 and word.isascii()) for word in phrase
        )
        loud = part.isupper() and len(phrase[0]) > 1 and nobody.isdisjoint(phrase)
        led = units.pop().phrase if units and units[-1].phrase[-1] in PARTICLES else ()
        units.append(_Unit((*led, *phrase), first and not led, loud))
    return units


def _neighbours(units: list[_Unit]) -> Iterator[Phrase]:
    """Yield any two adjacent words of a name, in both orders: the rest may be the person's job."""
    for before, after in pairwise(unit.phrase for unit in units):
        yield from ((*before, *after), (*after, *before))


def _halves(units: list[_Unit]) -> Iterator[tuple[Phrase, Phrase]]:
    """Yield pairs of first names and surname: told by capitals, then by known first names, else in both ways.

    People type « Kerhervé Yann » and « Yann Kerhervé CEO »: the word beside a first name is a surname, by itself and
    with the others, as « Ana da Silva Santos » has two.
    """
    quiet = [unit.phrase for unit in units if not unit.loud]
    if len(units) == 1:
        yield (), units[0].phrase
    elif 0 < len(quiet) < len(units) and all(unit.first or unit.loud for unit in units):
        yield _joined(quiet), _joined([unit.phrase for unit in units if unit.loud])
    else:
        runs = [(first, [unit.phrase for unit in run]) for first, run in groupby(units, lambda unit: unit.first)]
        for left, right in pairwise(runs[0][1]) if len(runs) == 1 else ():
            yield from ((left, right), (right, left))
        for (first, before), (_, after) in pairwise(runs):
            given, others = (before, after) if first else (after, before)
            for surname in (others[0 if first else -1], _joined(others)):
                yield from ((name, surname) for name in (_joined(given), *given))


def _typed(given: Phrase, surname: Phrase, single: Container[Phrase]) -> Iterator[Phrase]:
    """Yield both orders of a name whose halves are joined or shortened: « jeanmarc.legoff », « Jean Goff ».

    A surname of several words is shortened only to those in ``single``: the others may be the person's job.
    """
    cut = [form for form in _parts(surname) if surname in single and _sought(form)]
    for last in dict.fromkeys((surname, _run(surname), _led(surname), *cut, *map(_run, cut))):
        for first in dict.fromkeys((given, _run(given), *((word,) for word in given))) if given else ():
            yield from ((*first, *last), (*last, *first))


def _glued(given: Phrase, surname: Phrase, nobody: frozenset[str]) -> Iterator[Phrase]:
    """Yield both orders of a name that is typed in one word, « jeanmarclegoff », unless that is a common word."""
    for form in (_run((*given, *surname)), _run((*surname, *given))) if given else ():
        if form[0] not in nobody and is_long(form[0], GLUED):
            yield form


def _run(phrase: Phrase) -> Phrase:
    """Join the words of a phrase: « le goff » → « legoff »."""
    return ("".join(phrase),)


def _led(surname: Phrase) -> Phrase:
    """Join the particles of a surname to the words that they lead: « le goff martin » → « legoff martin »."""
    led = [""]
    for word in surname:
        led[-1] += word
        led += [] if word in PARTICLES else [""]
    return tuple(filter(None, led))


def _called(blank: Name, given: Phrase, surname: Phrase, nobody: frozenset[str]) -> Iterator[Name]:
    """Yield the forms after a civility or an initial: the surname, without « de », parts of it, the first name.

    Which word is which is unknown, and to seek « M. Hélène » in vain does no harm.
    """
    letters = "".join(word[0] for word in given)
    initials = "".join(dict.fromkeys(letters))
    for part in _parts(surname):
        entire = PARTICLES.issuperset({*surname} - {*part})
        for form in dict.fromkeys((part, _led(part), _run(part))) if _sought(part) else ():
            telling = any(word not in nobody and is_long(word, SHORTEST + 1) for word in form if word not in PARTICLES)
            loud = entire and not telling and len(form) > 1 and form[0] in PARTICLES
            alone = (entire and telling) or loud
            called = replace(blank, words=form, surname=entire, noun=not telling)
            yield replace(called, initials=initials, alone=alone, capitals=loud)
            for before in dict.fromkeys((letters[0], letters)) if given else ():
                for box in _mailboxes(before, *_run(form)):
                    if telling if len(box) > 1 else box[0] not in nobody and (telling or is_long(box[0], GLUED - 1)):
                        yield replace(called, words=box, mailbox=True, noun=False)
    if _sought(given):
        yield replace(blank, words=given)


def _parts(surname: Phrase) -> Iterator[Phrase]:
    """Yield each run of words that ends with a name: « le goff martin », « goff martin », « le goff », « martin »."""
    for end, word in enumerate(surname, start=1):
        if word not in PARTICLES:
            yield from (surname[start:end] for start in range(end))


def _sought(form: Phrase) -> bool:
    """True if a word of a form is long enough to be a name, particles aside."""
    return any(is_long(word, SHORTEST) for word in form if word not in PARTICLES)


def shy(names: Iterable[Name]) -> Iterator[Name]:
    """Yield the forms of a name to seek in all texts: no surname alone, unless an initial is glued to it.

    >>> met = shy(forms("Yann Le Goff", "[lui]", "[elle]", frozenset()))
    >>> sorted({name.words for name in met if name.mailbox})
    [('goffy',), ('legoffy',), ('ygoff',), ('ylegoff',)]
    """
    for name in names:
        if not name.mailbox or len(name.words) == 1:
            yield replace(name, alone=False)


def _mailboxes(initials: str, surname: str) -> Iterator[Phrase]:
    """Yield the local parts of addresses: « jmlegoff », « legoffjm », « jm.legoff », « legoff.jm »."""
    yield from ((initials + surname,), (surname + initials,), (initials, surname), (surname, initials))


def is_long(word: str, letters: int) -> bool:
    """True if a word has enough letters to be a name, or is in another script, whose names may have one sign.

    >>> is_long("roy", 4), is_long("李", 4)
    (False, True)
    """
    return len(word) >= letters or not word.isascii()


def _is_civility(part: str) -> bool:
    """True if a word of a name is a civility, such as « Mme »."""
    folded = words(part)
    return len(folded) == 1 and folded[0] in CIVILITIES


def turned(name: str) -> Iterator[Phrase]:
    """Yield the rotations of a name without its civility; only its own order if it has many words.

    >>> [*turned("Mme Anne Le Goff")]
    [('anne', 'le', 'goff'), ('le', 'goff', 'anne'), ('goff', 'anne', 'le')]
    """
    bare = _bare(name)
    for place in range(len(bare) if len(bare) <= _LONGEST else 1):
        yield _joined([*bare[place:], *bare[:place]])


def _bare(name: str) -> list[Phrase]:
    """Return the words of a name without its civilities; those of « Jean-Pierre » are one item."""
    return [words(part) for part in name.split() if words(part) and not _is_civility(part)]


def same_person(said: str, name: str) -> bool:
    """True if ``said`` names the person: by their whole name in any order, or by a first or last part of it.

    >>> same_person("Mme Le Goff", "Anne Le Goff"), same_person("Anne Roy", "Anne Le Goff")
    (True, False)
    """
    asked, bare = _joined(_bare(said)), _bare(name)
    halves = (_joined(half) for cut in range(1, len(bare)) for half in (bare[cut:], bare[:cut]))
    return bool(asked) and asked in {*turned(name), *halves}


def _joined(parts: list[Phrase]) -> Phrase:
    return tuple(word for part in parts for word in part)
