"""YAM: front matter and YAML files that do not say what their author means."""

from __future__ import annotations

from generator.diagnostics.code import Code

CODES: tuple[Code, ...] = ()
