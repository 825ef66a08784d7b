"""The chrome of a page is light, and does not know how large the school is."""

import re

import pytest

from tests import builders
from tests.crowds import write_crowd
from vitrail.building.making.pipeline import build
from vitrail.building.publishing.workers.render import Job, render_page
from vitrail.content.model.audience import Audience
from vitrail.site.chrome.shell import ShellSettings, make_shell
from vitrail.site.pages.site import portfolio_pages
from vitrail.site.project import Project

pytestmark = pytest.mark.slow
CHROME = 30_000
SAME = 200
HOME, WORK = 90_000, 18_000
ARTICLE = re.compile(r'<article class="md-content__inner.*</article>', re.DOTALL)
PROSE = re.compile(r'<section class="vt-prose".*?</section>', re.DOTALL)
WRITTEN = ("realisation", "journal", "watch_entry", "free")
"""Kinds whose body is an author's text; homes and tables have a fragment of ours for a body."""


def _bytes(text):
    return len(text.encode())


def test_what_surrounds_the_content_of_any_page_weighs_less_than_30_kb(sample):
    """Header, navigation, contents, search and footer, on every page of the sample."""
    weights = {url: _bytes(ARTICLE.sub("", sample.html(url))) for urls in sample.pages().values() for url in urls}
    assert {url: weight for url, weight in weights.items() if not 5_000 < weight <= CHROME} == {}


def test_a_page_minus_what_its_author_wrote_weighs_less_than_30_kb(sample):
    """The card of facts, competencies, voices and productions included, on every page that an author wrote."""
    written = [url for kind in WRITTEN for url in sample.pages()[kind]]
    weights = {url: _bytes(PROSE.sub("", sample.html(url))) for url in written}
    assert {url: weight for url, weight in weights.items() if weight > CHROME} == {}


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.TEAM], ids=lambda audience: audience.name.lower())
def test_a_realisation_weighs_the_same_in_a_school_of_one_and_of_eight_hundred_students(audience):
    """Navigation, trail and search belong to the portfolio: within 200 bytes."""
    shell = make_shell(ShellSettings(site_name="École", audience=audience))
    weights = {}
    for size in (1, 800):
        people = [builders.student(f"eleve-{rank:03}", last_name=f"Nom{rank:03}") for rank in range(size)]
        cohort = builders.cohort(*people)
        owner = builders.portfolio(builders.setting(builders.school(cohort), audience), cohort, people[0])
        (spec,) = (one for one in portfolio_pages(owner) if one.url == "c/eleve-000/realisations/four.html")
        weights[size] = len(render_page(Job(spec=spec, shell=shell)).html)
    assert weights[1] <= CHROME
    assert abs(weights[800] - weights[1]) <= SAME


def test_a_full_portfolio_has_a_home_under_90_kb_and_realisations_under_18_without_their_texts(tmp_path):
    """As the public reads twenty-five réalisations of four competencies each, in the words of the benchmark."""
    write_crowd(tmp_path, 4, first=25)
    site = tmp_path / "site"
    build(
        Project(
            root=tmp_path, portfolios=tmp_path / "portfolios", site=site, site_name="École", audience=Audience.PUBLIC
        )
    )
    homes = {path: path.stat().st_size for path in site.glob("promotion-01/*-00*/index.html")}
    works = {path: _bytes(PROSE.sub("", path.read_text("utf-8"))) for path in site.glob("*/*/realisations/*.html")}
    assert (len(homes), len(works)) == (4, 100)
    assert {path: weight for path, weight in homes.items() if not HOME / 2 < weight <= HOME} == {}
    assert {path: weight for path, weight in works.items() if weight > WORK} == {}
