"""What of a text will not be published as written, told with its line: raw HTML, links refused or that lead nowhere."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TypeAlias

from generator.diagnostics import Diagnostic, Place
from generator.language import mark
from generator.markdown import OPEN, Parsed, parse
from generator.markdown.headings import headings, loosened
from generator.markdown.syntaxes import cut_cells, syntaxes
from generator.model.markup import TURNING, allowed
from generator.model.source import Route, Source
from generator.values.document import Document, Value

MAX_TOLD = 100
"""Faults told of one file: the author has understood long before."""

_NAME = re.compile(r"</?([A-Za-z][\w-]*|!--|!\w+|\?\w*)")
_FRAMES = frozenset({"iframe", "video", "audio", "embed", "object"})
_LINK_IT = mark(
    "Mettez un lien à sa place, [Voir la démonstration](https://…), et une capture d'écran : "
    "le site ne montre rien qui vienne d'un autre serveur."
)
_WRITE_IT = mark(
    "Écrivez-la en Markdown ; pour la citer, entourez-la d'accents graves ; "
    "la taille d'une image s'écrit ![…](image.png =300x200)."
)
_LINK_KEYS = frozenset({"lien", "liens", "url", "site", "adresse", "contact donnees", "adresse du site"})


def altered(document: Document) -> Iterator[Diagnostic]:
    """Tell what of a document will not be published as written."""
    yield from islice(_front(document.data, (), document.source), MAX_TOLD)
    parsed = parse(document.text)
    found = (*_tags(parsed), *_turns(parsed), *_links(parsed), *_syntaxes(parsed))
    yield from sorted((_told(document, parsed, *one) for one in found), key=lambda one: one.sort_key)[:MAX_TOLD]


_Found: TypeAlias = Iterator[tuple[str, int, dict[str, str]]]
"""Code, byte of the parsed text, values."""


def _told(document: Document, parsed: Parsed, code: str, offset: int, values: dict[str, str]) -> Diagnostic:
    line, column = parsed.places(offset)
    place = Place(path=document.source.path, line=document.text_line + line - 1, column=column)
    return Diagnostic(code=code, place=place, values=values)


def _tags(parsed: Parsed) -> _Found:
    """Raw HTML: shown as the text it is. A name is told once, at its first place."""
    told: set[str] = set()
    for event in parsed.events:
        if event.kind == "html" and (found := _NAME.match(event.text)) and (name := found[1].lower()) not in told:
            told.add(name)
            yield "MED011", event.start, {"tag": name, "remedy": _LINK_IT if name in _FRAMES else _WRITE_IT}


def _turns(parsed: Parsed) -> _Found:
    """Entities that stand for a sign that turns the direction of reading; told once, as the plain sign is."""
    events = parsed.events if b"&" in parsed.source else ()
    signed = (event for event in events if any(sign in event.text or sign in event.title for sign in TURNING))
    yield from (("MED015", event.start, {}) for event in islice(signed, 1))


def _links(parsed: Parsed) -> _Found:
    """Links whose scheme is refused or whose title is not in the page; pictures of other sites have their own code."""
    links = [event for event in parsed.events if event.kind == "link" and event.edge == OPEN]
    inside = any(event.text.startswith("#") for event in links)
    anchors = {loosened(one.anchor) for one in headings(parsed)} if inside else set()
    for event in links:
        if event.text.startswith("#"):
            code = "" if event.text == "#" or loosened(event.text) in anchors else "REF016"
        else:
            code = "" if allowed(event.text) else "MED014"
        if code:
            yield code, event.start, {"target": event.text[:80]}


def _syntaxes(parsed: Parsed) -> _Found:
    """What another tool would render and this one shows as text; each once a file."""
    for found in syntaxes(parsed):
        yield "MED018", found.offset, {"written": found.written, "remedy": found.remedy}
    for offset, written in cut_cells(parsed):
        yield "MED019", offset, {"what": written, "reason": mark("son tableau n'a pas autant de colonnes")}


def _front(value: Value | Mapping[str, Value], route: Route, source: Source) -> Iterator[Diagnostic]:
    """The same for the links of the front matter."""
    if isinstance(value, str):
        keys = {step for step in route if isinstance(step, str)}
        if keys & _LINK_KEYS and not allowed(value):
            yield Diagnostic.at("MED014", source.at(*route), target=value[:80])
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _front(item, (*route, index), source)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _front(item, (*route, key), source)
