"""What a file that could not be read still says, key by key: for who may read it, never for what it shows.

One quotation mark that is not closed takes all the keys below it with it. Whom they name, and who they say may read
them, would be public for as long as the fault stands: so each key at the margin is read alone.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.model.source import Route
from generator.reading.text.mending import mend
from generator.reading.text.yaml_tree import said
from generator.values.document import Value
from generator.values.folding import fold
from generator.values.key import TextKeys

_MARGIN = re.compile(r"^[^\W\d_][^:\n#]{0,40}:(?=\s|$)", re.MULTILINE)
_MARKUP = re.compile(r"""[{}\[\]"'|>\n]+|[^\W\d_][\w ]{0,40}:""")
"""What is no word of a value that does not parse: « {nom: "Anne Petit, rôle: tutrice} » names « Anne Petit »."""
MAX_KEYS = 200
"""Keys of a file beyond which nobody writes any."""
MAX_VALUE = 4_000
"""Characters of a value that does not parse, in which names are looked for."""


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
