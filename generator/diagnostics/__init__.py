"""What is wrong, where, and how to mend it: diagnostics are values, never exceptions."""

from generator.diagnostics.catalogue import CATALOGUE, Code, Severity
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.fix import Fix, Place, TextEdit

__all__ = ["CATALOGUE", "Code", "Diagnostic", "Fix", "Place", "Severity", "TextEdit"]
