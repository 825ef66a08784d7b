"""A student's own matrix, as an examiner uses it: aim at a mark, read its sentence, open its claim; print it."""

import pytest

from tests.browser.test_paper import A4, _print, _sheets
from vitrail.content.model.audience import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LEA = "2025-2027/moreau-lea/matrice.html"
MARK = ".vt-cross tbody td a"


@pytest.mark.parametrize("script", [True, False])
def test_focus_shows_the_sentence_and_enter_opens_its_frame(serve_sample, visit, script):
    """By the keyboard alone, with and without a script: the sentence of the mark is the one of the frame."""
    _, base = serve_sample(Audience.JURY)
    with visit(base, script=script) as tab:
        tab.goto(base + LEA)
        said = tab.locator(f"{MARK} .vt-said").first
        assert said.bounding_box()["width"] <= 1
        tab.locator(".vt-cross tbody th a").first.focus()
        tab.keyboard.press("Tab")
        sentence = tab.locator(f"{MARK}:focus .vt-said")
        assert sentence.bounding_box()["width"] > 600
        told = sentence.inner_text().splitlines()[1]
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/competences.html#x-*")
        assert told in tab.locator(".vt-proof:is(:target, :has(:target))").inner_text()


def test_a_passage_that_proves_is_marked_to_its_end_and_no_further(serve_sample, visit):
    """The frame leads to the part of the text that tells it."""
    _, base = serve_sample(Audience.JURY)
    with visit(base) as tab:
        tab.goto(f"{base}2025-2027/moreau-lea/realisations/environnement-apprentissage.html#t-mon-projet-b1-6-4")
        marked = tab.evaluate(
            "[...document.querySelectorAll('.vt-prose > *')].filter(one => getComputedStyle(one).backgroundColor"
            " === getComputedStyle(document.querySelector(':target')).backgroundColor).map(one => one.tagName)"
        )
        assert marked == ["H2", "P"]


def test_every_competency_stands_on_one_screen_under_level_heads(serve_sample, visit):
    """On a laptop, fourteen columns of one width; a title is said where the focus is; data before 360 px."""
    _, base = serve_sample(Audience.JURY)
    with visit(base, viewport={"width": 1280, "height": 900}) as tab:
        tab.goto(base + LEA)
        heads = tab.locator(".vt-cross thead tr:nth-child(2) th a")
        assert heads.count() == 14
        assert tab.evaluate("document.querySelector('.vt-cross__scroll').scrollWidth <= innerWidth")
        assert tab.evaluate("document.querySelector('.vt-cross').getBoundingClientRect().bottom <= innerHeight")
        widths = {
            round(one.bounding_box()["width"])
            for one in tab.locator(".vt-cross thead tr:nth-child(2) th[class^=vt-hue]").all()
        }
        assert max(widths) - min(widths) <= 1
        assert tab.locator(".vt-cross tbody td").first.bounding_box()["y"] <= 360
        heads.nth(3).focus()
        assert "Travailler en mode projet" in heads.nth(3).locator(".vt-said").inner_text()
        assert heads.nth(3).locator(".vt-said").bounding_box()["width"] > 600


def test_a_further_proof_is_named_by_its_code_and_never_looks_like_a_number(serve_sample, visit):
    """« 2 3 4 » beside a mark read as counts; « .2 .3 .4 » go on from the code of the column."""
    _, base = serve_sample(Audience.JURY)
    with visit(base) as tab:
        tab.goto(base + LEA)
        said = tab.locator(".vt-cross__more").all_inner_texts()
        assert said
        assert all(one.startswith((".", "+")) for one in said)


def test_it_prints_on_one_a4(serve_sample, visit):
    """Portrait; landscape for the forty columns of 2011; always one sheet for the sample's students."""
    sample, base = serve_sample(Audience.JURY)
    with visit(base) as tab:
        for url in sample.pages()["crossing"]:
            assert _sheets(_print(tab, base + url)) in ([A4], [A4[::-1]]), url


def test_a_phone_reads_it_by_realisation(serve_sample, visit):
    """No sideways scrolling at 360 px: each title, then the codes that it covers, large enough to be touched."""
    _, base = serve_sample(Audience.JURY)
    with visit(base, viewport={"width": 360, "height": 800}) as tab:
        tab.goto(base + LEA)
        assert tab.evaluate("document.documentElement.scrollWidth") == 360
        boxes = [found.bounding_box() for found in tab.locator(MARK).all()]
        assert min(min(box["height"], box["width"]) for box in boxes) >= 24
        assert max(box["height"] for box in boxes) < 40  # « B1.2 » is one word
