"""Limits on a text, so that none exhausts the build; counts, never times, so that every machine refuses the same."""

from vitrail.ground.language import mark
from vitrail.ground.regex import regex

MAX_CHARACTERS = 400_000
"""A page of 400 000 characters is a book; a student's longest seen was 30 000."""
MAX_DEPTH = 24
"""Levels of nested lists, quotes, notes and framed blocks."""
MAX_MARKERS = 1000
"""Markers of quotes and lists at the beginning of one line, code included: far beyond, the parser slows down."""
MAX_BRACKETS = 400
"""Opening brackets in one paragraph, item or cell, outside code."""
MAX_HTML = 4_000_000
"""Characters of a page's HTML: an address defined once may be used everywhere."""
_MARKERS = regex(rf"(?:[ \t]{{0,8}}(?:>|(?:[*+-]|\d{{1,9}}[.)])[ \t])){{{MAX_MARKERS + 1}}}")


TOO_DEEP = mark("les listes ou citations sont imbriquées sur plus de {limit} niveaux", limit=MAX_DEPTH)
TOO_LONG = mark("le texte mis en page dépasse {limit} millions de caractères", limit=MAX_HTML // 1_000_000)
TOO_MANY_BRACKETS = mark("un paragraphe contient plus de {limit} crochets ouvrants", limit=MAX_BRACKETS)


class UnreadableError(Exception):
    """A text would exhaust the build; its argument is the reason, a phrase."""


def bound(text: str) -> None:
    """Check a text before it is parsed, in one linear pass. Raises UnreadableError: too long, or nested too deep.

    >>> bound("un texte")
    >>> try:
    ...     bound("> " * 2_000)
    ... except UnreadableError as error:
    ...     print(error)
    les listes ou citations sont imbriquées sur plus de 24 niveaux
    """
    if len(text) > MAX_CHARACTERS:
        raise UnreadableError(mark("le texte dépasse {limit} caractères", limit=MAX_CHARACTERS))
    if any(len(line) > MAX_MARKERS and _MARKERS.match(line) for line in text.split("\n")):
        raise UnreadableError(TOO_DEEP)
