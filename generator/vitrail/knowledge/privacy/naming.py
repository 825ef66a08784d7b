"""Find persons in a prose, to be read again by its author: nothing is hidden on the ground of these guesses."""

from collections.abc import Iterator

from vitrail.content.values.folding import fold
from vitrail.ground.regex import regex
from vitrail.knowledge.privacy.forms import listed

_HIGH = r"[^\W\d_a-zà-öø-ÿœ][\w'’-]*"
_PARTICLES = r"(?:(?:d[eu]|des|l[ae]|van|von|ben|el|al) ){0,2}"
_CIVIL = regex(rf"\b(?:MM?\.|Mmes?|Mlles?|Mr|Monsieur|Madame|Mademoiselle)\s?{_HIGH}(?:\s{_PARTICLES}{_HIGH}){{0,2}}")
_PAIR = regex(rf"\b(?P<first>{_HIGH})\s{_PARTICLES}{_HIGH}(?:\s{_PARTICLES}{_HIGH})?")


def persons(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and the name of each person that a prose seems to name: after a civility or a first name.

    >>> [name for _, name in persons("Avec Mme Roy et Yann Le Goff, chez Orange Business.")]
    ['Mme Roy', 'Yann Le Goff']
    """
    named = {match.start(): match[0] for match in _CIVIL.finditer(text)}
    first_names = listed("first_names.txt")
    for match in _PAIR.finditer(text):
        inside = any(start <= match.start() < start + len(name) for start, name in named.items())
        if not inside and fold(match["first"]) in first_names:
            named[match.start()] = match[0]
    yield from sorted(named.items())
