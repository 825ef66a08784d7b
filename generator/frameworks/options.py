"""Options of a référentiel while it is being read: the declared ones, and values that differ from one to another."""

from collections.abc import Iterator, Mapping
from typing import Protocol, TypeVar

from generator.language import mark
from generator.model.framework import Option
from generator.model.source import Route
from generator.values.document import Value
from generator.values.fields import Fields
from generator.values.folding import fold_code

Read = TypeVar("Read")
Read_co = TypeVar("Read_co", covariant=True)


class ValueReader(Protocol[Read_co]):
    """Reads one value at its route; None when it is faulty, and reported."""

    def __call__(self, route: Route, value: Value) -> Read_co | None:
        """Read the value."""


class DeclaredOptions:
    """The declared options, found by their code however it is written."""

    __slots__ = ("_codes", "declared")

    def __init__(self, declared: tuple[Option, ...]) -> None:
        self.declared = declared
        self._codes = {fold_code(option.id): option.id for option in declared}

    def read(self, fields: Fields, key: str, inherited: tuple[str, ...]) -> tuple[str, ...]:
        """Read the options of an item, the inherited ones when it says nothing; all of them is none in particular."""
        if fields.raw(key) is None:
            return inherited
        written = list(fields.placed_texts(key))
        found = {code for route, word in written if (code := self.find(word, route, fields))}
        if not found:
            return inherited
        return () if len(found) == len(self.declared) else tuple(o.id for o in self.declared if o.id in found)

    def find(self, word: str, route: Route, fields: Fields) -> str | None:
        """Find an option by its code; an unknown one is reported."""
        found = self._codes.get(fold_code(word))
        if found is None:
            near = fields.hint(word, [option.id for option in self.declared])
            fields.tell("FRA007", route, option=word, suggestion=near)
        return found

    def split(self, fields: Fields, key: str, read: ValueReader[Read]) -> dict[str | None, Read]:
        """Read a value that is one for all, or a mapping from option to value."""
        value = fields.raw(key)
        if not isinstance(value, Mapping):
            found = None if value is None else read(fields.route_of(key), value)
            return {} if found is None else {None: found}
        return dict(self._by_option(fields, key, read))

    def _by_option(self, fields: Fields, key: str, read: ValueReader[Read]) -> Iterator[tuple[str, Read]]:
        for route, word, value in fields.pairs(key):
            option = self.find(word, route, fields)
            if option and (found := read(route, value)) is not None:
                yield option, found


def read_options(fields: Fields) -> DeclaredOptions:
    """Read the declared options; an option may be its code alone."""
    return DeclaredOptions(tuple(_options(fields)))


def text_of(fields: Fields, key: str) -> ValueReader[str]:
    """Make the reader of a text that options may share."""

    def read(route: Route, value: Value) -> str | None:
        if isinstance(value, str):
            return value.strip() or None
        fields.wrong(route, key, mark("un texte"), value)
        return None

    return read


def _options(fields: Fields) -> Iterator[Option]:
    seen: dict[str, Route] = {}
    for entry in fields.entries("options"):
        code = entry.text("code")
        if not code:
            continue
        if first := seen.get(fold_code(code)):
            fields.tell("FRA003", entry.route_of("code"), code=code, line=fields.source.at(*first).line)
            continue
        seen[fold_code(code)] = entry.route_of("code")
        yield Option(
            id=code, title=entry.text("titre") or code, letter=entry.text("lettre"), note=entry.text("remarque")
        )
        entry.close()
