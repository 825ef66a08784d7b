"""Everything known before a page is made: what ``check`` prints and what ``build`` builds from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.coverage import compute
from generator.coverage.tables import Coverage
from generator.diagnostics import Diagnostic
from generator.diagnostics.echoes import without_echoes
from generator.diagnostics.ordering import in_order
from generator.project import Project
from generator.reading.memory import Memory
from generator.reading.portfolios import Spread
from generator.reading.remote import public_forge
from generator.reading.school import Reading, read_school
from generator.rules import check as check_rules
from generator.rules import privacy
from generator.settings import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was read, counted and judged, whoever may see it."""

    reading: Reading
    coverage: Coverage
    today: date
    diagnostics: tuple[Diagnostic, ...]
    """In file order."""


def examine(project: Project, memory: Memory | None = None, spread: Spread | None = None) -> Findings:
    """Read everything (or remember it) and judge it; nothing raises for what people wrote."""
    reading = read_school(project.portfolios, only=project.only_student, memory=memory, spread=spread)
    today = clock(project.asked_date, reading.school.reference_date)
    coverage = compute(reading.school)
    judged = without_echoes(reading.diagnostics, check_rules(reading.school, coverage, today))
    exposed = privacy.exposed(reading.school, public_forge(project.root))
    found = (*reading.diagnostics, *judged, *exposed)
    return Findings(reading=reading, coverage=coverage, today=today, diagnostics=in_order(found))
