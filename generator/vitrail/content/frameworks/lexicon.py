"""A lexicon: the words that people use for their work, and the competencies that they suggest."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from vitrail.content.frameworks.queries import index_of
from vitrail.content.model.framework import Framework
from vitrail.content.model.words import LexiconEntry
from vitrail.content.values.document import Document, Value
from vitrail.content.values.folding import fold, fold_code
from vitrail.ground.regex import regex

_EVERYBODY = "commun"
_SHORT_FORMS = "sigles"
"""Section of abbreviations with their long forms, which suggest no competency of their own."""
_HEAVIEST = 4
"""Highest weight of a word, whatever the lexicon of a school says."""
_LEADING = 3
"""Lowest weight at which the words of an entry lead to a competency."""
_LETTERS = 72
"""Most letters, for one competency, of such words in an editor's list."""
_SHORT = 4
"""Longest word that a typing error easily turns into another word, in letters."""
_WORD = regex(r"[a-z0-9][a-z0-9+#]*")
_SMALL = frozenset(
    "a ai ainsi au aux avec ce ces cet cette d dans de des du elle en entre est et etait ete il ils j je l la le les "
    "leur leurs lors ma mes moi mon n ne nos notre nous on ont ou par pour qu que qui s sa se ses son sont sous sur t "
    "ta te un une via vos votre vous y".split()
)
_ENDING = regex(
    r"(?<=[a-z]{5})(?:ations?|ateurs?|ements?|ions?|antes?|ants?|aient|ait|ent)$|(?<=[a-z]{4})(?:ees?|er|ez)$"
    r"|(?<=[a-z]{3})(?:es?|s)$|(?<=[aeo]u)x$"
)
_LONGEST = 40
"""Most letters of a word: a longer one is a key or an address, and is ignored."""


class Lexicon(Struct, frozen=True, kw_only=True, dict=True):
    """Unofficial words for the competencies of a référentiel: they serve to propose, never to judge."""

    entries: Mapping[str | None, Mapping[str, Mapping[str, int]]] = {}
    """Option (None: every option) → stems, joined → code → weight, 1 (perhaps) to 4 (almost sure)."""

    @cached_property
    def longest(self) -> tuple[str, ...]:
        """The stems that are long enough to tell a typing error from another word."""
        known = {run for section in self.entries.values() for run in section}
        return tuple(sorted(run for run in known if len(run) > _SHORT))


def is_lexicon(name: str) -> bool:
    """True if the name of a file beside the référentiels is that of a lexicon."""
    return name.lower().endswith((".lexique.yml", ".lexique.yaml"))


def read_lexicon(document: Document, framework: Framework) -> tuple[LexiconEntry, ...]:
    """Read ``{option or « commun »: {« word, variant »: {code: weight}}}``, then the abbreviations.

    Unknown sections, unknown codes and weights that are no whole numbers are left out.
    """
    names: dict[str, str | None] = {fold(option.id): option.id for option in framework.options} | {_EVERYBODY: None}
    entries = [
        LexiconEntry(words=_listed(document.spelled.get(words, words)), option=names[section], weights=weights)
        for section, rows in document.data.items()
        for words, codes in (rows.items() if section in names and isinstance(rows, dict) else ())
        if (weights := dict(_weights(codes, framework)))
    ]
    short = document.data.get(_SHORT_FORMS)
    forms = (line for line in (short if isinstance(short, list) else ()) if isinstance(line, str))
    return (*entries, *(LexiconEntry(words=_listed(line)) for line in forms))


def lexicon_of(framework: Framework) -> Lexicon:
    """Return the lexicon of a référentiel, built the first time and kept beside it, as a cached property would be."""
    kept: dict[str, Lexicon] = vars(framework)
    if "_lexicon" not in kept:
        entries: dict[str | None, dict[str, dict[str, int]]] = {}
        for entry in framework.entries:
            for word in entry.words if entry.weights else ():
                held = entries.setdefault(entry.option, {}).setdefault("".join(stems(word)), {})
                held |= {code: max(weight, held.get(code, 0)) for code, weight in entry.weights.items()}
        kept["_lexicon"] = Lexicon(entries=entries)
    return kept["_lexicon"]


def heard(framework: Framework) -> dict[str, tuple[str, ...]]:
    """Map a competency to the words that lead to it in an editor's list, up to ``_LETTERS`` letters in all.

    First words of entries come first, those of greatest weight before the others.
    """
    every = [(place, word, entry.weights) for entry in framework.entries for place, word in enumerate(entry.words)]
    words_of: dict[str, list[str]] = {}
    for _, word, weights in sorted(every, key=lambda row: (row[0], -max(row[2].values(), default=0))):
        for code in _surest(weights):
            known = words_of.setdefault(code, [])
            if word not in known and len("".join((*known, word))) <= _LETTERS:
                known.append(word)
    return {code: tuple(words) for code, words in words_of.items() if words}


def kin(framework: Framework) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the words that search treats as synonyms: those of each entry with its codes, then the abbreviations."""
    return tuple((entry.words, tuple(sorted(_surest(entry.weights)))) for entry in framework.entries)


def stems(text: str) -> Iterator[str]:
    """Yield the words of a text in order, each without its ending: « Sauvegardes » and « sauvegarder » are one."""
    for word in _WORD.findall(fold(text)):
        if word not in _SMALL and len(word) <= _LONGEST:
            yield _ENDING.sub("", word)


def _listed(words: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, words.split(","))))


def _surest(weights: Mapping[str, int]) -> tuple[str, ...]:
    """Return the codes of weight ``_LEADING`` or more; without any, those of the greatest weight."""
    least = min(_LEADING, max(weights.values(), default=0))
    return tuple(code for code, weight in weights.items() if weight >= least)


def _weights(codes: Value, framework: Framework) -> Iterator[tuple[str, int]]:
    ids = index_of(framework).ids
    for code, weight in codes.items() if isinstance(codes, dict) else ():
        known = ids.get(fold_code(code))
        if known and isinstance(weight, str) and weight.isascii() and weight.isdigit():
            yield known, min(int(weight[:2]), _HEAVIEST)
