"""File order: how faults are told, whatever the order in which they were met."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics.diagnostic import Diagnostic


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by path, line, column, code and sentence; the same fault met twice is told once."""
    return tuple(one for _, one in sorted({one.sort_key: one for one in diagnostics}.items(), key=lambda pair: pair[0]))
