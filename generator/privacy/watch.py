"""Searching a text for values that must not be there: whole words, whatever their accents, case or markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from generator.privacy.phrases import Phrase, Phrases, words
from generator.privacy.texts import texts_of
from generator.values.dates import MONTHS

SHORTEST = 5
"""Letters of the shortest value that is searched: « Li » would be found in half the texts."""
_CIVILITIES = frozenset({"m", "mme", "mlle", "mr", "monsieur", "madame", "mademoiselle", "dr"})
_MONTHS = frozenset(words(" ".join(MONTHS)))


@dataclass(frozen=True, kw_only=True)
class Watch:
    """Values to search for; empty when the audience may read everything."""

    values: tuple[Phrase, ...] = ()
    """The words of each value, folded."""

    def first(self, texts: Iterable[str]) -> str | None:
        """Give a value found in one of the texts, folded, or None; the texts are taken one by one."""
        if not self.values:
            return None
        found = next(filter(None, map(self._phrases.first, texts)), None)
        return " ".join(found) if found else None

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self.values)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel as values alone; a worker makes of them one watch for all its pages."""
        return _received, (self.values,)


@lru_cache(maxsize=2)
def _received(values: tuple[Phrase, ...]) -> Watch:
    return Watch(values=values)


NOTHING = Watch()
"""For an audience that may read everything."""


def watch(private: Iterable[str], allowed: Iterable[str]) -> Watch:
    """Choose what to search for: long enough, and not words that the audience may read elsewhere."""
    every = {form: None for value in private for form in _forms(tuple(words(value))) if _telling(form)}
    readable = Phrases(every).within(allowed)
    return Watch(values=tuple(sorted(every.keys() - readable)))


def _forms(value: Phrase) -> Iterator[Phrase]:
    """A name as it was typed, and without « Mme »; a surname alone may be anybody's, or a common word."""
    yield value
    if len(value) > 2 and value[0] in _CIVILITIES:  # noqa: PLR2004  # a first and a last name stay
        yield value[1:]


def _telling(value: Phrase) -> bool:
    """Whether a value may be somebody's: « juin 2026 » is a date of every page."""
    return sum(map(len, value)) >= SHORTEST and not all(word.isdigit() or word in _MONTHS for word in value)


def leak_in(url: str, raw: bytes, watch: Watch) -> str | None:
    """Give a value that a file of the site should not hold, or None.

    Raises:
        texts.UnsearchableError: when something of an archive or of a PDF cannot be searched.
    """
    return watch.first(texts_of(url, raw)) if watch.values else None
