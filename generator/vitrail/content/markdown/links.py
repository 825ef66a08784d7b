"""The links and pictures of a text, and the paths that a written target may mean."""

import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from vitrail.content.markdown.events import CLOSE, LEAF, OPEN, Event
from vitrail.content.markdown.parsed import Parsed
from vitrail.content.model.source import Link, Span

_LONGEST_TEXT = 200
"""Characters of a link's text that are kept."""


def linked(parsed: Parsed) -> Iterator[tuple[Event, tuple[Event, ...]]]:
    """Yield each link and picture with the events between its brackets, in the order in which they close.

    >>> [(link.text, [event.text for event in inside]) for link, inside in linked(parse("[le plan](a.pdf)"))]
    [('a.pdf', ['le plan'])]
    """
    waiting: list[int] = []
    for number, event in enumerate(parsed.events):
        if event.kind in {"link", "image"} and event.edge == OPEN:
            waiting.append(number)
        elif event.kind in {"link", "image"} and event.edge == CLOSE:
            place = waiting.pop()
            yield parsed.events[place], parsed.events[place + 1 : number]


def links(parsed: Parsed, first_line: int) -> tuple[Link, ...]:
    r"""Return links and pictures in order; ``first_line`` is the line of the file where the text starts.

    >>> [(link.target, link.line, link.text) for link in links(parse("Voir\n[le plan](a.pdf)"), first_line=10)]
    [('a.pdf', 11, 'le plan')]
    """
    every = []
    for event, inside in sorted(linked(parsed), key=lambda pair: pair[0].start):
        line, column = parsed.places(event.start)
        text = "".join(inner.text or " " for inner in inside if inner.edge == LEAF)[:_LONGEST_TEXT]
        place, image = first_line + line - 1, event.kind == "image"
        span = target_span(parsed, event, first_line)
        every.append(Link(target=event.text, line=place, column=column, image=image, text=text, span=span))
    return tuple(link for link in every if link.target)


def target_span(parsed: Parsed, event: Event, first_line: int) -> Span | None:
    """Return the place of a link's target in the file; None if the file spells it differently.

    If it is a Windows path, or has spaces, the place is all between the parentheses.

    >>> text = parse("[plan](a.pdf)")
    >>> target_span(text, text.events[1], first_line=1)
    (1, 8, 1, 13)
    """
    words = event.text.encode("utf-8", "replace")
    written = parsed.source[event.start : event.end]
    head = written.rfind(b"](") + 2
    at = written.find(words, max(head, 0))
    if not words or head < 2 or at < 0 or written[head:at].strip(b" <"):  # noqa: PLR2004  # a bare address
        return None
    start, end = event.start + at, event.start + at + len(words)
    span = parsed.places.verbatim(start, end, words)
    if span is None and written[head:] == b"<" + words + b">)":
        span = (*parsed.places(event.start + head), *parsed.places(event.end - 1))
    return span and (span[0] + first_line - 1, span[1], span[2] + first_line - 1, span[3])


def meanings(target: str) -> Iterator[tuple[str, str]]:
    r"""Yield the paths that a target may mean, best first, each with its fragment.

    ``a#b.png`` and ``100%.png`` are names of files too; Windows writes ``\`` between folders; accents are composed.

    >>> [*meanings("a%20b.md#plan")]
    [('a b.md', 'plan'), ('a%20b.md', 'plan'), ('a b.md#plan', ''), ('a%20b.md#plan', '')]
    """
    bare, _, fragment = target.partition("#")
    path = bare.partition("?")[0].rstrip()
    ways = ((unquote(path), fragment), (path, fragment), (unquote(bare), fragment), (unquote(target), ""), (target, ""))
    told: set[str] = set()
    for way, rest in ways:
        composed = unicodedata.normalize("NFC", way).replace("\\", "/")
        if composed and composed not in told:
            told.add(composed)
            yield composed, rest
