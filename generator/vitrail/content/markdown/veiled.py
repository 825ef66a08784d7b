"""Replace the private names of a text in its events, before any title, anchor or line of it is written.

A block is searched as one text, whatever its markup: a name half in bold, over two lines or with an entity is found.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape
from itertools import pairwise
from typing import Protocol
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.installation import DIAGRAMS
from vitrail.content.markdown.events import LEAF, OPEN, Event
from vitrail.content.markdown.parsed import Parsed
from vitrail.content.model.markup import scheme
from vitrail.content.model.names import Name
from vitrail.ground.regex import regex


class Hit(Struct, frozen=True):
    """A place of a name in a text, with its replacement."""

    start: int
    end: int
    said: str
    name: Name
    stays: bool = False
    """Whether it is left as it is, though it may call the person."""


class Names(Protocol):
    """The names to replace (``privacy.veil.Veil``); ``loose`` is for addresses, which have no capitals."""

    def spans(self, text: str, *, loose: bool = False, seams: Sequence[int] = ()) -> Sequence[Hit]:
        """Return the names that a text holds, in order; words may or may not end at the offsets ``seams``."""

    def met(self, text: str, *, loose: bool = False, seams: Sequence[int] = ()) -> Sequence[Hit]:
        """Return those names, and those that the text holds and that stay."""

    def neutral(self, name: str) -> str:
        """Return a piece of an address with its names replaced."""


class _Search(Protocol):
    def __call__(self, text: str, *, loose: bool = False, seams: Sequence[int] = ()) -> Sequence[Hit]: ...


_INLINE = frozenset("em strong strike link image plain text html code soft break reference task".split())
"""Kinds of events inside a sentence; any other ends it."""
_READ = frozenset({"text", "code", "html"})
_SPACES = frozenset({"soft", "break", "task", "plain"})
"""Leaves that read as a space; a plain tag that is a leaf is « br »."""
_ADDRESSES = frozenset({"auto", "bare"})
"""Forms of links that show their target as text."""
_LISTED = frozenset({"cell", "item"})
"""Elements that separate the names of one row, or of a list, without ending the searched text."""
_PART = " | "
_SHORT = 400
"""Leaves beyond which a list is searched in parts: the cost of each name grows with the length of its part."""
_FRAMES = frozenset({"admonition", "details"})
_KIND = "note"
"""The replacement for a framed block's kind that contains a name, as an unknown kind is shown as the title."""
_SPEAKING = _FRAMES | {"fence", "link", "image"}
"""Kinds of events with a text outside sentences."""
_DRAWN = regex(rf"\W*(?:{'|'.join(DIAGRAMS)})\b", re.IGNORECASE)
"""The beginning of the info string of a block of code that is a diagram."""
_CODED = regex(r"&?#(\d+|[a-z]\w*);", re.IGNORECASE)
_BROKEN = regex(r"<br\b[^<>]*>", re.IGNORECASE)
_DRESS = regex(r"</?[a-z][^<>]*>|[*`]", re.IGNORECASE)
"""Mermaid's spellings of a character by its code or name, of a line break, and of bold letters."""
_WORDS = regex(r"[\w'’.-]+")
_BETWEEN = regex(r"[/?#&=:]+")


def veiled(parsed: Parsed, names: Names) -> Parsed:
    """Return a text with the names of its events replaced; a link to another site whose address has one is removed."""
    out: list[Event | None] = list(parsed.events)
    for run in _runs(parsed.events):
        _rewrite(parsed.events, out, run, _named(parsed.events, run, names.spans))
    opened: list[Event | None] = []
    for number, event in enumerate(out):
        if event is None:
            continue
        if event.kind != "link":
            alone = bool(opened) and opened[-1] is not None and opened[-1].written in _ADDRESSES
            out[number] = _retold(event, names, loose=alone)
        elif event.edge == OPEN:
            gone = bool(names.spans(foreign(event.text), loose=True))
            opened.append(event if gone else None)
            out[number] = None if gone else _retold(event, names)
        elif opened.pop():
            out[number] = None
    return replace(parsed, events=tuple(event for event in out if event))


def heard(parsed: Parsed) -> str:
    r"""Return all the text in which names are sought: a name whose words are not in it cannot be found.

    >>> heard(parse("Avec **M. Roy** [ici](https://a.fr/m-roy)"))
    '\nAvec M. Roy ici\n\nhttps / a.fr / m-roy'
    """
    parts: list[str] = []
    aside, last = [""], -1
    for number, event in enumerate(parsed.events):
        kind = event.kind
        if kind in _READ:
            if last >= 0 and _is_seam(parsed.events, last, number):
                aside += (parsed.events[last].text, event.text)
            parts.append(event.text)
            last = number
        elif kind not in _INLINE or (kind in _SPACES and event.edge == LEAF):
            parts.append("\n")
            last = -1
        if kind in _SPEAKING or event.title:
            aside += (text for text, _ in _beside(event))
    return "".join(parts) + "\n".join(aside)


def met(parsed: Parsed, names: Names) -> Iterator[tuple[int, Hit]]:
    """Yield each name of a text, one that stays too, with the byte of ``parsed.source`` at which it begins."""
    for run in _runs(parsed.events):
        for name in _named(parsed.events, run, names.met):
            yield _byte(parsed, run, name.start), name
    for event in parsed.events:
        for text, loose in _beside(event):
            yield from ((event.start, name) for name in names.met(text, loose=loose))


def _beside(event: Event) -> Iterator[tuple[str, bool]]:
    """Yield the texts of an event that are outside sentences, each with whether it is an address."""
    if event.title:
        yield event.title, False
    if event.kind == "fence":
        yield event.text, False
        if is_diagram(event):
            yield as_drawn(event.text), False
    elif event.edge == OPEN and event.kind in {"link", "image"}:
        yield (foreign(event.text) or unquote(event.text.partition("#")[2])), True
    elif event.edge == OPEN and event.kind in _FRAMES:
        yield event.text, True


def foreign(target: str) -> str:
    """Return the words of an address outside the site, empty for another target.

    >>> foreign("https://a.fr/m-roy"), foreign("stages/index.md")
    ('https / a.fr / m-roy', '')
    """
    return _BETWEEN.sub(" / ", unquote(target)) if scheme(target) or target.startswith("//") else ""


def _retold(event: Event, names: Names, *, loose: bool = False) -> Event:
    """Replace names outside sentences: in titles, code, a target's fragment, and (``loose``) a bare address."""
    if event.title:
        event = replace(event, title=with_standins(event.title, names.spans(event.title)))
    if is_diagram(event):
        text = as_drawn(event.text)
        if len(names.spans(text)) == len(names.spans(event.text)):  # markup hides no name: the diagram keeps it
            text = event.text
        return replace(event, text=with_standins(text, names.spans(text), in_diagram))
    if event.kind == "fence" or (loose and event.kind == "text"):
        text = unquote(event.text) if loose else event.text
        return replace(event, text=with_standins(text, names.spans(text, loose=loose)))
    if event.edge == OPEN and event.kind == "link" and "#" in event.text and not foreign(event.text):
        page, _, fragment = event.text.partition("#")
        told = names.neutral(unquote(fragment))
        return event if told == unquote(fragment) else replace(event, text=f"{page}#{told}")
    if event.edge == OPEN and event.kind in _FRAMES and names.spans(event.text, loose=True):
        return replace(event, text=_KIND)
    return event


def _runs(events: Sequence[Event]) -> Iterator[list[int]]:
    """Yield the indexes of the leaves of each block; a row of a table is one block, and so is a short list."""
    run: list[int] = []
    for number, event in enumerate(events):
        listed = event.kind in _LISTED and len(run) < _SHORT
        told = event.kind == "paragraph" and events[(number - event.edge) % len(events)].kind == "item"  # a loose list
        if event.kind not in _INLINE and not listed and not told:
            if run:
                yield run
            run = []
        elif event.edge == LEAF or (listed and event.edge == OPEN):
            run.append(number)
    if run:
        yield run


def _text(events: Sequence[Event], run: Sequence[int]) -> str:
    return "".join(_said(events[number]) for number in run)


def _named(events: Sequence[Event], run: Sequence[int], search: _Search) -> Sequence[Hit]:
    """Return the names of a block, even one glued to the next picture, link, code or tag."""
    seams, end = [], 0
    for last, number in pairwise(number for number in run if _said(events[number])):
        end += len(_said(events[last]))
        if _is_seam(events, last, number):
            seams.append(end)
    return search(_text(events, run), seams=seams)


def _is_seam(events: Sequence[Event], last: int, number: int) -> bool:
    """True if two leaves with markup between them make one word: « Roy![photo](a.png) »."""
    before, after = events[last], events[number]
    if number == last + 1 and before.kind == after.kind:  # an entity, an escaped character
        return False
    return _said(before)[-1:].isalnum() and _said(after)[:1].isalnum()


def _said(event: Event) -> str:
    if event.kind in _READ:
        return event.text
    return " " if event.kind in _SPACES else _PART if event.kind in _LISTED else ""


def _rewrite(events: Sequence[Event], out: list[Event | None], run: Sequence[int], spans: Sequence[Hit]) -> None:
    """Write each replacement where its name begins, and remove the rest of the name, with any line break in it."""
    start = 0
    for number in run if spans else ():
        event, text = events[number], _said(events[number])
        held = [name for name in spans if name.start < start + len(text) and start < name.end]
        if held and event.kind in _READ:
            parts: list[str] = []
            place = 0
            for name in held:
                begins, ends = name.start - start, name.end - start
                parts += (text[place : max(0, begins)], name.said if begins >= 0 else "")
                place = ends
            out[number] = replace(event, text="".join((*parts, text[max(0, place) :])))
        elif held and text and event.kind in _SPACES - {"task"}:
            out[number] = None
        start += len(text)


def _byte(parsed: Parsed, run: Sequence[int], place: int) -> int:
    """Map an offset in a block's text to a byte of the parsed text."""
    for number in run:
        event, text = parsed.events[number], _said(parsed.events[number])
        if place < len(text):
            written = parsed.source[event.start : event.end].decode("utf-8", "ignore")
            before = max(0, written.find(text)) if text in written else 0
            return event.start + (len(written[: before + place].encode()) if text in written else 0)
        place -= len(text)
    return 0


def with_standins(text: str, spans: Iterable[Hit], said: Callable[[str, Hit], str] = lambda _, name: name.said) -> str:
    """Return a text with its names replaced; ``said`` gives the replacement of each."""
    parts: list[str] = []
    place = 0
    for name in spans:
        parts += (text[place : name.start], said(text, name))
        place = name.end
    return "".join((*parts, text[place:]))


def is_diagram(event: Event) -> bool:
    r"""True for a block of code that is a diagram, drawn or not.

    >>> [is_diagram(event) for event in parse("```mermaid\nA\n```").events if event.kind == "fence"]
    [True]
    """
    return event.kind == "fence" and _DRAWN.match(event.title) is not None


def as_drawn(text: str) -> str:
    """Return a diagram's source with its escapes decoded and its markup removed.

    >>> as_drawn('A["Zo#235;<br/>Le **R**oy"] --> B')
    'A["Zoë Le Roy"] --> B'
    """
    coded = _CODED.sub(lambda sign: f"&{'#' * sign[1].isdigit()}{sign[1]};", _BROKEN.sub(" ", text))
    return _DRESS.sub("", unescape(coded))


def in_diagram(text: str, name: Hit) -> str:
    """Return a name's replacement without special signs: words in a label, one word in an identifier."""
    before = text[text.rfind("\n", 0, name.start) + 1 : name.start]
    opened = sum(map(before.count, "[({")) - sum(map(before.count, "])}"))
    label = opened > 0 or ":" in before or before.count('"') % 2 or before.count("|") % 2
    return (" " if label else "_").join(_WORDS.findall(name.said))
