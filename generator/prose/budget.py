"""No text may exhaust the build: what is known to explode is refused unread, the rest has a time limit."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from generator.language import mark

MAX_CHARACTERS = 400_000
"""A page of 400 000 characters is a book; a student's longest seen was 30 000."""
MAX_BRACKETS = 400
"""Opening brackets in one paragraph: each costs Markdown a scan of the rest."""
MAX_DEPTH = 24
"""Nested lists and quotes: each level is a recursion of the parser."""
MAX_HTML = 4_000_000
"""Characters of a page once converted: an abbreviation or an address defined once may be used everywhere."""
SECONDS = 5.0
"""Processor time for one page; a long réalisation takes 0.02 s."""

MAX_TITLES = 1000
"""Titles and rules in one paragraph: Markdown cuts it again at each."""
MAX_FENCE = 150
"""Characters after the opening of a code block: its options are read by a pattern that explodes."""
MAX_BACKTICKS = 600
"""Backticks in one paragraph: a table looks for the pair of each."""

_TITLES = re.compile(r"^ {0,3}(?:#|=+[ ]*$|(?:[-*_][ ]{0,3}){3,200}$)", re.MULTILINE)
# These begin with the end of the line before: it is found at a stride, where ``^`` is tried at every character.
_FENCE = re.compile(rf"\n[ \t>]{{0,80}}(?:`{{3,}}|~{{3,}})[^\n]{{{MAX_FENCE}}}")
_QUOTES = re.compile(rf"\n[ ]{{0,3}}(?:>[ ]?){{{MAX_DEPTH + 1}}}")
_LIST_RUN = re.compile(rf"\n[ \t]*(?:(?:[*+-]|\d{{1,9}}[.)])[ \t]+){{{MAX_DEPTH + 1}}}")
_INDENT = re.compile(rf"\n(?:[ ]{{4}}|\t){{{MAX_DEPTH + 1}}}[ \t]*(?:[*+-]|\d{{1,9}}[.)])[ \t]")


class OutOfTimeError(BaseException):
    """A page went past its time; raised inside the converter, caught by ``render``.

    No ``Exception``: extensions of Markdown catch those and go on.
    """


class TooLongError(Exception):
    """A page would be too long once converted."""


def excess(text: str) -> str | None:
    """Say why a text is refused unread, or None; one pass, linear."""
    if len(text) > MAX_CHARACTERS:
        return mark("le texte dépasse {limit} caractères", limit=MAX_CHARACTERS)
    lines = "\n" + text
    if _QUOTES.search(lines) or _LIST_RUN.search(lines) or _INDENT.search(lines):
        return mark("les listes ou citations sont imbriquées sur plus de {limit} niveaux", limit=MAX_DEPTH)
    if _FENCE.search(lines):
        return mark("un bloc de code s'ouvre par une ligne de plus de {limit} caractères", limit=MAX_FENCE)
    return next(filter(None, map(_excess_in_paragraph, text.split("\n\n"))), None)


def _excess_in_paragraph(paragraph: str) -> str | None:
    if paragraph.count("[") > MAX_BRACKETS:
        return mark("un paragraphe contient plus de {limit} crochets ouvrants", limit=MAX_BRACKETS)
    if paragraph.count("`") > MAX_BACKTICKS and "|" in paragraph:
        return mark("un tableau contient plus de {limit} accents graves", limit=MAX_BACKTICKS)
    if paragraph.count("\n") > MAX_TITLES and len(_TITLES.findall(paragraph)) > MAX_TITLES:
        return mark("plus de {limit} titres se suivent sans ligne vide", limit=MAX_TITLES)
    return None


@contextmanager
def time_limit(seconds: float = SECONDS) -> Iterator[None]:
    """Stop what runs inside after ``seconds``.

    The alarm counts the processor's time, so a busy machine refuses no page; it interrupts even a regular
    expression that runs away. It exists only on Unix and in a main thread, which is where workers render; elsewhere
    the limits of ``excess`` stand alone.

    Raises:
        OutOfTimeError: when the time is up.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise OutOfTimeError

    previous = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)
