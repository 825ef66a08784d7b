"""Thousands of phrases looked for at once, word by word: a text is read once, however many they are.

An automaton of Aho and Corasick. Private values come from what students type, so neither their number nor their
likeness may cost more than their length.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TypeAlias

Phrase: TypeAlias = tuple[str, ...]

_WORDS = bytes(byte if chr(byte).isalnum() and byte < 0x80 else 0x20 for byte in range(256)).lower()  # noqa: PLR2004  # ASCII
_SIGNS = "‘’‐–—"
"""They part words as the signs of a keyboard do: « N’Diaye » is « N'Diaye »."""

APART = " 0apart0 "
"""Between texts that are read in one go: a word of no phrase."""


def words(text: str) -> list[str]:
    """Words without accents or case, at the speed of the codec; other scripts are left out."""
    plain = unicodedata.normalize("NFKD", unescape(text))
    for sign in _SIGNS:
        plain = plain.replace(sign, " ")
    return plain.encode("ascii", "ignore").translate(_WORDS).decode("ascii").split()


class PhraseMatcher:
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
        self._rarest = frozenset(max(phrase, key=len) for phrase in self._ends.values())
        """The longest word of each phrase: a text that has none of them has none of the phrases."""
        self._fails = [0] * len(self._steps)
        self._shorter = [0] * len(self._steps)
        """State → the next shorter phrase that ends there too, 0 for none."""
        self._link()

    def met(self, text: str) -> Iterator[tuple[Phrase, str]]:
        """Yield each phrase that a text holds, every time, with the word before it."""
        found = words(text)
        for place, state in self._states(found):
            end = state if state in self._ends else self._shorter[state]
            while end:
                phrase = self._ends[end]
                before = place - len(phrase)
                yield phrase, found[before] if before >= 0 else ""
                end = self._shorter[end]

    def within(self, texts: Iterable[str]) -> frozenset[Phrase]:
        """Return every phrase that some text holds."""
        return frozenset(phrase for phrase, _ in self.met(APART.join(texts)))

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

    def _states(self, found: list[str]) -> Iterator[tuple[int, int]]:
        """Yield the states of a text that may hold a phrase, the first one aside, each with the place of its word."""
        if self._rarest.isdisjoint(found):
            return
        steps, fails, state = self._steps, self._fails, 0
        for place, word in enumerate(found):  # ``_after``, without a call a word
            while state and word not in steps[state]:
                state = fails[state]
            state = steps[state].get(word, 0)
            if state:
                yield place, state
