"""PRV: personal data and secrets."""

from __future__ import annotations

from generator.diagnostics.code import Code

CODES: tuple[Code, ...] = ()
