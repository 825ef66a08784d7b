"""The only module that uses the parser, pulldown-cmark through ``pyromark``; it converts its events to ours."""

from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any

import pyromark
from pyromark import Options

from vitrail.content.markdown.events import CLOSE, LEAF, OPEN, Event, Kind
from vitrail.content.markdown.limits import MAX_DEPTH, TOO_DEEP, UnreadableError

_PARSER = pyromark.Markdown(
    options=Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_DEFINITION_LIST
)
"""Heading attributes stay off (``## GET {id}`` would lose its end), and so do formulas, wiki links, superscripts."""

_TAGS: Mapping[str, Kind] = {
    "Paragraph": "paragraph", "Heading": "heading", "BlockQuote": "quote", "List": "list", "Item": "item",
    "Table": "table", "TableHead": "head", "TableRow": "row", "TableCell": "cell", "FootnoteDefinition": "note",
    "DefinitionList": "terms", "DefinitionListTitle": "term", "DefinitionListDefinition": "meaning",
    "Emphasis": "em", "Strong": "strong", "Strikethrough": "strike", "Link": "link", "Image": "image",
}  # fmt: skip
_SIGNS: Mapping[str, Kind] = {"SoftBreak": "soft", "HardBreak": "break", "Rule": "rule"}
_LEAVES: Mapping[str, Kind] = {
    "Text": "text", "Code": "code", "Html": "html", "InlineHtml": "html", "FootnoteReference": "reference",
}  # fmt: skip
_EDGES = {"Start": OPEN, "End": CLOSE}
_NESTING = frozenset({"quote", "item", "note", "meaning"})
_WRITTEN = {"Inline": "inline", "Autolink": "auto", "Email": "auto"}


def read(text: str) -> list[Event]:
    """Parse a text to events; a block of code or of HTML is one leaf. Raises UnreadableError: beyond ``MAX_DEPTH``.

    >>> [(event.kind, event.edge, event.text) for event in read("*vu*")]
    [('paragraph', 1, ''), ('em', 1, ''), ('text', 0, 'vu'), ('em', -1, ''), ('paragraph', -1, '')]
    """
    stream: Iterator[tuple[Any, Any]] = iter(_PARSER.events_with_range(text))
    out: list[Event] = []
    depth = 0
    for raw, place in stream:
        start, end = place["start"], place["end"]
        if raw.__class__ is str:
            out.append(Event(_SIGNS[raw], LEAF, start, end))
            continue
        name, value = raw.popitem()
        if name == "Text":
            out.append(Event("text", LEAF, start, end, value))
        elif name in _EDGES:
            tag, detail = (value, None) if value.__class__ is str else value.popitem()
            kind = _TAGS.get(tag)
            if kind is None:
                out.append(_block(stream, start, end, tag, detail))
                continue
            if kind in _NESTING:
                depth += _EDGES[name]
                if depth > MAX_DEPTH:
                    raise UnreadableError(TOO_DEEP)
            opening = name == "Start" and detail is not None
            out.append(_opening(kind, start, end, detail) if opening else Event(kind, _EDGES[name], start, end))
        elif name == "TaskListMarker":
            out.append(Event("task", LEAF, start, end, number=int(value is True)))
        else:
            out.append(Event(_LEAVES[name], LEAF, start, end, str(value)))
    return out


def definitions(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield the start and end bytes of reference definitions (``[a]: b.md``), in order.

    >>> [*definitions("Voir [a].\n\n[a]: b.md\n")]
    [(11, 20)]
    """
    for definition in _PARSER.reference_definitions(text).values():
        yield definition["span"]["start"], definition["span"]["end"]


def _block(stream: Iterator[tuple[Any, Any]], start: int, end: int, tag: str, detail: object) -> Event:
    """Consume the events of a block of code or of HTML; return it as one leaf."""
    lines = takewhile(lambda raw_event: "End" not in raw_event[0], stream)
    inside = "".join(raw.get("Text") or raw.get("Html", "") for raw, _ in lines)
    if tag == "HtmlBlock":
        return Event("html", LEAF, start, end, inside)
    info = detail.get("Fenced", "") if isinstance(detail, dict) else ""
    return Event("fence", LEAF, start, end, inside, title=info, number=int(detail != "Indented"))


def _opening(kind: Kind, start: int, end: int, detail: Any) -> Event:  # noqa: ANN401  # the parser's own
    match kind:
        case "heading":
            return Event(kind, OPEN, start, end, number=int(detail["level"][1]))
        case "list":
            return Event(kind, OPEN, start, end, number=detail)
        case "table":
            return Event(
                kind, OPEN, start, end, aligned=tuple("" if side == "None" else side.lower() for side in detail)
            )
        case "link" | "image":
            target = f"mailto:{detail['dest_url']}" if detail["link_type"] == "Email" else detail["dest_url"]
            written = _WRITTEN.get(detail["link_type"], "reference")
            return Event(kind, OPEN, start, end, target, detail["title"], written=written)
        case _:
            return Event(kind, OPEN, start, end, detail if kind == "note" else "")
