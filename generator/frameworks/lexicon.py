"""A lexicon: the words that people have for their work, and the competencies that they bring to mind."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field

from generator.frameworks.queries import index_of
from generator.frameworks.wording import stems
from generator.model.framework import Framework
from generator.values.document import Value
from generator.values.folding import fold, fold_code

_EVERYBODY = "commun"
_HEAVIEST = 4
_SHORT = 4
"""Letters of a word that a typing error turns into another."""


class Lexicon(Struct, frozen=True, kw_only=True, dict=True):
    """Words of ours beside a référentiel's official ones: they propose, and judge nothing."""

    entries: Mapping[str | None, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    """Option (None: every option) → stems, joined → code → weight, 1 (perhaps) to 4 (almost sure)."""

    @cached_property
    def longest(self) -> tuple[str, ...]:
        """The stems long enough for a typing error to be told from another word."""
        known = {stems for section in self.entries.values() for stems in section}
        return tuple(sorted(stems for stems in known if len(stems) > _SHORT))


def is_lexicon(name: str) -> bool:
    """True if a file beside the référentiels holds words, and no référentiel."""
    return name.lower().endswith((".lexique.yml", ".lexique.yaml"))


def build_lexicon(data: Mapping[str, Value], framework: Framework) -> Lexicon:
    """Build a lexicon from ``{option or « commun »: {« word, variant »: {code: weight}}}``.

    A section that is no option, a code that is none, a weight that is no number from 1 to 4 bring nothing.
    """
    names: dict[str, str | None] = {fold(one.id): one.id for one in framework.options} | {_EVERYBODY: None}
    entries: dict[str | None, dict[str, dict[str, int]]] = {}
    for section, rows in data.items():
        if section not in names or not isinstance(rows, dict):
            continue
        known = entries.setdefault(names[section], {})
        for words, codes in rows.items():
            weights = dict(_weights(codes, framework))
            for word in words.split(","):
                held = known.setdefault("".join(stems(word)), {})
                held |= {code: max(weight, held.get(code, 0)) for code, weight in weights.items()}
    return Lexicon(entries=entries)


def _weights(codes: Value, framework: Framework) -> Iterator[tuple[str, int]]:
    ids = index_of(framework).ids
    for code, weight in codes.items() if isinstance(codes, dict) else ():
        known = ids.get(fold_code(code))
        if known and isinstance(weight, str) and weight.isascii() and weight.isdigit():
            yield known, min(int(weight[:2]), _HEAVIEST)
