"""What people say freely in a record: the fields that each record lists in ``SAID``, and in ``LINKED`` the addresses.

A code, an option, a date, a path are neither: to replace a word in one would lose what it means. A test fails for a
field of text that nobody sorted.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.model.source import Body, Source

Said = TypeVar("Said")


def said(record: object) -> Iterator[str]:
    """Yield what is said in a record and in those that it holds, texts in Markdown aside."""
    heard: list[str] = []

    def hear(text: str) -> str:
        heard.append(text)
        return text

    resaid(record, hear, lambda target: bool(hear(target)))
    yield from heard


def resaid(record: Said, change: Callable[[str], str], leads: Callable[[str], bool]) -> Said:
    """Return a record in which everything said is changed; itself when nothing is.

    An address to which ``leads`` says no is left out.
    """
    return _changed(record, change, leads)  # type: ignore[no-any-return]  # of the same type


def _changed(value: Any, change: Callable[[str], str], leads: Callable[[str], bool]) -> Any:  # noqa: ANN401  # any record
    if isinstance(value, tuple):
        return _each(value, lambda one: _changed(one, change, leads))
    if not isinstance(value, Struct) or isinstance(value, Body | Source):
        return value
    changed = {}
    for name in value.__struct_fields__:
        old = getattr(value, name)
        if name in getattr(value, "SAID", ()):
            new = _say(old, change)
        elif name in getattr(value, "LINKED", ()):
            new = old if not old or leads(old) else ""
        else:
            new = _changed(old, change, leads)
        if new is not old:
            changed[name] = new
    return replace(value, **changed) if changed else value


def _say(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401  # a text, or some, however deep
    if isinstance(value, tuple):
        return _each(value, lambda one: _say(one, change))
    if not value:
        return value
    new = change(value)
    return value if new == value else new


def _each(every: tuple[Any, ...], change: Callable[[Any], Any]) -> tuple[Any, ...]:
    changed = tuple(map(change, every))
    return every if all(new is old for new, old in zip(changed, every, strict=True)) else changed
