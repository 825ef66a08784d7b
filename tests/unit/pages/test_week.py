"""What needs the team this week, above the list of a class."""

from datetime import date

import pytest

from tests.builders import TODAY, cohort, pages, school, student, verdict, work
from tests.unit.pages.test_site import built
from vitrail.content.model.audience import Audience
from vitrail.content.model.internships.internship import FollowUp, Internship, InternshipPeriod
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.realisation import Status
from vitrail.content.model.verdict import Change, Opinion, SealedPart
from vitrail.ground.language import Period
from vitrail.site.pages.school.week import SHOWN

HOME = "c/index.html"


def stay(start, end, **more):
    """A stage at the mill on these days."""
    mill = Organisation(slug="moulin", name="Moulin")
    days = InternshipPeriod(period=Period(start=start, end=end), organisation=mill)
    return Internship(**({"slug": "moulin", "periods": (days,)} | more))


def pupil(slug, **more):
    """Somebody who has nothing, unless said."""
    return student(slug, **({"first_name": slug.title(), "realisations": (), "internships": (), "watch": ()} | more))


def needs(*people, audience=Audience.TEAM):
    """Give what the home of a class of these people asks of the team: (block, title, names)."""
    found = pages(school(cohort(*people)), audience)[HOME].content.needs
    return [(one.id, one.title, [line.title for line in one.lines], one.more) for one in found]


NOW = stay(date(2026, 2, 23), date(2026, 3, 20))


def test_a_visit_is_due_while_a_stage_runs_and_nobody_came():
    """Not before it begins, not after it ended, not when somebody was there."""
    later = stay(date(2026, 6, 1), date(2026, 6, 26))
    seen = stay(date(2026, 2, 23), date(2026, 3, 20), follow_ups=(FollowUp(on=date(2026, 2, 25), by="Mme F."),))
    found = needs(
        pupil("lea", internships=(NOW,)), pupil("tom", internships=(later,)), pupil("zoe", internships=(seen,))
    )
    assert ("visites", "1 visite à faire", ["Lea Moreau"], 0) in found


def test_what_waits_to_be_read_is_told_with_its_author():
    """Drafts do not wait."""
    found = needs(pupil("lea", realisations=(work(), work("b", status=Status.DRAFT))))
    assert ("a-lire", "1 travail à lire", ["Chauffer le four"], 0) in found


CHANGES = (
    Change(part=SealedPart.KEY, name="productions", before=("Guide",)),
    Change(part=SealedPart.TEXT, before=("Avant.",), after=("Après.",)),
    Change(part=SealedPart.TEXT, after=("Encore.",)),
)


@pytest.mark.parametrize(
    ("handed", "said", "why"),
    [
        (work(), (), "jamais lue"),
        (work(answer="Je conteste."), (verdict(Opinion.REWORK),), "répondu"),
        (work(fingerprint="b"), (verdict(fingerprint="a"),), "modifiée depuis le 9\u00a0février 2026"),
        (
            work(fingerprint="b"),
            (verdict(fingerprint="a", since=CHANGES),),
            "modifiée depuis le 9\u00a0février 2026\u202f: productions et texte",
        ),
    ],
)
def test_it_is_told_why_a_work_waits(handed, said, why):
    """Each reason has its words: what a student answers is read on the very page that shows it."""
    (block,) = (
        one
        for one in pages(school(cohort(pupil("lea", realisations=(handed,), verdicts=said))), Audience.TEAM)[
            HOME
        ].content.needs
        if one.id == "a-lire"
    )
    assert [line.note for line in block.lines] == [f"Lea Moreau, {why}"]


def test_a_gap_is_told_when_three_share_it_and_one_who_left_is_not_asked():
    """Two who miss the same are two students; the third has left."""
    three = [pupil(slug) for slug in ("lea", "tom", "zoe")]
    (block,) = needs(*three)
    assert block[:2] == ("manques", "3 manques partagés")
    assert needs(*three[:2], pupil("zoe", left_on=date(2026, 1, 16))) == []


@pytest.mark.parametrize(
    ("left_on", "last"), [(date(2026, 1, 16), "Zoe Moreau"), (None, "Lea Moreau"), (date(2026, 9, 1), "Lea Moreau")]
)
def test_a_student_who_left_is_last_and_the_team_alone_is_told(left_on, last):
    """Of whoever stays, the one who misses most is first; a departure to come changes nothing."""
    records = school(cohort(student(), pupil("zoe", left_on=left_on)))
    assert pages(records)[HOME].content.students[-1].name.replace("é", "e") == last
    assert ("a quitté la formation" in built(records)[HOME]) is bool(left_on and left_on <= TODAY)
    assert not any("a quitté la formation" in html for html in built(records, Audience.PUBLIC).values())


def test_a_class_of_sixty_shows_a_few_of_each_and_counts_the_rest():
    """The blocks stay above the list."""
    people = [pupil(f"eleve-{rank:02}", realisations=(work(),)) for rank in range(60)]
    reading = next(one for one in needs(*people) if one[0] == "a-lire")
    assert (reading[1], len(reading[2]), reading[3]) == ("60 travaux à lire", SHOWN, 60 - SHOWN)


def test_nobody_but_the_team_is_asked():
    """And a team whose class is up to date is told so."""
    assert needs(pupil("lea"), pupil("tom"), pupil("zoe"), audience=Audience.JURY) == []
    assert "attend l’équipe" in built(school(cohort(pupil("lea"))))[HOME]
