"""A fault and what follows from it are told once: an empty file is not blamed for each key that it has not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.diagnostics.diagnostic import Diagnostic

_WITHOUT_KEYS = frozenset({"YAM016", "YAM017"})
_FOLLOWS_FROM_THEM = frozenset({"EXA004", "EXA006", "EXA008", "EXA009"})
_UNREADABLE_DATE = "DAT"
_NO_PERIOD = "EXA008"


def without_echoes(causes: Iterable[Diagnostic], found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Give what the rules found, less what only repeats a fault of reading.

    Args:
        causes: what reading said.
        found: what the rules say of what was read.
    """
    causes = tuple(causes)
    bare = {item.place.path for item in causes if item.code in _WITHOUT_KEYS}
    dates = {item.place for item in causes if item.code.startswith(_UNREADABLE_DATE)}
    for item in found:
        bare_file = item.code in _FOLLOWS_FROM_THEM and item.place.path in bare
        if not bare_file and not (item.code == _NO_PERIOD and item.place in dates):
            yield item
