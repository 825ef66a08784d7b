"""Reports of text that will not be published as written: raw HTML, links refused or that lead nowhere."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TypeAlias

from vitrail.content.markdown import OPEN, Event, Parsed, parse
from vitrail.content.markdown.headings import headings, loosened
from vitrail.content.markdown.links import target_span
from vitrail.content.markdown.syntaxes import Replaced, cut_cells, syntaxes
from vitrail.content.model.markup import TURNING, allowed, readdressed, scheme, web_address
from vitrail.content.model.source import Route, Source, place_of
from vitrail.content.values.document import Document, Value
from vitrail.content.values.keys import REALISATION
from vitrail.content.values.suggesting import instead
from vitrail.ground.diagnostics import Diagnostic, Fix, Place, TextEdit
from vitrail.ground.language import mark, nmark
from vitrail.ground.regex import regex

MAX_TOLD = 100
"""Most faults reported of one file: the author has understood long before."""

_NAME = regex(r"</?([A-Za-z][\w-]*|!--|!\w+|\?\w*)")
_PARTS = frozenset("thead tbody tr th td caption colgroup col figcaption summary li dt dd source tabitem".split())
"""Tags that stand in another, which was told before them."""
_LAYOUT = frozenset({"div", "p", "center", "span", "section", "figure", "font"})
"""Tags that show nothing by themselves."""
_SAID = regex(r"([\w-]+)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')")
_FRAMES = frozenset({"iframe", "video", "audio", "embed", "object"})
_CLOSE_IT = mark("Fermez ce commentaire par « --> ».")
_LINK_IT = mark(
    "Mettez un lien à sa place, [Voir la démonstration](https://…), et une capture d'écran : "
    "le site ne montre rien qui vienne d'un autre serveur."
)
_WRITE_IT = mark(
    "Écrivez-la en Markdown ; pour la citer, entourez-la d'accents graves ; "
    "la taille d'une image s'écrit ![…](image.png =300x200)."
)
_LINK_KEYS = frozenset({"lien", "liens", "url", "site", "adresse", "contact donnees", "adresse du site"})
_PRODUCTIONS = frozenset(REALISATION["productions"].names)


def altered(document: Document) -> Iterator[Diagnostic]:
    """Report the parts of a document that will not be published as written."""
    yield from islice(_front(document.data, (), document.source), MAX_TOLD)
    parsed = parse(document.text)
    alterations = (*_tags(parsed), *_turns(parsed), *_links(parsed), *_syntaxes(parsed))
    yield from sorted(
        (_told(document, parsed, *alteration) for alteration in alterations), key=lambda fault: fault.sort_key
    )[:MAX_TOLD]


_Alterations: TypeAlias = Iterator[tuple[str, int, dict[str, str], tuple[Replaced, ...]]]
"""Code of the fault, offset in the parsed text, values of its sentence, replacements that mend it."""


def _told(  # noqa: PLR0913, PLR0917  # where it was found, and what
    document: Document, parsed: Parsed, code: str, offset: int, values: dict[str, str], mended: tuple[Replaced, ...]
) -> Diagnostic:
    line, column = parsed.places(offset)
    path, above = document.source.path, document.text_line - 1
    place = Place(path=path, line=above + line, column=column)
    if not mended:
        return Diagnostic(id=code, place=place, values=values)
    edits = tuple(
        TextEdit(place_of(path, (above + first, start, above + last, end)), text)
        for (first, start, last, end), text in mended
    )
    text = mended[0][1]
    title = mark("Écrire « {word} »", word=text.strip()) if text.strip() else mark("Retirer ces signes")
    return Diagnostic(id=code, place=place, values=values, fix=Fix(title=title, edits=edits))


def _tags(parsed: Parsed) -> _Alterations:
    """Report raw HTML, which is shown as the text it is: each name once, with all its mends, and no part of a whole."""
    named: dict[str, list[Event]] = {}
    for event in parsed.events:
        match = _NAME.match(event.text) if event.kind == "html" else None
        if match and not (named and match[1].lower() in _PARTS):
            named.setdefault(match[1].lower(), []).append(event)
    for name, events in named.items():
        remedy = _CLOSE_IT if name == "!--" else _LINK_IT if name in _FRAMES else _WRITE_IT
        ends = ((event.start, event.end) for event in events)
        spans = (parsed.places.verbatim(start, end, parsed.source[start:end]) for start, end in ends)
        said = [(span, _rewritten(name, event.text)) for span, event in zip(spans, events, strict=True)]
        mended = tuple((span, new) for span, new in said if span and new is not None)
        yield "MED018.html", events[0].start, {"tag": name, "remedy": remedy}, mended


def _rewritten(name: str, tag: str) -> str | None:
    """Return what says the same as a tag: nothing for one that only lays out, as those of a README; None if unknown."""
    if name in _LAYOUT:
        return ""
    said = {key.lower(): (double or single) for key, double, single in _SAID.findall(tag)} if name == "img" else {}
    target = said.get("src", "")
    sizes = (said.get(side, "").removesuffix("px") for side in ("width", "height"))
    width, height = (size if size.isdecimal() else "" for size in sizes)
    size = f" ={width}x{height}" if width or height else ""
    return f"![{said.get('alt', '')}]({target}{size})" if target else None


def _turns(parsed: Parsed) -> _Alterations:
    """Report the first HTML entity of a bidirectional control character; plain ones are reported by ``parse``."""
    events = parsed.events if b"&" in parsed.source else ()
    signed = (event for event in events if any(sign in event.text or sign in event.title for sign in TURNING))
    yield from (("MED019.direction", event.start, {}, ()) for event in islice(signed, 1))


def _links(parsed: Parsed) -> _Alterations:
    """Report links whose scheme is refused or whose anchor is not in the page; not pictures of other sites."""
    links = [event for event in parsed.events if event.kind == "link" and event.edge == OPEN]
    inside = any(event.text.startswith("#") for event in links)
    anchors = {loosened(heading.anchor) for heading in headings(parsed)} if inside else set()
    for event in links:
        if event.text.startswith("#"):
            code = "" if event.text == "#" or loosened(event.text) in anchors else "REF016"
        else:
            code = "" if allowed(event.text) else "MED019.link"
        if code:
            span, new = target_span(parsed, event, 1), readdressed(event.text)
            yield code, event.start, {"target": event.text[:80]}, ((span, new),) if span and new else ()


def _syntaxes(parsed: Parsed) -> _Alterations:
    """Report the syntaxes that other tools render and this one shows as text, each once a file, and cells cut off."""
    for syntax in syntaxes(parsed):
        more = nmark("Il y en a {n} autre dans ce fichier.", "Il y en a {n} autres dans ce fichier.", syntax.others)
        values = {"written": syntax.written, "remedy": syntax.remedy, "suggestion": more if syntax.others else ""}
        yield "MED018", syntax.offset, values, syntax.instead
    for offset, written in cut_cells(parsed):
        yield "MED019", offset, {"what": written, "reason": mark("son tableau n'a pas autant de colonnes")}, ()


def _leads(address: str, route: Route) -> bool:
    """True if an address is allowed and, under a key of web links, on the web; a production's may be a file's path."""
    of_web = route[-1] in {"lien", "url"} or route[-2:-1] == ("liens",)
    return allowed(address) and bool(scheme(address) or not of_web or _PRODUCTIONS.intersection(route))


def _front(value: Value | Mapping[str, Value], route: Route, source: Source) -> Iterator[Diagnostic]:
    """Report the links of the front matter, at any depth, that are refused or do not lead to the web."""
    if isinstance(value, str):
        keys = {step for step in route if isinstance(step, str)}
        if keys & _LINK_KEYS and not _leads(web_address(value), route):
            place = source.at(*route)
            fix = instead(place, value, readdressed(value)) if readdressed(value) else None
            yield Diagnostic.at("MED019.link", place, fix, target=value[:80])
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _front(item, (*route, index), source)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _front(item, (*route, key), source)
