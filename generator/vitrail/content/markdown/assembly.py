"""Turn the parser's events into those of a page: framed blocks, tags that authors may write, bare addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from msgspec import Struct, field
from msgspec.structs import replace

from vitrail.content.markdown.events import CLOSE, LEAF, OPEN, Event, Kind
from vitrail.content.markdown.limits import MAX_BRACKETS, TOO_MANY_BRACKETS, UnreadableError
from vitrail.content.markdown.signs import COLON, END, FRAME, SIZE, TAG, shown
from vitrail.content.model.markup import PLAIN_TAGS
from vitrail.ground.regex import regex

_FRAME = regex(rf"{FRAME}([a-z])([\w-]*){END}")
_FORMS: dict[str, tuple[Kind, int]] = {
    "n": ("admonition", 0), "d": ("details", 0), "o": ("details", 1), "t": ("tab", 0), "f": ("tab", 0), "s": ("tab", 1),
}  # fmt: skip
_NAMES = "|".join(PLAIN_TAGS)
_PLAIN = regex(rf"{TAG}(?:(?P<void>br)[ ]?/?|(?P<slash>/?)(?P<name>{_NAMES}))>", re.IGNORECASE)
_HTML = regex(rf"{TAG}(?:/?[A-Za-z][\w-]{{0,40}}(?=[\s/>]|$)[^<>{TAG}]{{0,500}}>?|[!?][^<>{TAG}]{{0,200}}>?)")
_ADDRESS = regex(r"(?<![\w/@.-])(?:https?://|www\.)[^\s<>\x01]{1,2000}", re.IGNORECASE)
_TRAILING = "?!.,:*_~'\"»”’;"
_INLINE = frozenset({"em", "strong", "strike", "link", "image"})
_ALTERED = frozenset({"quote", "paragraph", "html", "code", "fence"})


def assembled(events: Iterable[Event]) -> tuple[Event, ...]:
    """Build a page's events. Raises UnreadableError: too many brackets in a paragraph, item or cell, outside code.

    >>> from vitrail.content.markdown.engine import read
    >>> from vitrail.content.markdown.signs import prepared
    >>> [(event.kind, event.text) for event in assembled(read(prepared("<kbd>F5</kbd>")))]
    [('paragraph', ''), ('plain', 'kbd'), ('text', 'F5'), ('plain', 'kbd'), ('paragraph', '')]
    """
    made = _Assembly().run(events)
    return tuple(_with_tabs(made) if any(event.kind == "tab" for event in made) else made)


class _Assembly(Struct):
    """The state while events are processed in order."""

    out: list[Event] = []
    texts: list[Event] = []
    """Consecutive text events, to be joined."""
    frames: list[Kind | None] = []
    """For each open quote, the kind of framed block that it became; None for a plain quote."""
    titled: bool = False
    """Whether the open paragraph is the title of a framed block."""
    waiting: list[list[tuple[str, int]]] = field(default_factory=lambda: [[]])
    """For each open inline element, the plain tags in it without an end tag yet: name, index in ``out``."""
    links: int = 0
    brackets: int = 0

    def run(self, events: Iterable[Event]) -> list[Event]:
        """Process the events in order; return the page's."""
        out = self.out
        for event in events:
            kind = event.kind
            if kind == "text":
                self.texts.append(event)
                continue
            if self.texts:
                self._text()
            if kind in _INLINE:
                self._inline(event)
            elif kind in _ALTERED:
                self._take(event)
            else:
                out.append(event)
            if event.edge and kind not in _INLINE and self.brackets:
                self.brackets = 0
            if event.edge and kind not in _INLINE and self.waiting[0]:
                self.waiting = [[]]
        if self.texts:
            self._text()
        return out

    def _take(self, event: Event) -> None:
        match event.kind, event.edge:
            case "quote", edge if edge == OPEN:
                self.frames.append(None)
            case "quote", _:
                event = replace(event, kind=self.frames.pop() or "quote")
            case "paragraph", edge:
                if self.titled and edge == CLOSE:
                    self.titled = False
                    event = Event("title", CLOSE, event.start, event.end)
            case _:
                event = replace(event, text=shown(event.text), title=shown(event.title))
        self.out.append(event)

    def _inline(self, event: Event) -> None:
        if event.edge == OPEN:
            self.waiting.append([])
        elif len(self.waiting) > 1:
            self.waiting.pop()
        if event.kind in {"link", "image"}:
            self.links += event.edge
            if event.edge == OPEN:
                self._count(1)
                event = _sized(event)
        self.out.append(event)

    def _count(self, brackets: int) -> None:
        self.brackets += brackets
        if self.brackets > MAX_BRACKETS:
            raise UnreadableError(TOO_MANY_BRACKETS)

    def _text(self) -> None:
        first, last = self.texts[0], self.texts[-1]
        text = first.text if len(self.texts) == 1 else "".join(event.text for event in self.texts)
        places, self.texts = self.texts, []
        if "[" in text:
            self._count(text.count("["))
        if text.startswith(FRAME) and (frame := _FRAME.match(text)):
            text = text[frame.end() :].lstrip()
            self._frame(frame, first)
            if not text:
                return
        if COLON in text:
            text = text.replace(COLON, ":")
        if TAG not in text and "://" not in text and ("ww." not in text and "WW." not in text):
            self.out.append(first if text is first.text else Event("text", LEAF, first.start, last.end, text))
            return
        self._pieces(text, _bytes(places, len(text)))

    def _frame(self, written: re.Match[str], event: Event) -> None:
        """Turn the open quote into a framed block; if its mark is not first in a quote, restore the author's text."""
        kind, number = _FORMS[written[1]]
        out = self.out
        if len(out) > 1 and out[-1].kind == "paragraph" and out[-2].kind == "quote" and out[-2].edge == OPEN:
            start, end = out[-2].start, out[-2].end
            name = f"{written[1]}!" if written[1] == "f" else written[2]
            out[-2:] = [
                Event(kind, OPEN, start, end, name, number=number),
                Event("title", OPEN, event.start, event.end),
            ]
            self.frames[-1] = kind
            self.titled = True
        else:
            out.append(Event("text", LEAF, event.start, event.end, f"!!! {written[2]} "))

    def _pieces(self, text: str, where: list[int]) -> None:
        done = 0
        for start, end, piece in _tags_and_addresses(text, linked=self.links > 0):
            if start > done:
                self._leaf("text", where, done, start, shown(text[done:start]))
            if isinstance(piece, str):
                self._address(piece, where, start, end)
            elif "name" in piece.re.groupindex:
                self._plain(piece, where)
            else:
                self._leaf("html", where, start, end, shown(piece[0]))
            done = end
        if done < len(text):
            self._leaf("text", where, done, len(text), shown(text[done:]))

    def _leaf(self, kind: Kind, where: list[int], start: int, end: int, text: str) -> None:
        self.out.append(Event(kind, LEAF, where[start], where[end], text))

    def _address(self, address: str, where: list[int], start: int, end: int) -> None:
        target = address if "://" in address[:8] else f"http://{address}"
        place = (where[start], where[end])
        self.out.append(Event("link", OPEN, *place, target, written="bare"))
        self.out.append(Event("text", LEAF, *place, address))
        self.out.append(Event("link", CLOSE, *place))

    def _plain(self, tag: re.Match[str], where: list[int]) -> None:
        """Process a tag that authors may write: text until its end tag is found in the same inline element."""
        place = (where[tag.start()], where[tag.end()])
        if tag["void"]:
            self.out.append(Event("break", LEAF, *place, "br"))
            return
        name, waiting = tag["name"].lower(), self.waiting[-1]
        if not tag["slash"]:
            waiting.append((name, len(self.out)))
        elif waiting and waiting[-1][0] == name:
            number = waiting.pop()[1]
            opening = self.out[number]
            self.out[number] = Event("plain", OPEN, opening.start, opening.end, name)
            self.out.append(Event("plain", CLOSE, *place, name))
            return
        self.out.append(Event("html", LEAF, *place, shown(tag[0])))


def _bytes(texts: list[Event], length: int) -> list[int]:
    """Return the byte of each character of consecutive texts, for the last ``length`` characters, and their end."""
    bounds: list[int] = []
    for event in texts:
        sizes = (len(sign.encode()) for sign in event.text)
        bounds[-1:] = [min(event.start + place, event.end) for place in accumulate(sizes, initial=0)]
    return bounds[-length - 1 :]


def _tags_and_addresses(text: str, *, linked: bool) -> Iterator[tuple[int, int, re.Match[str] | str]]:
    """Yield tags and, outside links, bare addresses, in order: start, end, match or address."""
    place = 0
    tag = text.find(TAG)
    while place < len(text):
        if 0 <= tag < place:
            tag = text.find(TAG, place)
        address = None if linked else _ADDRESS.search(text, place, tag if tag >= 0 else len(text))
        if address:
            written = _trimmed(address[0])
            yield address.start(), address.start() + len(written), written
            place = address.start() + max(1, len(written))
        elif tag >= 0:
            command = text.startswith("{{", max(0, tag - 2))  # « {{<figure » of Hugo is not a tag
            if seen := _PLAIN.match(text, tag) or (None if command else _HTML.match(text, tag)):
                yield seen.start(), seen.end(), seen
                place = seen.end()
            else:
                place = tag + 1
        else:
            return


def _trimmed(address: str) -> str:
    """Remove the punctuation of the sentence after an address, as GFM does."""
    closing = address.count(")") - address.count("(")
    while address:
        if address[-1] in _TRAILING:
            address = address[:-1]
        elif address[-1] == ")" and closing > 0:
            address, closing = address[:-1], closing - 1
        else:
            break
    return address


def _sized(event: Event) -> Event:
    """Return a link with the size that ``repairs`` put before its title, and its neutral signs restored."""
    target, title, size = shown(event.text), shown(event.title), ("", "")
    if title.startswith(SIZE):
        _, written, title = title.split(SIZE, 2)
        width, _, height = written.partition("x")
        size = (width, height)
    return replace(event, text=target, title=title, size=size)


def _with_tabs(events: Iterable[Event]) -> Iterator[Event]:
    """Wrap consecutive tabs in one set; ``===!`` begins another."""
    depth = 0
    open_at: list[int] = []
    """Depths of the open sets of tabs."""
    for event in events:
        inside = bool(open_at) and open_at[-1] == depth
        begins = event.kind == "tab" and event.edge == OPEN
        if inside and (not begins or event.text == "f!"):
            yield Event("tabs", CLOSE, event.start, event.start)
            open_at.pop()
            inside = False
        if begins and not inside:
            yield Event("tabs", OPEN, event.start, event.end)
            open_at.append(depth)
        depth += event.edge
        yield event
    for _ in open_at:
        yield Event("tabs", CLOSE, 0, 0)
