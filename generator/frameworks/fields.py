"""Reading a mapping of a référentiel's file field by field: what is faulty is named with its place and left out.

A validating schema would refuse the whole file, or need as many passes as faults; here each field is read for itself,
so that a school sees every fault at once and keeps all the rest. Reading declares: a key never asked for is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from generator.diagnostics import Diagnostic, Place
from generator.frameworks.codes import fold_words, nearest
from generator.frameworks.keys import FRENCH, printed
from generator.language import Value, mark
from generator.model.source import Route, Source

_FLAGS: Mapping[str, bool] = MappingProxyType({"oui": True, "true": True, "non": False, "false": False})
_SESSIONS = 9999
_WITH_SUGGESTION = 20


@dataclass(slots=True)
class Faults:
    """The faults of one file, as they are found."""

    source: Source
    found: list[Diagnostic] = field(default_factory=list)

    def report(self, code: str, route: Route, /, **values: Value) -> None:
        """Note a fault at the place of a value."""
        self.found.append(Diagnostic.at(code, self.place(route), **values))

    def place(self, route: Route) -> Place:
        """Give the place of a value."""
        return self.source.at(*route)

    def near(self, wanted: str, known: Sequence[str]) -> str:
        """Write the « did you mean » of an advice, empty when nothing resembles it.

        Only the first faults of a file are printed, and looking for neighbours is slow: the others go without.
        """
        if len(self.found) >= _WITH_SUGGESTION:
            return ""
        found = nearest(wanted, known)
        return mark("Vouliez-vous dire « {name} » ?", name=found) if found else ""


class Fields:
    """One mapping of the file, whose keys are French or English, folded or not."""

    __slots__ = ("_asked", "_data", "faults", "route")

    def __init__(self, data: Mapping[str, object], route: Route, faults: Faults) -> None:
        self._data = {_folded(key): (key, value) for key, value in data.items()}
        self._asked: set[str] = set()
        self.route = route
        self.faults = faults

    def raw(self, key: str) -> object:
        """Give a value as parsed, None when it is absent or empty."""
        held = self._held(key)
        return held[1] if held else None

    def at(self, key: str) -> Route:
        """Give the route of a value, of the mapping itself when the key is absent."""
        held = self._held(key)
        return (*self.route, held[0]) if held else self.route

    def text(self, key: str) -> str | None:
        """Read words."""
        value = self.raw(key)
        if isinstance(value, str):
            return value.strip() or None
        self._refuse(key, value, mark("un texte"))
        return None

    def required(self, key: str, subject: str) -> str | None:
        """Read words that must be there."""
        found = self.text(key)
        if found is None and self.raw(key) is None:
            self.missing(key, subject)
        return found

    def missing(self, key: str, subject: str) -> None:
        """Note that a key is absent."""
        self.faults.report("FRA001", self.route, key=printed(key), subject=subject)

    def whole(self, key: str) -> int | None:
        """Read a whole number, such as a session."""
        value = self.raw(key)
        if isinstance(value, str) and value.isascii() and value.isdigit() and int(value[:9]) <= _SESSIONS:
            return int(value[:9])
        self._refuse(key, value, mark("un nombre entier"))
        return None

    def flag(self, key: str) -> bool:
        """Read « oui » or « non », no when absent."""
        value = self.raw(key)
        if isinstance(value, str) and fold_words(value) in _FLAGS:
            return _FLAGS[fold_words(value)]
        self._refuse(key, value, mark("« oui » ou « non »"))
        return False

    def words(self, key: str) -> tuple[str, ...]:
        """Read a list of words; a single word is a list of one."""
        return tuple(word for _, word in self.marked_words(key))

    def marked_words(self, key: str) -> Iterator[tuple[Route, str]]:
        """Read a list of words, each with its route."""
        for route, value in self.each(key):
            if isinstance(value, str) and value.strip():
                yield route, value.strip()
            elif value is not None:
                self.faults.report("FRA002", route, key=printed(key), expected=mark("une liste de textes"))

    def each(self, key: str) -> Iterator[tuple[Route, object]]:
        """Give the entries of a list with their routes; a single value is a list of one."""
        value, route = self.raw(key), self.at(key)
        if isinstance(value, list):
            yield from (((*route, position), entry) for position, entry in enumerate(value))
        elif value is not None:
            yield route, value

    def records(self, key: str) -> Iterator[Fields]:
        """Read a list of mappings."""
        for route, value in self.each(key):
            if isinstance(value, Mapping):
                yield Fields(value, route, self.faults)
            elif value is not None:
                expected = mark("une liste de fiches « clé: valeur »")
                self.faults.report("FRA002", route, key=printed(key), expected=expected)

    def mapping(self, key: str) -> Iterator[tuple[Route, str, object]]:
        """Read a mapping whose keys are codes: route of the value, key, value."""
        value, route = self.raw(key), self.at(key)
        if isinstance(value, Mapping):
            yield from (((*route, name), str(name), entry) for name, entry in value.items())
        else:
            self._refuse(key, value, mark("des fiches « code: valeur »"))

    def sessions(self) -> tuple[int | None, int | None]:
        """Read the two bounds of what holds for some sessions only."""
        start, end = self.whole("from session"), self.whole("to session")
        if start and end and start > end:
            self.faults.report("FRA014", self.at("to session"), start=start, end=end)
            end = None
        return start, end

    def close(self, *ignored: str) -> None:
        """Report the keys that were not read; ``ignored`` names those that are data for people alone."""
        for key in ignored:
            self._held(key)
        known = [printed(key) for key in sorted(self._asked) if key in FRENCH]
        for folded, (key, _) in self._data.items():
            if folded not in self._asked:
                self.faults.report("FRA009", (*self.route, key), key=key, suggestion=self.faults.near(key, known))

    def _held(self, key: str) -> tuple[str, object] | None:
        names = _names(key)
        self._asked.update(names)
        return next((self._data[name] for name in names if name in self._data), None)

    def _refuse(self, key: str, value: object, expected: str) -> None:
        if value not in (None, ""):
            self.faults.report("FRA002", self.at(key), key=printed(key), expected=expected)


@lru_cache(maxsize=1024)
def _folded(key: str) -> str:
    return fold_words(key)


@lru_cache(maxsize=256)
def _names(key: str) -> tuple[str, ...]:
    return (key, *(fold_words(name) for name in FRENCH.get(key, ())))
