"""The codes, one module a family: a family is a subject that an author can look up."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.diagnostics.code import Code
from generator.diagnostics.codes import (
    dates,
    encoding,
    evaluations,
    exam,
    frameworks,
    internships,
    media,
    privacy,
    references,
    structure,
    yaml,
)

FAMILIES: Mapping[str, tuple[Code, ...]] = MappingProxyType(
    {
        "ENC": encoding.CODES,
        "YAM": yaml.CODES,
        "REF": references.CODES,
        "DAT": dates.CODES,
        "STG": internships.CODES,
        "EXA": exam.CODES,
        "PRV": privacy.CODES,
        "MED": media.CODES,
        "STR": structure.CODES,
        "EVA": evaluations.CODES,
        "FRA": frameworks.CODES,
    }
)
"""Family prefix → its codes, in order."""
