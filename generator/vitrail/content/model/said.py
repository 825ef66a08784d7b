"""The free text of records: the fields that each record lists in ``SAID``, and the addresses listed in ``LINKED``.

A code, an option, a date, a path are neither: to replace a word in one would lose its meaning. A test fails for a
field of text that is not classified.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar, get_args
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import fields, replace

from vitrail.content.model.source import Body, Source
from vitrail.ground.language.language import french

Said = TypeVar("Said")


def said(record: object) -> Iterator[str]:
    """Yield the free texts of a record and of the records in it, texts in Markdown aside."""
    heard: list[str] = []

    def hear(text: str) -> str:
        heard.append(text)
        return text

    resaid(record, hear, lambda target: bool(hear(unquote(target))))
    yield from heard


def resaid(record: Said, change: Callable[[str], str], leads: Callable[[str], bool]) -> Said:
    """Return a record with ``change`` applied to its free texts; the same object when nothing changes.

    An address that ``leads`` refuses becomes empty.
    """
    return _changed(record, change, leads)  # type: ignore[no-any-return]  # of the same type


def typeset(record: Said) -> Said:
    """Return a record whose free texts are set as French: no sign of it begins a line, and ’ stands in elisions."""
    return resaid(record, french, lambda _: True)


def _changed(value: Any, change: Callable[[str], str], leads: Callable[[str], bool]) -> Any:  # noqa: ANN401  # any record
    if isinstance(value, tuple):
        return _each(value, lambda inner: _changed(inner, change, leads))
    if not isinstance(value, Struct):
        return value
    changed = {}
    for name, kind in _speaking(type(value)):
        old = getattr(value, name)
        if kind == "SAID":
            new = _say(old, change)
        elif kind == "LINKED":
            new = old if not old or leads(old) else ""
        else:
            new = _changed(old, change, leads)
        if new is not old:
            changed[name] = new
    return replace(value, **changed) if changed else value


@cache
def _speaking(record: type[Struct]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a record with free text, each with the list that names it; empty: an inner record does.

    Most fields of most records are codes and dates: to test the type of each takes longer than to read the words.
    """
    speaking: list[tuple[str, str]] = []
    for field in fields(record) if record not in {Body, Source} else ():
        kind = next((kind for kind in ("SAID", "LINKED") if field.name in getattr(record, kind, ())), "")
        if kind or any(map(_speaking, _records(field.type))):
            speaking.append((field.name, kind))
    return tuple(speaking)


def _records(kind: Any) -> Iterator[type[Struct]]:  # noqa: ANN401  # any annotation
    if isinstance(kind, type) and issubclass(kind, Struct):
        yield kind
    for inner in get_args(kind):
        yield from _records(inner)


def _say(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401  # a text, or some, however deep
    if isinstance(value, tuple):
        return _each(value, lambda inner: _say(inner, change))
    if not value:
        return value
    new = change(value)
    return value if new == value else new


def _each(every: tuple[Any, ...], change: Callable[[Any], Any]) -> tuple[Any, ...]:
    changed = tuple(map(change, every))
    return every if all(new is old for new, old in zip(changed, every, strict=True)) else changed
