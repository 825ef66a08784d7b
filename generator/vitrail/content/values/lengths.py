"""Limits on the length of values: every page repeats a title in its menu, and a class's page every name."""

import unicodedata

from vitrail.ground.language import mark
from vitrail.ground.regex import regex

NAME = 200
SENTENCE = 500
"""Characters that fit in a menu, and on two lines of a page."""
TEXT = 5_000
"""Characters that fit on one page: a week's activities, the conditions of a situation."""
_LINE = 60
"""Characters of a quotation."""
_STACKED = 3
"""Signs on one letter: the most that any language writes; a tower of them makes its line as high as the page."""
_SUSPECT = regex(rf"[^\w\s!-~]{{{_STACKED + 1}}}")
"""Searched first, since it is fast: hardly any text has so many signs in a row."""


def clip(text: str, limit: int) -> str:
    """Keep the beginning of a text that is too long.

    >>> clip("Inventaire", 5), clip("Parc", 5)
    ('Inve…', 'Parc')
    """
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def shorten(text: str) -> str:
    r"""Cut a quotation to one short line.

    >>> shorten("une\n  longue   phrase")
    'une longue phrase'
    """
    return clip(" ".join(text.split()), _LINE)


def fitted(text: str, limit: int) -> tuple[str, str]:
    """Cut a text that is too long, or has too many accents on a letter; also return the reason, empty if not cut.

    >>> fitted("Inventaire du parc", 11)
    ('Inventaire…', 'plus de 11 caractères')
    >>> fitted("Parc", 11)
    ('Parc', '')
    """
    reason = ""
    if len(text) > limit:
        text, reason = f"{_whole(text, limit - 1)}…", mark("plus de {limit} caractères", limit=limit)
    if _SUSPECT.search(text) and (lower := _lowered(text)) != text:
        text, reason = lower, reason or mark("plus de {limit} signes sur une même lettre", limit=_STACKED)
    return text, reason


def _whole(text: str, limit: int) -> str:
    """Cut at a space, unless that loses more than half of the limit, and drop an opening mark left at the end."""
    kept, words = text[:limit], text[: limit + 1].rpartition(" ")[0]
    return (words if len(words) * 2 > limit else kept).rstrip(" \n\u00a0\u202f«“(")


def _lowered(text: str) -> str:
    kept: list[str] = []
    height = 0
    for sign in text:
        height = height + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        if height <= _STACKED:
            kept.append(sign)
    return "".join(kept)
