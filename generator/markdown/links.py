"""What a text shows and links to, and the files that a written target may mean."""

import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from generator.markdown.events import CLOSE, LEAF, OPEN, Event
from generator.markdown.parsed import Parsed
from generator.model.source import Link

_LONGEST_TEXT = 200


def linked(parsed: Parsed) -> Iterator[tuple[Event, tuple[Event, ...]]]:
    """Yield each link and picture with what stands between its brackets, as they close."""
    waiting: list[int] = []
    for number, event in enumerate(parsed.events):
        if event.kind in {"link", "image"} and event.edge == OPEN:
            waiting.append(number)
        elif event.kind in {"link", "image"} and event.edge == CLOSE:
            place = waiting.pop()
            yield parsed.events[place], parsed.events[place + 1 : number]


def links(parsed: Parsed, first_line: int) -> tuple[Link, ...]:
    """Return links and pictures in order; ``first_line`` is the line of the file where the text starts."""
    found = []
    for event, inside in sorted(linked(parsed), key=lambda pair: pair[0].start):
        line, column = parsed.places(event.start)
        text = "".join(one.text or " " for one in inside if one.edge == LEAF)[:_LONGEST_TEXT]
        place = first_line + line - 1
        found.append(Link(target=event.text, line=place, column=column, image=event.kind == "image", text=text))
    return tuple(link for link in found if link.target)


def meanings(target: str) -> Iterator[tuple[str, str]]:
    r"""Yield the paths that a target may mean, best first, each with what is left as the fragment of its page.

    ``a#b.png`` and ``100%.png`` are names of files too; Windows writes ``\`` between folders; accents are composed.
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
