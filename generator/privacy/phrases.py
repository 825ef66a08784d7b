"""Thousands of phrases looked for at once, word by word: a text is read once, however many they are.

An automaton of Aho and Corasick. Private names come from what students type, so neither their number nor their
likeness may cost more than their length: a list by first word takes half a minute on 2 000 tutors called Anne.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.values.words import Phrase


class Phrases:
    """Phrases ready to be looked for; a state is how much of some of them has just been read."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._steps: list[dict[str, int]] = [{}]
        self._ends: dict[int, Phrase] = {}
        for phrase in phrases:
            state = 0
            for word in phrase:
                state = self._steps[state].setdefault(word, len(self._steps))
                if state == len(self._steps):
                    self._steps.append({})
            self._ends[state] = phrase
        self._fails = [0] * len(self._steps)
        self._shorter = [0] * len(self._steps)
        """State → the next shorter phrase that ends there too, 0 for none."""
        self._link()
        uses = Counter(word for phrase in self._ends.values() for word in phrase)
        self._by_rarest: dict[str, list[Phrase]] = {}
        """The word of a phrase that the fewest others have → the phrases: without it, a text has none of them."""
        for phrase in self._ends.values():
            rarest = min(phrase, key=lambda word: (uses[word], -len(word)))
            self._by_rarest.setdefault(rarest, []).append(phrase)
        self.words = frozenset(uses)

    def __bool__(self) -> bool:
        """True if there is something to look for."""
        return bool(self._ends)

    @property
    def all(self) -> tuple[Phrase, ...]:
        """Every phrase, in order."""
        return tuple(sorted(self._ends.values()))

    def possible(self, known: frozenset[str]) -> Iterator[Phrase]:
        """Yield the phrases all of whose words are among some."""
        for word in known.intersection(self._by_rarest):
            yield from (phrase for phrase in self._by_rarest[word] if known.issuperset(phrase))

    def maybe(self, held: Iterable[str]) -> bool:
        """True if some words have one of a phrase, the rarest: else they hold none."""
        return not self._by_rarest.keys().isdisjoint(held)

    def met(self, held: Sequence[str]) -> Iterator[tuple[int, Phrase]]:
        """Yield each phrase that a list of words holds, every time, with the place of its first word."""
        steps, fails, state = self._steps, self._fails, 0
        for place, word in enumerate(held):  # ``_after``, without a call a word
            while state and word not in steps[state]:
                state = fails[state]
            state = steps[state].get(word, 0)
            end = state if state in self._ends else self._shorter[state]
            while end:
                phrase = self._ends[end]
                yield place + 1 - len(phrase), phrase
                end = self._shorter[end]

    def _link(self) -> None:
        """Give each state the one to fall back on: the longest end of what was read that begins another phrase."""
        waiting = list(self._steps[0].values())
        for state in waiting:
            for word, after in self._steps[state].items():
                self._fails[after] = back = self._after(self._fails[state], word)
                self._shorter[after] = back if back in self._ends else self._shorter[back]
                waiting.append(after)

    def _after(self, state: int, word: str) -> int:
        while state and word not in self._steps[state]:
            state = self._fails[state]
        return self._steps[state].get(word, 0)
