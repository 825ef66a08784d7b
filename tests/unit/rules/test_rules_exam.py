from datetime import date

import pytest

from tests.builders import check
from tests.unit.reading.schools import COHORT, LEA, REALISATION, read
from vitrail.content.model.state import State
from vitrail.ground.diagnostics import Severity
from vitrail.knowledge.coverage.tables import CohortCoverage, CompetencyCoverage, Coverage, StudentCoverage
from vitrail.knowledge.rules.exam import progress

TODAY = date(2027, 3, 15)
GLPI = f"{LEA}/realisations/glpi.md"


def told(reading, coverage=None):
    """The codes that the rules tell."""
    return [one.id for one in check(reading.school, coverage or Coverage(), TODAY)]


@pytest.mark.parametrize(("lived", "times"), [(0, 1), (1, 0)])
def test_work_that_was_only_watched_is_signalled(tmp_path, lived, times):
    """A judged competency covered by observed work alone is signalled, once."""
    state = CompetencyCoverage(state=State.DECLARED, observed=1, realisations=1 + lived)
    student = StudentCoverage(
        student=LEA, framework="fr.bts-sio.2019", option="SISR", competencies={"B1.1": state}, judged=("B1.1",)
    )
    coverage = Coverage(cohorts=(CohortCoverage(cohort="2025-2027", students=(student,)),))
    assert told(read(tmp_path, {GLPI: REALISATION}), coverage).count("EXA007") == times


def test_drafts_are_never_blamed(tmp_path):
    """Unfinished work is normal: nothing is asked of it."""
    reading = read(tmp_path, {GLPI: "---\ntitre: Plus tard\nstatut: brouillon\n---\n"})
    assert not [code for code in told(reading) if code.startswith(("EXA", "MED"))]


@pytest.mark.parametrize(
    ("oral", "times"), [("", 0), ("15/06/2027", 0), ("14/05/2027", 1), ("15/03/2027", 1), ("14/03/2027", 0)]
)
def test_the_gaps_of_the_tableau_are_told_in_the_sixty_days_before_the_oral(tmp_path, oral, times):
    """Once a portfolio, with what lacks; before there is time, after it is over, and without a day nobody knows."""
    cohort = COHORT + (f"oral le: {oral}\n" if oral else "")
    reading = read(tmp_path, {GLPI: REALISATION, "2025-2027/promotion.yml": cohort})
    found = [one for one in check(reading.school, Coverage(), TODAY) if one.code == "EXA001"]
    assert len(found) == times
    assert all("bloc 1 : 1 compétence sur 6" in one.message.replace("\u202f", " ") for one in found)
    assert all(one.severity is Severity.ADVICE for one in found)


@pytest.mark.parametrize("code", ["B1.1", "B1.1.1"])
def test_a_child_fills_its_parent_s_column(tmp_path, code):
    """The tableau marks the level B1.n."""
    school = read(tmp_path, {GLPI: REALISATION.replace("B1.1:", f"{code}:")}).school
    ((_, student),) = school.everyone
    found = progress(student, school.framework_of(student))
    assert (found["done"], found["asked"], found["left"][0]) == ("1 compétence", 6, "B1.2")


@pytest.mark.parametrize(
    ("period", "code"), [("01/06/2020", "EXA012"), ("01/06/2027", "EXA012.reference"), ("01/06/2026", None)]
)
def test_dates_are_compared_with_the_class_and_the_day(tmp_path, period, code):
    """Outside the class's years, or after the day of reference: one fault, never both."""
    reading = read(tmp_path, {GLPI: REALISATION.replace("01/06/2026 au 26/06/2026", period)})
    assert [found for found in told(reading) if found in ("EXA012", "EXA012.reference")] == ([code] if code else [])
