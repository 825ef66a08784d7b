"""Diagnostics: a fault, its place, its advice and its fix; they are values, never exceptions."""

from vitrail.diagnostics.catalogue import Code, Severity, known_codes
from vitrail.diagnostics.diagnostic import Diagnostic
from vitrail.diagnostics.fix import Fix, Place, TextEdit

__all__ = ["Code", "Diagnostic", "Fix", "Place", "Severity", "TextEdit", "known_codes"]
