"""The words of ours: one catalogue whose keys are the French sentences, and the formats of each language."""

from vitrail.language.language import FRENCH, SUPPORTED, Language, elided, name_key
from vitrail.language.period import Period, joined
from vitrail.language.phrase import Alternatives, Phrase, ToldError, Value, Wording, mark, nmark, quoted

__all__ = [
    "FRENCH",
    "SUPPORTED",
    "Alternatives",
    "Language",
    "Period",
    "Phrase",
    "ToldError",
    "Value",
    "Wording",
    "elided",
    "joined",
    "mark",
    "name_key",
    "nmark",
    "quoted",
]
