"""What is wrong, where, and how to mend it: diagnostics are values, never exceptions."""

from generator.diagnostics.catalogue import CATALOGUE, Code, Severity
from generator.diagnostics.diagnostic import Diagnostic, Place

__all__ = ["CATALOGUE", "Code", "Diagnostic", "Place", "Severity"]
