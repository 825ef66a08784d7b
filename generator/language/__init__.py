"""The words of the site: one catalogue whose keys are the French sentences, and the formats of each language."""

from generator.language.language import SUPPORTED, Language, mark
from generator.language.names import name_key

__all__ = ["SUPPORTED", "Language", "mark", "name_key"]
