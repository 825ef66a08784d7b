"""A fault: a code of the catalogue, a place in a file, the values of its sentence; the order and limit of faults."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Self

from msgspec import Struct

from vitrail.ground.diagnostics.catalogue import Code, Severity, known_codes
from vitrail.ground.diagnostics.fix import Fix, Place
from vitrail.ground.language import FRENCH, Value, Wording, mark

MAX_KEPT = 100
"""Faults of one file and one severity, at most: five times what a terminal prints (``diagnostics.report``)."""
_NAMES = {Severity.ERROR: mark("erreurs"), Severity.WARNING: mark("avertissements"), Severity.ADVICE: mark("conseils")}


class Diagnostic(Struct, frozen=True, kw_only=True, array_like=True):
    """One fault at one place.

    The sentence is never stored: it is the catalogue's template filled with ``values``, in French whatever the language
    of the site, as the keys and the files that it speaks of. A value is an author's own words, a number, a date, or a
    phrase of ours (``mark``); ``suggestion``, when something resembled what was written, is a sentence.
    """

    id: str
    """The catalogue's code, with its reason where it has several."""
    place: Place
    values: Mapping[str, Value] = {}
    quoted: Wording | None = None
    """The sentence of a référentiel or of a class that it applies; None for most."""
    lowered: Severity | None = None
    """A severity below the catalogue's, if the source of its rule could not be verified here."""
    fix: Fix | None = None
    """The edits that would fix it, if known."""

    @classmethod
    def at(cls, id_: str, place: Place, fix: Fix | None = None, /, **values: Value) -> Self:
        """Build a diagnostic concisely: ``Diagnostic.at("REF001", place, code="B1.7")``."""
        return cls(id=id_, place=place, values=values, fix=fix)

    @property
    def code(self) -> str:
        """The code as authors read it, whatever the reason."""
        return self.id.partition(".")[0]

    @property
    def entry(self) -> Code:
        """The catalogue's entry: severity, sentence, fix."""
        return known_codes()[self.id]

    @property
    def severity(self) -> Severity:
        """The severity that the catalogue gives, or the one that a rule lowered it to."""
        return self.lowered or self.entry.severity

    @property
    def sort_key(self) -> tuple[str, int, int, str, tuple[str, ...]]:
        """File order: path, line, column, then code and values, whatever the order of reading."""
        values = tuple(map(str, self.values.values()))
        return (self.place.path, self.place.line, self.place.column, self.id, values)

    @property
    def message(self) -> str:
        """The sentence that describes the fault."""
        return FRENCH.sentence(self.entry.message, self.values)

    @property
    def remedies(self) -> tuple[str, ...]:
        """How to fix it: the nearest valid value if one was found, then the advice."""
        suggestion = self.values.get("suggestion")
        near = (FRENCH.write(suggestion),) if suggestion else ()
        return (*near, FRENCH.sentence(self.entry.advice, self.values))

    @property
    def advice(self) -> str:
        """The remedies, on one line."""
        return " ".join(self.remedies)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by path, line, column, code and values; drop the second of two equal faults."""
    return tuple(
        fault for _, fault in sorted({fault.sort_key: fault for fault in diagnostics}.items(), key=lambda pair: pair[0])
    )


def capped(faults: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the first faults of each file and severity; the next one becomes STR033.file, which tells the limit."""
    met: Counter[tuple[str, Severity]] = Counter()
    for fault in faults:
        if fault.id == "STR033.file":
            yield fault
            continue
        key = fault.place.path, fault.severity
        met[key] += 1
        if met[key] <= MAX_KEPT:
            yield fault
        elif met[key] == MAX_KEPT + 1:
            yield Diagnostic.at("STR033.file", fault.place, what=_NAMES[fault.severity], limit=MAX_KEPT)
