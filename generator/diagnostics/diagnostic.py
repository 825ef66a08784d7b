"""The fault itself: a code of the catalogue, a place in a file, and the values its sentence needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from generator.diagnostics.catalogue import CATALOGUE, Code, Severity


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A spot in a file of the portfolios: path relative to their root, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One fault at one place.

    The sentence is never stored: it is the catalogue's template filled with ``values``, so that one
    catalogue serves every language and the documentation.

    Raises:
        KeyError: when ``code`` is not in the catalogue (a fault of ours, found by the tests).
    """

    code: str
    place: Place
    values: Mapping[str, str | int] = field(default_factory=dict)

    @classmethod
    def at(cls, code: str, place: Place, /, **values: str | int) -> Self:
        """Write a diagnostic shortly: ``Diagnostic.at("REF001", place, code="B1.7")``."""
        return cls(code=code, place=place, values=values)

    @property
    def entry(self) -> Code:
        """The catalogue's entry: severity, sentence, fix, source."""
        return CATALOGUE[self.code]

    @property
    def severity(self) -> Severity:
        """The severity that the catalogue gives, or the one that a rule lowered it to."""
        lowered = self.values.get("_severity")
        return Severity(lowered) if isinstance(lowered, str) else self.entry.severity

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """File order: path, line, column, then code and sentence so that order never depends on reading."""
        return (self.place.path, self.place.line, self.place.column, self.code, self.message)

    @property
    def message(self) -> str:
        """What is wrong, one French sentence."""
        return self.entry.message.format_map(self.values)

    @property
    def advice(self) -> str:
        """How to mend it, with the nearest valid value when one was found."""
        return self.entry.advice.format_map(_Lenient(self.values))


class _Lenient(dict[str, str | int]):
    """Values for an advice: a value that was not found (a « did you mean ») leaves an empty place."""

    def __init__(self, values: Mapping[str, str | int]) -> None:
        super().__init__(values)

    def __missing__(self, key: str) -> str:
        return ""
