"""No text may exhaust the build: what is counted, and never timed, so that a refusal is the same on every machine."""

import re

from generator.language import mark

MAX_CHARACTERS = 400_000
"""A page of 400 000 characters is a book; a student's longest seen was 30 000."""
MAX_DEPTH = 24
"""Lists, quotes, notes and framed blocks one in the other."""
MAX_MARKERS = 1000
"""Signs of quotes and lists that begin one line, code included: far beyond, the parser slows down."""
MAX_BRACKETS = 400
"""Opening brackets in one paragraph, item or cell, outside code."""
MAX_HTML = 4_000_000
"""Characters of a page once converted: an address defined once may be used everywhere."""
_MARKERS = re.compile(rf"^(?:[ \t]{{0,8}}(?:>|(?:[*+-]|\d{{1,9}}[.)])[ \t])){{{MAX_MARKERS + 1}}}", re.MULTILINE)


class TooDeepError(Exception):
    """Blocks are nested beyond ``MAX_DEPTH``."""


def unread(text: str) -> str | None:
    """Say why a text is refused unread, or None; one pass, linear."""
    if len(text) > MAX_CHARACTERS:
        return mark("le texte dépasse {limit} caractères", limit=MAX_CHARACTERS)
    if len(text) > MAX_MARKERS and _MARKERS.search(text):
        return too_deep()
    return None


def too_deep() -> str:
    """Say that blocks are nested too deep."""
    return mark("les listes ou citations sont imbriquées sur plus de {limit} niveaux", limit=MAX_DEPTH)


def too_many_brackets() -> str:
    """Say that a paragraph holds too many brackets."""
    return mark("un paragraphe contient plus de {limit} crochets ouvrants", limit=MAX_BRACKETS)
