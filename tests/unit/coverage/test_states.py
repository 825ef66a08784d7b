from datetime import date

import pytest

from vitrail.content.model.internships.internship import Internship, Report
from vitrail.content.model.realisation import Claim, Mode, Production, ProductionState, Realisation
from vitrail.content.model.school import Cohort
from vitrail.content.model.state import State
from vitrail.content.model.student import Student
from vitrail.content.model.verdict import Opinion, Role, Verdict
from vitrail.content.reading.frameworks import load_shipped
from vitrail.knowledge.coverage.claims import judged_claims, said_of
from vitrail.knowledge.coverage.students import student_coverage

NEW = load_shipped()["fr.bts-sio.2019"]
OLD = load_shipped()["fr.bts-sio.2011"]
COHORT = Cohort(slug="c", name="c", framework=NEW.id, session=2026)
LINK = (Production(title="p", link="https://x.example"),)
SECRET = (Production(title="p", state=ProductionState.CONFIDENTIAL, reason="client"),)
UNSAID = (Production(title="p", state=ProductionState.CONFIDENTIAL),)
PROOF = (Production(title="p", file="p.pdf"),)


def claim(code: str | None = "B1.1.1", **more):
    """Cite a competency."""
    return Claim(cited=code or "B2.1", competency=code, **more)


def work(slug: str = "glpi", *claims: Claim, **more):
    """Make a réalisation."""
    return Realisation(slug=slug, title=slug, claims=claims or (claim(),), fingerprint="now", **more)


def verdict(opinion: Opinion | None = Opinion.RETAINED, day: int = 1, **more):
    """Speak of the réalisation « glpi »."""
    more = {"role": Role.TEACHER, "realisation": "glpi", "fingerprint": "now", **more}
    return Verdict(by="M. Durand", on=date(2026, 3, day), opinion=opinion, **more)


def student(*works: Realisation, **more):
    """Make a SISR student."""
    more = {"option": "SISR", "session": 2026, "framework": NEW.id, **more}
    return Student(slug="s", last_name="S", realisations=works, **more)


def state_of(realisation: Realisation, *verdicts: Verdict):
    """Give the state of the first claim."""
    return judged_claims(student(realisation, verdicts=verdicts), [realisation], NEW)[realisation.slug][0].state


def covered(*works: Realisation, **more):
    """Compute a student."""
    return student_coverage(student(*works, **more), COHORT, NEW)


@pytest.mark.parametrize(
    ("realisation", "state"),
    [
        (work(), State.DECLARED),
        (work("glpi", claim(sentence="oui")), State.DECLARED),
        (work(productions=PROOF), State.DECLARED),
        (work("glpi", claim(sentence="oui"), productions=PROOF), State.JUSTIFIED),
        (work("glpi", claim(sentence="oui"), productions=LINK), State.DECLARED),
        (work("glpi", claim(sentence="oui"), productions=SECRET), State.JUSTIFIED),
        (work("glpi", claim(sentence="oui"), productions=UNSAID), State.DECLARED),
    ],
)
def test_without_a_verdict_a_sentence_and_a_production_justify(realisation, state):
    """Both are needed, and the production must be there or be confidential with a reason."""
    assert state_of(realisation) is state


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (verdict(), State.VALIDATED),
        (verdict(fingerprint=None), State.VALIDATED),
        (verdict(fingerprint="then"), State.CHANGED),
        (verdict(Opinion.REWORK), State.REWORK),
        (verdict(Opinion.REFUSED), State.REFUSED),
        (verdict(competency="B1.1.1"), State.VALIDATED),
        (verdict(competency="B1.1"), State.VALIDATED),
        (verdict(competency="B1.2"), State.DECLARED),
        (verdict(opinion=None, level=3), State.DECLARED),
        (verdict(by_team=False), State.DECLARED),
        (verdict(role=Role.TUTOR), State.DECLARED),
        (verdict(realisation=None), State.DECLARED),
        (verdict(realisation="autre"), State.DECLARED),
    ],
)
def test_a_verdict_of_the_team_gives_the_state(given, state):
    """It may name the competency, one above it or none; a tutor's, a stranger's or another's gives no state."""
    assert state_of(work(), given) is state


def test_a_verdict_beneath_the_claim_says_nothing_of_it():
    """Citing a parent says nothing of its children, and judging a child says nothing of the parent."""
    assert state_of(work("glpi", claim("B1.1")), verdict(competency="B1.1.1")) is State.DECLARED


def test_the_latest_verdict_governs():
    """By its day, then by its place in the file, however narrow it is."""
    early, late = verdict(Opinion.REFUSED, competency="B1.1.1"), verdict(Opinion.RETAINED, day=2)
    assert state_of(work(), late, early) is State.VALIDATED
    assert state_of(work(), verdict(index=0), verdict(Opinion.REWORK, index=1)) is State.REWORK


def test_verdicts_follow_a_renamed_file():
    """« vient de » carries them, unless another réalisation bears the former name."""
    renamed = work("inventaire", former_names=("glpi",))
    assert state_of(renamed, verdict()) is State.VALIDATED
    both = student(renamed, work(), verdicts=(verdict(),))
    claims = judged_claims(both, both.works, NEW)
    assert [found.state for own in claims.values() for found in own] == [State.DECLARED, State.VALIDATED]
    assert [len(said_of(both, one)) for one in both.realisations] == [0, 1]


def test_a_tutor_confirms_beside_the_state():
    """The latest word of a tutor is kept with the evidence."""
    voices = (verdict(role=Role.TUTOR), verdict(role=Role.TUTOR, day=2, competency="B1.1.1"))
    piece = covered(work(), verdicts=voices).competencies["B1.1.1"].evidence[0]
    assert piece.tutor is voices[1]
    assert piece.state is State.DECLARED


def test_a_parent_takes_the_strongest_of_its_descendants():
    """A detailed competency lights its bloc, and a parent's claim lights no child."""
    found = covered(work("glpi", claim("B1.1.1")), work("ad", claim("B1.2")), verdicts=(verdict(),)).competencies
    assert found["B1"].state is State.VALIDATED
    assert found["B1.1"].state is State.VALIDATED
    assert found["B1.2"].state is State.DECLARED
    assert found["B1.2.1"].state is State.UNCOVERED
    assert (found["B1"].validated, found["B1"].covered, found["B1"].children) == (1, 2, 6)
    assert found["B1"].realisations == 2


def test_work_to_rework_or_refused_does_not_cover():
    """It is stronger than nothing, and counts for nothing."""
    found = covered(work(), verdicts=(verdict(Opinion.REWORK),))
    assert found.competencies["B1.1"].state is State.REWORK
    assert found.competencies["B1.1"].realisations == 0
    assert "B1.1" in found.gaps


def test_observed_work_alone_is_signalled():
    """Observed réalisations are counted apart."""
    found = covered(work(mode=Mode.OBSERVED)).competencies["B1.1"]
    assert (found.realisations, found.observed, found.only_observed) == (1, 1, True)


def test_a_claim_without_option_waits_and_one_outside_is_listed():
    """Neither is a gap, neither is lost."""
    waiting = student_coverage(student(work("glpi", claim(None), claim("B2A.1")), option=None), COHORT, NEW)
    assert waiting.pending == (("glpi", "B2.1"), ("glpi", "B2A.1"))
    outside = covered(work("glpi", claim("B2B.1")))
    assert outside.out_of_option == (("glpi", "B2B.1"),)
    assert "B2B.1" not in outside.competencies


def test_the_headline_counts_the_judged_level():
    """One compétence of fourteen, whatever is written of its details."""
    found = covered(work("glpi", claim("B1.1.1"), claim("B1.1.2")))
    assert (found.covered, len(found.judged)) == (1, 14)


def test_reports_evoke_and_never_cover():
    """A weekly report shows on the competency and above it."""
    stage = Internship(slug="mairie", reports=(Report(slug="semaine-01", number=1, evokes=("B1.2.1",)),))
    found = covered(internships=(stage,)).competencies
    assert found["B1.2"].evoked == found["B1.2.1"].evoked == (("mairie", "semaine-01"),)
    assert found["B1.2"].state is State.UNCOVERED


def test_work_beneath_a_column_of_the_table_counts_for_it():
    """A SLAM student of 2011 covers A3.2.1 by one of its compétences."""
    one = student(work("glpi", claim("C3.2.1.1")), option="SLAM", framework=OLD.id, session=2021)
    found = student_coverage(one, COHORT, OLD)
    assert found.competencies["A3.2.1"].state is State.DECLARED
    assert not found.out_of_option
    assert "A3.2.1" in found.judged


def test_without_a_framework_there_is_no_coverage():
    """The student is listed, and nothing is counted."""
    found = student_coverage(student(work(), framework=None), COHORT, None)
    assert (found.competencies, found.judged, found.tableau) == ({}, (), None)
