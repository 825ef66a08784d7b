"""No text may exhaust the build: what is known to explode is refused unread, the rest has a time limit."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

MAX_CHARACTERS = 400_000
"""A page of 400 000 characters is a book; a student's longest seen was 30 000."""
MAX_BRACKETS = 400
"""Opening brackets in one paragraph: each costs Markdown a scan of the rest."""
MAX_DEPTH = 24
"""Nested lists and quotes: each level is a recursion of the parser."""
SECONDS = 10.0
"""Time for one page; a long réalisation takes 0.02 s."""

_QUOTES = re.compile(rf"^[ ]{{0,3}}(?:>[ ]?){{{MAX_DEPTH + 1}}}", re.MULTILINE)
_LIST_RUN = re.compile(rf"^[ \t]*(?:(?:[*+-]|\d{{1,9}}[.)])[ \t]+){{{MAX_DEPTH + 1}}}", re.MULTILINE)
_INDENT = re.compile(rf"^(?:[ ]{{4}}|\t){{{MAX_DEPTH + 1}}}[ \t]*(?:[*+-]|\d{{1,9}}[.)])[ \t]", re.MULTILINE)


class OutOfTimeError(Exception):
    """A page went past its time; raised inside the converter, caught by ``render``."""


def excess(text: str) -> str | None:
    """Say in French why a text is refused unread, or None; one pass, linear."""
    if len(text) > MAX_CHARACTERS:
        return f"le texte dépasse {MAX_CHARACTERS} caractères"
    if _QUOTES.search(text) or _LIST_RUN.search(text) or _INDENT.search(text):
        return f"les listes ou citations sont imbriquées sur plus de {MAX_DEPTH} niveaux"
    if any(paragraph.count("[") > MAX_BRACKETS for paragraph in text.split("\n\n")):
        return f"un paragraphe contient plus de {MAX_BRACKETS} crochets ouvrants"
    return None


@contextmanager
def time_limit(seconds: float = SECONDS) -> Iterator[None]:
    """Stop what runs inside after ``seconds``.

    An alarm interrupts even a regular expression that runs away. It exists only on Unix and in a main thread,
    which is where workers render; elsewhere the limits of ``excess`` stand alone.

    Raises:
        OutOfTimeError: when the time is up.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise OutOfTimeError

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
