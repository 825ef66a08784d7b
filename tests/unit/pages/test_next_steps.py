"""What a student who begins is shown, in the team's edition: what to write next, not what misses."""

from datetime import date

from msgspec.structs import replace

from tests.builders import cohort, pages, school, stage, student, work
from tests.unit.pages.test_site import built
from vitrail.content.model.audience import Audience
from vitrail.content.model.internships.internship import Report
from vitrail.ground.language import Period
from vitrail.site.pages.portfolio.next_steps import MOST

LEA = "c/lea/index.html"
REPORT = Report(slug="semaine-1", number=1, evokes=("X1.1", "X2.1"))
OTHER = work("pain", facts=(("atelier", "AP3"),))


def beginner(**more):
    """A student of whom nothing is written."""
    return student(**({"realisations": (), "internships": (), "watch": ()} | more))


def steps(*people, audience=Audience.TEAM):
    """Give what Léa is shown: (source, competencies)."""
    found = pages(school(cohort(*people)), audience)[LEA].content.next_steps
    return [(one.source.title, [chip.code for chip in one.chips]) for one in found]


def test_reports_stages_and_workshops_say_what_to_write_in_this_order():
    """A report that evokes what nothing covers; the stage that no réalisation tells; a workshop that a mate told."""
    mate = student("tom", realisations=(OTHER,))
    found = steps(beginner(internships=(stage(reports=(REPORT,)),)), mate)
    assert found == [("Semaine 1, Moulin", ["X1.1", "X2.1"]), ("Moulin", []), ("Atelier AP3", [])]


def test_what_is_covered_or_told_is_not_suggested():
    """A réalisation of the stage, and the same workshop."""
    own = work(internships=("moulin",), facts=(("atelier", "AP3"),))
    person = student(realisations=(own,), internships=(stage(reports=(REPORT,)),))
    assert steps(person, student("tom", realisations=(OTHER,))) == [("Semaine 1, Moulin", ["X2.1"])]


def test_a_student_with_nothing_at_all_is_told_how_to_begin():
    """The command that prepares a file, with the portfolio's own name."""
    html = built(school(cohort(beginner())))[LEA]
    assert "vitrail new realisation c/lea" in html
    assert 'class="vt-gaps"' not in html
    assert "X1.1" in html


def test_a_stage_to_come_suggests_nothing_yet():
    """It has not begun."""
    days = Period(start=date(2027, 1, 4), end=date(2027, 1, 29))
    later = stage(periods=tuple(replace(part, period=days) for part in stage().periods))
    assert [title for title, _ in steps(beginner(internships=(later,)))] == ["Un travail déjà fait en cours"]


def test_nobody_else_reads_it_and_a_few_are_enough():
    """The jury sees gaps; a stage of sixty weeks does not make sixty lines."""
    many = tuple(replace(REPORT, slug=f"semaine-{number}", number=number) for number in range(1, 61))
    person = beginner(internships=(stage(reports=many),))
    assert steps(person, audience=Audience.JURY) == []
    assert len(steps(person)) == MOST
