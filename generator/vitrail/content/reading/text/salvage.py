"""Parsing of a rejected file key by key: to know who may read it and whom it names, never to show it.

One unclosed quotation mark hides all the keys below it. The people whom they name, and the pages that they keep from
the public, would be exposed until the fault is mended: so each key at the margin is parsed alone.
"""

import re
from collections.abc import Container, Iterator
from itertools import islice, pairwise

from vitrail.content.model.source import Route
from vitrail.content.reading.text.mending import mend
from vitrail.content.reading.text.yaml_tree import said
from vitrail.content.values.document import Value
from vitrail.content.values.folding import fold
from vitrail.content.values.key import TextKeys
from vitrail.ground.regex import regex

_MARGIN = regex(r"^[^\W\d_][^:\n#]{0,40}:(?=\s|$)", re.MULTILINE)
_BEGINS = regex(r"^[^\w\n]*(?:\d{1,3}[.)] *)?([^\W\d_]+(?:['’ \u00a0-]+[^\W\d_]+){0,4})", re.MULTILINE)
"""The words that begin a line, whatever signs stand before them."""
_LINE = regex(r"[\W_]*[:=]?\s*[\w.]")
_GAP = regex(r"['’ \u00a0-]+|$")
_MARKUP = regex(r"""[{}\[\]"'|>\n]+|[^\W\d_][\w ]{0,40}:""")
"""Punctuation and keys of a value that does not parse: « {nom: "Anne Petit, rôle: tutrice} » names « Anne Petit »."""
MAX_KEYS = 200
"""Most keys that are read of a file: nobody writes more."""
MAX_VALUE = 4_000
"""Most characters of a value that does not parse, in which names are looked for."""


def salvaged(text: str, keys: TextKeys) -> tuple[dict[str, Value], tuple[Route, ...]]:
    """Return the keys of a text by their folded names, and those written twice; what does not parse is text.

    Where it does not, a key of this kind of file is found behind any sign and without its colon.
    """
    kept: dict[str, Value] = {}
    twice: list[Route] = []
    for block in blocks(text):
        value = said(mend(block, keys).text)
        whole = isinstance(value, dict) and value.keys() <= keys.groups.get("", value.keys())
        for values in (*([value] if isinstance(value, dict) else []), *(() if whole else _loose(block, keys))):
            twice += ((key,) for key in kept.keys() & values.keys())
            kept = values | {key: held for key, held in kept.items() if held is not None}
    return kept, tuple(twice)


def blocks(text: str) -> Iterator[str]:
    """Cut a text at the places where a key begins at the margin."""
    starts = [match.start() for match in _MARGIN.finditer(text)]
    for start, end in pairwise((0, *starts[:MAX_KEYS], len(text))):
        yield text[start:end]


def _loose(block: str, keys: TextKeys) -> Iterator[dict[str, Value]]:
    """Yield the keys of a block that does not parse, each with its text: its line, or what is set in below it."""
    heads = [*_heads(block, keys.groups[""])]
    if (margin := _MARGIN.match(block)) and not (heads and heads[0][0] == 0):
        heads = [(0, 0, margin.end(), fold(margin[0][:-1])), *heads]
    for place, (_, column, end, name) in enumerate(heads[:MAX_KEYS]):
        line, _, _ = block[end:].partition("\n")
        below = (start for start, other, *_ in heads[place + 1 :] if other <= column)
        yield {name: _plain(line if _LINE.match(line) else block[end : next(below, len(block))])}


def _heads(block: str, names: Container[str]) -> Iterator[tuple[int, int, int, str]]:
    """Yield the lines that begin with a key: start, column, end of the key, and the longest name that it may be."""
    for match in _BEGINS.finditer(block):
        ends = (match.start(1) + gap.start() for gap in reversed([*_GAP.finditer(match[1])]))
        named = ((end, name) for end in ends if (name := fold(block[match.start(1) : end])) in names)
        yield from ((match.start(), match.start(1) - match.start(), *key) for key in islice(named, 1))


def _plain(text: str) -> str:
    return " ".join(_MARKUP.sub(" , ", text[:MAX_VALUE]).split()).strip(" ,:=")
