"""The keyboard alone reaches everything, sees where it is, and leaves."""

import pytest

from tests.waiting import FIELD, until
from vitrail.content.model.audience import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# what the Tab key may stop at: shown, not taken out of the order, one radio of a group, not a disabled control
MARK = """() => {
  const seen = new Set(), wanted = [];
  for (const element of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')) {
    const shown = element.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
    if (element.tabIndex < 0 || element.disabled || !shown) continue;
    if (element.type === 'radio') {
      if (seen.has(element.name)) continue;
      seen.add(element.name);
      element.dataset.group = element.name;
    }
    wanted.push(element);
  }
  wanted.forEach((element, rank) => element.dataset.rank = rank);
  document.activeElement.blur();
  return wanted.map(element => element.outerHTML.slice(0, 100));
}"""
STOP = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const ring = node => {
    const style = getComputedStyle(node);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  };
  const kin = element.type === 'radio' ? document.querySelector(`input[name="${element.name}"][data-rank]`) : element;
  const drawn = element.querySelector(':scope > path');
  const label = [...document.querySelectorAll('.vt-button, .tabbed-labels > label')];
  return {
    rank: kin.dataset.rank ?? null,
    html: element.outerHTML.slice(0, 100),
    visible: ring(element) || Boolean(drawn && parseFloat(getComputedStyle(drawn).strokeWidth) >= 3)
      || label.some(node => (node.contains(element) || element.parentElement.contains(node)) && ring(node)),
  };
}"""


def _walk(tab):
    """Press Tab from the top until the page is left; give what was wanted and the stops."""
    wanted = tab.evaluate(MARK)
    stops = []
    for _ in range(len(wanted) + 10):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(STOP)
        if stop is None:
            break
        stops.append(stop)
    return wanted, stops


def _pages(sample):
    """A school's home, a student's, a réalisation and the matrix."""
    pages = sample.pages()
    return {
        "home": "index.html",
        "student": "2025-2027/moreau-lea/index.html",
        "realisation": "2025-2027/moreau-lea/realisations/glpi.html",
        "matrix": pages["matrix"][0],
    }


@pytest.mark.parametrize("kind", ["home", "student", "realisation", "matrix"])
def test_tab_reaches_everything_shows_where_it_is_and_is_never_trapped(serve_sample, visit, kind):
    """Each control once, in the order of the page, with an outline; then the page is left."""
    sample, base = serve_sample(Audience.TEAM)
    with visit(base) as tab:
        tab.goto(base + _pages(sample)[kind])
        tab.wait_for_selector("html.js")
        wanted, stops = _walk(tab)
    ranks = [int(stop["rank"]) for stop in stops if stop["rank"] is not None]
    assert [wanted[rank] for rank in sorted(set(range(len(wanted))) - set(ranks))] == []
    assert ranks == sorted(ranks)
    assert [stop["html"] for stop in stops if not stop["visible"]] == []
    assert len(stops) <= len(wanted) + 5


def test_the_first_stop_leads_past_the_header(serve_sample, visit):
    """« Aller au contenu » shows itself on the first Tab and puts the focus in the article."""
    _, base = serve_sample(Audience.TEAM)
    with visit(base) as tab:
        tab.goto(base + "2025-2027/moreau-lea/index.html")
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.matches('.md-skip')")
        assert float(tab.evaluate("getComputedStyle(document.activeElement).opacity")) == 1
        tab.keyboard.press("Enter")
        until(tab, "document.activeElement.id === 'contenu'")
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.closest('#contenu') !== null")


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_search_opens_with_a_key_and_closes_with_escape(serve_sample, visit, key):
    """The field takes the focus; Escape closes and the page is read on."""
    _, base = serve_sample(Audience.TEAM)
    with visit(base) as tab:
        tab.goto(base + "2025-2027/moreau-lea/index.html")
        tab.wait_for_selector("html.js")
        tab.keyboard.press(key)
        assert tab.evaluate(f"document.activeElement.matches('{FIELD}')")
        tab.keyboard.press("Escape")
        assert not tab.locator(FIELD).is_visible()
        until(tab, f"!document.activeElement.matches('{FIELD}')")  # what is hidden loses the focus as it is next drawn


def test_the_keys_of_the_search_can_be_switched_off_and_no_letter_alone_opens_it(serve_sample, visit):
    """A voice that dictates « s » opens nothing; who unticks the box keeps « / » and Ctrl K, on every page."""
    _, base = serve_sample(Audience.TEAM)
    with visit(base) as tab:
        tab.goto(base + "2025-2027/moreau-lea/index.html")
        tab.wait_for_selector("html.js")
        for key in ("s", "f"):
            tab.keyboard.press(key)
        assert not tab.locator(FIELD).is_visible()
        tab.keyboard.press("Control+k")
        tab.locator("[data-vt-keys]").uncheck()
        tab.goto(base + "index.html")
        tab.wait_for_selector("html.js")
        for key in ("/", "Control+k"):
            tab.keyboard.press(key)
        assert not tab.locator(FIELD).is_visible()


def test_arrows_go_through_the_works_that_are_presented(tmp_path, chromium, build_site):
    """In the order of « oral », from the disk; not from a field where an arrow moves the caret."""
    lea = tmp_path / "2025-2027" / "moreau-lea"
    (lea / "realisations").mkdir(parents=True)
    (tmp_path / "2025-2027" / "promotion.yml").write_text("référentiel: fr.bts-sio.2019\nsession: 2027\n", "utf-8")
    (lea / "index.md").write_text("---\nnom: Moreau\noption: SISR\noral: [c, a]\n---\n", "utf-8")
    for slug in "abc":
        (lea / "realisations" / f"{slug}.md").write_text(f"---\ntitre: Travail {slug}\n---\nTexte.\n", "utf-8")
    site, _ = build_site(tmp_path)
    page = chromium.new_page()
    page.goto((site / "2025-2027/moreau-lea/realisations/c.html").as_uri())
    for key, slug in (("ArrowRight", "a"), ("ArrowRight", "b"), ("ArrowLeft", "a"), ("ArrowLeft", "c")):
        page.keyboard.press(key)
        page.wait_for_url(f"**/{slug}.html")
    page.keyboard.press("Control+k")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert page.url.endswith("/c.html")
    page.close()


def test_nothing_that_is_reached_is_under_the_line_at_the_foot_of_a_realisation(serve_sample, visit):
    """« Précédent, Suivant » stays at the foot of a telephone: a link that Tab reaches is above it."""
    _, base = serve_sample(Audience.JURY)
    with visit(base, viewport={"width": 360, "height": 640}) as tab:
        tab.goto(base + "2025-2027/moreau-lea/realisations/glpi.html")
        hidden = []
        for _ in range(60):
            tab.keyboard.press("Tab")
            hidden.append(
                tab.evaluate("""() => {
                  const line = document.querySelector('.vt-step'), here = document.activeElement;
                  const [at, box] = [line.getBoundingClientRect(), here.getBoundingClientRect()];
                  const over = box.height < 300 && box.bottom > at.top + 1 && box.top < at.bottom;
                  const under = over && at.top < innerHeight;
                  return under && !line.contains(here) ? here.outerHTML.slice(0, 80) : null;
                }""")
            )
        assert [one for one in hidden if one] == []
