"""Search for thousands of phrases at once, word by word: a text is read once, however many there are (Aho-Corasick).

Students type the private names: many names, or many with a word in common, must cost no more than their length. An
index by first word takes half a minute on 2 000 tutors called Anne.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from ahocorasick_rs import AhoCorasick

from vitrail.content.values.words import Phrase


class Phrases:
    """A set of phrases, indexed for searches."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = tuple(dict.fromkeys(phrases))
        uses = Counter(word for phrase in self._phrases for word in phrase)
        self._by_rarest: dict[str, list[Phrase]] = {}
        """Rarest word of a phrase → phrases: a text without the word has none of them."""
        for phrase in self._phrases:
            rarest = min(phrase, key=lambda word: (uses[word], -len(word)))
            self._by_rarest.setdefault(rarest, []).append(phrase)
        self.words = frozenset(uses)

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self._phrases)

    def __bool__(self) -> bool:
        """True if there is any phrase."""
        return bool(self._phrases)

    def possible(self, known: frozenset[str]) -> Iterator[Phrase]:
        """Yield the phrases whose words are all in ``known``."""
        for word in known.intersection(self._by_rarest):
            yield from (phrase for phrase in self._by_rarest[word] if known.issuperset(phrase))

    def maybe(self, held: Iterable[str]) -> bool:
        """True if some words include the rarest word of a phrase; else they hold no phrase."""
        return not self._by_rarest.keys().isdisjoint(held)

    def met(self, held: Sequence[str]) -> Iterator[tuple[int, Phrase]]:
        """Yield each occurrence of a phrase in a list of words, with the index of its first word."""
        matches = self._automaton.find_matches_as_indexes(_spaced(held), overlapping=True)
        begins = accumulate((len(word) + 1 for word in held), initial=0)
        places = {begin: place for place, begin in enumerate(begins)} if matches else {}
        for number, start, _ in matches:
            yield places[start], self._phrases[number]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick([_spaced(phrase) for phrase in self._phrases])


def _spaced(words: Sequence[str]) -> str:
    """Join words with spaces around each, so that none is found inside another; folded words have no space."""
    return f" {' '.join(words)} "
