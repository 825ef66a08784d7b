"""How many faults of one file are kept: a page of two kilobytes may hold a hundred thousand of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from generator.diagnostics.catalogue import Severity
from generator.diagnostics.diagnostic import Diagnostic
from generator.language import mark

MAX_KEPT = 100
"""Faults of one file and one severity: five times what a terminal prints of a file (``diagnostics.report``)."""
_NAMES = MappingProxyType(
    {Severity.ERROR: mark("erreurs"), Severity.WARNING: mark("avertissements"), Severity.ADVICE: mark("conseils")}
)


def capped(faults: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Give the first faults of each file, taken one by one; a grave one never waits behind advice."""
    met: Counter[tuple[str, Severity]] = Counter()
    for one in faults:
        if one.code == "STR037":
            yield one
            continue
        key = one.place.path, one.severity
        met[key] += 1
        if met[key] <= MAX_KEPT:
            yield one
        elif met[key] == MAX_KEPT + 1:
            yield Diagnostic.at("STR037", one.place, what=_NAMES[one.severity], limit=MAX_KEPT)
