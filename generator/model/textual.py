"""What a class and a school may know of a portfolio: everything but its texts (``source.Record``).

A new field of a record is no text until somebody declares it textual.
"""

from functools import cache

from msgspec import Struct

from generator.model.source import Body, Record


def same_but_texts(one: object, other: object) -> bool:
    """True if two records differ by their texts alone; the places of values count, since messages name them."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same_but_texts, one, other))
    if not isinstance(one, Struct):
        return one == other
    if isinstance(one, Body) and isinstance(other, Body) and one.empty != other.empty:
        return False
    return all(same_but_texts(getattr(one, name), getattr(other, name)) for name in _untextual(type(one)))


@cache
def _untextual(kind: type[Struct]) -> tuple[str, ...]:
    textual = kind.TEXTUAL if issubclass(kind, Record) else ()
    return tuple(name for name in kind.__struct_fields__ if name not in textual)
