"""Options of a référentiel while it is being read: the declared ones, and values that differ from one to another."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias, TypeVar

from msgspec import Struct

from generator.model.framework import Option
from generator.model.source import Route
from generator.values.document import Value
from generator.values.fields import Fields
from generator.values.folding import fold_code

T = TypeVar("T")
ValueReader: TypeAlias = Callable[[Fields, str, Route, Value], T | None]
"""Reads a value that lies under a key; None when it is faulty, and reported."""


class DeclaredOptions(Struct, frozen=True):
    """The declared options, found by their code however it is written."""

    declared: tuple[Option, ...]

    def read(self, fields: Fields, key: str, inherited: tuple[str, ...]) -> tuple[str, ...]:
        """Read the options of an item, the inherited ones when it says nothing; all of them is none in particular."""
        if fields.raw(key) is None:
            return inherited
        found = {code for route, word in fields.placed_texts(key) if (code := self.find(word, route, fields))}
        if not found:
            return inherited
        return () if len(found) == len(self.declared) else tuple(o.id for o in self.declared if o.id in found)

    def find(self, word: str, route: Route, fields: Fields) -> str | None:
        """Find an option by its code; an unknown one is reported."""
        found = next((option.id for option in self.declared if fold_code(option.id) == fold_code(word)), None)
        if found is None:
            near = fields.hint(word, [option.id for option in self.declared])
            fields.tell("FRA007", route, option=word, suggestion=near)
        return found

    def split(self, fields: Fields, key: str, read: ValueReader[T]) -> dict[str | None, T]:
        """Read a value that is one for all, or a mapping from option to value."""
        value = fields.raw(key)
        if isinstance(value, Mapping):
            return dict(self._by_option(fields, key, read))
        found = None if value is None else read(fields, key, fields.route_of(key), value)
        return {} if found is None else {None: found}

    def _by_option(self, fields: Fields, key: str, read: ValueReader[T]) -> Iterator[tuple[str, T]]:
        for route, word, value in fields.pairs(key):
            option = self.find(word, route, fields)
            if option and (found := read(fields, key, route, value)) is not None:
                yield option, found


def read_options(fields: Fields) -> DeclaredOptions:
    """Read the declared options; an option may be its code alone."""
    return DeclaredOptions(
        tuple(
            Option(id=code, title=entry.text("titre") or code, letter=entry.text("lettre"), note=entry.text("remarque"))
            for entry, code in coded(fields.entries("options"))
        )
    )


def coded(entries: Iterator[Fields]) -> Iterator[tuple[Fields, str]]:
    """Yield the entries that have a code, with it; the second of one code is told and left out."""
    seen: dict[str, Fields] = {}
    for entry in entries:
        if (code := entry.text("code")) and is_first(seen, code, entry):
            yield entry, code


def is_first(seen: dict[str, Fields], code: str, entry: Fields) -> bool:
    """Take a code for an entry, unless another has it, which is told."""
    first = seen.setdefault(fold_code(code), entry)
    if first is not entry:
        line = first.at(first.written("code")).line
        entry.report("FRA003", "code", code=code, line=line)
    return first is entry
