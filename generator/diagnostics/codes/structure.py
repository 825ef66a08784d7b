"""STR: files and folders in the wrong place or of the wrong kind."""

from __future__ import annotations

from generator.diagnostics.code import Code

CODES: tuple[Code, ...] = ()
