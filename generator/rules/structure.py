"""Pages that have a place but nothing in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.coverage.tables import Coverage
from generator.diagnostics import Diagnostic
from generator.model.school import School
from generator.rules.walking import students, submitted


def diagnose(school: School, coverage: Coverage, today: date) -> Iterator[Diagnostic]:
    """Yield submitted réalisations without a text, watch without an analysis (usages.md, « What goes wrong »)."""
    del coverage, today
    for _, student in students(school):
        for item in submitted(student):
            if item.body is None or item.body.empty:
                yield Diagnostic.at("EXA006", item.source.at())
        for entry in student.watch:
            if (entry.body is None or entry.body.empty) and not entry.analysis:
                yield Diagnostic.at("EXA015", entry.source.at())
