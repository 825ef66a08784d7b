"""Find the syntaxes of other tools that a page shows as text, each kind once, with the replacement to write."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile
from typing import NamedTuple, TypeAlias

from vitrail.content.installation import DIAGRAMS, command_for, drawn
from vitrail.content.markdown.events import CLOSE, LEAF, OPEN, Event
from vitrail.content.markdown.parsed import Parsed
from vitrail.content.markdown.signs import shown
from vitrail.content.markdown.ways import WAYS, Way
from vitrail.content.values.lengths import clip
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

_LONGEST = 60
_LINES = frozenset({"soft", "break"})
_INLINE = frozenset({"em", "strong", "strike", "link", "image", "plain"})

Replaced: TypeAlias = tuple[tuple[int, int, int, int], str]
"""A place in the author's text, and its replacement."""


class UnreadSyntax(NamedTuple):
    """A syntax that is not supported."""

    name: str
    offset: int
    """Its first byte in the parsed text."""
    written: str
    remedy: str
    """The advice, a phrase."""
    instead: tuple[Replaced, ...] = ()
    """Replacements for it and for the others of its kind, where known."""
    others: int = 0
    """Number of further occurrences of its kind."""


Seen: TypeAlias = tuple[str, str] | None
"""The name of an event's unsupported syntax, which is a key of the remedies, and its words; None if there is none."""

_REMEDIES: Mapping[str, str] = {
    "drawing": mark("Le dessin n'est pas fait, son texte est montré : exportez le dessin en PNG."),
    "open": mark("Fermez le bloc de code par une ligne « ``` » : sans elle, la suite de la page est du code."),
    "formula": mark("La formule n'est pas dessinée, son texte est montré : exportez-la en PNG."),
    "document": mark("Ce fichier n'est pas une image : supprimez le point d'exclamation, pour en faire un lien."),
    "underlined": mark("Mettez une ligne vide avant les tirets : collés au texte, ils en font un titre."),
    "parted": mark("Décalez cette liste jusque sous le texte de la ligne qui la porte."),
    "empty": mark("Décalez de quatre espaces le texte qui va dans cet encadré."),
    "share": mark("Mettez ce chemin entre accents graves : sans eux, la première de ses barres est perdue."),
}
_DRAWINGS = frozenset({"plantuml", "puml", "graphviz", "dot", "d2", "ditaa", "wavedrom", "vega-lite"})
_CLOSED = regex(rb"(`{3,}+|~{3,}+)[^\n]*\n(?:.*\n)?[ \t>]*\1[`~]*[ \t]*\n?", re.DOTALL)
_ESCAPED = regex(
    rb"\\\(((?:(?!\\[()])[^\n]){1,200})\\\)|\\\[((?:(?!\\[\[\]])[^\0]){1,300})\\\]"
    rb"|(?<!\\)\\\\\w[\w.-]{1,60}\\[^\s\\]{1,100}"
)
"""« \\(a^2\\) » and « \\[…\\] », as assistants write formulas; the path of a share, « \\\\serveur\\commun »."""
_SAID = regex(r">\s*\[![\w-]+\][+-]?\s*\S")
"""« > [!tip] À retenir », an alert of Obsidian that is whole in its title."""
_SIGNS = regex(rb"[\\^_={}]")
_FORMULAS = frozenset({"math", "latex", "tex", "katex"})
_DOCUMENTS = regex(r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|zip|csv|txt|mp[34]|drawio|pkt|md)(?:[?#]|$)", re.IGNORECASE)


def syntaxes(parsed: Parsed) -> Iterator[UnreadSyntax]:
    """Yield the unsupported syntaxes of a text, the first of each kind, which counts the others.

    >>> [(syntax.name, syntax.written) for syntax in syntaxes(parse("![](plan.pdf)"))]
    [('document', '![…](plan.pdf)')]
    """
    first: dict[str, UnreadSyntax] = {}
    for syntax in _unread(parsed):
        met = first.setdefault(syntax.name, syntax)
        if met is not syntax:
            first[syntax.name] = met._replace(others=met.others + 1, instead=(*met.instead, *syntax.instead))
    yield from first.values()


def _unread(parsed: Parsed) -> Iterator[UnreadSyntax]:
    source = shown(parsed.source.decode("utf-8", "ignore"))
    ways = [(name, way) for name, way in WAYS.items() if any(sign in source for sign in way.needs)]
    lined, escaped = True, [*_ESCAPED.finditer(parsed.source)][::-1]
    for number, event in enumerate(parsed.events):
        if event.kind == "text":
            yield from _escapes(event, escaped)
            yield from _texts(parsed, event, ways, lined=lined)
        elif (look := _LOOKS.get(event.kind)) and event.edge != CLOSE and (seen := look(parsed, number, event)):
            name, written = seen
            yield UnreadSyntax(name, event.start, written, _remedy(name), _mended(parsed, name, event))
        lined = event.kind in _LINES if event.edge == LEAF else event.kind not in _INLINE


def _remedy(name: str) -> str:
    """Return the advice on the syntax of an event; that of a diagram tells how this copy is made to draw it."""
    if name != "diagram":
        return _REMEDIES[name]
    return mark(
        "Le diagramme n'est pas dessiné, son texte est montré : exportez-le en PNG, ou lancez « {command} ».",
        command=command_for("diagrammes"),
    )


def _escapes(event: Event, escaped: list[re.Match[bytes]]) -> Iterator[UnreadSyntax]:
    """Yield the formulas and network paths in a text that lost their backslashes; pop the matches up to its end."""
    while escaped and escaped[-1].start() < event.end:
        met = escaped.pop()
        if met.start() < event.start - 1:
            continue
        written = clip(" ".join(met[0].decode("utf-8", "ignore").split()), _LONGEST)
        if not met.lastindex:
            yield UnreadSyntax("share", met.start(), written, _REMEDIES["share"])
        elif _SIGNS.search(met[met.lastindex]):
            yield UnreadSyntax("formula", met.start(), written, WAYS["formula"].remedy)


def _texts(parsed: Parsed, event: Event, ways: list[tuple[str, Way]], *, lined: bool) -> Iterator[UnreadSyntax]:
    for name, way in ways:
        led = lined or not way.pattern.startswith(("^", "(?i)^"))
        if not led or not any(sign in event.text for sign in way.needs):
            continue
        for met in re.finditer(way.pattern, event.text):
            written = " ".join(event.text[met.start() : met.end() + 1].split()) if name == "title" else met[0]
            offset = min(event.start + len(event.text[: met.start()].encode()), event.end)
            parts = re.fullmatch(way.parts, met[0]) if way.parts else None
            words = met[0].encode()
            span = parsed.places.verbatim(offset, offset + len(words), words) if parts else None
            new = ((span, parts.expand(way.instead)),) if parts and span else ()
            yield UnreadSyntax(name, offset, clip(written or event.text, _LONGEST), way.remedy, new)


def _mended(parsed: Parsed, name: str, event: Event) -> tuple[Replaced, ...]:
    """Return the replacement for an event: a link for a picture of a document, a blank line before dashes."""
    words, new = _INSTEAD.get(name, (b"", ""))
    start = parsed.source.find(words, event.start, event.end)
    span = parsed.places.verbatim(start, start + len(words), words) if words and start >= 0 else None
    return ((span, new),) if span else ()


_INSTEAD: Mapping[str, tuple[bytes, str]] = {"document": (b"![", "["), "underlined": (b"\n---", "\n\n---")}


def _fences(parsed: Parsed, _number: int, event: Event) -> Seen:
    if event.number and not _CLOSED.fullmatch(parsed.source, event.start, event.end):
        return "open", clip(parsed.places.line_of(event.start), _LONGEST)
    language = event.title.strip(" {.").split(" ")[0].rstrip("}").lower()
    kinds = {"drawing": _DRAWINGS, "diagram": DIAGRAMS.keys() - drawn(), "formula": _FORMULAS}
    name = next((name for name, words in kinds.items() if language in words), "")
    return (name, f"```{language}") if name else None


def _images(_parsed: Parsed, _number: int, event: Event) -> Seen:
    lost = _DOCUMENTS.search(event.text) and "://" not in event.text
    return ("document", f"![…]({clip(event.text, _LONGEST)})") if lost else None


def _underlined(parsed: Parsed, number: int, _event: Event) -> Seen:
    """Find a paragraph of several lines turned into a heading by the dashes below it."""
    inside = takewhile(lambda inner: inner.kind != "heading", _after(parsed, number))
    return ("underlined", "---") if any(inner.kind in _LINES for inner in inside) else None


def _after(parsed: Parsed, number: int) -> Iterator[Event]:
    """Yield the events after one, without copying the list."""
    return (parsed.events[place] for place in range(number + 1, len(parsed.events)))


def _parted(parsed: Parsed, number: int, event: Event) -> Seen:
    """Find a list that is indented, but not enough to be inside the item above it."""
    before = parsed.events[number - 1] if number else None
    beginning = parsed.source[event.start : event.start + 8]
    apart = before and before.kind == "list" and before.edge == CLOSE
    return ("parted", "   -") if apart and len(beginning) - len(beginning.lstrip(b" ")) > 1 else None


def _empty(parsed: Parsed, number: int, event: Event) -> Seen:
    """Find an empty framed block, whose body is not indented; an alert, « > [!info] … », may be its title alone."""
    inside = _after(parsed, number)
    titled = any(inner.kind == "title" and inner.edge == CLOSE for inner in inside)
    following = next(inside, None) if titled else None
    ends = following is not None and following.kind == event.kind and following.edge == CLOSE
    line = parsed.places.line_of(event.start)
    return ("empty", clip(line, _LONGEST)) if ends and not _SAID.match(line) else None


_LOOKS: Mapping[str, Callable[[Parsed, int, Event], Seen]] = {
    "fence": _fences, "image": _images, "heading": _underlined, "list": _parted,
    "admonition": _empty, "details": _empty, "tab": _empty,
}  # fmt: skip


def cut_cells(parsed: Parsed) -> Iterator[tuple[int, str]]:
    r"""Yield the byte and text of cells beyond the columns of their table, which no page shows; the first per table.

    >>> [text for _, text in cut_cells(parse("| a |\n|---|\n| 1 | 2 |"))]
    ['2']
    """
    last = row_end = 0
    for event in parsed.events:
        if event.kind == "table" and event.edge == OPEN:
            told = False
        elif event.kind in {"row", "head"} and event.edge == OPEN:
            row_end = event.end
        elif event.kind == "cell" and event.edge == OPEN:
            last = event.end
        elif event.kind == "row" and event.edge == CLOSE and not told:
            rest = shown(parsed.source[last:row_end].decode("utf-8", "ignore"))
            written = rest.strip(" \t\n>").strip("|").strip()
            if written:
                told = True
                yield last, clip(written, _LONGEST)
