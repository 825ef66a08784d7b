"""One fault is said once."""

from __future__ import annotations

from tests.unit.rules.internships.cases import CASES
from tests.unit.rules.internships.records import FRAMEWORKS, codes, judge, paper
from vitrail.content.model.internships.internship import Agreement
from vitrail.doors.documentation.stages import quotes
from vitrail.ground.diagnostics.catalogue import families
from vitrail.knowledge.internships.requirements import HOW, UNJUDGED


def test_an_unsigned_convention_silences_its_clauses():
    """Without signature, four missing clauses would only repeat the fault."""
    assert codes(paper(agreement=Agreement())) == ["STG028"]


def test_every_requirement_has_a_code_or_a_documented_reason_to_be_silent():
    """R1 to R43 are all accounted for, once."""
    ruled = {code.rule for code in families()["STG"] if code.rule}
    assert ruled | UNJUDGED.keys() == set(quotes(FRAMEWORKS)) == {f"R{number}" for number in range(1, 44)}
    assert not ruled & UNJUDGED.keys()


def test_a_diagnostic_quotes_the_requirement_of_the_learner_s_referentiel():
    """Source and French phrase are the référentiel's: 2011 quotes its order, and no code holds a sentence of it."""
    (found,) = judge(CASES["STG020"]())
    assert found.quoted == f"{FRAMEWORKS['fr.bts-sio.2011'].profiles['scolaire'].quote('R20')}"
    assert "quatre à cinq semaines consécutives" in found.quoted


def test_every_requirement_says_in_one_sentence_how_it_is_looked_at():
    """Each once, in the order of the text; the page of the regulation and docs/stages.md print the same."""
    assert list(HOW) == list(quotes(FRAMEWORKS))
    assert [text for text in HOW.values() if not text.endswith(".") or ". " in text] == []


def test_papers_that_a_student_cannot_produce_alone_only_warn():
    """R28, R31 to R34, R37 and R40 to R42 are never errors."""
    papers = {"R28", "R31", "R32", "R33", "R34", "R37", "R40", "R41", "R42"}
    assert {code.severity.value for code in families()["STG"] if code.rule in papers} == {"avertissement"}
