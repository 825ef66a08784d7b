"""Finding, as a reader does it."""

import threading
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from generator.model.audience import Audience
from tests.waiting import until

pytestmark = pytest.mark.browser
PORTFOLIO = "2025-2027/moreau-lea/index.html"
CLASS = "2025-2027/index.html"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def bases(build_site):
    """The public site, from a server and from the disk."""
    site, _ = build_site(audience=Audience.PUBLIC)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {"server": f"http://127.0.0.1:{server.server_port}/", "disk": f"{site.as_uri()}/"}
    server.shutdown()


_FOUND = "[...document.querySelectorAll('.md-search-result__item a.md-search-result__link')].map((a) => a.href)"


def _results(browser, address, query, holds=bool):
    """Type a query and give the addresses of what is found once they hold: the list changes with each letter."""
    page = browser.new_page()
    try:
        page.goto(address)
        page.wait_for_selector("html.js")
        page.locator("input.md-search__input").first.focus()
        page.keyboard.type(query, delay=10)
        with suppress(AssertionError):
            until(page, lambda: holds(page.evaluate(_FOUND)))
        return page.evaluate(_FOUND)
    finally:
        page.close()


def _some(*parts):
    """True of addresses among which one holds all these parts."""
    return lambda found: any(all(part in href for part in parts) for href in found)


@pytest.mark.parametrize("base", ["server", "disk"])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("glpi", "realisations/glpi.html"),
        ("sauvegarde", "sauvegardes"),
        ("sauvegardes", "sauvegardes"),
        ("B1.3", ".html"),
    ],
)
def test_a_portfolio_s_search_forgives_plurals_and_knows_codes(chromium, bases, base, query, expected):
    """The same words find the same pages from a server and from the disk."""
    found = _results(chromium, bases[base] + PORTFOLIO, query, _some(expected))
    assert _some(expected)(found), found


def test_accents_are_forgiven(chromium, bases):
    """« reseau » finds « réseau »."""
    assert _results(chromium, bases["server"] + PORTFOLIO, "reseau")


@pytest.mark.parametrize("base", ["server", "disk"])
def test_small_words_do_not_drown_what_was_asked(chromium, bases, base):
    """« présence en ligne » finds first the réalisation that shows it, not every word that begins with « en »."""
    first, code = _some("realisations/annuaire"), _some("competences.html", "c-B1.3")
    found = _results(
        chromium, bases[base] + PORTFOLIO, "présence en ligne", lambda all_: first(all_[:1]) and code(all_)
    )
    assert first(found[:1]), found[:3]
    assert code(found)


def test_a_short_code_finds_what_bears_the_long_one(chromium, bases):
    """Students type B2.2; the site says B2A.2 everywhere."""
    assert _some("realisations/")(_results(chromium, bases["disk"] + PORTFOLIO, "B2.2", _some("realisations/")))


@pytest.mark.parametrize("base", ["server", "disk"])
def test_a_portfolio_s_search_finds_the_students_and_competencies_of_the_edition(chromium, bases, base):
    """Another student, of this class or of another one, a competency that this portfolio does not cite, the guide."""
    page = chromium.new_page()
    page.goto(bases[base] + PORTFOLIO)
    page.wait_for_selector("html.js")
    page.keyboard.press("Control+k")
    for query, address in (
        ("Lefevre", "2025-2027/lefevre-hugo/index.html"),
        ("nguyen paul", "2019-2021/nguyen-paul/index.html"),
        ("gérer les données", "2025-2027/competences/B2B.3.html"),
        ("comment lire", "lire.html"),
    ):
        page.fill("input.md-search__input", query)
        page.wait_for_selector(f"[data-vt-found] a[href='{bases[base]}{address}']")
    page.wait_for_selector(".md-search__input:focus")
    while not page.evaluate("document.activeElement.closest('[data-vt-found]') !== null"):
        page.keyboard.press("Tab")
        assert page.locator("#__search").is_checked()
    page.keyboard.press("Enter")
    page.wait_for_url("**/lire.html")
    page.close()


def test_the_same_words_are_asked_of_the_class_s_own_search(chromium, bases):
    """Its texts are one click away."""
    page = chromium.new_page()
    page.goto(bases["disk"] + PORTFOLIO)
    page.locator("input.md-search__input").first.focus()
    page.keyboard.type("Lefèvre", delay=10)
    page.locator("[data-vt-elsewhere] a", has_text="2025-2027").click()
    page.wait_for_selector(".md-search-result__item a[href*='lefevre-hugo']")
    assert "?q=Lef" in page.url
    page.close()


def test_a_class_s_search_finds_its_students(chromium, bases):
    """A teacher types a name."""
    lea = _some("moreau-lea")
    assert lea(_results(chromium, bases["server"] + CLASS, "Moreau", lea))


def test_the_home_s_search_finds_a_student_and_a_competency(chromium, bases):
    """The school's index holds names and the référentiel."""
    home = bases["server"] + "index.html"
    for query, named in (("Moreau", _some("moreau-lea")), ("présence en ligne", _some("B1.3"))):
        assert named(_results(chromium, home, query, named)), query


@pytest.mark.parametrize("base", ["server", "disk"])
def test_an_ordinary_word_leads_to_the_competencies_that_the_lexicon_brings(chromium, bases, base):
    """« pare-feu » is in no official title; wherever it is typed, it leads to what the référentiel says of it."""
    there = _some("referentiels/fr.bts-sio.2019/B3.3.html")
    assert there(_results(chromium, bases[base] + "index.html", "pare-feu", there))
    for start in (CLASS, PORTFOLIO):
        page = chromium.new_page()
        page.goto(bases[base] + start)
        page.wait_for_selector("html.js")
        page.keyboard.press("Control+k")
        page.fill("input.md-search__input", "pare-feu")
        page.wait_for_selector("[data-vt-found] a[href*='referentiels/fr.bts-sio.2019/B3.3.html']")
        page.close()
