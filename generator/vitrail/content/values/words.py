"""The folded words of a text, in every script, with their places, among which names are looked for."""

import re
import unicodedata
from array import array
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import TypeAlias
from zlib import crc32

from vitrail.content.values.folding import fold
from vitrail.ground.regex import regex

Phrase: TypeAlias = tuple[str, ...]
"""Consecutive folded words."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Scripts without spaces between words: each of their signs is a word."""
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Invisible characters (Unicode's Default_Ignorable_Code_Point) and annotation marks: they do not end a word."""
_UNSEEN = regex(f"[{INVISIBLE}]")
_RAISED = "²³¹⁰ⁱ⁴-⁹₀-₉"
"""Digits that call a note: « M. Roy² »."""
_PLAIN = regex(rf"[^\W\d_{_RAISED}]+|\d+")
"""A word, or a number, of a text without other scripts or combining accents: five times faster, built in advance."""
_UNUSUAL = regex("[^\x00-\u02b8\u2010-\u2029\u202f-\u205f]|\xad")
"""A character that ``_PLAIN`` may not handle."""
_BARE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "þ": "th", " ": ""})
"""Letters whose stroke is no accent: « Łukasz » is typed « Lukasz »."""


_MARKS = (*range(0x300, 0x1E00), *range(0x20D0, 0x2100), *range(0xFE20, 0xFE30))
"""Ranges in which Unicode has combining accents, but for scripts whose signs are a word each."""
_HUMP = regex(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zß-ÿ])")
_LONG = 40
"""Characters from which the text between two spaces is not cached."""


@cache
def _word() -> re.Pattern[str]:
    """Return the pattern of a word of any script; combining accents (NFD) do not end it."""
    marks = "".join(sign for sign in map(chr, _MARKS) if unicodedata.category(sign)[0] == "M")
    letter = rf"[^\W\d_ʼʹ{_RAISED}{_UNSPACED}]"
    return re.compile(rf"[{_UNSPACED}]|{letter}(?:{letter}|[{re.escape(marks)}{INVISIBLE}])*|\d+")


def _written_in(text: str) -> re.Pattern[str]:
    return _word() if _UNUSUAL.search(text) else _PLAIN


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    """Fold one word."""
    return _UNSEEN.sub("", fold(word).translate(_BARE))


@lru_cache(maxsize=512)
def words(text: str) -> Phrase:
    """Return the folded words of a text.

    >>> words("Éric, l'administrateur")
    ('eric', 'l', 'administrateur')
    """
    return tuple(chain.from_iterable(map(_words, text.split())))


def _words(written: str) -> Phrase:
    """Return the folded words of the text between two spaces, cached: a school repeats a few thousand of them."""
    return _remembered(written) if len(written) < _LONG else _read(written)


def _read(written: str) -> Phrase:
    return tuple(filter(None, map(_folded, _written_in(written).findall(written))))


_remembered = lru_cache(maxsize=65_536)(_read)


def humps(text: str) -> list[int]:
    """Return the places where a capital begins another word inside one: « LogoTregor », « SRVTregor ».

    >>> humps("LogoTregor de GLPI"), humps("SRVTregor")
    ([4], [3])
    """
    return [match.start() for match in _HUMP.finditer(text)]


def parted(text: str, seams: Sequence[int]) -> str:
    """Return a text with a space at some of its places, in order.

    >>> parted("LogoTregor", [4])
    'Logo Tregor'
    """
    return " ".join(text[start:end] for start, end in pairwise((0, *seams, len(text))))


@lru_cache(maxsize=65_536)
def _numbers(written: str) -> tuple[int, ...]:
    """Return the numbers of the words of the text between two spaces, and of the words that their capitals begin."""
    seams = humps(written)
    return tuple(map(number_of, (*_words(written), *(_words(parted(written, seams)) if seams else ()))))


def placed(text: str) -> list[tuple[int, int, str]]:
    """Return each folded word, with its start and its end in the text.

    >>> placed("M. Roy")
    [(0, 1, 'm'), (3, 6, 'roy')]
    """
    every = ((match.start(), match.end(), _folded(match[0])) for match in _written_in(text).finditer(text))
    return [word for word in every if word[2]]


def vocabulary(text: str) -> bytes:
    """Pack the set of a text's words, four bytes each, to know without the text whether it may hold a name.

    >>> len(vocabulary("un parc, un inventaire"))
    12
    """
    numbers = chain.from_iterable(map(_numbers, {*text.split()}))
    return array("I", sorted({*numbers})).tobytes()


def known(packed: bytes, wanted: Mapping[int, str]) -> frozenset[str]:
    """Return the wanted words (number → word) that a vocabulary holds.

    >>> known(vocabulary("le tuteur de Zoé"), {number_of(word): word for word in ("zoe", "durand")})
    frozenset({'zoe'})
    """
    return frozenset(map(wanted.__getitem__, wanted.keys() & array("I", packed)))


@lru_cache(maxsize=65_536)
def number_of(word: str) -> int:
    """Return the number of a folded word in vocabularies.

    >>> number_of("zoe")
    2040190507
    """
    return crc32(word.encode("utf-8", "surrogatepass"))
