"""The words of a text, in every script, folded, with their places: what names are looked for in."""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias
from zlib import crc32

from generator.values.folding import fold

Phrase: TypeAlias = tuple[str, ...]
"""Folded words that stand side by side."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Scripts that put no space between words: each of their signs is one."""
_MARKS = "".join(sign for sign in map(chr, range(0x300, 0x1E00)) if unicodedata.category(sign)[0] == "M")
_INSIDE = re.escape(f"{_MARKS}\u00ad\u200b\u200c\u200d\u2060\ufe0f\ufeff")
"""Accents that stand alone (NFD), and signs that nobody sees: they part no word."""
_LETTER = rf"[^\W_ʼʹ{_UNSPACED}]"
_WORD = re.compile(rf"[{_UNSPACED}]|{_LETTER}(?:{_LETTER}|[{_INSIDE}])*")
_PLAIN = re.compile(r"[^\W_]+")
"""The same where no sign of another script nor accent alone is: five times faster."""
_SPECIAL = re.compile(rf"[{_INSIDE}{_UNSPACED}ʼʹ]")
_BARE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "þ": "th", " ": ""})
"""Letters whose stroke is no accent: « Łukasz » is typed « Lukasz »."""


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """Fold one word."""
    return fold(word).translate(_BARE)


def words(text: str) -> Phrase:
    """Return the folded words of a text."""
    return tuple(filter(None, map(folded, _found(text))))


def _found(text: str) -> list[str]:
    """Find the words of a text as they are written."""
    return (_WORD if _SPECIAL.search(text) else _PLAIN).findall(text)


def placed(text: str) -> list[tuple[int, int, str]]:
    """Return each word with where it begins and ends in the text."""
    found = ((match.start(), match.end(), folded(match[0])) for match in _WORD.finditer(text))
    return [one for one in found if one[2]]


def vocabulary(texts: Iterable[str]) -> bytes:
    """Pack which words some texts hold, four bytes each: enough to know the few that may hold a name."""
    found = {word for text in texts for word in _found(text)}
    return _packed(number_of(word) for word in {*map(folded, found)} if word)


def united(packed: Iterable[bytes]) -> bytes:
    """Pack the words of several vocabularies."""
    return _packed({number for one in packed for number in array("I", one)})


def known(packed: bytes, wanted: Mapping[int, str]) -> frozenset[str]:
    """Return the words of a vocabulary that are among some, given by their numbers."""
    return frozenset(wanted[number] for number in wanted.keys() & set(array("I", packed)))


def number_of(word: str) -> int:
    """Number a folded word in vocabularies."""
    return crc32(word.encode("utf-8", "surrogatepass"))


def _packed(numbers: Iterable[int]) -> bytes:
    return array("I", sorted(set(numbers))).tobytes()
