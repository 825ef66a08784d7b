"""What a text shows and links to, and the files that a written target may mean."""

import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from generator.markdown.events import CLOSE, LEAF, OPEN, Event
from generator.markdown.parsed import Parsed
from generator.model.source import Link

_LONGEST_TEXT = 200


def links(parsed: Parsed, first_line: int) -> tuple[Link, ...]:
    """Return links and pictures in order; ``first_line`` is the line of the file where the text starts."""
    found: list[tuple[Event, list[str]]] = []
    waiting: list[list[str]] = []
    for event in parsed.events:
        if event.kind in {"link", "image"}:
            if event.edge == OPEN:
                waiting.append([])
                found.append((event, waiting[-1]))
            elif event.edge == CLOSE:
                inner = waiting.pop()
                if waiting:
                    waiting[-1].extend(inner)
        elif waiting and event.edge == LEAF:
            waiting[-1].append(event.text or " ")
    return tuple(_link(parsed, event, "".join(parts), first_line) for event, parts in found if event.text)


def _link(parsed: Parsed, event: Event, text: str, first_line: int) -> Link:
    line, column = parsed.places(event.start)
    label = text[:_LONGEST_TEXT]
    return Link(
        target=event.text, line=first_line + line - 1, column=column, image=event.kind == "image", text=label
    )  # fmt: skip


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
