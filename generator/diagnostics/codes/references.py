"""REF: names that lead nowhere, competencies, organisations, students."""

from __future__ import annotations

from generator.diagnostics.code import Code

CODES: tuple[Code, ...] = ()
