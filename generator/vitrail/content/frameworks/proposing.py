"""Proposes the competencies that the words of a text suggest, by a référentiel's lexicon; none is ever counted."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import islice

from vitrail.content.frameworks.lexicon import Lexicon, lexicon_of, stems
from vitrail.content.frameworks.queries import scope
from vitrail.content.model.framework import Framework

_TOGETHER = 4
"""Most words of one entry, small ones apart."""
_WORDS = 2_000
"""Most words read of one text: a bound on time."""
_FORGIVEN = 0.6
"""Factor on the weight of a word recognised with one letter wrong."""


_CLEAR = 2
"""Least lead of the first score over the second."""


def propose(framework: Framework, option: str | None, text: str, most: int = 5) -> Mapping[str, float]:
    """Return the likeliest competencies of a text, best first, with their scores; without an option, of all options.

    A score is the sum of the weights of the recognised entries, each once. The longest run of words that is an entry
    wins over its parts; runs are compared joined, so that « pare feu » is « parefeu ». A word in no entry is compared
    again with one letter wrong.
    """
    words = list(islice(stems(text), _WORDS))
    every = (option,) if option else tuple(offered.id for offered in framework.options) or (None,)
    best: dict[str, float] = {}
    for choice in every:
        scores = _scores(lexicon_of(framework), choice, words)
        asked = scope(framework, choice).asked
        best |= {code: max(scores[code], best.get(code, 0)) for code in asked if code in scores}
    place = {code: number for number, code in enumerate(framework.by_id)}
    return dict(sorted(best.items(), key=lambda pair: (-pair[1], place[pair[0]]))[:most])


def surest(framework: Framework, option: str | None, text: str) -> str:
    """Return the competency that a text suggests more clearly than any other; empty when two scores are near."""
    (first, score), (_, second), *_ = (*propose(framework, option, text, 2).items(), ("", 0), ("", 0))
    return first if score >= second + _CLEAR else ""


def _scores(lexicon: Lexicon, option: str | None, words: list[str]) -> Mapping[str, float]:
    """Sum the weights of the recognised entries, by competency: those of an option and those of all options."""
    sections = tuple(section for name, section in lexicon.entries.items() if name in {None, option})
    scores: defaultdict[str, float] = defaultdict(float)
    for run, share in _recognised(lexicon, sections, words).items():
        for section in sections:
            for code, weight in section.get(run, {}).items():
                scores[code] += weight * share
    return scores


def _recognised(
    lexicon: Lexicon, sections: tuple[Mapping[str, Mapping[str, int]], ...], words: list[str]
) -> dict[str, float]:
    """Map each entry of the lexicon that is in a text to the share of its weight that counts."""
    weights: dict[str, float] = {}
    place = 0
    while place < len(words):
        runs = ((length, "".join(words[place : place + length])) for length in range(_TOGETHER, 0, -1))
        length, run = next(
            ((length, run) for length, run in runs if any(run in section for section in sections)), (1, "")
        )
        if run:
            weights[run] = 1.0
        elif near := _nearest(words[place], lexicon):
            weights.setdefault(near, _FORGIVEN)
        place += length
    return weights


def _nearest(word: str, lexicon: Lexicon) -> str:
    """Return the entry that differs by one letter, or by two that changed places; people get the first letter right."""
    from rapidfuzz.distance import OSA  # loaded when a text is looked at, never to start
    from rapidfuzz.process import extract  # the same

    if len(word) < 5:  # noqa: PLR2004  # one letter of a shorter word makes another word
        return ""
    near = extract(word, lexicon.longest, scorer=OSA.distance, score_cutoff=1, limit=5)
    return next((known for known, _, _ in near if known[0] == word[0]), "")
