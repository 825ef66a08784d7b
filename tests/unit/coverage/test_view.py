from datetime import date

import pytest

from vitrail.content.model.audience import Audience, Visibility
from vitrail.content.model.internships.internship import (
    Agreement,
    Certificate,
    FollowUp,
    Internship,
    InternshipPeriod,
    Report,
    Review,
    TimeOff,
    Tutor,
)
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.realisation import Claim, Production, Realisation, Sheet, Status
from vitrail.content.model.school import Cohort, School, Teacher
from vitrail.content.model.state import State
from vitrail.content.model.student import FreePage, Student, WatchEntry
from vitrail.content.model.verdict import Opinion, Role, Verdict
from vitrail.content.reading.frameworks import load_shipped
from vitrail.ground.language import Period
from vitrail.knowledge.coverage import compute, view

FRAMEWORK = "fr.bts-sio.2019"
DAYS = Period(start=date(2026, 1, 5), end=date(2026, 2, 6))
HOST = Organisation(slug="cabinet-untel-valmont", name="Cabinet Untel", public_name="Un cabinet d'avocats")
JURY_ONLY = {"visibility": Visibility.JURY}


def claim(code: str):
    """Cite a competency."""
    return Claim(cited=code, competency=code)


def verdict(code: str, opinion: Opinion, **more):
    """Speak of « glpi »."""
    return Verdict(by="M. Durand", role=Role.TEACHER, on=date(2026, 3, 1), realisation="glpi", competency=code,
                   opinion=opinion, comment="Bravo", level=3, **more)  # fmt: skip


def school(**more):
    """A class of one student who shows everything there is."""
    works = (
        Realisation(slug="glpi", title="GLPI", claims=tuple(map(claim, ("B1.1", "B1.2", "B1.3", "B1.4"))),
                    internships=("mairie", "cachee"), team=("ami", "absent"), fingerprint="now",
                    sheet=Sheet(place="Ici"),
                    self_assessment=(("B1.1", 2),),
                    productions=(Production(title="a"), Production(title="b", **JURY_ONLY))),
        Realisation(slug="brouillon", title="B", status=Status.DRAFT),
        Realisation(slug="discret", title="D", **JURY_ONLY),
    )  # fmt: skip
    stage = Internship(
        slug="mairie", supervisor="Mme Lambert",
        periods=(InternshipPeriod(period=DAYS, organisation=HOST, tutors=(Tutor(name="M. Tuteur"),),
                                  agreement=Agreement(signed_on=date(2025, 12, 1)),
                                  certificate=Certificate(weeks=5, by="M. Tuteur")),),
        absences=(TimeOff(period=DAYS, reason="grippe"),),
        follow_ups=(FollowUp(on=date(2026, 1, 20), by="Mme Lambert", note="bien"),),
        reports=(Report(slug="semaine-01", number=1),
                 Report(slug="semaine-02", number=2, visibility=Visibility.PUBLIC)),
        reviews=(Review(slug="bilan", participants=("M. Tuteur",)),),
    )  # fmt: skip
    lea = Student(
        slug="lea", last_name="Moreau", option="SISR", session=2026, framework=FRAMEWORK, realisations=works,
        internships=(stage, Internship(slug="cachee", **JURY_ONLY)),
        watch=(WatchEntry(slug="v", title="V"), WatchEntry(slug="w", title="W", **JURY_ONLY)),
        pages=(FreePage(slug="p", title="P"), FreePage(slug="q", title="Q", status=Status.DRAFT)),
        verdicts=(
            verdict("B1.1", Opinion.RETAINED, fingerprint="now"), verdict("B1.2", Opinion.RETAINED, fingerprint="then"),
            verdict("B1.3", Opinion.REWORK), verdict("B1.4", Opinion.REFUSED),
            Verdict(by="M. Durand", role=Role.TEACHER, on=date(2026, 3, 2), comment="Bon portfolio"),
        ),
    )  # fmt: skip
    friend = Student(slug="ami", last_name="Ami", comes_from="2023-2025/absent")
    absent = Student(slug="absent", last_name="Absent", visibility=Visibility.TEAM)
    cohort = Cohort(slug="c", name="c", session=2026, team=(Teacher(name="M. Durand"),), students=(lea, friend, absent))
    return School(frameworks=load_shipped(), cohorts=(cohort,), organisations=(HOST,), **more)


def lea(audience: Audience):
    """Give the student as the audience sees her."""
    return view(school(), audience).cohorts[0].students[0]


def states(audience: Audience):
    """Give what the audience sees of the four competencies."""
    found = compute(view(school(), audience)).student("c", "lea").competencies
    return [found[f"B1.{n}"].state for n in range(1, 5)]


def test_the_team_sees_everything():
    """Its view is the school itself."""
    whole = school()
    assert view(whole, Audience.TEAM) is whole


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience.PUBLIC, [State.VALIDATED, State.DECLARED, State.UNCOVERED, State.UNCOVERED]),
        (Audience.JURY, [State.VALIDATED, State.CHANGED, State.UNCOVERED, State.UNCOVERED]),
        (Audience.TEAM, [State.VALIDATED, State.CHANGED, State.REWORK, State.REFUSED]),
    ],
)
def test_states_are_those_that_the_audience_may_read(audience, expected):
    """« modifiée depuis » begins with the jury, « à reprendre » and « refusée » stay with the team."""
    assert states(audience) == expected


def test_a_validation_shows_its_date_and_no_name():
    """The jury sees its level and role too."""
    for audience, level in ((Audience.PUBLIC, None), (Audience.JURY, 3)):
        found = lea(audience).verdicts[0]
        assert (found.by, found.comment, found.on, found.level) == ("", None, date(2026, 3, 1), level)


def test_drafts_and_hidden_items_are_gone():
    """Réalisations, productions, stages, watch and pages, and the links to them."""
    seen = lea(Audience.PUBLIC)
    assert [work.slug for work in seen.realisations] == ["glpi"]
    assert [item.title for item in seen.realisations[0].productions] == ["a"]
    assert seen.realisations[0].internships == ("mairie",)
    assert [entry.slug for entry in seen.watch] == ["v"]
    assert [page.slug for page in seen.pages] == ["p"]
    assert [work.slug for work in lea(Audience.JURY).realisations] == ["glpi", "discret"]


def test_hidden_students_leave_teams_and_pasts():
    """A fellow student who may not be shown is in no team."""
    students = view(school(), Audience.JURY).cohorts[0].students
    assert [student.slug for student in students] == ["lea", "ami"]
    assert students[0].realisations[0].team == ("ami",)
    assert students[1].comes_from is None


def test_the_most_restrictive_visibility_holds():
    """A school that shows nothing to the public shows no student."""
    hidden = view(school(default_visibility=Visibility.JURY), Audience.PUBLIC)
    assert hidden.cohorts[0].students == ()


def test_a_stage_keeps_its_papers_private():
    """No tutor, agreement or teacher's name outside the team; the public reads the day of a certificate at most."""
    for audience in (Audience.PUBLIC, Audience.JURY):
        stage = lea(audience).internships[0]
        assert (stage.supervisor, stage.periods[0].tutors, stage.periods[0].agreement) == (None, (), None)
    assert lea(Audience.PUBLIC).internships[0].periods[0].certificate == Certificate()
    assert lea(Audience.JURY).internships[0].periods[0].certificate == Certificate(weeks=5)


def test_accounts_of_a_stage_begin_with_the_jury():
    """Reports, reviews, visits and absences; the public reads only a report that says so."""
    public, jury = lea(Audience.PUBLIC).internships[0], lea(Audience.JURY).internships[0]
    assert [report.slug for report in public.reports] == ["semaine-02"]
    assert (public.reviews, public.absences, public.follow_ups) == ((), (), ())
    assert len(jury.reports) == 2
    assert jury.reviews[0].participants == ()
    assert jury.absences == (TimeOff(period=DAYS),)
    assert jury.follow_ups == (FollowUp(on=date(2026, 1, 20)),)


def test_a_host_has_its_public_name_and_address():
    """The slug would tell the private name."""
    seen = view(school(), Audience.PUBLIC)
    assert (seen.organisations[0].name, seen.organisations[0].slug) == ("Un cabinet d'avocats", "un-cabinet-d-avocats")
    assert lea(Audience.PUBLIC).internships[0].periods[0].organisation == seen.organisations[0]


def test_what_is_for_the_exam_begins_with_the_jury():
    """The fiche and the student's own levels."""
    assert (lea(Audience.PUBLIC).realisations[0].sheet, lea(Audience.PUBLIC).realisations[0].self_assessment) == (
        None,
        (),
    )
    assert lea(Audience.JURY).realisations[0].self_assessment == (("B1.1", 2),)


def test_the_tableau_is_the_same_for_everyone():
    """A verdict that an audience may not read moves neither a row nor a mark."""
    tableaus = [compute(view(school(), audience)).student("c", "lea").tableau for audience in Audience]
    rows = [[row for _, _, band in found.bands for row in band if row.realisation == "glpi"] for found in tableaus]
    assert [row[0].marks for row in rows] == [("B1.1", "B1.2", "B1.3")] * 3


def test_a_validation_shown_to_the_public_speaks_of_its_own_competency():
    """A later verdict on a detail, which the public may not read, is not replaced by the one above it."""
    voices = (
        verdict("B1.1", Opinion.RETAINED, fingerprint="now"),
        verdict("B1.1.1", Opinion.RETAINED, fingerprint="then", index=1),
    )
    work = Realisation(slug="glpi", title="GLPI", claims=(claim("B1.1"), claim("B1.1.1")), fingerprint="now")
    student = Student(slug="lea", last_name="M", framework=FRAMEWORK, realisations=(work,), verdicts=voices)
    whole = School(frameworks=load_shipped(), cohorts=(Cohort(slug="c", name="c", session=2026, students=(student,)),))
    found = compute(view(whole, Audience.PUBLIC)).student("c", "lea").competencies
    assert found["B1.1.1"].state is State.DECLARED
    assert found["B1.1"].state is State.VALIDATED
