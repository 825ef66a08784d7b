"""What sanitising will change in a text, told with its line: raw HTML, attributes, classes, links.

One pass of bounded patterns over the text without its code, so the time is linear whatever the text holds.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate, islice

from generator.diagnostics import Diagnostic, Place
from generator.model.markup import ATTRIBUTES, PLAIN_TAGS, TURNING, allowed, allowed_class
from generator.model.source import Route, Source
from generator.reading.code_spans import without_code
from generator.reading.links import scan
from generator.values.document import Document, Value

MAX_TOLD = 100
"""Faults told of one file: the author has understood long before."""

_TAG = re.compile(r"(?<!\\)<(?:/?([A-Za-z][A-Za-z0-9-]{0,40})(?=[\s/>])([^<>]{0,500})>|([!?])(?!--)[^<>\n]{1,200}>)")
_PLAIN_REST = re.compile(r" ?/?")
_LIST = re.compile(r"(?<!\\)\{:[ ]{0,5}([^{}\n]{1,500})\}|(?<=[)\]*_~=^])\{[ ]{0,5}([.#A-Za-z][^{}\n]{0,500})\}")
_HEAD = re.compile(r"^ {0,3}#{1,6}[^\n{}]{1,500}\{[ ]{0,5}([.#A-Za-z][^{}\n]{0,500})\}[ \t#]{0,20}$", re.MULTILINE)
_KEY = re.compile(r"(?:^|(?<=\s))([\w:@.-]{1,60})=(\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[^\s\"']{0,300})")
_CLASS = re.compile(r"(?:^|(?<=\s))\.([\w:-]{1,60})")
_ENTITY = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z]{1,32});")
_LINK_KEYS = frozenset({"lien", "liens", "url", "site", "adresse", "contact donnees", "adresse du site"})

_Fault = tuple[int, str, dict[str, str | int]]
"""Offset in the text, code, values."""


def altered(document: Document) -> Iterator[Diagnostic]:
    """Tell what of a document will not be published as written."""
    text = document.text
    yield from islice(_front(document.data, (), document.source), MAX_TOLD)
    prose = without_code(text) if any(sign in text for sign in "<{&") else text
    if found := (*_tags(prose), *_lists(prose), *_turns(prose)):
        place = _placer(text, document)
        for offset, code, values in sorted(found, key=lambda one: one[:2])[:MAX_TOLD]:
            yield Diagnostic(code=code, place=place(offset), values=values)
    yield from islice(_links(document), MAX_TOLD)


def _placer(text: str, document: Document) -> Callable[[int], Place]:
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def place(offset: int) -> Place:
        line = bisect_right(starts, offset) - 1
        return Place(path=document.source.path, line=document.text_line + line, column=offset - starts[line] + 1)

    return place


def _tags(prose: str) -> Iterator[_Fault]:
    """Raw HTML: shown as the text it is. A name is told once, at its first place."""
    told: set[str] = set()
    for match in _TAG.finditer(prose) if "<" in prose else ():
        name = (match[1] or match[3]).lower()
        plain = name in PLAIN_TAGS and _PLAIN_REST.fullmatch(match[2] or "") is not None
        if plain or name in told:
            continue
        told.add(name)
        yield match.start(), "MED011", {"tag": name}


def _turns(prose: str) -> Iterator[_Fault]:
    """Entities that stand for a sign that turns the direction of reading; told once, as the plain sign is."""
    for match in _ENTITY.finditer(prose) if "&" in prose else ():
        if html.unescape(match[0]) in TURNING:
            yield match.start(), "MED015", {}
            return


def _lists(prose: str) -> Iterator[_Fault]:
    """Attributes and classes that the sanitiser takes away."""
    if "{" not in prose:
        return
    for match in (*_LIST.finditer(prose), *_HEAD.finditer(prose)):
        group = match.lastindex or 1
        inside, start = match[group], match.start(group)
        for key in _KEY.finditer(inside):
            if key[1].lower() not in ATTRIBUTES:
                yield start + key.start(), "MED012", {"name": key[1]}
            elif key[1].lower() == "class":
                words = key[2].strip("\"'").split()
                yield from ((start + key.start(), "MED013", {"name": w}) for w in words if not allowed_class(w))
        for word in _CLASS.finditer(_KEY.sub(lambda key: " " * len(key[0]), inside)):
            if not allowed_class(word[1]):
                yield start + word.start(), "MED013", {"name": word[1]}


def _links(document: Document) -> Iterator[Diagnostic]:
    """Links whose scheme is refused; pictures of other sites have their own code."""
    for link in scan(document.text, document.text_line):
        if not link.image and not allowed(link.target):
            place = Place(path=document.source.path, line=link.line, column=link.column)
            yield Diagnostic.at("MED014", place, target=link.target[:80])


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
