"""EVA: verdicts of teachers and tutors."""

from __future__ import annotations

from generator.diagnostics.code import Code

CODES: tuple[Code, ...] = ()
