"""What a text asks of stages, on a page of the school: its own words, and where each student stands."""

import html
import re
from datetime import date

import pytest

from generator.model.audience import Audience
from generator.model.pathway import Pathway
from generator.reading.frameworks import load_shipped
from tests.unit.rules.internships.test_paths import written

FRAMEWORK = load_shipped()["fr.bts-sio.2011"]
READ = FRAMEWORK.profiles[Pathway.SCHOOL]
PAGE = "referentiels/fr.bts-sio.2011/stages/index.html"
CASE = "maladie-non-rattrapee"


@pytest.fixture(scope="module", name="sites")
def _sites(tmp_path_factory, build_site):
    """The site of a class where one requirement is not met, for the team and for the public."""
    root = written(CASE, tmp_path_factory.mktemp("regulation") / "portfolios")[1]
    return {
        audience: build_site(root, audience, asked_date=date(2021, 7, 15))[0]
        for audience in (Audience.TEAM, Audience.PUBLIC)
    }


def shown(site, page=PAGE):
    """A page as text."""
    return (site / page).read_text("utf-8")


def plain(markup):
    """The words of some markup, its spaces made plain."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.mark.parametrize("rule", list(READ.requirements))
def test_each_requirement_is_on_the_page_in_the_words_of_the_text(sites, rule):
    """Word for word, between the marks that say that a sentence begins before or goes on after."""
    article = re.search(rf'<article[^>]*id="{rule}">(.*?)</article>', shown(sites[Audience.PUBLIC]), re.DOTALL)
    quoted = plain(re.search(r"<blockquote[^>]*>(.*?)</blockquote>", article[1], re.DOTALL)[1])
    text = " ".join(READ.requirements[rule].text.split())
    assert re.fullmatch(rf"« (\[…\] )?{re.escape(text)}( \[…\])? »", quoted)
    assert quoted.startswith("« […]") == text[0].islower()


def test_a_sentence_that_goes_on_in_the_next_requirement_says_so():
    """R19, R20 and R21 are one sentence of the text."""
    assert READ.sentence("R19").endswith("formation […]")
    assert READ.sentence("R20").startswith("[…] nécessairement")
    assert READ.sentence("R21").endswith("en deuxième année")


def test_the_team_reads_where_each_student_stands_and_nobody_else_does(sites):
    """Whoever has something to look at is named, with the code."""
    team, public = shown(sites[Audience.TEAM]), shown(sites[Audience.PUBLIC])
    article = plain(re.search(r'id="R35">(.*?)</article>', team, re.DOTALL)[1])
    assert "à revoir : 1" in article
    assert "Anna Le Bris STG035" in article
    assert "Le Bris" not in public


def test_a_remark_leads_to_its_article(sites):
    """From the state of the files and from the page of the stage."""
    for page in ("2019-2021/le-bris-anna/etat.html", "2019-2021/le-bris-anna/stages/stage-2.html"):
        assert f"{PAGE}#R35" in shown(sites[Audience.TEAM], page)
