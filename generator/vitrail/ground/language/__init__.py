"""The words of ours: one catalogue whose keys are the French sentences, and the formats of each language."""

from vitrail.ground.language.language import FRENCH, SUPPORTED, Language, elided, name_key
from vitrail.ground.language.period import Period, joined
from vitrail.ground.language.phrase import Alternatives, Phrase, ToldError, Value, Wording, mark, nmark, quoted

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
