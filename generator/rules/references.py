"""Names that the records keep but that want a closer look; those that lead nowhere were told while reading."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.model.realisation import Context
from generator.rules.walking import Ground, submitted_everywhere


def diagnose(ground: Ground) -> Iterator[Diagnostic]:
    """Yield the réalisations of a stage that do not say which (docs/ecrire.md, « Une réalisation »)."""
    for _, student, item in submitted_everywhere(ground.school):
        placed = Context.INTERNSHIP in item.contexts and not item.internships
        if placed and student.internships and not item.source.marks.get(("stage",)):
            yield Diagnostic.at("EXA014", item.source.at("contexte"))
