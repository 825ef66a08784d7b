"""A reader of values: each is asked for by its key, a wrong one is dropped with its place, the rest kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import TypeVar

from generator.diagnostics import Diagnostic, Place
from generator.language import Value as Says
from generator.language import mark, quoted
from generator.model.audience import Visibility
from generator.model.period import Period
from generator.model.source import Route, Source
from generator.values.choices import VISIBILITIES, did_you_mean, read_choice, read_yes_no
from generator.values.dates import DateFault, Pending, read_date, read_period
from generator.values.document import Document, Value
from generator.values.folding import fold
from generator.values.lengths import LIMITS, TEXT, fitted

E = TypeVar("E", bound=Enum)
T = TypeVar("T")

_HINTS = 20
"""Faults of a file that get a suggestion: comparing words is slow, and no more are printed."""


PRIVATE = frozenset(
    "adresse; adresse personnelle; adresse postale; courriel; date de naissance; domicile; email; e mail; mail; mel;"
    " ne le; nee le; numero de candidat; numero de securite sociale; portable; tel; telephone".split("; ")
)
"""Keys, folded, of what the papers need and no file of the repository may hold (docs/ecrire.md, « Vous »)."""


@dataclass(slots=True)
class Fields:
    """The values of one mapping and the faults met so far.

    Mutable on purpose, and only here: it remembers the keys that were asked for, and :meth:`close` names the others.
    """

    data: Mapping[str, Value]
    source: Source
    faults: list[Diagnostic]
    route: Route = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Other names met in real portfolios → canonical key, both folded."""
    spelled: Mapping[str, str] = field(default_factory=dict)
    """Folded key → as its author wrote it."""
    keys: Mapping[Route, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each key of the file."""
    limits: Mapping[str, int] = field(default_factory=lambda: LIMITS)
    """Folded key → characters that are kept; any other text has ``TEXT``."""
    asked: dict[str, str] = field(default_factory=dict)
    """Folded key → the key as documented."""
    renamed: dict[str, str] | None = None
    """Canonical key → the other name under which its author wrote it, folded (of two, the first of ``aliases``)."""

    def at(self, *route: str | int) -> Place:
        """Give the place of a value of this mapping."""
        return self.source.at(*self.route, *route)

    def at_key(self, *route: str | int) -> Place:
        """Give the place of a key of this mapping, or of what stands there without one."""
        found = self.keys.get((*self.route, *route))
        return Place(path=self.source.path, line=found[0], column=found[1]) if found else self.at(*route)

    def report(self, code: str, key: str, /, *below: str | int, **values: Says) -> None:
        """Note a fault at the value of a key."""
        self.faults.append(Diagnostic.at(code, self.at(self.written(key), *below), **values))

    def tell(self, code: str, route: Route, /, **values: Says) -> None:
        """Note a fault at a place of the file, whatever the mapping it lies in."""
        self.faults.append(Diagnostic.at(code, self.source.at(*route), **values))

    def report_key(self, code: str, key: str, /, **values: Says) -> None:
        """Note a fault of a key itself, as its author wrote it."""
        self.faults.append(Diagnostic.at(code, self.at_key(key), **values))

    def written(self, key: str) -> str:
        """Give the folded key under which the author wrote a canonical key."""
        folded = _folded(key)
        if folded in self.data or not self.aliases:
            return folded
        if self.renamed is None:
            found = [alias for alias in self.aliases if alias in self.data]
            self.renamed = {self.aliases[alias]: alias for alias in reversed(found)}
        return self.renamed.get(folded, folded)

    def raw(self, key: str) -> Value:
        """Give a value as written and mark its key as known."""
        self.asked[_folded(key)] = key
        return self.data.get(self.written(key))

    def know(self, *keys: str) -> None:
        """Mark keys as known that are for people alone, or that say what is said elsewhere."""
        for key in keys:
            self.asked.setdefault(_folded(key), key)

    def route_of(self, key: str) -> Route:
        """Give the way to the value of a key, to the mapping itself when it is absent."""
        folded = self.written(key)
        return (*self.route, folded) if folded in self.data else self.route

    def text(self, key: str, *, required: bool = False) -> str | None:
        """Read one line or paragraph of text."""
        value = self.raw(key)
        if isinstance(value, (list, dict)):
            self.wrong(self.route_of(key), key, mark("un texte"), value)
            return None
        value = value.strip() if value else None
        if required and not value:
            self.report("STR017", key, key=key)
        return self.fit(key, value) if value else None

    def fit(self, key: str, value: str, *below: str | int) -> str:
        """Cut a text that is too long for its key, and say it once."""
        text, reason = fitted(value, self.limits.get(_folded(key), TEXT))
        fault = Diagnostic.at("STR035", self.at(self.written(key), *below), key=key, reason=reason) if reason else None
        if fault and fault not in self.faults:
            self.faults.append(fault)
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; a single text is a list of one, or of several between commas."""
        return tuple(dict.fromkeys(text for _, text in self.placed_texts(key)))

    def placed_texts(self, key: str) -> Iterator[tuple[Route, str]]:
        """Read a list of texts, each with the way to it."""
        value = self.raw(key)
        if isinstance(value, dict):
            self.wrong(self.route_of(key), key, mark("une liste"), value)
        elif isinstance(value, str):
            parts = (part.strip() for part in value.split(","))
            yield from ((self.route_of(key), self.fit(key, part)) for part in parts if part)
        else:
            yield from self._items(key, value or [])

    def _items(self, key: str, value: list[Value]) -> Iterator[tuple[Route, str]]:
        for index, item in enumerate(value):
            route = (*self.route_of(key), index)
            if isinstance(item, str):
                yield from [(route, self.fit(key, item.strip(), index))] if item.strip() else []
            elif item is not None:
                self.wrong(route, key, mark("un texte"), item)

    def each(self, key: str) -> Iterator[tuple[Route, Value]]:
        """Give the entries of a list as written, each with the way to it; a single value is a list of one."""
        value, route = self.raw(key), self.route_of(key)
        if isinstance(value, list):
            yield from (((*route, index), item) for index, item in enumerate(value))
        elif value is not None:
            yield route, value

    def pairs(self, key: str) -> Iterator[tuple[Route, str, Value]]:
        """Give the entries of a mapping whose keys are no keys of ours, such as codes: way, name, value."""
        value, route = self.raw(key), self.route_of(key)
        if isinstance(value, dict):
            yield from (((*route, name), name, item) for name, item in value.items())
        elif value:
            self.wrong(route, key, mark("une liste de « clé: valeur »"), value)

    def number(self, key: str) -> int | None:
        """Read a whole number."""
        value = self.raw(key)
        if value is None or value == "":
            return None
        if isinstance(value, str) and value.strip().isdecimal() and len(value) <= 9:  # noqa: PLR2004 - no count is longer
            return int(value)
        self.wrong(self.route_of(key), key, mark("un nombre entier"), value)
        return None

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Read oui or non."""
        value = self.raw(key)
        if value is None:
            return default
        answer = read_yes_no(value) if isinstance(value, str) else None
        if answer is not None:
            return answer
        self.wrong(self.route_of(key), key, mark("« oui » ou « non »"), value)
        return default

    def day(self, key: str, *, required: bool = False) -> date | None:
        """Read a date."""
        value = self.text(key, required=required)
        if value is None:
            return None
        found = read_date(value)
        if isinstance(found, DateFault):
            self.report(found.code, key, **found.values)
            return None
        return found

    def period(self, key: str) -> Period | None:
        """Read a period; « à compléter » is none yet, and no fault."""
        value = self.raw(key)
        return None if value is None or value == "" else self._period(value, self.written(key))

    def own_period(self) -> Period | None:
        """Read the period that ``du`` and ``au`` of this very mapping give."""
        start, end = self.raw("du"), self.raw("au")
        if start is None and end is None:
            return None
        found = read_period({"du": start, "au": end})
        if isinstance(found, DateFault):
            self.report(found.code, str(found.route[0]) if found.route else "du", **found.values)
            return None
        return None if isinstance(found, Pending) else found

    def _period(self, value: Value, key: str) -> Period | None:
        found = read_period(value)
        if isinstance(found, DateFault):
            self.report(found.code, key, *found.route, **found.values)
            return None
        return None if isinstance(found, Pending) else found

    def choice(self, key: str, kind: type[E], aliases: Mapping[str, E] | None = None, code: str = "STR020") -> E | None:
        """Read one of the listed words, whatever its accents, case, gender and number."""
        value = self.text(key)
        return None if value is None else self._choice(key, value, kind, aliases or {}, code)

    def choices(self, key: str, kind: type[E], aliases: Mapping[str, E] | None = None) -> tuple[E, ...]:
        """Read several listed words."""
        found = (self._choice(key, value, kind, aliases or {}, "STR020") for value in self.texts(key))
        return tuple(dict.fromkeys(item for item in found if item is not None))

    def _choice(self, key: str, value: str, kind: type[E], aliases: Mapping[str, E], code: str) -> E | None:
        found = _read_choice(value, kind, tuple(aliases.items()))
        if found is None:
            words = [item.value for item in kind if isinstance(item.value, str)] or list(aliases)
            self.report(code, key, key=key, value=value, words=quoted(words), suggestion=did_you_mean(value, words))
        return found

    def visibility(self, key: str = "visibilité", default: Visibility = Visibility.PUBLIC) -> Visibility:
        """Read who may see an item; a word that is not understood hides it from all but the team."""
        if self.raw(key) is None:
            return default
        found = self.choice(key, Visibility, VISIBILITIES, code="STR021")
        return Visibility.TEAM if found is None else found

    def inner(self, key: str) -> Fields | None:
        """Open a mapping inside this one."""
        value = self.raw(key)
        if isinstance(value, dict):
            return self.below(value, self.route_of(key))
        if value:
            self.wrong(self.route_of(key), key, mark("une liste de « clé: valeur »"), value)
        return None

    def entries(self, key: str) -> Iterator[Fields | tuple[int, str]]:
        """Open each entry of a list of mappings; a bare text comes with its index, a lone mapping is a list of one."""
        for index, (route, item) in enumerate(self.each(key)):
            if isinstance(item, dict):
                yield self.below(item, route)
            elif isinstance(item, str):
                yield index, item.strip()
            elif item is not None:
                self.wrong(route, key, mark("une valeur ou une liste de « clé: valeur »"), item)

    def records(self, key: str, short: str) -> Iterator[Fields]:
        """Open each entry of a list; a bare text is the value of the key ``short``."""
        for route, item in self.each(key):
            if isinstance(item, dict):
                yield self.below(item, route)
            elif isinstance(item, str) and item.strip():
                yield self.below({_folded(short): item}, route)
            elif item:
                self.wrong(route, key, mark("une valeur ou une liste de « clé: valeur »"), item)

    def mappings(self, key: str) -> Iterator[Fields]:
        """Open each entry of a list that may hold only mappings."""
        for entry in self.entries(key):
            if isinstance(entry, Fields):
                yield entry
            elif entry[1]:
                route = (*self.route_of(key), entry[0])
                self.wrong(route, key, mark("une liste de « clé: valeur »"), entry[1])

    def below(self, value: Mapping[str, Value], route: Route) -> Fields:
        """Open a mapping that lies below this one."""
        return replace(self, data=value, route=route, asked={}, renamed=None)

    def hint(self, wanted: str, known: Sequence[str]) -> str:
        """Write the suggestion of an advice, for the first faults alone: comparing words is slow."""
        return did_you_mean(wanted, known) if len(self.faults) < _HINTS else ""

    def wrong(self, route: Route, key: str, expected: str, value: Value) -> None:
        """Note that a value is of another kind than its key expects."""
        self.tell("STR018", route, key=key, expected=expected, found=_shown(value))

    def close(self) -> None:
        """Report the keys that nobody asked for."""
        known: list[str] | None = None
        unknown = 0
        for key in self.data:
            name, said = self.aliases.get(key, key), self.spelled.get(key, key)
            if name in self.asked:
                if name != key and name in self.data:
                    self.report_key("STR024", key, key=said, other=self.asked[name])
                continue
            if self.data[key] is None and (key.count(" ") > 1 or key.endswith(".")):
                self.report_key("STR026", key, text=said)
                continue
            if name in PRIVATE:
                self.report_key("PRV008", key, key=said)
                continue
            known = known or list(self.asked.values())
            unknown += 1
            hint = did_you_mean(key, known) if unknown <= _HINTS else ""
            self.report_key("STR019", key, key=said, suggestion=hint)


@lru_cache(maxsize=4096)
def _read_choice(value: str, kind: type[E], aliases: tuple[tuple[str, E], ...]) -> E | None:
    """Remember the words already met: a class writes the same dozen in every file."""
    return read_choice(value, kind, aliases=dict(aliases))


_FOLDED: dict[str, str] = {}


def _folded(key: str) -> str:
    """Fold a documented key once: they are few, files are many."""
    return _FOLDED.get(key) or _FOLDED.setdefault(key, fold(key))


def open_fields(document: Document, faults: list[Diagnostic], aliases: Mapping[str, str] | None = None) -> Fields:
    """Start reading a document's front matter, or a YAML file that is a mapping."""
    return Fields(document.data, document.source, faults, (), aliases or {}, document.spelled, document.keys)


def each(fields: Iterable[Fields], read: Callable[[Fields], T | None]) -> tuple[T, ...]:
    """Read every mapping of a list, keeping what could be read."""
    return tuple(item for item in map(read, fields) if item is not None)


def _shown(value: Value) -> str:
    """Name what was found where something else was expected."""
    if isinstance(value, list):
        return mark("une liste")
    return mark("un bloc") if isinstance(value, dict) else mark("« {word} »", word=shorten(str(value)))


def shorten(text: str, limit: int = 60) -> str:
    """Keep a quotation on one short line."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
