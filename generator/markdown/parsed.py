"""One parse of an author's text, for those who read it and for those who render it."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from msgspec import Struct

from generator.markdown import engine
from generator.markdown.assembly import assembled
from generator.markdown.edits import Edit, Pass, Places, rewritten
from generator.markdown.events import Event
from generator.markdown.frames import frames
from generator.markdown.limits import MAX_DEPTH, UnreadableError, bound
from generator.markdown.repairs import repairs
from generator.markdown.signs import TAG, prepared

_PATIENCE = 8
"""Passes beyond those that nesting takes: comments show one another."""


_COMMENTS = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)


class Parsed(Struct, frozen=True, kw_only=True, dict=True):
    """What a text holds, or why it is not shown."""

    events: tuple[Event, ...] = ()
    refused: str = ""
    """A phrase of ours; empty when the text may be shown."""
    source: bytes = b""
    """The text that was parsed at last, to which the places of events belong."""
    first: bytes = b""
    passes: tuple[Pass, ...] = ()

    @cached_property
    def places(self) -> Places:
        """Line and column in the author's text, from 1, of a byte of ``source``."""
        return Places(self.first, self.passes)


@lru_cache(maxsize=2)
def parse(text: str) -> Parsed:
    """Parse a text; never raises, and its time grows as the text does. The last texts are remembered.

    >>> [event.kind for event in parse("**Vu**").events]
    ['paragraph', 'strong', 'text', 'strong', 'paragraph']
    """
    try:
        bound(text)
        first = prepared(text).encode()
        events, source, passes = _settled(first)
        return Parsed(events=assembled(events), source=source, first=first, passes=tuple(passes))
    except UnreadableError as error:
        return Parsed(refused=error.args[0])


def _settled(source: bytes) -> tuple[list[Event], bytes, list[Pass]]:
    """Parse a prepared text, its comments taken out, its framed blocks unfolded, its targets repaired.

    Raises UnreadableError: see ``engine.read``; each level of framed blocks takes a pass, so they are counted too.
    """
    passes: list[Pass] = []
    while True:
        text = source.decode()
        events = engine.read(text)
        edits = [*_comments(source, events), *frames(source, events)]
        edits += repairs(source, events, engine.definitions(text) if "]:" in text else ())
        if not edits or len(passes) >= MAX_DEPTH + _PATIENCE:
            return [event for event in events if not _comment(event)] if b"<!--" in source else events, source, passes
        source, done = rewritten(source, edits)
        passes.append(done)


def _comment(event: Event) -> bool:
    """True for a comment that is all of its tag or block: it parts what it stands between, and shows nothing."""
    return event.kind == "html" and _COMMENTS.fullmatch(event.text) is not None


def _comments(source: bytes, events: Iterable[Event]) -> Iterator[Edit]:
    """Take out ``<!-- notes to oneself -->`` that words follow; one that does not close where it stands is text."""
    for event in events if b"<!--" in source else ():
        if event.kind != "html" or _comment(event):
            continue
        start = source.find(b"<!--", event.start, event.end)
        while start >= 0:
            end = source.find(b"-->", start + 4, event.end)
            if end < 0:
                yield Edit(start, start + 1, TAG.encode())
                break
            yield Edit(start, end + 3, b"")
            between = source[end + 3 : event.end]
            start = end + 3 + len(between) - len(between.lstrip(b" \t"))
            if not source.startswith(b"<!--", start):
                break
