"""A mapping as its author wrote it: its keys and values, the place of each, and the faults reported there."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.source import Route, Source, Span, place_of
from vitrail.content.values.choices import FOREIGN, asks_less
from vitrail.content.values.document import Value
from vitrail.content.values.folding import CODE, fold_key
from vitrail.content.values.key import Keys, Kind
from vitrail.content.values.lengths import shorten
from vitrail.content.values.suggesting import Guess, TypedWord, astray, guess, instead, spot
from vitrail.ground.diagnostics import Diagnostic, Fix, Place, TextEdit
from vitrail.ground.language import Value as Says
from vitrail.ground.language import mark, quoted
from vitrail.ground.regex import regex

_HINTS = 20
"""Faults of a file that get a suggestion: comparing words is slow, and no more are printed."""
_FEW = 8
"""Most keys of a mapping that are all listed when an unknown one is written."""
_CODE = regex(CODE)
_WHO = ("visibilité", "publier jusqu'au")
"""The keys that say who reads a page, and a class."""
_DASHES = frozenset("–—•‑−")
"""Signs by which a word processor replaces the dash that begins an entry."""

_PRIVATE = frozenset(
    "adresse; adresse personnelle; adresse postale; courriel; date de naissance; domicile; email; e mail; mail; mel;"
    " ne le; nee le; numero de candidat; numero de securite sociale; portable; tel; telephone".split("; ")
)
"""Folded keys of private data that papers need and no file of the repository may hold (docs/ecrire.md, « Vous »)."""


class WrittenMapping(Struct, frozen=True, kw_only=True):
    """One mapping, the table that its keys are looked for in, and the faults met so far."""

    data: Mapping[str, Value]
    source: Source
    faults: list[Diagnostic]
    """Grows while values are read."""
    table: Keys
    route: Route = ()
    spelled: Mapping[str, str] = {}
    """Folded key → as its author wrote it."""
    places: Mapping[Route, Span] = {}
    """Route of each key of the file → its place."""
    twice: tuple[Route, ...] = ()
    """The keys of the file that are written twice."""
    named: bool = False
    """Whether this mapping was written « a: b » (``forms``)."""
    whole: str | None = None
    """The text that it was read from, when it was written as one."""
    slips: dict[tuple[Route, str], str] = {}
    """Route of a mapping and one of its keys → the folded misspelling under which it was written."""

    def __post_init__(self) -> None:
        """Report the keys that the table does not know, and those that repeat another under a second name."""
        unknown = 0
        for name in self.data:
            said = self.spelled.get(name, name)
            if row := self.table.find(name):
                read = self.written(row.name)
                if read != name:
                    other = row.name if read == row.names[0] else self.spelled.get(read, read)
                    self._report_key("YAM019.alias", name, key=said, other=other)
            elif name in self.table.noted:
                continue
            elif self.data[name] is None and (name.count(" ") > 1 or name.endswith(".")):
                self.faults.append(
                    Diagnostic.at("STR026", self.at_key(*self.route, name), self._joined(name), text=said)
                )
            elif name in _PRIVATE:
                self._report_key("PRV008", name, key=said)
            else:
                unknown += 1
                self._unknown_key(name, said, hinted=unknown <= _HINTS)

    def at(self, *route: str | int) -> Place:
        """Return the place of a value of this mapping."""
        return self.source.at(*self.route, *route)

    def at_key(self, *route: str | int) -> Place:
        """Return the place of the key at a route from the top, or of the value there if it has no key."""
        place = self.places.get(route)
        return place_of(self.source.path, place) if place else self.source.at(*route)

    def at_short(self) -> Place:
        """Return the place of the value of the short key, inside the text, or at the key, from which it was read."""
        place = self.at_key(*self.route) if self.named else self.at(self.written(self.table.short))
        word = self.data.get(self.table[self.table.short].names[0])
        own = spot(place, TypedWord(word, self.whole)) if self.whole and isinstance(word, str) else None
        return own or place

    def written(self, key: str) -> str:
        """Find the folded name under which the author wrote a key: the documented one, else the first of the others."""
        names = self.table[key].names
        return next((name for name in names if name in self.data), self.slips.get((self.route, key), names[0]))

    def doubled(self, key: str) -> bool:
        """True if a key is written twice, under one name or two: which value was meant is not known."""
        names = self.table[key].names
        return sum(name in self.data for name in names) > 1 or any((*self.route, name) in self.twice for name in names)

    def route_of(self, key: str) -> Route:
        """Return the route of the value of a key, of the mapping itself when it is absent."""
        folded = self.written(key)
        return (*self.route, folded) if folded in self.data else self.route

    def raw(self, key: str) -> Value:
        """Return a value as written; report a required one that is missing."""
        value = self.data.get(self.written(key))
        row = self.table[key]
        if row.required and row.absent and (value is None or (isinstance(value, str) and not value.strip())):
            self.report(row.absent, key, key=key)
        return value

    def each(self, key: str) -> Iterator[tuple[Route, Value]]:
        """Yield the entries of a list as written, each with its route; a single value is a list of one."""
        value, route = self.raw(key), self.route_of(key)
        if isinstance(value, list):
            yield from (((*route, index), item) for index, item in enumerate(value))
        elif value is not None:
            yield route, value

    def pairs(self, key: str) -> Iterator[tuple[Route, str, Value]]:
        """Yield the entries of a mapping whose keys its author chose, such as codes: route, name, value."""
        value, route = self.raw(key), self.route_of(key)
        if isinstance(value, dict):
            yield from (((*route, name), name, item) for name, item in value.items())
        elif value:
            self.wrong(route, key, mark("une liste de « clé: valeur »"), value)

    def report(self, code: str, key: str, /, **values: Says) -> None:
        """Record a fault at the value of a key."""
        self.faults.append(Diagnostic.at(code, self.at(self.written(key)), **values))

    def tell(self, code: str, route: Route, /, **values: Says) -> None:
        """Record a fault at any route of the file."""
        self.faults.append(Diagnostic.at(code, self.source.at(*route), **values))

    def wrong(self, route: Route, key: str, expected: str, value: Value) -> None:
        """Record that a value is of another kind than its key expects, with a valid example."""
        row = self.table.find(fold_key(key))
        example = mark("Par exemple : « {example} ».", example=f"{key}: {row.example}") if row and row.example else ""
        self.tell("STR018", route, key=key, expected=expected, found=_shown(value), suggestion=example)

    def astray(self, code: str, route: Route, word: str, known: Sequence[str], /, **values: Says) -> None:
        """Record that a word names nothing; the first faults get the nearest known word: comparing words is slow."""
        near = known if len(self.faults) < _HINTS else ()
        self.faults.append(astray(code, self.source.at(*route), word, near, **values))

    def _unknown_key(self, name: str, said: str, *, hinted: bool) -> None:
        """Report an unknown key, with the nearest known one, or all of them when they are few and none is near.

        A key that is already written is not proposed. A misspelt key that protects (visibility, a private name) is
        read all the same, since to drop its value would publish; so is another tool's key that hides a page.
        """
        unwritten = [key for key in self.table if self.written(key.name) not in self.data] if hinted else []
        names = [key.name for key in unwritten]
        place, likely, value = self.at_key(*self.route, name), guess(said, names), self.data[name]
        if isinstance(value, str) and asks_less(name, value) and (own := next(filter(names.__contains__, _WHO), "")):
            likely = Guess(own, sure=True)
        elif not (likely and likely.sure):
            other = guess(said, [name for key in unwritten if key.keeps for name in key.spellings])
            likely = other if other and other.sure else likely
        row = self.table.find(fold_key(likely.name)) if likely and likely.sure else None
        if likely and row and row.keeps:
            self.slips[self.route, row.name] = name
            fix = instead(place, said, likely.name)
            self.faults.append(Diagnostic.at("STR040", place, fix, written=said, read=likely.name))
            return
        if name in FOREIGN and not self.route:
            return
        fault = astray("STR019", place, said, names, key=said)
        if said[:1] in _DASHES:
            first = replace(place, end_line=place.line, end_column=place.column + 1)
            fault = replace(fault, fix=instead(first, said[:1], "-"))
        elif (glued := said.partition(":"))[2] and self.table.find(fold_key(glued[0])):
            fault = replace(fault, fix=instead(place, said, ": ".join(glued[::2])))
        if hinted and not fault.values["suggestion"] and len([*self.table]) <= _FEW:
            every = mark("Les clés sont {words}.", words=quoted(key.name for key in self.table))
            fault = replace(fault, values={"key": said, "suggestion": every})
        if coded := self._coded_above(name):
            above = mark("Décalez-la vers la droite, sous « {key} ».", key=self.spelled.get(coded, coded))
            fault = replace(fault, values={"key": said, "suggestion": above}, fix=self._inwards(coded, name))
        self.faults.append(fault)

    def _coded_above(self, name: str) -> str:
        """Return the key above whose entries are codes, when a code below it lacks its indent."""
        names = list(self.data)
        above = [key for key in names[: names.index(name)] if not _CODE.fullmatch(key)] if _CODE.fullmatch(name) else []
        row = self.table.find(above[-1]) if above else None
        coded = row and (row.kind is Kind.PAIRS or (row.keys is not None and row.keys.coded))
        return above[-1] if coded and isinstance(self.data[above[-1]], dict | None) else ""

    def _inwards(self, above: str, name: str) -> Fix | None:
        """Indent a line like the entries of the key above; None if its value has several lines."""
        place, entries = self.at_key(*self.route, name), self.data[above]
        if place.column != 1 or (self.data[name] is not None and self.at(name).end_line != place.line):
            return None
        width = self.at_key(*self.route, above, next(iter(entries))).column - 1 if isinstance(entries, dict) else 2
        edit = TextEdit(replace(place, end_line=place.line, end_column=1), " " * width)
        return Fix(title=mark("Décaler la ligne"), edits=(edit,))

    def _joined(self, name: str) -> Fix | None:
        """Quote a text that a comma cut in two, when all of it is on one line."""
        names = list(self.data)
        before = names[names.index(name) - 1] if names.index(name) else ""
        start, end = self.at(before), self.at_key(*self.route, name)
        text = self.data.get(before)
        whole = isinstance(text, str) and start.end_line == start.line == end.line == end.end_line
        if not whole or not isinstance(text, str) or start.end_column - start.column != len(text) or '"' in text:
            return None
        ends = (start.column, start.column), (end.end_column, end.end_column)
        edits = (TextEdit(replace(start, column=column, end_column=other), '"') for column, other in ends)
        return Fix(title=mark("Mettre le texte entier entre guillemets"), edits=tuple(edits))

    def _report_key(self, code: str, name: str, /, **values: Says) -> None:
        """Record a fault at a key itself."""
        self.faults.append(Diagnostic.at(code, self.at_key(*self.route, name), **values))


def _shown(value: Value) -> str:
    """Describe a value that is of another kind than expected."""
    if isinstance(value, list):
        return mark("une liste")
    return mark("un bloc") if isinstance(value, dict) else mark("« {word} »", word=shorten(str(value)))
