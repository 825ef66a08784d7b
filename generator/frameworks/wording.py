"""The words of a text as a lexicon compares them: folded, without their endings, small words left out."""

import re
from collections.abc import Iterator

from generator.values.folding import fold

_WORD = re.compile(r"[a-z0-9][a-z0-9+#]*")
_SMALL = frozenset(
    "a ai ainsi au aux avec ce ces cet cette d dans de des du elle en entre est et etait ete il ils j je l la le les "
    "leur leurs lors ma mes moi mon n ne nos notre nous on ont ou par pour qu que qui s sa se ses son sont sous sur t "
    "ta te un une via vos votre vous y".split()
)
_ENDING = re.compile(
    r"(?<=[a-z]{5})(?:ations?|ateurs?|ements?|ions?|antes?|ants?|aient|ait|ent)$|(?<=[a-z]{4})(?:ees?|er|ez)$"
    r"|(?<=[a-z]{3})(?:es?|s)$|(?<=[aeo]u)x$"
)
_LONGEST = 40
"""Letters of a word: a longer one is a key or an address, which says nothing."""


def stems(text: str) -> Iterator[str]:
    """Yield the words of a text in order, each without its ending: « Sauvegardes » and « sauvegarder » are one."""
    for word in _WORD.findall(fold(text)):
        if word not in _SMALL and len(word) <= _LONGEST:
            yield _ENDING.sub("", word)
