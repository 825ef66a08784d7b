"""Reading of values, each as its row of the table says; a wrong one is reported at its place, and dropped alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from vitrail.content.model.audience import Visibility
from vitrail.content.model.internships.regulation import Range, range_of
from vitrail.content.model.source import Route
from vitrail.content.values.choices import VISIBILITIES, read_choice, read_yes_no
from vitrail.content.values.dates import DateFault, read_date, read_period
from vitrail.content.values.document import Document, Value
from vitrail.content.values.folding import fold, pending
from vitrail.content.values.forms import forms
from vitrail.content.values.key import TEXTS, Key, Keys, Kind
from vitrail.content.values.lengths import fitted, shorten
from vitrail.content.values.mapping import WrittenMapping
from vitrail.content.values.suggesting import TypedWord, as_read, astray, respelt
from vitrail.ground.diagnostics import Diagnostic, Fix
from vitrail.ground.language import Period, mark, quoted

T = TypeVar("T")

_LONGEST_NUMBER = 9
"""Digits: Python refuses to read thousands, and nothing here is counted in milliards."""
_NONE = frozenset("aucun aucune neant rien non".split())


class Fields(WrittenMapping, frozen=True, kw_only=True):
    """One mapping, whose values are read as their rows of the table say."""

    def values(self) -> dict[str, Any]:
        """Read every key that fills a field of a record; what is absent is left to the record's own default."""
        values: dict[str, Any] = {}
        for key in self.table:
            value: Any = self.value(key) if key.to and key.kind in _READERS else None
            if key.unread is not UNSET and self.raw(key.name) is not None and (value is None or self.doubled(key.name)):
                values[key.to] = key.unread
                continue
            if value is None:
                continue
            if key.after and value < values.get(key.after, value):
                self.report("DAT004.sessions", key.name, start=values[key.after], end=value)
            else:
                values[key.to] = value
        return values

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Read the facts, shown as written: name of the key and text, in the table's order."""
        read = ((key.name, self.value(key)) for key in self.table if key.fact)
        return tuple(
            (name, ", ".join(value) if isinstance(value, tuple) else str(value)) for name, value in read if value
        )

    def value(self, key: Key) -> object:
        """Read a value as its row says; None when it is absent or faulty."""
        read: Any = _READERS[key.kind](self, key.name)
        if key.kind in TEXTS and read and key.to not in self.table.whole:
            read = None if all(map(pending, [read] if isinstance(read, str) else read)) else read
        if key.then and read:
            return tuple(map(key.then, read)) if isinstance(read, tuple) else key.then(read)
        return read

    def text(self, key: str) -> str | None:
        """Read one line or paragraph of text."""
        value = self.raw(key)
        if isinstance(value, (list, dict)):
            self.wrong(self.route_of(key), key, mark("un texte"), value)
            return None
        value = value.strip() if value else None
        return self.fit(key, value) if value else None

    def fit(self, key: str, value: str, *below: str | int) -> str:
        """Cut a text that is too long for its key, and report it once."""
        text, reason = fitted(value, self.table[key].limit)
        if reason:
            place = self.at(self.written(key), *below)
            fault = Diagnostic.at("STR035", place, key=key, reason=reason)
            self.faults.extend([] if fault in self.faults else [fault])
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; a single text is a list of one, or of several between commas."""
        return self.within(key, tuple(dict.fromkeys(text for _, text in self.placed_texts(key))))

    def within(self, key: str, read: tuple[T, ...]) -> tuple[T, ...]:
        """Cut a list to the most entries that its row allows, and report it."""
        most = self.table[key].most or len(read)
        if len(read) > most:
            expected, held = mark("au plus {n} éléments", n=most), mark("{n} éléments", n=len(read))
            self.report("STR018", key, key=key, expected=expected, found=held)
        return read[:most]

    def lines(self, key: str) -> tuple[str, ...]:
        """Read a list of sentences; a single one keeps its commas."""
        value = self.raw(key)
        return (value.strip(),) if isinstance(value, str) and value.strip() else self.texts(key)

    def prose(self, key: str) -> str | None:
        """Read a text, or a list of sentences, which are joined by newlines."""
        return "\n".join(self.texts(key)) if isinstance(self.raw(key), list) else self.text(key)

    def placed_texts(self, key: str) -> Iterator[tuple[Route, str]]:
        """Yield the texts of a list, each with its route."""
        value = self.raw(key)
        if isinstance(value, dict):
            self.wrong(self.route_of(key), key, mark("une liste"), value)
        elif isinstance(value, str):
            parts = (part.strip() for part in value.split(","))
            yield from ((self.route_of(key), self.fit(key, part)) for part in parts if part)
        for index, item in enumerate(value if isinstance(value, list) else ()):
            route = (*self.route_of(key), index)
            if isinstance(item, str) and item.strip():
                yield route, self.fit(key, item.strip(), index)
            elif isinstance(item, (list, dict)):
                self.wrong(route, key, mark("un texte"), item)

    def number(self, key: str) -> int | None:
        """Read a whole number."""
        return self._scalar(key, mark("un nombre entier"), _whole_number)

    def flag(self, key: str) -> bool | None:
        """Read oui or non."""
        return self._scalar(key, mark("« oui » ou « non »"), read_yes_no)

    def _scalar(self, key: str, expected: str, read: Callable[[str], T | None]) -> T | None:
        value = self.raw(key)
        scalar = read(value) if isinstance(value, str) else None
        if scalar is None and value not in (None, ""):
            self.wrong(self.route_of(key), key, expected, value)
        return scalar

    def weeks(self, key: str) -> Range | None:
        """Read a number of weeks, or two bounds."""
        return self._scalar(key, mark("un nombre de semaines, « 5 » ou « 4 à 5 »"), range_of)

    def day(self, key: str) -> date | None:
        """Read a date; « à compléter » is None, and a fault only under a key whose date hides a text (``unread``)."""
        value, hides = self.text(key), self.table[key].unread is not UNSET
        day = read_date(value) if value and (hides or read_period(value) is not None) else None
        if hides and value and isinstance(day, DateFault):
            day.code, words = "STR018.hidden", mark("les jours, écrits comme 31/12/2027")
            day.values = {"key": key, "value": shorten(value), "words": words}
        return self._dated(day, key)

    def period(self, key: str) -> Period | None:
        """Read a period; « à compléter » is None, and no fault."""
        return self._dated(read_period(self.raw(key)), key)

    def own_period(self) -> Period | None:
        """Read the period given by the keys ``du`` and ``au`` of this mapping itself."""
        return self._dated(read_period({"du": self.raw("du"), "au": self.raw("au")}))

    def _dated(self, dated: T | DateFault | None, *way: str) -> T | None:
        if isinstance(dated, DateFault):
            key, *below = (*way, *dated.route) or ("du",)
            place = self.at(self.written(str(key)), *below)
            self.faults.append(Diagnostic.at(dated.code, place, self._redated(dated, str(key), below), **dated.values))
            return None
        return dated

    def _redated(self, fault: DateFault, key: str, below: Sequence[str | int]) -> Fix | None:
        """Return the fix that writes a date in a form that can be read, when the text can mean no other date."""
        value = self.raw(key)
        for step in below:
            value = value.get(str(step)) if isinstance(value, dict) else None
        if not isinstance(value, str):
            return None
        alone = value.count("/") == 2 and fault.turned  # noqa: PLR2004  # one date, and no period
        new = fault.turned if alone else as_read(value, day=not below and self.table[key].kind is Kind.DAY)
        return respelt(self.at(self.written(key), *below), TypedWord(value), new) if new else None

    def choice(self, key: str) -> Enum | str | None:
        """Read one of the listed words, whatever its accents, case, gender and number."""
        value = self.text(key)
        return None if value is None else self._choice(self.table[key], value, self.route_of(key))

    def choices(self, key: str) -> tuple[Enum | str, ...]:
        """Read several listed words."""
        chosen = (self._choice(self.table[key], value, route) for route, value in self.placed_texts(key))
        return tuple(dict.fromkeys(item for item in chosen if item is not None))

    def _choice(self, row: Key, value: str, route: Route) -> Enum | str | None:
        choice = read_choice(value, row.of, row.words)
        if choice is None:
            words = [item.value for item in row.of or () if isinstance(item.value, str)]
            self._unknown(row, route, value, words or list(dict.fromkeys(map(str, row.words.values()))))
        return choice

    def _unknown(self, row: Key, route: Route, value: str, words: list[str]) -> None:
        """Report a word that is none of a choice; where the choice hides a text, its fix is not safe (``guarded``)."""
        whole, guarded = self.raw(row.name), row.kind is Kind.VISIBILITY or row.unread not in (UNSET, None)
        written = TypedWord(value, whole if isinstance(whole, str) else None, guarded)
        place = self.source.at(*route)
        self.faults.append(astray(row.unknown, place, written, words, key=row.name, value=value, words=quoted(words)))

    def visibility(self, key: str) -> Visibility:
        """Read who may see an item; a word that is not understood, or two of them, hide it from all but the team."""
        if self.doubled(key):
            return Visibility.TEAM
        if self.raw(key) is None:
            return self.table[key].default
        value = self.text(key)
        visibility = read_choice(value, Visibility, VISIBILITIES) if value else None
        if visibility is None and value:
            self._unknown(replace(self.table[key], unknown="STR018.hidden"), self.route_of(key), value, [*VISIBILITIES])
        return visibility if isinstance(visibility, Visibility) else Visibility.TEAM

    def inner(self, key: str, table: Keys | None = None) -> Fields | None:
        """Return a mapping inside this one; a bare text is the value of its short key."""
        return next(self.below(key, self.raw(key), self.route_of(key), table=table), None)

    def entries(self, key: str, table: Keys | None = None) -> Iterator[Fields]:
        """Yield each entry of a list of mappings, or a single one, in any of the forms that their table allows."""
        alone = not isinstance(self.raw(key), list)
        for route, item in self.each(key):
            yield from self.below(key, item, route, alone=alone, table=table)

    def below(
        self, key: str, value: Value, route: Route, *, alone: bool = True, table: Keys | None = None
    ) -> Iterator[Fields]:
        """Yield the mappings that a value under a key stands for; report any other value, unless it is empty.

        ``table``: the keys that are read there, if not those of the row.
        """
        table, whole = table or self.table[key].keys or self.table, value if isinstance(value, str) else None
        none = whole and (pending(whole) or fold(whole) in _NONE)
        known = () if none else forms(table, value, route, self.spelled, alone=alone)
        for held, way, named in known:
            if isinstance(held, dict):
                yield replace(self, data=held, route=way, named=named, whole=whole, table=table)
            elif held:
                self.wrong(route, key, mark("une liste de « clé: valeur »"), held)

    def record(self, key: str) -> object | None:
        """Read a mapping, or a list of its parts, as a record; None when it is absent or lacks a required field."""
        parts = list(self.entries(key))
        names = [name for part in parts for name in part.data]
        if len(names) > len(set(names)):
            self.wrong(self.route_of(key), key, mark("une liste de « clé: valeur »"), self.raw(key))
            return None
        others = {name: value for part in parts[1:] for name, value in part.values().items()}
        return parts[0].made(**others) if parts else None

    def records(self, key: str) -> tuple[Any, ...]:
        """Read a list of mappings as records, without those that could not be read, and no more than its row allows."""
        records = (item for item in (entry.made() for entry in self.entries(key)) if item is not None)
        return self.within(key, tuple(records))

    def made(self, **more: object) -> Any:  # noqa: ANN401 - the record that the table names
        """Make the record of this mapping, or its pair of texts; None when a required field is missing."""
        if self.table.record is None:
            pair = tuple(self.text(name) for name in self.table.pair)
            return pair if all(pair) else None
        values = self.values() | more
        if self.table.placed:
            values["place"] = self.at_short()
        return self.table.record(**values) if self.table.whole <= values.keys() else None


_READERS: Mapping[Kind, Callable[[Fields, str], object]] = {
    Kind.TEXT: Fields.text,
    Kind.WORD: Fields.text,
    Kind.PROSE: Fields.prose,
    Kind.LINES: Fields.lines,
    Kind.WORDS: Fields.texts,
    Kind.NUMBER: Fields.number,
    Kind.WEEKS: Fields.weeks,
    Kind.FLAG: Fields.flag,
    Kind.DAY: Fields.day,
    Kind.PERIOD: Fields.period,
    Kind.CHOICE: Fields.choice,
    Kind.CHOICES: Fields.choices,
    Kind.VISIBILITY: Fields.visibility,
    Kind.RECORD: Fields.record,
    Kind.RECORDS: Fields.records,
}


def open_fields(document: Document, faults: list[Diagnostic], table: Keys) -> Fields:
    """Return the fields of a document's front matter, or of a YAML file that is a mapping."""
    return Fields(
        data=document.data,
        source=document.source,
        faults=faults,
        table=table,
        spelled=document.spelled,
        places=document.keys,
        twice=document.twice,
    )


def _whole_number(text: str) -> int | None:
    return int(text) if text.strip().isdecimal() and len(text) <= _LONGEST_NUMBER else None
