"""Pages and parts that have a place but nothing in them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Place
from generator.rules.walking import Ground, students, submitted


def diagnose(ground: Ground) -> Iterator[Diagnostic]:
    """Yield submitted réalisations without a text, or with an empty part, and watch without an analysis."""
    for _, student in students(ground.school):
        for item in submitted(student):
            if item.body is None or item.body.empty:
                yield Diagnostic.at("EXA006", item.source.at())
            elif item.body.bare_heading:
                title, line = item.body.bare_heading
                yield Diagnostic.at("EXA016", Place(path=item.source.path, line=line), title=title)
        for entry in student.watch:
            if (entry.body is None or entry.body.empty) and not entry.analysis:
                yield Diagnostic.at("EXA015", entry.source.at())
