"""Which row of a workbook tells of which document: by their titles, or by their days."""

from collections.abc import Iterable, Iterator

from generator.importing.draft import UNKNOWN, Draft, Treatment
from generator.language import mark
from generator.values.folding import fold

_ALIKE = 85
"""How alike two titles are, of 100, to be one; with the same days, less is enough."""
_NEAR = 50
"""Likeness, out of 100, that is enough when the numbers are the same."""


def matched(drafts: Iterable[Draft], rows: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the works: a row gives its document what was marked, and one that has no document is a work of its own.

    Each takes the likeliest that is free; the row's title and period are those that the jury has read.
    """
    waiting = list(drafts)
    for row in rows:
        best = max(waiting, key=lambda one: _likeness(row, one), default=None)
        if best is None or not _likeness(row, best):
            yield row
            continue
        waiting.remove(best)
        note = mark("« {title} » est la ligne {place} du tableau.", title=best.title, place=row.place)
        keys = {**best.keys, **{key: value for key, value in row.keys.items() if value != UNKNOWN}}
        best.title, best.keys, best.codes = row.title, keys, {**row.codes, **best.codes}
        best.proposed = {code: why for code, why in best.proposed.items() if code not in row.codes}
        best.produce(row.productions)
        best.left += row.left
        best.notes += row.notes
        best.note(note, Treatment.CONVERTED)
        yield best
    yield from waiting


def _likeness(row: Draft, one: Draft) -> float:
    from rapidfuzz.fuzz import token_set_ratio  # noqa: PLC0415  # loaded when something is compared

    alike = token_set_ratio(fold(row.title), fold(one.title))
    same = row.keys["période"] == one.keys["période"] != UNKNOWN
    return alike if alike >= _ALIKE or (same and alike >= _NEAR) else 0
