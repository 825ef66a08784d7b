"""The budgets of a page and of a visit hold in a crowd: for its team at each run, for a thousand works daily."""

import gzip
import re
from urllib.parse import unquote, urlsplit

import pytest

from tests.crowds import CLASS_SIZE, CROWDED, EACH
from tests.deep import deep_example, some_now
from tests.waiting import searched
from vitrail.content.model.audience import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIRST = re.compile(rf"{CROWDED}/[^/]+-\d{{3}}(?=/|$)")
"""The forty with many réalisations each, who come to Léa's class; the other classes have one each."""
CHROME, FIRST_VISIT, SEARCHED = 25_000, 160_000, 250_000
REQUESTS = 30
"""Files that a first visit asks for: 22 were counted, and each costs a school's network a round trip."""
PROSE = re.compile(r'<section class="vt-prose".*?</section>', re.DOTALL)
AUDIENCES = [deep_example(Audience.PUBLIC), Audience.TEAM]
HEAVIEST, ELEMENTS, SCREEN = {"printed": 500_000}, 8_000, 900
"""Bytes of a kind, unless it has 400 000: on paper, each réalisation has the code of its address."""
SCREENS = {"cohort": 5, "cohort_competency": 6.1, "calendar": 9, "regulation": 12, "framework": 11}
"""Screens of 900 px that a kind may have as it opens, unless it has six; the texts of a diploma do not grow."""
SCRIPT, SLOWED = 0.2, 4
"""Seconds of script that a page may take as it opens, on a machine four times slower than this one."""
AUTHORED = {"productions", "student", "file", "realisation", "internship", "printed", "portfolio_status"}


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name.lower())
def test_no_kind_of_page_grows_with_the_school_or_runs_its_scripts_for_long_on_a_slow_machine(
    serve_crowd, visit, audience
):
    """The heaviest page of each kind: 400 kB, 8 000 elements, and six screens where nobody wrote a text.

    200 ms of script, in the time of its own thread, whatever else runs here.
    """
    sample, base = serve_crowd(audience)
    large, slow = {}, {}
    with visit(base) as tab:
        told = tab.context.new_cdp_session(tab)
        told.send("Performance.enable", {"timeDomain": "threadTicks"})
        told.send("Network.setCacheDisabled", {"cacheDisabled": True})
        for kind, urls in sample.pages().items():
            taken = min(_scripts(tab, told, base + urls[-1], budget=SCRIPT / SLOWED))
            if taken * SLOWED > SCRIPT:
                slow[kind] = taken
            elements, height = tab.evaluate("[document.querySelectorAll('*').length, document.body.scrollHeight]")
            screens = 0 if kind in AUTHORED else height / SCREEN
            weight = (sample.site / urls[-1]).stat().st_size
            if weight > HEAVIEST.get(kind, 400_000) or elements > ELEMENTS or screens > SCREENS.get(kind, 6):
                large[kind] = (weight, elements, round(screens, 1))
        told.detach()
    assert (large, slow) == ({}, {})


def _scripts(tab, told, address, *, budget):
    """Yield the seconds of script of a page until one visit of five keeps to its budget."""
    for _ in range(5):
        tab.goto("about:blank")
        tab.goto(address, wait_until="load")
        known = {one["name"]: one["value"] for one in told.send("Performance.getMetrics")["metrics"]}
        assert known["ScriptDuration"] > 0
        yield known["ScriptDuration"]
        if known["ScriptDuration"] <= budget:
            return


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name.lower())
def test_a_page_minus_what_its_author_wrote_weighs_less_than_25_kb(crowd_of, audience):
    """All of them, with what teachers said of their claims."""
    sample = crowd_of(audience)
    pages = sample.pages()["realisation"]
    assert len([url for url in pages if FIRST.match(url)]) == CLASS_SIZE * EACH
    weights = [len(PROSE.sub("", sample.html(url)).encode()) for url in pages]
    assert max(weights) <= CHROME


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name.lower())
@pytest.mark.parametrize("kind", some_now(["student", "realisation", "cohort", "school", "competencies"], every=3))
def test_a_first_visit_weighs_less_than_160_kb_in_few_requests_of_which_none_leaves(serve_crowd, visit, audience, kind):
    """Fonts, scripts and pictures in view; the indexes that the first letter typed asks for are told apart."""
    sample, base = serve_crowd(audience)
    url = sample.one_of_each()[kind]
    asked = []
    with visit(base, first=True) as tab:
        tab.on("request", lambda request: asked.append(unquote(urlsplit(request.url).path)[1:]))
        tab.goto(base + url, wait_until="networkidle")
        opened = set(asked)
        assert searched(tab, "léa")
    first, whole = (
        sum(len(gzip.compress((sample.site / path).read_bytes(), 6)) for path in files)
        for files in (opened, set(asked))
    )
    assert any(path.endswith("search_index.js") for path in asked)
    assert first <= FIRST_VISIT
    assert whole <= SEARCHED
    assert len(asked) <= REQUESTS


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name.lower())
def test_no_search_index_grows_with_the_class_s_texts(crowd_of, audience):
    """A portfolio's holds its own texts; the class's and the school's hold names alone."""
    site = crowd_of(audience).site
    weights = {path.parent.parent: len(gzip.compress(path.read_bytes(), 6)) for path in site.rglob("search_index.js")}
    portfolios = [weight for folder, weight in weights.items() if FIRST.match(folder.relative_to(site).as_posix())]
    assert len(portfolios) == CLASS_SIZE
    assert max(portfolios) <= 40_000
    assert weights[site / CROWDED] <= 55_000
    assert weights[site] <= 30_000
