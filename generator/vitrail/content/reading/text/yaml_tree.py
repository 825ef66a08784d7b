"""YAML as its author wrote it: scalars are never converted, each value keeps its place, no shortcut is followed.

PyYAML's parser gives events; the tree is built here rather than by its constructor, which turns 1.10 into 1.1,
``no`` into False and 12:30 into 750, keeps the last of two equal keys, and expands aliases until memory is full.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import yaml
from msgspec import Struct, field

from vitrail.content.model.markup import TURNING
from vitrail.content.model.source import Route, Span
from vitrail.content.reading.text.quoting import is_curved
from vitrail.content.reading.text.yaml_errors import explain
from vitrail.content.values.document import Value
from vitrail.content.values.folding import fold_key
from vitrail.ground.regex import regex

MAX_DEPTH = 20
"""No key of ours nests so deep; a file of brackets alone must not exhaust the stack."""
MAX_REPEATS = 20
"""Faults of one kind reported in a file: an alias bomb explains itself once, not sixteen thousand times."""

UNSEEN = regex(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff{TURNING}\ufffe\uffff]")
"""Control and bidirectional characters: an escape, as ``"\\x1f"``, passes the mending of lines."""


_fast: Callable[[str], Any] = getattr(getattr(yaml, "cyaml", None), "CParser", yaml.SafeLoader)
"""libyaml's parser, ten times faster than the Python one, which is used where PyYAML was built without it."""


class YamlTree(Struct, kw_only=True):
    """The values read, each with its place in the file."""

    value: Value = None
    marks: dict[Route, Span] = {}
    keys: dict[Route, Span] = {}
    """Route of a value in a mapping → place of its key."""
    spelled: dict[str, str] = {}
    """Folded key → the key as it was first written."""
    twice: list[Route] = []
    """The keys whose second value was not kept."""


class _UnreadError(Exception):
    """Keys stand below what was read, and were dropped: the fault is told already."""


class _TooDeepError(Exception):
    """Nesting beyond ``MAX_DEPTH``, at the event that it holds; never leaves this module."""


def read_tree(
    text: str, place: Callable[[int, int], tuple[int, int]], tell: Callable[..., None], *, written: str
) -> YamlTree | None:
    """Parse one document; None when the parser gave up, for a reason that is reported. Never raises.

    ``place`` gives the line and column in the file, from 1, of those in the text, from 0; ``tell`` takes the code,
    the ends, what mends it and the values of a fault; ``written`` is the text before it was mended.
    """
    try:
        return _Builder(_fast(text).get_event, place, tell).document()
    except yaml.YAMLError as error:
        fault = explain(error, text, written, said)
        tell(fault.code, *place(fault.line, fault.column), 0, 0, fault.mend, **fault.values)
    except _TooDeepError as error:
        tell("YAM027.depth", *place(*_spot(error.args[0])), limit=MAX_DEPTH)
    except _UnreadError:
        pass
    return None


def said(text: str) -> Value:
    """Parse a text to its value, without reporting faults; None when it cannot be parsed, or not whole."""
    faults = list[str]()
    with suppress(yaml.YAMLError, _TooDeepError, _UnreadError):
        tree = _Builder(
            _fast(text).get_event, lambda *place: place, lambda code, *_, **__: faults.append(code)
        ).document()
        return None if faults else tree.value
    return None


class _Builder(Struct):
    """Builds the tree of one document from the parser's events."""

    next: Callable[[], yaml.Event]
    place: Callable[[int, int], tuple[int, int]]
    tell: Callable[..., None]
    tree: YamlTree = field(default_factory=YamlTree)
    repeats: Counter[str] = field(default_factory=Counter)
    last: yaml.Event = field(default_factory=yaml.Event)
    end: tuple[int, int] = (0, 0)
    """End, in the file, of the value read last; (0, 0) when it is not known."""

    def document(self) -> YamlTree:
        self.next()
        if isinstance(self.next(), yaml.DocumentStartEvent):
            self.tree.value = self.value(self.next(), ())
            self.last = self.next()
            self.rest()
        return self.tree

    def rest(self) -> None:
        """Report content after the first document, which is not read; dashes with nothing below them are none.

        Without dashes between them, the document was ended by a key less indented than the first one. What stands there
        may say who reads the page, so that such a file is refused. Raises _UnreadError.
        """
        begins, code = self.last, "YAM016.second"
        try:
            event = begins = self.next()
            while not isinstance(event, yaml.CollectionStartEvent) and not getattr(event, "value", None):
                if isinstance(event, yaml.StreamEndEvent):
                    return
                event = self.next()
        except yaml.YAMLError:  # what follows need not even be YAML
            if begins is self.last and not getattr(begins, "explicit", False) and isinstance(self.tree.value, dict):
                code = "YAM009"
        self.report(code, begins)
        raise _UnreadError

    def value(self, event: yaml.Event, route: Route) -> Value:
        first = self.tree.marks.setdefault(route, self.span(event))
        value = self.content(event, route)
        if isinstance(event, yaml.CollectionStartEvent) and not first[2]:
            self.tree.marks[route] = (*first[:2], *self.end)
        return value

    def span(self, event: yaml.Event) -> Span:
        """Return the start and the end of an event in the file, without its quotes.

        The end of a collection, or of a block of text, is not known here.
        """
        line, column = _spot(event)
        quoted = 0
        if not isinstance(event, yaml.ScalarEvent) or event.style in {"|", ">"}:
            self.end = (0, 0)
        elif mark := event.end_mark:
            plain = event.implicit[0] or event.anchor or event.tag
            quoted = 1 if not plain or is_curved(event.value.strip()) else 0
            spaces = len(event.value) - len(event.value.rstrip()) if event.implicit[0] else 0
            self.end = self.place(mark.line, mark.column - spaces - quoted)
        return (*self.place(line, column + quoted), *self.end)

    def content(self, event: yaml.Event, route: Route) -> Value:
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor or event.tag:
                self.ornaments(event)
            if UNSEEN.search(event.value):
                self.report("YAM028", event)
                event.value = UNSEEN.sub(" ", event.value)
            return _scalar(event)
        if isinstance(event, yaml.AliasEvent):
            self.report("YAM020", event, name=str(event.anchor))
            return None
        if len(route) >= MAX_DEPTH:
            raise _TooDeepError(event)
        self.ornaments(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(route)
        items: list[Value] = []
        while not isinstance(end := self.next(), yaml.SequenceEndEvent):
            items.append(self.value(end, (*route, len(items))))
        self.closed(end)
        return items

    def closed(self, event: yaml.Event) -> None:
        """Record the end of a collection, if a bracket closes it; else it ends with its last value."""
        start, end = event.start_mark, event.end_mark
        if start and end and end.column > start.column:
            self.end = self.place(end.line, end.column)

    def mapping(self, route: Route) -> dict[str, Value]:
        entries: dict[str, Value] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            key = self.key(event, route)
            if key is None:
                self.discard(route)
            elif key in entries:
                first = self.tree.keys[*route, key][0]
                self.report("YAM019", event, key=str(getattr(event, "value", key)), first=first)
                self.tree.twice.append((*route, key))
                self.discard(route)
            else:
                below = (*route, key)
                self.tree.keys[below] = self.span(event)
                entries[key] = self.value(self.next(), below)
        self.closed(event)
        return entries

    def key(self, event: yaml.Event, route: Route) -> str | None:
        """Return the folded key; report a node that cannot be one, and return None."""
        if isinstance(event, yaml.ScalarEvent) and event.value == "<<":
            self.report("YAM020.merge", event)
            return None
        if isinstance(event, yaml.ScalarEvent) and (key := fold_key(event.value)):
            if key not in self.tree.spelled:
                self.tree.spelled[key] = " ".join(UNSEEN.sub(" ", event.value).split())
            if event.anchor or event.tag:
                self.ornaments(event)
            return key
        self.report("YAM008.key", event)
        self.discard(route, event)
        return None

    def discard(self, route: Route, event: yaml.Event | None = None) -> None:
        """Read and drop a value; its faults are still reported, its marks are not kept."""
        marks, self.tree.marks = self.tree.marks, {}
        try:
            self.value(event or self.next(), (*route, ""))
        finally:
            self.tree.marks = marks

    def ornaments(self, event: yaml.Event) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            self.report("YAM021", event, name=str(anchor))
        if tag and tag != "!":
            self.report("YAM021.tag", event, tag=str(tag).replace("tag:yaml.org,2002:", "!!"))

    def report(self, code: str, event: yaml.Event, **values: str | int) -> None:
        self.repeats[code] += 1
        if self.repeats[code] <= MAX_REPEATS:
            self.tell(code, *self.span(event), **values)


def _scalar(event: yaml.ScalarEvent) -> str | None:
    """Return a text as written: no type, no trailing newline of a block, None for nothing or a plain ``~``."""
    text: str = event.value
    if event.implicit[0]:  # plain: a no-break space at its end is not part of it either
        text = text.strip()
        text = text[1:-1].strip() if is_curved(text) else text
        return None if text in {"", "~"} else text
    return text.rstrip("\n") or None


def _spot(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line, mark.column) if mark else (0, 0)
