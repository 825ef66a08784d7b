"""From a text to one that CommonMark reads whole: rewritten and parsed again until nothing changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.markdown import engine
from generator.markdown.edits import Edit, Pass, rewritten
from generator.markdown.events import Event
from generator.markdown.frames import frames
from generator.markdown.limits import MAX_DEPTH
from generator.markdown.repairs import repairs
from generator.markdown.signs import TAG

_PATIENCE = 8
"""Passes beyond those that nesting takes: comments show one another."""


def settled(source: bytes) -> tuple[list[Event], bytes, list[Pass]]:
    """Parse a prepared text, its comments taken out, its framed blocks unfolded, its targets repaired.

    Raises:
        TooDeepError: see ``engine.read``; each level of framed blocks takes a pass, so they are counted too.
    """
    passes: list[Pass] = []
    while True:
        text = source.decode()
        events = engine.read(text)
        edits = [*_comments(source, events), *frames(source, events)]
        edits += repairs(source, events, engine.definitions(text) if "]:" in text else ())
        if not edits or len(passes) >= MAX_DEPTH + _PATIENCE:
            return events, source, passes
        source, done = rewritten(source, edits)
        passes.append(done)


def _comments(source: bytes, events: Iterable[Event]) -> Iterator[Edit]:
    """Take out ``<!-- notes to oneself -->`` outside code; one that does not close where it stands is text."""
    for event in events if b"<!--" in source else ():
        if event.kind != "html":
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
