"""One fault is said once."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import CATALOGUE
from generator.diagnostics.codes.internships import CODES, QUOTES
from generator.model.internship import Agreement
from generator.rules.internships.order import ORDER
from generator.rules.internships.table import WITHOUT_CODE, markdown
from tests.unit.rules.internships.records import codes, paper

DOCUMENT = Path(__file__).parents[4] / "docs" / "stages.md"


def test_an_unsigned_convention_silences_its_clauses():
    """Without signature, four missing clauses would only repeat the fault."""
    assert codes(paper(agreement=Agreement())) == ["STG028"]


def test_the_order_names_known_codes():
    """A silence cannot outlive its code."""
    named = {code for rule in ORDER for code in (rule.by, *rule.codes)}
    assert named <= CATALOGUE.keys()


def test_every_requirement_has_a_code_or_a_documented_reason_to_be_silent():
    """R1 to R43 are all accounted for, once."""
    ruled = {code.rule for code in CODES if code.rule}
    assert ruled | WITHOUT_CODE.keys() == set(QUOTES) == {f"R{number}" for number in range(1, 44)}
    assert not ruled & WITHOUT_CODE.keys()


def test_a_code_quotes_its_requirement():
    """Source and French phrase stand in the catalogue."""
    for code in CODES:
        if code.rule:
            assert QUOTES[code.rule] in (code.source or "")
            assert f"({code.rule})" in (code.source or "")


def test_the_committed_document_is_current():
    """``docs/stages.md`` is what the table writes."""
    assert DOCUMENT.read_text(encoding="utf-8") == markdown()


def test_papers_that_a_student_cannot_produce_alone_only_warn():
    """R28, R31 to R34, R37 and R40 to R42 are never errors."""
    papers = {"R28", "R31", "R32", "R33", "R34", "R37", "R40", "R41", "R42"}
    assert {code.severity.value for code in CODES if code.rule in papers} == {"avertissement"}
