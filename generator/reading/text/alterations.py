"""What of a text will not be published as written, told with its line: raw HTML, links refused or that lead nowhere."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

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
    found = (
        *_tags(document, parsed),
        *_turns(document, parsed),
        *_links(document, parsed),
        *_syntaxes(document, parsed),
    )
    yield from sorted(found, key=lambda one: one.sort_key)[:MAX_TOLD]


def _place(document: Document, parsed: Parsed, offset: int) -> Place:
    line, column = parsed.places(offset)
    return Place(path=document.source.path, line=document.text_line + line - 1, column=column)


def _tags(document: Document, parsed: Parsed) -> Iterator[Diagnostic]:
    """Raw HTML: shown as the text it is. A name is told once, at its first place."""
    told: set[str] = set()
    for event in parsed.events:
        if event.kind == "html" and (found := _NAME.match(event.text)) and (name := found[1].lower()) not in told:
            told.add(name)
            remedy = _LINK_IT if name in _FRAMES else _WRITE_IT
            yield Diagnostic.at("MED011", _place(document, parsed, event.start), tag=name, remedy=remedy)


def _turns(document: Document, parsed: Parsed) -> Iterator[Diagnostic]:
    """Entities that stand for a sign that turns the direction of reading; told once, as the plain sign is."""
    if "&" not in document.text:
        return
    for event in parsed.events:
        if any(sign in event.text or sign in event.title for sign in TURNING):
            yield Diagnostic.at("MED015", _place(document, parsed, event.start))
            return


def _links(document: Document, parsed: Parsed) -> Iterator[Diagnostic]:
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
            yield Diagnostic.at(code, _place(document, parsed, event.start), target=event.text[:80])


def _syntaxes(document: Document, parsed: Parsed) -> Iterator[Diagnostic]:
    """What another tool would render and this one shows as text; each once a file."""
    for found in syntaxes(parsed):
        place = _place(document, parsed, found.offset)
        yield Diagnostic.at("MED018", place, written=found.written, remedy=found.remedy)
    for offset, written in cut_cells(parsed):
        reason = mark("son tableau n'a pas autant de colonnes")
        yield Diagnostic.at("MED019", _place(document, parsed, offset), what=written, reason=reason)


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
