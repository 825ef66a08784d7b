"""Parsing of a rejected file key by key: to know who may read it and whom it names, never to show it.

One unclosed quotation mark hides all the keys below it. The people whom they name, and the pages that they keep from
the public, would be exposed until the fault is mended: so each key at the margin is parsed alone.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from vitrail.content.model.source import Route
from vitrail.content.reading.text.mending import mend
from vitrail.content.reading.text.yaml_tree import said
from vitrail.content.values.document import Value
from vitrail.content.values.folding import fold
from vitrail.content.values.key import TextKeys
from vitrail.ground.regex import regex

_MARGIN = regex(r"^[^\W\d_][^:\n#]{0,40}:(?=\s|$)", re.MULTILINE)
_MARKUP = regex(r"""[{}\[\]"'|>\n]+|[^\W\d_][\w ]{0,40}:""")
"""Punctuation and keys of a value that does not parse: « {nom: "Anne Petit, rôle: tutrice} » names « Anne Petit »."""
MAX_KEYS = 200
"""Most keys that are read of a file: nobody writes more."""
MAX_VALUE = 4_000
"""Most characters of a value that does not parse, in which names are looked for."""


def salvaged(text: str, keys: TextKeys) -> tuple[dict[str, Value], tuple[Route, ...]]:
    """Return the keys of a text by their folded names, and those written twice; what does not parse is text."""
    kept: dict[str, Value] = {}
    twice: list[Route] = []
    for name, block in _blocks(text):
        value = said(mend(block, keys).text)
        values: dict[str, Value] = value if isinstance(value, dict) else {name: _plain(block)}
        twice += ((key,) for key in kept.keys() & values.keys())
        kept = values | kept
    return kept, tuple(twice)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Cut a text at its keys: the folded name of each, and its lines down to the next."""
    starts = [match.start() for match in _MARGIN.finditer(text)][:MAX_KEYS]
    for start, end in pairwise((*starts, len(text))):
        yield fold(text[start : text.index(":", start)]), text[start:end]


def _plain(block: str) -> str:
    return " ".join(_MARKUP.sub(" , ", block.partition(":")[2][:MAX_VALUE]).split()).strip(" ,")
