"""The closed list of everything Vitrail can say is wrong; the documentation is made from it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType

from generator.diagnostics.code import Code, Severity
from generator.diagnostics.codes import FAMILIES

__all__ = ["CATALOGUE", "Code", "Severity"]

CATALOGUE: Mapping[str, Code] = MappingProxyType({code.id: code for code in chain.from_iterable(FAMILIES.values())})
"""Every code by its id."""
