"""Write the events of a text as the HTML that Material styles; all of it is sanitised afterwards."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import get_args

from msgspec import Struct

from vitrail.content.markdown import CLOSE, LEAF, OPEN, Event, Parsed
from vitrail.content.markdown.events import Kind
from vitrail.content.markdown.headings import headings, loosened
from vitrail.content.markdown.limits import MAX_HTML, TOO_LONG, UnreadableError
from vitrail.content.model.markup import is_badge, scheme
from vitrail.ground.language import Language, Phrase
from vitrail.site.prose import code_blocks, kinds
from vitrail.site.prose.drawings import Drawing, drawing
from vitrail.site.prose.footnotes import Footnotes

_SIMPLE = {
    "paragraph": ("<p>", "</p>\n"), "quote": ("<blockquote>\n", "</blockquote>\n"),
    "terms": ("<dl>\n", "</dl>\n"), "term": ("<dt>", "</dt>\n"), "meaning": ("<dd>", "</dd>\n"),
    "em": ("<em>", "</em>"), "strong": ("<strong>", "</strong>"), "strike": ("<del>", "</del>"),
    "break": ("<br>\n", ""), "soft": ("\n", ""), "rule": ("<hr>\n", ""),
}  # fmt: skip
"""Kind → opening and closing HTML; a leaf has only the first."""


class _Frame(Struct):
    """An open framed block, tab or set of tabs."""

    kind: str
    name: str
    shown: bool = False
    tabs: list[tuple[str, str, bool]] = []
    """Tabs of a set: label, content, whether it is shown first."""
    label: str = ""


class Writer:
    """Writes one text; ``links`` are its links and pictures, indexed by the number in their ``data-at``."""

    def __init__(self, parsed: Parsed, language: Language) -> None:
        """Take a parsed text; the site needs the diagrams that are drawn of it as files."""
        self.drawings: list[Drawing] = []
        """The diagrams that were drawn."""
        self.undrawn: list[tuple[Event, Phrase]] = []
        """Diagrams that are shown as text, with the reason."""
        self._events = parsed.events
        self._language = language
        self._parts: list[str] = []
        self._outer: list[list[str]] = []
        self._length = 0
        self._frames: list[_Frame] = []
        self._footnotes = Footnotes()
        self._labels: list[str] = []
        self._coloured = 0
        self._sets = 0
        self._aligned: tuple[str, ...] = ()
        self._column = 0
        self._tag = "td"
        self._tasks = _tasks(parsed.events)
        self._headings = iter(titles := headings(parsed))
        self._anchors = {loosened(title.anchor): title.anchor for title in reversed(titles)}
        self.links: list[Event] = []
        self.marks: list[tuple[int, int]] = []
        """For each top block, the offset of its HTML and its first byte in the text."""

    def write(self) -> str:
        """Return the HTML. Raises UnreadableError as soon as it exceeds ``MAX_HTML``."""
        end = depth = 0
        for number, event in enumerate(self._events):
            kind, edge = event.kind, event.edge
            if number < end:  # inside a picture, already written
                continue
            if depth == 0 and edge != CLOSE:
                self.marks.append((self._length, event.start))
            depth += edge
            if kind == "image":
                end = self._image(number) + 1
                depth -= 1
            elif simple := _SIMPLE.get(kind):
                self._put(simple[edge == CLOSE])
            else:
                _WRITERS[kind](self, event, number)
        for part in self._footnotes.below(self._language):
            self._put(part)
        return "".join(self._parts)

    def _put(self, part: str) -> None:
        self._length += len(part)
        self._parts.append(part)
        if self._length > MAX_HTML:
            raise UnreadableError(TOO_LONG)

    def _apart(self) -> None:
        """Write what follows into a separate buffer, until ``_back``."""
        self._outer.append(self._parts)
        self._parts = []

    def _back(self) -> str:
        written = "".join(self._parts)
        self._parts = self._outer.pop()
        return written

    def _text(self, event: Event, _number: int) -> None:
        self._put(escape(event.text, quote=False))

    def _heading(self, event: Event, _number: int) -> None:
        if event.edge == OPEN:
            heading = next(self._headings)
            self._put(f'<h{heading.level} id="{escape(heading.anchor)}">')
            self._labels.append(f"</h{heading.level}>\n")
        else:
            self._put(self._labels.pop())

    def _list(self, event: Event, number: int) -> None:
        if event.edge == CLOSE:
            self._put(self._labels.pop())
            return
        tasks = ' class="task-list"' if number in self._tasks else ""
        start = f' start="{event.number}"' if event.number not in {None, 1} else ""
        tag = "ul" if event.number is None else "ol"
        self._labels.append(f"</{tag}>\n")
        self._put(f"<{tag}{tasks}{start}>\n")

    def _item(self, event: Event, number: int) -> None:
        task = ' class="task-list-item"' if number in self._tasks else ""
        self._put(f"<li{task}>" if event.edge == OPEN else "</li>\n")

    def _task(self, event: Event, _number: int) -> None:
        checked = " checked" if event.number else ""
        box = f'<input type="checkbox" disabled{checked}><span class="task-list-indicator"></span>'
        self._put(f'<label class="task-list-control">{box}</label> ')

    def _table(self, event: Event, _number: int) -> None:
        if event.edge == OPEN:
            self._aligned = event.aligned
            self._put("<table>\n")
        else:
            self._put("</tbody>\n</table>\n")

    def _head(self, event: Event, _number: int) -> None:
        self._tag = "th" if event.edge == OPEN else "td"
        self._column = 0
        self._put("<thead>\n<tr>\n" if event.edge == OPEN else "</tr>\n</thead>\n<tbody>\n")

    def _row(self, event: Event, _number: int) -> None:
        self._column = 0
        self._put("<tr>\n" if event.edge == OPEN else "</tr>\n")

    def _cell(self, event: Event, _number: int) -> None:
        if event.edge == CLOSE:
            self._put(f"</{self._tag}>\n")
            return
        aligned = self._aligned[self._column] if self._column < len(self._aligned) else ""
        self._column += 1
        self._put(f'<{self._tag} align="{aligned}">' if aligned else f"<{self._tag}>")

    def _code(self, event: Event, _number: int) -> None:
        self._put(f"<code>{escape(event.text, quote=False)}</code>")

    def _fence(self, event: Event, _number: int) -> None:
        self._coloured += len(event.text)
        coloured = self._coloured <= code_blocks.MAX_COLOURED
        drawn = drawing(code_blocks.language(event.title), event.text)
        if drawn and drawn.trouble:
            self.undrawn.append((event, drawn.trouble))
        if drawn is None or drawn.trouble:
            self._put(code_blocks.block(event.text, event.title, coloured=coloured))
            return
        self.drawings.append(drawn)
        self._put(drawn.figure(event.text, self._language))

    def _plain(self, event: Event, _number: int) -> None:
        self._put(f"<{event.text}>" if event.edge == OPEN else f"</{event.text}>")

    def _link(self, event: Event, _number: int) -> None:
        if event.edge == CLOSE:
            self._put("</a>")
            return
        target = event.text
        if target.startswith("#"):
            target = f"#{self._anchors.get(loosened(target), target[1:])}"
        title = f' title="{escape(event.title)}"' if event.title else ""
        self._put(f'<a data-at="{len(self.links)}" href="{escape(target)}"{title}>')
        self.links.append(event)

    def _image(self, number: int) -> int:
        """Write a picture, whose alternative text is between its brackets; return the index of its closing event."""
        event, parts, depth, end = self._events[number], [], 1, number
        while depth:
            end += 1
            inner = self._events[end]
            depth += inner.edge if inner.kind == "image" else 0
            parts.append(
                inner.text if inner.edge == LEAF and inner.text else " " if inner.kind in {"soft", "break"} else ""
            )
        title = f' title="{escape(event.title)}"' if event.title else ""
        size = "".join(
            f' {name}="{value}"' for name, value in zip(("width", "height"), event.size, strict=True) if value
        )
        alt = escape("".join(parts))
        at, target = len(self.links), escape(event.text)
        # a picture of another site is never shown: of a badge, its words are then all that there is
        elsewhere = scheme(event.text) or event.text.startswith("//")
        self._put(alt if elsewhere else f'<img data-at="{at}" src="{target}" alt="{alt}"{title}{size}>')
        if not (alt and is_badge(event.text)):
            self.links.append(event)
        return end

    def _reference(self, event: Event, _number: int) -> None:
        self._put(self._footnotes.call(event.text))

    def _note(self, event: Event, _number: int) -> None:
        if event.edge == OPEN:
            self._labels.append(event.text)
            self._apart()
        else:
            self._footnotes.keep(self._labels.pop(), self._back())

    def _admonition(self, event: Event, _number: int) -> None:
        if event.edge == CLOSE:
            self._put("</div>\n" if self._frames.pop().kind == "admonition" else "</details>\n")
            return
        self._frames.append(_Frame(kind=event.kind, name=event.text))
        look = kinds.look(event.text.removesuffix("-"))
        if event.kind == "admonition":
            self._put(f'<div class="admonition {look}">\n')
        else:
            self._put(f'<details class="{look}"{" open" if event.number else ""}>\n')

    def _title(self, event: Event, _number: int) -> None:
        if event.edge == OPEN:
            self._apart()
            return
        written, frame = self._back(), self._frames[-1]
        if frame.kind == "tab":
            frame.label = written
            return
        if not written and not (frame.name.endswith("-") and frame.kind == "admonition"):
            written = escape(kinds.title(frame.name.removesuffix("-"), self._language))
        if frame.kind == "details":
            self._put(f"<summary>{written}</summary>\n")
        elif written:
            self._put(f'<p class="admonition-title">{written}</p>\n')

    def _tab(self, event: Event, _number: int) -> None:
        if event.edge == OPEN:
            self._frames.append(_Frame(kind="tab", name="", shown=event.number == 1))
            self._apart()
        else:
            frame = self._frames.pop()
            self._frames[-1].tabs.append((frame.label, self._back(), frame.shown))

    def _tabs(self, event: Event, _number: int) -> None:
        if event.edge == OPEN:
            self._frames.append(_Frame(kind="tabs", name=""))
            return
        tabs = self._frames.pop().tabs
        self._sets += 1
        name = f"__tabbed_{self._sets}"
        first = next((number for number, tab in enumerate(tabs) if tab[2]), 0)
        inputs = (
            f'<input{" checked" if number == first else ""} id="{name}_{number + 1}" name="{name}" type="radio">'
            for number in range(len(tabs))
        )
        labels = (f'<label for="{name}_{number + 1}">{label}</label>' for number, (label, _, _) in enumerate(tabs))
        self._put(f'<div class="tabbed-set tabbed-alternate" data-tabs="{self._sets}:{len(tabs)}">{"".join(inputs)}')
        self._put(f'<div class="tabbed-labels">{"".join(labels)}</div>\n<div class="tabbed-content">\n')
        for _, content, _ in tabs:
            self._length -= len(content)  # counted already in its buffer
            self._put(f'<div class="tabbed-block">\n{content}</div>\n')
        self._put("</div>\n</div>\n")


_SAME = {"html": "text", "details": "admonition"}
_WRITERS: Mapping[str, Callable[[Writer, Event, int], None]] = {
    kind: getattr(Writer, f"_{_SAME.get(kind, kind)}") for kind in get_args(Kind) if kind not in {*_SIMPLE, "image"}
}


def _tasks(events: Sequence[Event]) -> frozenset[int]:
    """Return the indexes of the opening events of items that are tasks, and of their lists."""
    if not any(event.kind == "task" for event in events):
        return frozenset()
    tasks: set[int] = set()
    lists: list[int] = []
    items: list[int] = []
    for number, event in enumerate(events):
        if event.kind == "task" and items:
            tasks |= {items[-1], lists[-1]}
        elif event.kind in {"list", "item"}:
            places = lists if event.kind == "list" else items
            if event.edge == OPEN:
                places.append(number)
            else:
                places.pop()
    return frozenset(tasks)
