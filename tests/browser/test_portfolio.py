"""An examiner's ways: from a cross to its proof and back, from one réalisation to the next, pictures large."""

import shutil
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from tests.samples import ROOT
from tests.waiting import until
from vitrail.content.model.audience import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LEA = "2025-2027/moreau-lea/"
GLPI = f"{LEA}realisations/glpi.html"


def test_from_a_mark_of_the_tableau_to_its_sentence_and_back_to_that_mark(serve_sample, visit):
    """The link above the frame leads to the very cell."""
    _, base = serve_sample(Audience.JURY)
    with visit(base) as tab:
        tab.goto(f"{base}{LEA}synthese.html")
        mark = tab.locator(".vt-synthesis__mark a").nth(3)
        cell = mark.evaluate("(a) => a.parentElement.id")
        mark.click()
        tab.locator(".vt-proof:target .vt-proof__sentence").first.wait_for()
        tab.locator(".vt-proof__back:visible").click()
        tab.wait_for_url("**/synthese.html#*")
        assert tab.locator(":target").get_attribute("id") == cell


def test_the_text_of_a_realisation_begins_on_the_first_screen_beside_its_competencies(serve_sample, visit):
    """A laptop of 1280 × 800; on a telephone the text comes first and the competencies after it."""
    _, base = serve_sample(Audience.JURY)
    with visit(base, viewport={"width": 1280, "height": 800}) as tab:
        tab.goto(base + GLPI)
        places = tab.evaluate(
            "['.vt-prose', '.vt-work__side'].map((one) => document.querySelector(one).getBoundingClientRect().toJSON())"
        )
        assert places[0]["top"] < 640
        assert places[1]["left"] > places[0]["right"]
        assert tab.locator("h1").count() == 1
        assert tab.locator("body").inner_text().count("Déploiement de GLPI et inventaire de 240 postes") <= 2
        tab.set_viewport_size({"width": 360, "height": 740})
        order = tab.evaluate(
            "['.vt-prose', '.vt-work__side'].map((one) => document.querySelector(one).getBoundingClientRect().top)"
        )
        assert order[0] < order[1]
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360


def test_pictures_open_large_and_turn_with_the_arrows_without_leaving_the_realisation(serve_sample, visit):
    """Enter opens, arrows turn, Escape closes and the focus is where it was."""
    _, base = serve_sample(Audience.JURY)
    with visit(base) as tab:
        tab.goto(base + GLPI)
        first = tab.locator("a[data-vt-picture]").first
        first.focus()
        tab.keyboard.press("Enter")
        shown = tab.locator("dialog[open] img")
        before = shown.get_attribute("src")
        tab.keyboard.press("ArrowRight")
        assert tab.url.endswith("glpi.html")
        assert shown.get_attribute("src") != before
        tab.keyboard.press("ArrowLeft")
        assert shown.get_attribute("src") == before
        tab.keyboard.press("Escape")
        assert tab.locator("dialog[open]").count() == 0
        assert first.evaluate("(a) => a === document.activeElement")
        tab.locator("h1").click()
        tab.keyboard.press("ArrowRight")
        tab.wait_for_url("**/annuaire-associations.html")


def test_a_picture_of_a_text_opens_large_by_keyboard_and_says_what_it_shows(tmp_path, build_site, visit):
    """A capture is read there: in its column it is a third of its size. Signs and pictures that lead elsewhere stay."""
    shutil.copytree(ROOT / "tests/portfolios/petite-ecole", tmp_path / "portfolios")
    work = tmp_path / "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
    for name, side in (("ecran", 1600), ("signe", 24)):
        Image.new("RGB", (side, side // 2)).save(work.parent / f"{name}.png")
    pictures = (
        "![](ecran.png)\n\n![La console](ecran.png)\n\n![Vu](signe.png) [![Ailleurs](ecran.png)](https://a.example/)"
    )
    work.write_text(f"{work.read_text('utf-8')}\n\n{pictures}\n", "utf-8")
    site, _ = build_site(tmp_path / "portfolios", Audience.JURY)
    with visit(f"{site.as_uri()}/") as tab:
        tab.goto(f"{site.as_uri()}/2025-2027/durand-zoe/realisations/glpi.html")
        pictures = tab.locator(".vt-prose a[data-vt-picture]")
        assert pictures.evaluate_all("links => links.map(link => link.ariaLabel)") == ["Image agrandie", "La console"]
        pictures.last.focus()
        tab.keyboard.press("Enter")
        assert "La console" in tab.inner_text("dialog[open]")
        until(tab, lambda: tab.locator("dialog[open] img").bounding_box()["width"] > 1000)
        tab.keyboard.press("Escape")
        assert pictures.last.evaluate("link => link === document.activeElement")


def test_productions_are_told_apart_by_kind_without_any_script(serve_sample, chromium):
    """The choice is an address, as everywhere; a réalisation that has nothing of the kind is not shown empty."""
    _, base = serve_sample(Audience.JURY)
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{base}{LEA}productions.html")
    every = tab.locator("li[data-kind]:visible").count()
    tab.click("#genre-pdf")
    assert tab.url.endswith("productions.html#genre-pdf")
    shown = tab.locator("li[data-kind]:visible")
    assert 0 < shown.count() < every
    assert {one.get_attribute("data-kind") for one in shown.all()} == {"pdf"}
    assert all(one.locator("li[data-kind]:visible").count() for one in tab.locator(".vt-work-group:visible").all())
    shown.first.locator("a").first.click()
    assert tab.locator(".vt-panel:visible object").get_attribute("data").partition("#")[0].endswith(".pdf")
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_at_all_on_a_realisation_with_code_and_a_wide_table(serve_sample, visit, width):
    """Two blocks of code are no landmarks of one name; on a telephone the table is scrolled from the keyboard."""
    _, base = serve_sample(Audience.JURY)
    with visit(base, viewport={"width": width, "height": 800}) as tab:
        tab.goto(base + GLPI)
        tab.locator(".md-code__nav[role=none]").nth(1).wait_for(state="attached")
        found = Axe().run(tab, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]
        assert [broken["id"] for broken in found] == []
        frame = tab.locator(".md-typeset__scrollwrap").first
        assert (frame.get_attribute("tabindex") == "0") is (width == 360)
        assert frame.get_attribute("aria-label") == "Déploiement en trois vagues"


def test_the_centre_of_the_rosace_says_what_is_focused(serve_sample, visit):
    """Its code, its title, its state and how many réalisations cover it; then the count again."""
    _, base = serve_sample(Audience.JURY)
    with visit(base) as tab:
        tab.goto(f"{base}{LEA}index.html")
        centre = tab.locator(".vt-rosace__said")
        tab.locator(".vt-window .vt-rosace a").nth(1).focus()
        assert centre.inner_text().split("\n")[0] == "B1.1"
        assert "validée, 3 réalisations" in centre.inner_text()
        assert tab.locator(".vt-window .vt-rosace__count").evaluate("(e) => getComputedStyle(e).visibility") == "hidden"
        tab.locator("h1").click()
        tab.locator(".vt-window .vt-rosace a").nth(1).blur()
        assert not centre.inner_text()


def test_the_small_windows_of_a_class_are_leaded_and_coloured_like_the_whole(serve_sample, visit):
    """Their panes are drawn once for the page, and take lead and colour where they are used."""
    _, base = serve_sample(Audience.JURY)
    looks = """(one) => [...new Set([...one.querySelectorAll('use')].map((use) => {
      const {stroke, strokeWidth} = getComputedStyle(use); return `${stroke} ${strokeWidth}`; }))]"""
    with visit(base) as tab:
        tab.goto(f"{base}2025-2027/index.html")
        (lead,) = tab.locator(".vt-class .vt-rosace").first.evaluate(looks)
        assert lead == "rgb(23, 27, 44) 0.5px"
        shot = Image.open(BytesIO(tab.locator("tr:has-text('Léa Moreau') .vt-rosace").screenshot())).convert("RGB")
    seen = {colour for _, colour in shot.getcolors(10_000)}
    assert {(31, 95, 191), (163, 18, 63)} <= seen, "full cobalt and full ruby"


def test_names_of_a_timeline_never_overprint_as_the_browser_draws_them(serve_sample, visit):
    """On every home of the sample; on a telephone a list says the same."""
    sample, base = serve_sample(Audience.TEAM)
    boxes = """[...document.querySelectorAll('.vt-timeline a text')].map((one) => {
      const {x, y, width, height} = one.getBBox(); return [x, y, x + width, y + height]; })"""
    with visit(base) as tab:
        for home in sample.pages()["student"]:
            tab.goto(base + home)
            found = tab.evaluate(boxes)
            for rank, (left, top, right, bottom) in enumerate(found):
                assert right <= 1001, home
                assert not any(
                    left < r and x < right and top + 4 < b and y + 4 < bottom for x, y, r, b in found[rank + 1 :]
                ), home
        tab.set_viewport_size({"width": 360, "height": 740})
        assert tab.locator(".vt-journey").is_visible() or not found
        assert not tab.locator(".vt-timeline").is_visible()


def test_the_state_of_the_files_leads_from_the_school_to_one_student(serve_sample, visit):
    """Three pages, each of one screen or so; a colleague is sent the address of the one that matters."""
    sample, _ = serve_sample(Audience.TEAM)
    with visit(sample.site.as_uri() + "/") as tab:
        tab.goto((sample.site / "etat.html").as_uri())
        tab.click("text=BTS SIO 2025-2027 >> nth=-1")
        tab.wait_for_url("**/2025-2027/etat.html")
        tab.click("summary:has-text('Léa Moreau')")
        tab.click("#f-moreau-lea a:has-text('ses fichiers')")
        tab.wait_for_url("**/moreau-lea/etat.html")
        assert tab.locator(".vt-ledger tr[data-fate]").count() > 10


def test_the_bar_of_a_realisation_leaves_who_reads_on_and_comes_back(serve_sample, visit):
    """It covers no line of the text while one scrolls down, and is there when one looks back or is at the end."""
    _, base = serve_sample(Audience.JURY)
    away = "document.querySelector('.vt-step').getBoundingClientRect().top >= innerHeight"
    with visit(base, viewport={"width": 390, "height": 700}) as tab:
        tab.goto(base + "2025-2027/moreau-lea/realisations/segmentation-vlan.html")
        assert not tab.evaluate(away)
        tab.mouse.wheel(0, 200)
        until(tab, away)
        tab.mouse.wheel(0, -100)
        until(tab, f"!({away})")
        tab.evaluate("scrollTo(0, document.body.scrollHeight)")
        until(tab, f"!({away})")
