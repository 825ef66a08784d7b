"""The spellings in Latin letters of a name in other ones, as passports, standards and the press write it."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from vitrail.content.values.folding import ascii_words
from vitrail.content.values.words import words
from vitrail.ground.regex import regex

_USAGES = 6
"""Columns of ``latin.txt``."""
_STRESS = "\u0301"
"""The accent of Greek words, which Russian dictionaries write too."""
_UNVOWELLED = regex("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
"""Letters of Hebrew and Arabic, which leave out vowels that Latin ones need."""
_PIECES = regex(r"(\s+|-)")


def latin(name: str) -> Iterator[str]:
    """Yield the spellings of a name in Latin letters; none if it has no other ones, or if those leave out vowels.

    Cyrillic and Greek ones follow each usage of ``latin.txt``; other scripts, the sound of each sign (anyascii), where
    the first sign of a name without spaces is the surname. The last spelling is that of ``vitrail new`` for folders.

    >>> [*latin("Сергей Шевченко")][:4]
    ['Sergei Shevchenko', 'Serhei Shevchenko', 'Sergej Sevcenko', 'Serguei Chevtchenko']
    >>> [*latin("Γιώργος Παππάς")][:1], [*latin("王小明")], [*latin("Éric Roy")]
    (['Giorgos Pappas'], ['Wang Xiaoming'], [])
    """
    if _UNVOWELLED.search(name) or all(map(str.isascii, words(name))):
        return
    if name.isalpha() and len(words(name)) > 1:  # a script whose signs are a word each
        name = f"{name[0]} {name[1:]}"
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).replace(_STRESS, ""))
    pieces = _PIECES.split(plain)
    usages = ("".join(_spelled(piece, usage) for piece in pieces) for usage in range(_USAGES))
    yield from dict.fromkeys((*usages, " ".join(ascii_words(name)).title()))


def spellings(name: str) -> tuple[str, ...]:
    """Return a name as written, then in Latin letters.

    >>> spellings("Éric Roy"), spellings("Արմեն")
    (('Éric Roy',), ('Արմեն', 'Armen'))
    """
    return (name, *latin(name))


def _spelled(piece: str, usage: int) -> str:
    """Return a word in Latin letters, with its capitals."""
    from anyascii import anyascii  # few schools need it

    pattern, letters = _table()
    spelled = anyascii(pattern.sub(lambda met: letters[(met.lastindex or 0) - 1][usage], piece.lower()))
    return spelled.upper() if piece.isupper() and len(piece) > 1 else spelled.capitalize()


@cache
def _table() -> tuple[re.Pattern[str], tuple[tuple[str, ...], ...]]:
    """Return the pattern of ``latin.txt``, a group a row, and the letters of each row."""
    lines = (Path(__file__).parent / "latin.txt").read_text("utf-8").splitlines()
    rows = [line.replace(" -", " ").split(" ") for line in lines if not line.startswith("#")]
    pattern = re.compile("|".join(f"({row[0]})" for row in rows))
    return pattern, tuple((*row[1:], *row[1:] * _USAGES)[:_USAGES] for row in rows)
