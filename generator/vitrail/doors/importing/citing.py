"""The competencies that a page cites, suggests or explains, in a student's référentiel."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from vitrail.content.frameworks import queries
from vitrail.content.frameworks.proposing import propose
from vitrail.content.frameworks.queries import resolve
from vitrail.content.markdown.events import CLOSE, LEAF, OPEN
from vitrail.content.markdown.parsed import parse
from vitrail.content.model.framework import Competency, Framework
from vitrail.content.values.folding import fold
from vitrail.doors.importing import names
from vitrail.ground.language import Phrase, mark
from vitrail.ground.regex import regex

CODE = regex(r"\b(?:[A-Z]{1,2}\d[A-Z]?\.\d{1,2}(?:\.\d{1,2})?|C[1-6])\b")
"""A code of a competency in a text."""
_PROPOSED = 3
"""Most codes that the lexicon proposes for one page."""
_LEAST = 3
"""Least score of a proposed code, and the most times that the best one may have it."""
_SHORTEST = 12
"""Fewest letters of an official wording that is looked for in a text: a shorter one may be there by chance."""


class Owner(Struct, frozen=True, kw_only=True):
    """The student for whom pages are imported."""

    framework: Framework
    option: str | None
    session: int | None
    names: tuple[str, ...] = ()
    """The student's names, also written in workbooks."""
    titles: tuple[str, ...] = ()
    """Titles of the réalisations that the portfolio already has."""
    files: tuple[frozenset[str], ...] = ()
    """Paths of the files that are the productions of each."""
    stages: Mapping[str, str] = {}
    """Folder of each stage → the name of its organisation, in their order."""


def cited(value: object) -> Iterator[tuple[str, str]]:
    """Yield (code, sentence) from a mapping code → sentence, a list of {code, phrase} or of codes, or « a, b »."""
    if isinstance(value, Mapping):
        yield from ((str(code), names.text_of(sentence)) for code, sentence in value.items())
    elif isinstance(value, list | tuple):
        for item in value:
            if isinstance(item, Mapping):
                said = {fold(str(key)): names.text_of(part) for key, part in item.items()}
                code = next((said.pop(key) for key in ("code", "competence", "id") if key in said), "")
                yield (code, ", ".join(said.values())) if code else next(iter(cited(item)), ("", ""))
            elif text := names.text_of(item):
                yield text, ""
    else:
        yield from ((part, "") for part in names.items(value))


def resolved(cited: str, reader: Owner) -> list[str]:
    """Return the ids of a citation: codes, with or without their wordings, or an official title alone."""
    words = (cited, *re.findall(r"[A-Za-z]{0,2}\d[\w.]*", cited))
    for wanted in (words[:1], words[1:]):
        spellings = ((word, _older(word)) for word in wanted)
        codes = [next(filter(None, (_id(spelling, reader) for spelling in both)), "") for both in spellings]
        if any(codes):
            return list(dict.fromkeys(filter(None, codes)))
    return [item.id for item in _asked(reader) if fold(item.title) == fold(cited)][:1]


def _id(word: str, reader: Owner) -> str:
    return resolve(reader.framework, word, reader.option, reader.session).id or ""


def _older(word: str) -> str:
    """Return the present form of a code as portfolios used to write it: C1…C6 for B1.1…B1.6, 1.n for B1.n."""
    if match := re.fullmatch(r"[Cc]([1-6])", word):
        return f"B1.{match[1]}"
    return f"B{word}" if re.fullmatch(r"[1-3](?:\.\d{1,2}){1,2}", word) else word


def proposals(title: str, text: str, reader: Owner) -> Iterator[tuple[str, Phrase]]:
    """Yield proposed codes, with the reason: those whose code or wording is in the text, in the official order.

    If there are none, the lexicon proposes some. Addresses do not count as text.
    """
    leaves = tuple(_leaves(text))
    held = tuple(_held(" ".join(words if kind == "text" else " " for kind, words in leaves), reader))
    yield from held
    if not held:
        said = "\n".join((title, *(words for _, words in leaves)))
        scores = propose(reader.framework, reader.option, said, _PROPOSED)
        least = max(_LEAST, max(scores.values(), default=0) / _LEAST)
        for code in (code for code, score in scores.items() if score >= least):
            yield code, mark("lexique de Vitrail : « {words} »", words=reader.framework.by_id[code].title)


def _leaves(text: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the words of each piece of a text that is no address."""
    address = 0
    for event in parse(text).events:
        if event.kind == "link" and event.written in {"auto", "bare"} and event.edge == OPEN:
            address += 1
        elif event.kind == "link" and event.edge == CLOSE:
            address = max(0, address - 1)
        elif event.edge == LEAF:
            yield event.kind, "" if address else event.text


def _held(words: str, reader: Owner) -> Iterator[tuple[str, Phrase]]:
    folded = fold(words)
    cited = {code: written for written in CODE.findall(words) for code in resolved(written, reader)}
    for item in _asked(reader):
        if item.id in cited:
            yield item.id, mark("le texte cite {code}", code=cited[item.id])
        elif len(fold(item.title)) >= _SHORTEST and fold(item.title) in folded:
            yield item.id, mark("le texte dit « {words} »", words=item.title)


def _asked(reader: Owner) -> Iterator[Competency]:
    for code in queries.scope(reader.framework, reader.option).tree:
        yield reader.framework.by_id[code]


def is_code(stem: str, reader: Owner) -> bool:
    """True if a page's name is the code of a competency: the page explains it, and is no work."""
    return bool(CODE.fullmatch(stem) and _id(stem, reader))
