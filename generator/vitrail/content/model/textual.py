"""Records without their texts, on which alone the pages of classes and of the school depend (``source.Record``).

A new field of a record is kept until it is declared textual.
"""

from collections.abc import Collection
from functools import cache
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import fields, replace

from vitrail.content.model.source import Body, Record
from vitrail.content.model.verdict import Verdict

Item = TypeVar("Item")


def untextual(record: Item, seals: Collection[str]) -> Item:
    """Return a record with its textual fields reset to their defaults; whether each text is empty is kept.

    ``seals``: the seals of verdicts. A hash that is one of them is kept, since it shows that the verdict holds.
    """
    changed: object = record
    if isinstance(record, tuple):
        changed = tuple(untextual(item, seals) for item in record)
    elif isinstance(record, Body):
        changed = Body(path=record.path, words=0 if record.empty else 1, refused=record.refused)
    elif isinstance(record, Verdict):
        changed = replace(record, since=())
    elif isinstance(record, Struct):
        blank = {name: value for name, value in _textual(type(record)) if getattr(record, name) not in seals}
        inner = {name: untextual(getattr(record, name), seals) for name in _nested(type(record))}
        changed = replace(record, **{**inner, **blank}) if blank or inner else record
    return changed  # type: ignore[return-value]  # of the same kind


@cache
def _textual(kind: type[Struct]) -> tuple[tuple[str, Any], ...]:
    """Return the textual fields of a kind of record, with their defaults."""
    textual = kind.TEXTUAL if issubclass(kind, Record) else ()
    return tuple((field.name, field.default) for field in fields(kind) if field.name in textual)


@cache
def _nested(kind: type[Struct]) -> tuple[str, ...]:
    """Return the names of the fields of a kind of record that may hold records."""
    return tuple(field.name for field in fields(kind) if "vitrail." in str(field.type) or "Body" in str(field.type))
