"""STG: the regulation on internships, R1 to R43."""

from __future__ import annotations

from generator.diagnostics.code import Code

CODES: tuple[Code, ...] = ()
