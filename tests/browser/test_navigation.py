"""One navigation: the same menu beside every page of a portfolio, whole in view, with one name for one page."""

import pytest

from vitrail.content.model.audience import Audience

pytestmark = pytest.mark.browser
LEA = "2025-2027/moreau-lea/"
PAGES = (
    "index.html synthese.html matrice.html competences.html productions.html realisations/glpi.html"
    " stages/atelier-numerique.html stages/atelier-numerique/semaine-06.html veille/ipv6-pme.html parcours.html"
).split()
_MENU = """() => [...document.querySelectorAll(".vt-nav a, .vt-nav li > span")].map((one) => one.textContent)"""
_SEEN = """() => {
  const box = (one) => one.getBoundingClientRect();
  const seen = (one) => box(one).top >= 0 && box(one).bottom <= innerHeight;
  const [first, here] = [document.querySelector(".vt-nav a"), document.querySelector(".vt-nav [aria-current]")];
  const frame = here && here.closest(".vt-nav__list").getBoundingClientRect();
  const {top, bottom} = here ? here.getBoundingClientRect() : {top: 0, bottom: 0};
  return [seen(first), !here || (seen(here) && top >= frame.top - 1 && bottom <= frame.bottom + 1)];
}"""


@pytest.mark.parametrize("audience", [Audience.JURY, Audience.TEAM], ids=["jury", "team"])
def test_every_page_of_a_portfolio_has_the_same_menu_whose_first_and_current_entries_are_seen(
    sample_of, visit, audience
):
    """Home, tableau and productions at 1280 × 820, the matrix on a larger screen."""
    site = sample_of(audience).site
    menus, hidden = set(), []
    with visit(site.as_uri(), viewport={"width": 1280, "height": 820}) as tab:
        for page in PAGES:
            width = 1600 if page == "matrice.html" else 1280  # it takes a laptop's width
            tab.set_viewport_size({"width": width, "height": 820})
            tab.goto(f"{site.as_uri()}/{LEA}{page}", wait_until="load")
            menus.add(tuple(tab.evaluate(_MENU)))
            if tab.evaluate(_SEEN) != [True, True]:
                hidden.append(page)
    assert (len(menus), hidden) == (1, [])


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.TEAM], ids=["public", "team"])
def test_a_home_starts_with_three_verbs_and_calls_each_page_by_one_name(sample_of, visit, audience):
    """What they lead to bears the name that the menu gives it."""
    site = sample_of(audience).site
    with visit(site.as_uri()) as tab:
        tab.goto(f"{site.as_uri()}/{LEA}index.html", wait_until="load")
        verbs = tab.locator("article .vt-actions a")
        assert verbs.all_inner_texts()[:3] == ["Lire le tableau", "Voir les preuves", "Ouvrir les productions"]
        for number, name in enumerate(("Tableau de synthèse", "Toutes les preuves", "Productions")):
            tab.goto(f"{site.as_uri()}/{LEA}index.html", wait_until="load")
            verbs.nth(number).click()
            tab.wait_for_load_state()
            assert tab.inner_text(".vt-nav [aria-current]") == name
            assert tab.inner_text("h1").startswith(name)


@pytest.mark.parametrize("width", [960, 1000, 1219, 1280])
def test_the_way_to_a_page_takes_two_lines_of_its_header_at_most(sample_of, visit, width):
    """Between a telephone and a laptop the header has the menu's button too: the search gives up its words."""
    site = sample_of(Audience.TEAM).site
    with visit(site.as_uri(), viewport={"width": width, "height": 820}) as tab:
        for page in ("index.html", "stages/atelier-numerique/semaine-06.html"):
            tab.goto(f"{site.as_uri()}/{LEA}{page}", wait_until="load")
            assert tab.evaluate("() => document.querySelector('.vt-header').getBoundingClientRect().height") <= 75


@pytest.mark.parametrize("audience", [Audience.JURY, Audience.TEAM])
def test_the_name_of_a_school_is_one_line_of_a_telephone_s_header(serve_sample, visit, audience):
    """The edition goes below it where both do not fit."""
    _, base = serve_sample(audience)
    with visit(base, viewport={"width": 360, "height": 640}) as tab:
        for page in ("index.html", "2025-2027/moreau-lea/realisations/glpi.html"):
            tab.goto(base + page)
            name = tab.locator(".vt-header__site > span").last
            name.evaluate("one => one.textContent = 'Lycée Jean-Moulin'")
            assert name.bounding_box()["height"] < 30
            assert tab.evaluate("document.documentElement.scrollWidth") == 360
