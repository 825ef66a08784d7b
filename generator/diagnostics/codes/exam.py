"""EXA: what the exam asks for."""

from __future__ import annotations

from generator.diagnostics.code import Code

CODES: tuple[Code, ...] = ()
