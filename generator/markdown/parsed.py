"""One parse of an author's text, for those who read it and for those who render it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from generator.markdown.assembly import TooManyBracketsError, assembled
from generator.markdown.edits import Pass, Places
from generator.markdown.events import Event
from generator.markdown.limits import TooDeepError, too_deep, too_many_brackets, unread
from generator.markdown.rewriting import settled
from generator.markdown.signs import prepared


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """What a text holds, or why it is not shown."""

    events: tuple[Event, ...] = ()
    refused: str = ""
    """A phrase of ours; empty when the text may be shown."""
    source: bytes = b""
    """The text that was parsed at last, to which the places of events belong."""
    first: bytes = field(default=b"", repr=False)
    passes: tuple[Pass, ...] = field(default=(), repr=False)

    @cached_property
    def places(self) -> Places:
        """Line and column in the author's text, from 1, of a byte of ``source``."""
        return Places(self.first, self.passes)


@lru_cache(maxsize=2)
def parse(text: str) -> Parsed:
    """Parse a text; never raises, and its time grows as the text does. The last texts are remembered."""
    if reason := unread(text):
        return Parsed(refused=reason)
    first = prepared(text).encode()
    try:
        events, source, passes = settled(first)
        return Parsed(events=assembled(events), source=source, first=first, passes=tuple(passes))
    except TooDeepError:
        return Parsed(refused=too_deep())
    except TooManyBracketsError:
        return Parsed(refused=too_many_brackets())
