"""A detailed competency is a place in the page of the one that it belongs to."""

import pytest
from msgspec.structs import replace

from tests.builders import cohort, framework, pages, school, setting, student, work
from vitrail.building.publishing.search import entries
from vitrail.content.model.framework import Competency
from vitrail.content.model.realisation import Claim
from vitrail.ground.language import Language
from vitrail.site.pages.fragments import render
from vitrail.site.pages.portfolio.portfolio import portfolio
from vitrail.site.pages.redirects import displaced


def _detailed():
    """The fictitious référentiel with a detail under X1.1, and a detail of that detail."""
    known = framework()
    more = (
        Competency(
            id="X1.1.a", kind="geste", title="Peser", local_id="X1.1.a", depth=2, parent="X1.1", children=("X1.1.a.1",)
        ),
        Competency(id="X1.1.a.1", kind="tour", title="Tarer", local_id="X1.1.a.1", depth=3, parent="X1.1.a"),
    )
    items = tuple(
        replace(item, children=("X1.1.a",)) if item.id == "X1.1" else item for item in (*known.competencies, *more)
    )
    return framework(competencies=items)


@pytest.fixture
def records():
    """A class where Léa cites the deepest detail, with a sentence."""
    found = _detailed()
    claim = Claim(cited="X1.1.a.1", competency="X1.1.a.1", sentence="La tare est notée.")
    owner = student(realisations=(work(claims=(claim,)),))
    return school(cohort(owner), frameworks={found.id: found})


def test_a_detail_is_told_on_the_page_of_its_competency(records):
    """No page for it, however deep it lies: its words and who covers it have a place there, in both rooms."""
    site = pages(records)
    for folder in ("referentiels/essai.pain", "c/competences"):
        assert f"{folder}/X1.1.html" in site
        assert not {f"{folder}/X1.1.a.html", f"{folder}/X1.1.a.1.html"} & site.keys()
        html = render(site[f"{folder}/X1.1.html"], "", Language())
        assert 'id="c-X1.1.a"' in html
        assert 'id="c-X1.1.a.1"' in html
        assert "Tarer" in html


def test_search_finds_a_detail_by_its_own_name(records):
    """Its page comes first, as Material groups places under the page that they are in."""
    found = entries(pages(records)["referentiels/essai.pain/X1.1.html"], ())
    assert [(entry.url.rpartition("/")[2], entry.title) for entry in found] == [
        ("X1.1.html", "X1.1 Pétrir & lever"),
        ("X1.1.html#c-X1.1.a", "X1.1.a Peser"),
        ("X1.1.html#c-X1.1.a.1", "X1.1.a.1 Tarer"),
    ]


def test_a_school_has_no_page_at_an_address_that_it_never_had(records):
    """Of 350 pages of a school without anybody, 245 said that they had moved."""
    (group,) = records.cohorts
    assert not list(displaced(portfolio(setting(records), group, group.students[0]), ()))


def test_a_proof_leads_to_the_very_claim(records):
    """From a student's competencies and from the class: the place of what was cited, not the head of the page."""
    site = pages(records)
    lines = {f"c-{line.chip.code}": line for line in site["c/lea/competences.html"].content.lines}
    (shown,) = lines["c-X1.1"].works
    assert (shown.id, shown.url) == ("x-X1.1.four", "c/lea/realisations/four.html#c-X1.1.a.1")
    assert [(one.id, one.count) for one in lines["c-X1.1"].details] == [("c-X1.1.a", 1), ("", 1)]
    assert [claim.id for claim in shown.claims] == ["c-X1.1.a.1"]
    assert site["c/competences/X1.1.html"].content.holders[0].works[0].url.endswith("four.html#c-X1.1.a.1")
