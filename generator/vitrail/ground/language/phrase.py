"""A phrase of ours that is printed far from where it is made: it keeps its template and values, to be translated there.

A reason, an expectation or a suggestion is found deep in the engine, stored in a ledger or given to the sentence of a
diagnostic, and printed where the language is known. Until then it is a French ``str``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from vitrail.ground.language.period import Period

if TYPE_CHECKING:
    Value: TypeAlias = "str | int | date | Period | tuple[Value, ...]"
    Wording: TypeAlias = str
else:  # msgspec, which decodes records by their types, takes there what ``reading.packing`` makes of the bytes
    Value = Wording = Any
"""What a sentence is filled with; a text that is no ``Phrase`` is an author's and is never translated.

``Wording`` is a text that may be a ``Phrase``, in the field of a record that is kept.
"""
_NOTHING: Mapping[str, Value] = {}


class Phrase(str):
    """A French phrase, with its template and values: ``Language.write`` says it in any language."""

    __slots__ = ("plural", "template", "values")

    template: str
    plural: str
    """The template of the plural, chosen by the value ``n``; empty when there is none."""
    values: Mapping[str, Value]

    def __new__(cls, template: str, plural: str = "", values: Mapping[str, Value] = _NOTHING) -> Self:
        """Fill the French template, and keep it with its values."""
        many = plural and values["n"] not in {0, 1}
        phrase = super().__new__(cls, (plural if many else template).format_map(values) if values else template)
        phrase.template, phrase.plural, phrase.values = template, plural, dict(values)
        return phrase

    def __reduce__(self) -> tuple[type[Phrase], tuple[str, str, Mapping[str, Value]]]:
        """Pickle with its template and values."""
        return (type(self), (self.template, self.plural, self.values))


class Alternatives(tuple[str, ...]):
    """Words of which one is meant: « a, b ou c » where a plain tuple reads « a, b et c »."""

    __slots__ = ()


def mark(template: str, /, **values: Value) -> Phrase:
    """Mark a phrase for the catalogue where it is only made, to be translated where it is printed.

    Without values a template keeps its places, for the printer to fill.
    """
    return Phrase(template, values=values)


def nmark(singular: str, plural: str, n: int, /, **values: Value) -> Phrase:
    """Mark a phrase that counts: ``nmark("{n} semaine", "{n} semaines", 3)``."""
    return Phrase(singular, plural, {"n": n, **values})


class ToldError(Exception):
    """An error that stops a command, with a phrase of ours: the command line prints it and exits with ``exit_code``."""

    exit_code = 2

    def __init__(self, template: str, /, **values: Value) -> None:
        self.phrase = template if isinstance(template, Phrase) else mark(template, **values)
        super().__init__(self.phrase)


def quoted(words: Iterable[str]) -> Alternatives:
    """Quote words, of which one is meant: « a », « b » ou « c »."""
    return Alternatives(mark("« {word} »", word=word) for word in words)
