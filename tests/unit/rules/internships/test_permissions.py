"""What the regulation permits raises nothing, and what cannot be judged yet is not said."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from tests.unit.rules.internships.cases import CASES
from tests.unit.rules.internships.records import (
    AFTER,
    FRAMEWORKS,
    ONE,
    TWO,
    codes,
    dated,
    first,
    judge,
    paper,
    part,
    school,
    stage,
    student,
)
from vitrail.content.model.internships.internship import Agreement, Quality, Report, Review
from vitrail.content.model.internships.regulation import Profile, Range
from vitrail.content.model.pathway import Pathway
from vitrail.ground.diagnostics import Severity
from vitrail.ground.language import Period
from vitrail.knowledge.internships.calendar import checklist
from vitrail.knowledge.internships.places import standing
from vitrail.knowledge.internships.profiles import dimensions

DURING = date(2020, 6, 10)


def test_two_stages_in_one_organisation_or_in_two_raise_nothing():
    """R22: the hosts may be the same or differ."""
    assert codes(school(student(stage(1, part(ONE, "Mairie")), stage(2, part(TWO, "Kelenn"))))) == []


def test_no_review_at_all_raises_nothing():
    """R23 permits a review and does not ask for it."""
    assert codes(first(lambda item: replace(item, reviews=()))) == []


def test_where_nothing_is_written_nothing_was_looked_at():
    """« rien d'écrit », not « rien à dire »: a quality that nobody writes (R36), and all that a missing stage shows."""
    known = school()
    (cohort,), framework = known.cohorts, FRAMEWORKS["fr.bts-sio.2011"]
    (learner,) = cohort.students
    named = [replace(item, quality=Quality.TRAINEE) for item in learner.internships]
    bare, one, both, none = (
        standing(replace(learner, internships=tuple(stages)), cohort, framework, AFTER)
        for stages in (learner.internships, [named[0], learner.internships[1]], named, ())
    )
    assert {"R28", "R36"} <= {*none.asked}
    assert [("R28" in held.wrote, "R36" in held.wrote) for held in (bare, one, both, none)] == [
        (True, False), (True, False), (True, True), (False, False)
    ]  # fmt: skip
    assert codes(known) == []
    papers = checklist(learner.internships[0], framework.profiles[Pathway.SCHOOL], learner, AFTER)
    assert "R36" not in {item.rule for item in papers}


def test_a_stage_without_weekly_reports_raises_nothing():
    """R39 permits reports: the review alone is an account."""
    assert codes(first(lambda item: replace(item, reports=()))) == []


def test_a_model_that_nobody_filled_is_no_account_and_no_report():
    """« vitrail new stage » writes a file a week: until something is written in it, the week is without report."""
    known = school(cohort={"weekly_reports_required": True})
    models = tuple(Report(slug=f"semaine-{number:02}", number=number) for number in range(1, 8))
    (cohort,) = known.cohorts
    (learner,) = cohort.students
    stages = tuple(replace(item, reports=models, reviews=(Review(slug="bilan"),)) for item in learner.internships)
    filled = replace(known, cohorts=(replace(cohort, students=(replace(learner, internships=stages),)),))
    assert {"STG003", "STG039"} <= set(codes(filled))


@pytest.mark.parametrize("spoiled", ["clauses", "quality"])
def test_abroad_the_convention_may_be_adapted(spoiled):
    """R30 relaxes R31 to R34 and R36."""
    bare = replace(part(ONE), agreement=Agreement(signed_on=date(2020, 1, 6)))
    changes = {"periods": (bare,)} if spoiled == "clauses" else {"quality": Quality.EMPLOYEE}
    assert codes(first(lambda item: replace(item, country="PT", **changes))) == []


def test_diversity_is_an_indicator():
    """R10 and R11: the dimensions that hosts offer are shown, not judged."""
    assert set(dimensions(student(), FRAMEWORKS["fr.bts-sio.2011"].profiles[Pathway.SCHOOL]).values()) == {()}


@pytest.mark.parametrize("code", ["STG001", "STG003", "STG009", "STG017", "STG040", "STG015", "STG043"])
def test_what_the_end_decides_is_not_said_before_the_end(code):
    """No attestation, account or follow-up is missing during the stage."""
    assert code not in codes(CASES[code](), DURING)


def test_nothing_is_missing_before_the_first_day():
    """A stage still to come may have no paper yet."""
    bare = paper(agreement=None, tutors=(), certificate=None)
    assert codes(bare, date(2020, 3, 1)) == []


def test_a_framework_without_durations_gives_one_piece_of_advice_a_class():
    """The 2019 annex was not read: no length is judged, nothing quotes 2011, and the class is asked for its own."""
    short = dated(Period(start=date(2020, 6, 8), end=date(2020, 6, 26)), TWO)
    found = judge(replace(short, cohorts=_as(short, "fr.bts-sio.2019")))
    assert [(item.code, item.severity, item.place.path) for item in found if item.code != "STG141"] == [
        ("STR036", Severity.ADVICE, "2019-2021/promotion.yml")
    ]
    everything = (judge(replace(make(), cohorts=_as(make(), "fr.bts-sio.2019"))) for make in CASES.values())
    assert not [item for told in everything for item in told if "2011" in (item.quoted or "") + item.message]


@pytest.mark.parametrize(
    ("written", "severity", "source"),
    [
        (Profile(lengths=(Range(low=4, high=5),), source="projet du lycée"), Severity.ERROR, "projet du lycée"),
        (Profile(lengths=(Range(low=4, high=5),)), Severity.WARNING, "règle de votre établissement"),
    ],
)
def test_the_durations_that_a_class_writes_are_judged_and_quoted(written, severity, source):
    """With a source they can fail, without one they only warn; neither is followed by the order of 2011."""
    short = dated(Period(start=date(2020, 6, 8), end=date(2020, 6, 26)), TWO)
    group = replace(_as(short, "fr.bts-sio.2019")[0], profiles={Pathway.SCHOOL: written})
    found = [item for item in judge(replace(short, cohorts=(group,))) if item.code != "STG141"]
    assert [(item.code, item.severity, item.quoted) for item in found] == [("STG020", severity, source)]


def test_an_unknown_framework_asks_for_nothing():
    """A school's own référentiel has no rule on stages until it gives a profile."""
    assert codes(replace(CASES["STG020"](), cohorts=_as(CASES["STG020"](), "fr.autre"))) == []


@pytest.mark.parametrize("pathway", [Pathway.APPRENTICESHIP, Pathway.CONTINUING, Pathway.EXPERIENCE])
def test_other_voies_are_asked_for_certificates_and_for_nothing_else(pathway):
    """An apprentice with a bare folder hears of the certificate only, once it is over."""
    bare = stage(1, replace(part(ONE), certificate=None, agreement=None, tutors=()), objectives=(), supervisor=None)
    assert codes(school(student(bare, pathway=pathway))) == ["STG040.work"]
    assert codes(school(student(bare, pathway=pathway)), DURING) == []


def test_distance_learners_are_under_the_school_voie():
    """R15 holds for « à distance »."""
    assert codes(school(student(stage(1, part(ONE)), remote=True))) == ["STG015"]


def _as(subject, framework):
    return (replace(subject.cohorts[0], framework=framework),)
