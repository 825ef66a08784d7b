"""A repeater keeps what was done: stages, evidence and verdicts of the former class count, and are shown as such."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.builders import pages
from vitrail.building.making.works import examined
from vitrail.content.model.audience import Audience
from vitrail.content.model.state import State
from vitrail.content.reading.school import read_school
from vitrail.ground.language import Language
from vitrail.knowledge.coverage import compute, view
from vitrail.knowledge.coverage.repeaters import with_former
from vitrail.site.pages.fragments import render
from vitrail.site.project import Project

SCHOOL = Path(__file__).parents[2] / "portfolios" / "redoublant"
AFTER = date(2021, 7, 15)
NEW = "2019-2021/le-bris-anna"
FORMER = "2018-2020/le-bris-anna"


def counted(audience=Audience.TEAM):
    """The repeater's coverage for an audience."""
    school = with_former(view(read_school(SCHOOL).school, audience))
    found = compute(school).student("2019-2021", "le-bris-anna")
    assert found is not None
    return school, found


def told(only=None, where=NEW):
    """What is said of the repeater's own files, or of the former ones."""
    site = SCHOOL.parent / "site"
    project = Project(root=SCHOOL.parent, portfolios=SCHOOL, site=site, asked_date=AFTER, only_student=only)
    found = examined(project)
    return [item.code for item in found.diagnostics if item.place.path.startswith(where)]


@pytest.mark.parametrize("only", [None, NEW])
def test_the_first_stage_done_in_the_former_class_is_there(only):
    """Neither a missing stage nor a missing week, for the whole school as for one portfolio."""
    assert [code for code in told(only) if code.startswith(("STG", "REF"))] == []


@pytest.mark.parametrize("only", [FORMER, FORMER.partition("/")[0]])
def test_a_former_portfolio_that_is_asked_for_alone_is_judged_by_the_one_that_goes_on(only):
    """By the student or by the class: nothing is due there that the whole school does not ask for there."""
    assert told(only, FORMER) == told(None, FORMER)
    assert [code for code in told(only, FORMER) if code.startswith("STG")] == []


def test_work_and_verdicts_of_the_former_class_count():
    """The former team's word validates what it read, in the band of the former class's first year."""
    _, found = counted()
    assert found.competencies["A1.1.1"].state is State.VALIDATED
    assert found.competencies["A2.2.1"].state is State.DECLARED
    assert found.tableau is not None
    rows = {band: [row.realisation for row in rows] for band, _, rows in found.tableau.bands}
    assert rows == {"formation": ["secrete"], "pro-1": ["travail-1"], "pro-2": ["travail-2"]}


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.JURY])
def test_what_an_audience_may_not_see_there_does_not_count_here(audience):
    """Work reserved to the team stays with it."""
    school, found = counted(audience)
    assert found.competencies["A1.1.1"].state is State.VALIDATED
    assert found.competencies["A2.2.1"].state is State.UNCOVERED
    texts = ("",) * 20  # a portfolio to print holds several
    html = {url: render(spec, "", Language("fr"), texts) for url, spec in pages(school, audience).items()}
    assert "Audit confidentiel" not in "".join(page for url, page in html.items() if url.startswith(NEW))


def test_a_former_item_keeps_its_page_and_says_where_it_comes_from():
    """The new portfolio's pages lead to the former one, and make no second page."""
    school, _ = counted()
    found = pages(school)
    assert f"{NEW}/realisations/travail-1.html" not in found
    assert f"{NEW}/stages/stage-1.html" not in found
    for page in ("index.html", "competences.html", "stages/index.html", "synthese.html"):
        html = render(found[f"{NEW}/{page}"], "", Language("fr"))
        assert "2018-2020/le-bris-anna/" in html, page
    assert "en BTS SIO 2018-2020" in render(found[f"{NEW}/stages/index.html"], "", Language("fr"))
    assert "en BTS SIO 2018-2020" in render(found[f"{NEW}/competences.html"], "", Language("fr"))


def test_the_menu_counts_the_realisations_that_the_home_lists():
    """Those of the former class are among the cards, so they are counted."""
    school, _ = counted()
    found = pages(school)
    home = found[f"{NEW}/index.html"]
    (menu,) = (item for item in home.scope.nav if item.title == "Réalisations")
    assert menu.count == len(home.content.cards)
    assert len(home.content.cards) > len(school.cohorts[-1].students[0].realisations)
