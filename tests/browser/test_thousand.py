"""The budgets of a page and of a visit hold in a school of 160, for the public and for the team."""

import gzip
import json
import re
from urllib.parse import unquote, urlsplit

import pytest

from generator.making.pipeline import build
from generator.model.audience import Audience
from generator.project import Project
from tests.crowds import write_crowd
from tests.samples import Sample, serve
from tests.waiting import searched

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIRST = "promotion-01/"
"""The class of forty with twenty-five réalisations each; the three others of the school have one each."""
STUDENTS, EACH = 40, 25
CHROME, FIRST_VISIT, SEARCHED = 25_000, 160_000, 250_000
REQUESTS = 30
"""Files that a first visit asks for: 22 were counted, and each costs a school's network a round trip."""
PROSE = re.compile(r'<section class="vt-prose".*?</section>', re.DOTALL)
AUDIENCES = [Audience.PUBLIC, Audience.TEAM]
HEAVIEST, ELEMENTS, SCREEN = 400_000, 8_000, 900
SCREENS = {"cohort": 9, "calendar": 9, "regulation": 10}
"""Screens of 900 px that a kind may have as it opens, unless it has six; what an author wrote is as long as it is."""
SCRIPT, SLOWED = 0.2, 4
"""Seconds of script that a page may take as it opens, on a machine four times slower than this one."""
AUTHORED = {"student", "realisation", "internship", "printed", "portfolio_status"}


@pytest.fixture(scope="module")
def thousand(tmp_path_factory):
    """Give audience → a built school of 160."""
    folder = tmp_path_factory.mktemp("thousand")
    write_crowd(folder, 160, first=EACH, each=1)
    built = {}
    for audience in AUDIENCES:
        site = folder / audience.name.lower()
        build(Project(root=folder, portfolios=folder / "portfolios", site=site, site_name="École", audience=audience))
        manifest = folder / ".vitrail-cache" / f"manifest-{audience.name.lower()}.json"
        built[audience] = Sample(audience=audience, site=site, manifest=json.loads(manifest.read_text("utf-8")))
    return built


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name.lower())
def test_no_kind_of_page_grows_with_the_school(thousand, visit, audience):
    """The heaviest page of each kind: 400 kB, 8 000 elements, and six screens where nobody wrote a text."""
    sample = thousand[audience]
    server, base = serve(sample.site)
    found = {}
    with visit(base) as tab:
        for kind, urls in sample.pages().items():
            tab.goto(base + urls[-1], wait_until="load")
            elements, height = tab.evaluate("[document.querySelectorAll('*').length, document.body.scrollHeight]")
            screens = 0 if kind in AUTHORED else height / SCREEN
            found[kind] = ((sample.site / urls[-1]).stat().st_size, elements, round(screens, 1))
    server.shutdown()
    assert {
        kind: told
        for kind, told in found.items()
        if told[0] > HEAVIEST or told[1] > ELEMENTS or told[2] > SCREENS.get(kind, 6)
    } == {}


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name.lower())
def test_no_kind_of_page_runs_its_scripts_for_long_on_a_slow_machine(thousand, chromium, audience):
    """The heaviest page of each kind: 200 ms, in the time of its own thread, whatever else runs here."""
    sample = thousand[audience]
    server, base = serve(sample.site)
    slow = {}
    for kind, urls in sample.pages().items():
        taken = min(_scripts(chromium, base + urls[-1], budget=SCRIPT / SLOWED))
        if taken * SLOWED > SCRIPT:
            slow[kind] = taken
    server.shutdown()
    assert slow == {}


def _scripts(chromium, address, *, budget):
    """Yield the seconds of script of a page until one visit of five keeps to its budget."""
    for _ in range(5):
        tab = chromium.new_page(viewport={"width": 1280, "height": 900})
        told = tab.context.new_cdp_session(tab)
        told.send("Performance.enable", {"timeDomain": "threadTicks"})
        tab.goto(address, wait_until="load")
        known = {one["name"]: one["value"] for one in told.send("Performance.getMetrics")["metrics"]}
        tab.context.close()
        assert known["ScriptDuration"] > 0
        yield known["ScriptDuration"]
        if known["ScriptDuration"] <= budget:
            return


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name.lower())
def test_a_page_minus_what_its_author_wrote_weighs_less_than_25_kb(thousand, audience):
    """All thousand of them, with what teachers said of their claims."""
    sample = thousand[audience]
    pages = sample.pages()["realisation"]
    assert len([url for url in pages if url.startswith(FIRST)]) == STUDENTS * EACH
    weights = [len(PROSE.sub("", sample.html(url)).encode()) for url in pages]
    assert max(weights) <= CHROME


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name.lower())
@pytest.mark.parametrize("kind", ["student", "realisation", "cohort", "school", "competencies"])
def test_a_first_visit_weighs_less_than_160_kb_in_few_requests_of_which_none_leaves(thousand, visit, audience, kind):
    """Fonts, scripts and pictures in view; the indexes that the first letter typed asks for are told apart."""
    sample = thousand[audience]
    url = sample.one_of_each()[kind]
    server, base = serve(sample.site)
    asked = []
    with visit(base) as tab:
        tab.on("request", lambda request: asked.append(unquote(urlsplit(request.url).path)[1:]))
        tab.goto(base + url, wait_until="networkidle")
        opened = set(asked)
        assert searched(tab, "léa")
    server.shutdown()
    first, whole = (
        sum(len(gzip.compress((sample.site / path).read_bytes(), 6)) for path in files)
        for files in (opened, set(asked))
    )
    assert any(path.endswith("search_index.js") for path in asked)
    assert first <= FIRST_VISIT
    assert whole <= SEARCHED
    assert len(asked) <= REQUESTS


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name.lower())
def test_no_search_index_grows_with_the_class_s_texts(thousand, audience):
    """A portfolio's holds its own texts; the class's and the school's hold names alone."""
    site = thousand[audience].site
    weights = {path.parent.parent: len(gzip.compress(path.read_bytes(), 6)) for path in site.rglob("search_index.js")}
    portfolios = [weight for folder, weight in weights.items() if folder.parent == site / FIRST]
    assert len(portfolios) == STUDENTS
    assert max(portfolios) <= 40_000
    assert weights[site / FIRST] <= 50_000
    assert weights[site] <= 8_000
