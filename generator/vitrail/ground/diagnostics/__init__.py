"""Diagnostics: a fault, its place, its advice and its fix; they are values, never exceptions."""

from vitrail.ground.diagnostics.catalogue import Code, Severity, known_codes
from vitrail.ground.diagnostics.diagnostic import Diagnostic
from vitrail.ground.diagnostics.fix import Fix, Place, TextEdit

__all__ = ["Code", "Diagnostic", "Fix", "Place", "Severity", "TextEdit", "known_codes"]
