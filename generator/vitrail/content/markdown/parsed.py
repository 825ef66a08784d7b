"""Parse an author's text once, for reading and for rendering."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from msgspec import Struct

from vitrail.content.markdown import engine
from vitrail.content.markdown.assembly import assembled
from vitrail.content.markdown.edits import Edit, Pass, Places, rewritten
from vitrail.content.markdown.events import Event
from vitrail.content.markdown.frames import frames
from vitrail.content.markdown.limits import MAX_DEPTH, UnreadableError, bound
from vitrail.content.markdown.repairs import repairs
from vitrail.content.markdown.signs import TAG, prepared
from vitrail.ground.regex import regex

_PATIENCE = 8
"""Passes beyond those for nested blocks: removing a comment may reveal another."""


_COMMENTS = regex(r"\s*(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)


class Parsed(Struct, frozen=True, kw_only=True, dict=True):
    """The events of a text, or why it is refused."""

    events: tuple[Event, ...] = ()
    refused: str = ""
    """The reason, a phrase; empty if the text may be shown."""
    source: bytes = b""
    """The text of the last pass, to which the places of events refer."""
    first: bytes = b""
    passes: tuple[Pass, ...] = ()

    @cached_property
    def places(self) -> Places:
        """The map from a byte of ``source`` to line and column, from 1, in the author's text."""
        return Places(self.first, self.passes)


@lru_cache(maxsize=2)
def parse(text: str) -> Parsed:
    """Parse a text; never raises, takes linear time, and caches the last texts.

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
    """Parse and rewrite a prepared text until no edit is left: comments, framed blocks, targets, tables.

    Raises UnreadableError as ``engine.read``; each level of framed blocks takes a pass, so passes are limited too.
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
    """True for HTML made only of comments: it separates what is around it, and shows nothing."""
    return event.kind == "html" and _COMMENTS.fullmatch(event.text) is not None


def _comments(source: bytes, events: Iterable[Event]) -> Iterator[Edit]:
    """Yield edits that remove ``<!-- comments -->`` followed by words; an unclosed one becomes text."""
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
