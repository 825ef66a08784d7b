from datetime import date

import pytest
from msgspec.structs import replace

from vitrail.content.model.internships.internship import Internship, InternshipPeriod
from vitrail.content.model.realisation import Claim, Context, Production, ProductionState, Realisation, Status
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Student
from vitrail.content.model.verdict import Opinion, Role, Verdict
from vitrail.content.reading.frameworks import load_shipped
from vitrail.ground.language import Period
from vitrail.knowledge.coverage.students import student_coverage

SHIPPED = load_shipped()
FIRST = Period(start=date(2024, 9, 2), end=date(2025, 7, 4))
SECOND = Period(start=date(2025, 9, 1), end=date(2026, 6, 30))
COHORT = Cohort(slug="c", name="c", session=2026, years=(FIRST, SECOND))


def work(*contexts: Context, start=None, end=None, **more):
    """Make a réalisation that cites B1.1.1."""
    period = Period(start=date.fromisoformat(start), end=end and date.fromisoformat(end)) if start else None
    more = {"claims": (Claim(cited="B1.1.1", competency="B1.1.1"),), **more}
    return Realisation(slug="glpi", title="GLPI", contexts=contexts, period=period, **more)


def tableau(realisation: Realisation, cohort: Cohort = COHORT, **more):
    """Fill the tableau of a student with one réalisation."""
    more = {"framework": "fr.bts-sio.2019", "session": 2026, "option": "SISR", **more}
    student = Student(slug="s", last_name="S", realisations=(realisation,), **more)
    return student_coverage(student, cohort, SHIPPED[student.framework]).tableau


def bands(realisation: Realisation, cohort: Cohort = COHORT, **more):
    """Name the bands that list the réalisation."""
    return [section for section, _, rows in tableau(realisation, cohort, **more).bands if rows]


@pytest.mark.parametrize(
    ("realisation", "expected"),
    [
        (work(Context.TRAINING), ["formation"]),
        (work(), ["formation"]),
        (work(Context.PERSONAL), []),
        (work(Context.PERSONAL, exams=("bloc 2",)), []),
        (work(Context.PERSONAL, exams=("Bloc 1",)), ["formation"]),
        (work(Context.INTERNSHIP, start="2025-06-02", end="2025-06-27"), ["pro-1"]),
        (work(Context.INTERNSHIP, start="2026-01-05", end="2026-02-06"), ["pro-2"]),
        (work(Context.INTERNSHIP, start="2025-06-16", end="2025-09-05"), ["pro-1", "pro-2"]),
        (work(Context.APPRENTICESHIP, start="2025-01-01"), ["pro-1", "pro-2"]),
        (work(Context.INTERNSHIP, start="2025-07-14", end="2025-07-25"), ["pro-1"]),
        (work(Context.INTERNSHIP, start="2026-07-14", end="2026-07-25"), ["pro-2"]),
        (work(Context.TRAINING, Context.INTERNSHIP, start="2025-06-02", end="2025-06-27"), ["formation", "pro-1"]),
        (work(Context.TRAINING, status=Status.DRAFT), []),
    ],
)  # fmt: skip
def test_a_context_and_its_dates_give_the_bands(realisation, expected):
    """Formation first; work at a host in each school year that it touches; personal work for bloc 1 alone."""
    assert bands(realisation) == expected


def test_without_school_years_the_session_gives_them():
    """Session 2026 ends the year that opened in September 2025."""
    bare = replace(COHORT, years=())
    assert bands(work(Context.INTERNSHIP, start="2025-08-25", end="2025-09-03"), bare) == ["pro-1", "pro-2"]


def test_undated_work_takes_the_dates_of_its_stage():
    """Then its rank, so that it is listed in any case."""
    period = InternshipPeriod(period=Period(start=date(2026, 1, 5), end=date(2026, 2, 6)))
    undated = work(Context.INTERNSHIP, internships=("mairie",))
    assert bands(undated, internships=(Internship(slug="mairie", periods=(period,)),)) == ["pro-2"]
    assert bands(undated, internships=(Internship(slug="mairie", rank=2),)) == ["pro-2"]
    assert bands(undated) == ["pro-1"]


def test_a_mark_stands_under_the_competency_above_the_claim():
    """B1.1.1 marks B1.1; a bloc marks none of its columns; bloc 2 is listed without a mark."""
    assert tableau(work()).bands[0][2][0].marks == ("B1.1",)
    assert tableau(work(claims=(Claim(cited="B1", competency="B1"),))).bands[0][2][0].marks == ()
    assert tableau(work(claims=(Claim(cited="B2A.1", competency="B2A.1"),))).bands[0][2][0].marks == ()


@pytest.mark.parametrize(("opinion", "rows"), [(Opinion.REFUSED, 0), (Opinion.REWORK, 1), (Opinion.RETAINED, 1)])
def test_refused_work_alone_is_not_listed(opinion, rows):
    """Every other submitted réalisation has its row."""
    voice = Verdict(by="M. D", role=Role.TEACHER, on=date(2026, 1, 1), realisation="glpi", opinion=opinion)
    assert len(tableau(work(), verdicts=(voice,)).bands[0][2]) == rows


def test_documents_are_the_productions_that_are_there():
    """What is missing is not announced to the jury."""
    made = (Production(title="Procédure"), Production(title="Vidéo", state=ProductionState.MISSING))
    assert tableau(work(productions=made)).bands[0][2][0].documents == ("Procédure",)


def test_the_2011_table_has_situations_then_activities():
    """A situation and an activity are marked in one row."""
    claims = (Claim(cited="C1.1.1.1", competency="C1.1.1.1"),)
    realisation = work(Context.TRAINING, claims=claims, situations=("SO1",))
    found = tableau(realisation, framework="fr.bts-sio.2011", session=2021)
    assert found.columns[:5] == ("SO1", "SO2", "SO3", "SO4", "A1.1.1")
    assert len(found.columns) == 51
    assert found.bands[0][2][0].marks == ("A1.1.1", "SO1")
    assert "A1.1.2" in found.empty_columns


def test_a_session_without_table_has_no_tableau():
    """The 2019 référentiel has none in 2021."""
    assert tableau(work(), session=2021) is None
