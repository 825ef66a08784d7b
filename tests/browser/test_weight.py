"""What a visit costs and whom it tells."""

import gzip
from urllib.parse import unquote, urlsplit

import pytest

from tests.deep import deep_example, some_now
from tests.waiting import searched
from vitrail.content.model.audience import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIRST_VISIT = 160_000
_OURS = 140_000
MOVED = 0.1
"""Layout shift from which a page is said to move (Web Vitals)."""
INDEX = "search_index.js"


@pytest.mark.parametrize("audience", some_now(Audience, every=3), ids=lambda audience: audience.name.lower())
def test_a_first_visit_to_the_heaviest_portfolios_weighs_less_than_160_kb(serve_sample, visit, audience):
    """HTML, styles, scripts, fonts, pictures in view and the portfolio's search index, compressed as a server does."""
    sample, base = serve_sample(audience)
    weights = {}
    homes = sample.pages()["student"]
    index = max(homes, key=lambda home: (sample.site / home).with_name("search").joinpath(INDEX).stat().st_size)
    for home in {homes[-1], index}:
        asked = []
        with visit(base, first=True) as tab:
            tab.on("request", lambda request, asked=asked: asked.append(unquote(urlsplit(request.url).path)[1:]))
            tab.goto(base + home, wait_until="networkidle")
        assert "assets/css/fonts.css" in asked
        weights[home] = sum(len(gzip.compress((sample.site / path).read_bytes(), 6)) for path in set(asked))
    assert {home: weight for home, weight in weights.items() if weight > FIRST_VISIT} == {}


def test_a_first_visit_to_a_work_with_code_and_a_picture_leaves_room_for_the_picture(serve_sample, visit):
    """Of ours, what is neither its author's pictures, first pages among them, nor words: no more than a home page."""
    sample, base = serve_sample(Audience.TEAM)
    rich = [url for url in sample.pages()["realisation"] if "<pre" in sample.html(url) and "<img" in sample.html(url)]
    weights = {}
    for page in sorted(rich, key=lambda url: len(sample.html(url)))[-3:]:
        asked = []
        with visit(base, first=True) as tab:
            tab.on("request", lambda request, asked=asked: asked.append(unquote(urlsplit(request.url).path)[1:]))
            tab.goto(base + page, wait_until="networkidle")
        ours = {path for path in asked if "/fichiers/" not in path and not path.startswith("assets/apercus/")}
        weights[page] = sum(len(gzip.compress((sample.site / path).read_bytes(), 6)) for path in ours)
    assert len(weights) == 3
    assert {page: weight for page, weight in weights.items() if weight > _OURS} == {}


_MOVED = """async () => {
  let moved = 0;
  new PerformanceObserver((list) => { for (const shift of list.getEntries()) moved += shift.value; })
    .observe({type: "layout-shift", buffered: true});
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  await document.fonts.ready;
  await pause(100);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return moved;
}"""


@pytest.mark.parametrize("width", [360, deep_example(1280)])
def test_no_kind_of_page_moves_while_it_appears(serve_sample, visit, width):
    """Faces, palette and scripts settle before anything is shown: layout shift under 0.1, each page a first visit."""
    sample, base = serve_sample(Audience.TEAM)
    moved = {}
    with visit(base, first=True, viewport={"width": width, "height": 800}, reduced_motion="no-preference") as tab:
        told = tab.context.new_cdp_session(tab)
        told.send("Network.setCacheDisabled", {"cacheDisabled": True})
        for kind, url in sample.one_of_each().items():
            tab.goto("about:blank")
            tab.goto(base + url, wait_until="load")
            moved[kind] = tab.evaluate(_MOVED)
    assert {kind: shift for kind, shift in moved.items() if shift >= MOVED} == {}


_DRESSED = "getComputedStyle(document.querySelector('h1')).fontFamily.includes('Bricolage')"


def test_the_page_of_lost_addresses_is_dressed_at_any_depth_and_from_the_disk(serve_sample, chromium):
    """Styles, and a way home: answered for a page that is not there, or opened by a double-click."""
    sample, base = serve_sample(Audience.PUBLIC)
    page = sample.html("404.html")
    tab = chromium.new_page()
    tab.route("**/absent.html", lambda asked: asked.fulfill(status=404, content_type="text/html", body=page))
    for address, home in (
        (f"{base}2025-2027/personne/absent.html", f"{base}index.html"),
        ((sample.site / "404.html").as_uri(), (sample.site / "index.html").as_uri()),
    ):
        tab.goto(address, wait_until="networkidle")
        assert tab.evaluate(_DRESSED), address
        assert tab.evaluate("document.querySelector('.vt-actions a').href") == home
    tab.close()


@pytest.mark.parametrize("path", ["absent.html", "2025-2027/personne/realisations/absent.html"])
def test_the_page_of_lost_addresses_is_dressed_where_nobody_said_where_the_site_lies(sample_of, chromium, path):
    """Under a folder of a server, at any depth, without « site_url »: style, menu, search, and a way home."""
    sample = sample_of(Audience.PUBLIC)
    tab, base = chromium.new_page(), "http://ecole.example/eleves/bts/"

    def answer(asked):
        file = sample.site / unquote(asked.request.url.partition("?")[0].removeprefix(base))
        if asked.request.url.startswith(base) and file.is_file():
            asked.fulfill(path=file)
        else:
            asked.fulfill(status=404, content_type="text/html", body=sample.html("404.html"))

    tab.route("**/*", answer)
    tab.goto(base + path, wait_until="networkidle")
    assert tab.evaluate(_DRESSED)
    assert tab.evaluate("document.querySelector('.vt-actions a').href") == f"{base}index.html"
    assert searched(tab, "Moreau")[0] == f"{base}2025-2027/moreau-lea/index.html"
    tab.close()
