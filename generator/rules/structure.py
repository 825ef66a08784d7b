"""Pages and parts that have a place but nothing in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.coverage.tables import Coverage
from generator.diagnostics import Diagnostic, Place
from generator.model.school import School
from generator.rules.walking import students, submitted


def diagnose(school: School, coverage: Coverage, today: date) -> Iterator[Diagnostic]:
    """Yield submitted réalisations without a text, or with an empty part, and watch without an analysis."""
    del coverage, today
    for _, student in students(school):
        for item in submitted(student):
            if item.body is None or item.body.empty:
                yield Diagnostic.at("EXA006", item.source.at())
            elif item.body.bare_heading:
                title, line = item.body.bare_heading
                yield Diagnostic.at("EXA016", Place(path=item.source.path, line=line), title=title)
        for entry in student.watch:
            if (entry.body is None or entry.body.empty) and not entry.analysis:
                yield Diagnostic.at("EXA015", entry.source.at())
